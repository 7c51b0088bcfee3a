"""The overview of deep networks."""

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.gui.support import history

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def zoomed(deep):
    deep.canvas.strip.setXRange(10, 20, padding=0)
    return deep


def visible(view) -> tuple[float, float]:
    return tuple(view.canvas.strip.viewRange()[0])


def test_it_shows_only_while_something_is_out_of_view(deep):
    assert not deep.minimap.isVisible()
    deep.canvas.zoom_layers(0.5, 20)
    assert deep.minimap.isVisible()
    deep.fit()
    assert not deep.minimap.isVisible()


def test_it_stands_under_the_heatmap_and_frames_what_is_in_view(zoomed):
    area = zoomed.canvas.heat.sceneBoundingRect()
    assert zoomed.minimap.x() == round(area.left())
    assert zoomed.minimap.width() == round(area.width())
    assert zoomed.minimap.y() >= area.bottom() - 1
    frame = zoomed.minimap.frame()
    assert frame.width() / zoomed.minimap.width() == pytest.approx(10 / 56.6, rel=0.01)


def test_a_drag_of_the_frame_moves_the_picture(qtbot, zoomed):
    start = zoomed.minimap.frame().center().toPoint()
    qtbot.mousePress(zoomed.minimap, LEFT, pos=start)
    qtbot.mouseMove(zoomed.minimap, start + QPoint(100, 0))
    qtbot.mouseRelease(zoomed.minimap, LEFT, pos=start + QPoint(100, 0))
    layers = 100 / zoomed.minimap.width() * 56.6
    assert visible(zoomed) == pytest.approx((10 + layers, 20 + layers), abs=0.1)


@pytest.mark.parametrize(("at", "wanted"), [(0, (0.2, 10.2)), (10_000, (46.8, 56.8))])
def test_a_click_goes_there_and_never_beyond_the_ends(qtbot, zoomed, at, wanted):
    place = QPoint(min(at, zoomed.minimap.width() - 1), 5)
    qtbot.mouseClick(zoomed.minimap, LEFT, pos=place)
    assert visible(zoomed) == pytest.approx(wanted, abs=0.1)


def test_it_has_a_name_and_the_colors_of_the_layers(zoomed):
    assert zoomed.minimap.toolTip()
    assert zoomed.minimap.accessibleName()
    assert zoomed.minimap.objectName() == "minimapA"
    plain = zoomed.minimap.grab().toImage()
    zoomed.set_history(history(zoomed.sight.graph, 5))
    assert zoomed.minimap.grab().toImage() != plain
