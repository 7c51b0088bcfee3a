import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QWheelEvent
from PySide6.QtWidgets import QApplication

from explorer.gui.plots.canvas import Axis, Canvas, whole_parts


@pytest.fixture
def canvas(shown):
    made = shown(Canvas())
    made.show_range((0.0, 100.0), (0.0, 1.0))
    return made


def pixel(canvas, x, y):
    return canvas.mapFromScene(canvas.view.mapViewToScene(QPointF(x, y)))


def test_hovering_tells_x(canvas, qtbot):
    with qtbot.waitSignal(canvas.hovered) as told:
        qtbot.mouseMove(canvas.viewport(), pixel(canvas, 40, 0.5))
    assert told.args[0] == pytest.approx(40, abs=0.5)


def test_hovering_the_axis_is_hovering_nothing(canvas, qtbot):
    with qtbot.waitSignal(canvas.hovered) as told:
        qtbot.mouseMove(canvas.viewport(), QPoint(5, 100))
    assert told.args == [None]


def test_double_click_asks_to_fit(canvas, qtbot):
    with qtbot.waitSignal(canvas.fit_wanted):
        qtbot.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=pixel(canvas, 40, 0.5))


def test_drag_pans(canvas, qtbot):
    with qtbot.waitSignal(canvas.moved_by_user):
        start, end = pixel(canvas, 40, 0.5), pixel(canvas, 60, 0.5)
        qtbot.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start)
        qtbot.mouseMove(canvas.viewport(), (start + end) / 2)
        qtbot.mouseMove(canvas.viewport(), end)
        qtbot.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert canvas.view.viewRange()[0][0] < -5


def test_wheel_zooms(canvas, qtbot):
    at = QPointF(pixel(canvas, 50, 0.5))
    event = QWheelEvent(
        at, canvas.viewport().mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    with qtbot.waitSignal(canvas.moved_by_user):
        QApplication.sendEvent(canvas.viewport(), event)
    low, high = canvas.view.viewRange()[0]
    assert high - low < 99


def test_the_menu_is_ours(canvas, qtbot):
    assert not canvas.view.menuEnabled()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(200, 90), QPoint(210, 95))
    with qtbot.waitSignal(canvas.menu_wanted) as asked:
        QApplication.sendEvent(canvas.viewport(), event)
    assert asked.args == [QPoint(210, 95)]


@pytest.mark.parametrize(("key", "by"), [(Qt.Key.Key_Left, -1), (Qt.Key.Key_Right, 1)])
def test_arrows_nudge(canvas, qtbot, key, by):
    with qtbot.waitSignal(canvas.nudged) as nudged:
        qtbot.keyClick(canvas, key)
    assert nudged.args == [by]


def test_log_ticks_are_decades_with_2_to_9_between():
    axis = Axis("left")
    axis.set_logarithmic(True)
    (_, decades), (spacing, between) = axis.tickValues(-2.2, 1.1, 150)
    assert decades == [-2, -1, 0, 1]
    assert spacing is None
    np.testing.assert_allclose(10 ** np.array(between[:4]), [7e-3, 8e-3, 9e-3, 2e-2], rtol=1e-3)
    assert axis.tickStrings(decades, 1, 1.0) == ["0.01", "0.1", "1", "10"]


@pytest.mark.parametrize(
    ("value", "text"), [(2000, "2000"), (0.05, "0.05"), (5e-4, "5·10⁻⁴"), (2e5, "2·10⁵"), (3000, ""), (4, "")]
)
def test_between_few_decades_2_and_5_are_labeled(value, text):
    axis = Axis("left")
    axis.set_logarithmic(True)
    axis.setRange(-4.0, -3.0)
    assert axis.tickStrings([np.log10(value)], 1, None) == [text]


def test_without_a_title_the_curves_have_its_room(shown, qtbot):
    titled, bare = shown(Canvas()), shown(Canvas())
    bare.set_bottom_lines(1)
    qtbot.waitUntil(lambda: bare.bottom.height() < titled.bottom.height() < 2 * bare.bottom.height())


def test_many_decades_share_labels():
    axis = Axis("left")
    axis.set_logarithmic(True)
    levels = axis.tickValues(-30, 8, 120)
    assert len(levels) == 1
    assert 2 <= len(levels[0][1]) <= 8


def test_left_axes_are_equally_wide(shown):
    first, second = shown(Canvas()), shown(Canvas())
    first.show_range((0.0, 1.0), (0.0, 1.0))
    second.show_range((0.0, 1.0), (0.0, 90_000.0))
    assert first.left.width() == second.left.width()


def test_the_left_axis_has_room_for_large_fonts(canvas):
    size, small = QApplication.font(), QApplication.font()
    size.setPointSizeF(2 * small.pointSizeF())
    QApplication.setFont(size)
    try:
        canvas.set_size(1.0)
        figures = QFontMetricsF(canvas.left.label.font())
        assert canvas.left.minimumWidth() >= figures.horizontalAdvance("100 %") + figures.height()
    finally:
        QApplication.setFont(small)
    canvas.set_size(1.0)
    assert canvas.left.minimumWidth() == 54


def test_keys_zoom_and_pan(canvas, qtbot):
    with qtbot.waitSignal(canvas.moved_by_user):
        qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.view.viewRange()[0] == pytest.approx([10, 90])
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.view.viewRange()[0] == pytest.approx([18, 98])
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.view.viewRange()[0] == pytest.approx([8, 108])


def test_a_title_without_room_loses_parts_and_is_not_cut_within_one(qapp):
    metrics = QFontMetricsF(qapp.font())
    room = metrics.horizontalAdvance("step  ·  dashed: 2/lr")
    assert whole_parts("step  ·  dashed: 2/lr or more  ·  hollow", metrics, room) == "step"
    legend = "step  ·  bold: smoothed, dots: test"
    assert whole_parts(legend, metrics, metrics.horizontalAdvance(legend)) == legend
    assert whole_parts(legend, metrics, metrics.horizontalAdvance(legend[:-1])) == "step  ·  bold: smoothed"
    assert whole_parts("training time", metrics, metrics.horizontalAdvance("training tim")) == "training"
    assert whole_parts("step  ·  dashed", metrics, metrics.horizontalAdvance("step  ·  d")) == "step"
    assert whole_parts("cross-entropy", metrics, metrics.horizontalAdvance("cross-e")) == ""
