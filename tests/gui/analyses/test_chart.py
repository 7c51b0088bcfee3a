"""What lines and bars share: reading with pointer and keyboard."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from explorer.gui.analyses.bars_view import BarsView
from explorer.gui.analyses.lines_view import LinesView
from tests.gui.analyzed import bars, lines

CHARTS = [(LinesView, lines), (BarsView, bars)]


@pytest.fixture(params=CHARTS, ids=["lines", "bars"])
def chart(request, shown):
    view, make = request.param
    return shown(view({"A": make(), "B": make()}), 600, 330)


def test_the_pointer_reads_the_nearest_place_and_leaving_ends_it(chart, qtbot):
    canvas = chart.canvas
    for place in (1, 2):
        at = canvas.mapFromScene(canvas.view.mapViewToScene(QPointF(float(chart.places[place]) + 0.2, 0.0)))
        qtbot.mouseMove(canvas.viewport(), QPoint(at.x(), canvas.height() // 2))
        qtbot.waitUntil(lambda place=place: chart.at == place)
        assert chart.box.isVisible()
        assert chart.crosshair.value() == chart.places[place]
    canvas.hovered.emit(None)
    assert not chart.box.isVisible()
    assert not chart.crosshair.isVisible()


def test_arrow_keys_go_from_place_to_place_and_stop_at_the_ends(chart, qtbot):
    last = len(chart.places) - 1
    qtbot.keyClick(chart.canvas, Qt.Key.Key_Left)
    assert chart.at == last
    qtbot.keyClick(chart.canvas, Qt.Key.Key_Right)
    assert chart.at == last
    for _ in range(last + 2):
        qtbot.keyClick(chart.canvas, Qt.Key.Key_Left)
    assert chart.at == 0
    assert chart.readout.text() not in ("", "A · B")


def test_zooming_is_undone_by_home(chart, qtbot):
    whole = chart.canvas.view.viewRange()
    chart.canvas.view.setXRange(0, 1)
    qtbot.keyClick(chart.canvas, Qt.Key.Key_Home)
    assert np.allclose(chart.canvas.view.viewRange(), whole)
