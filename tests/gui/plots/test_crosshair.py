from explorer.gui.plots.canvas import Canvas
from explorer.gui.plots.crosshair import Crosshair
from explorer.gui.widgets.theme import LIGHT


def test_stands_where_it_is_told_and_vanishes(shown):
    canvas, line = shown(Canvas()), Crosshair()
    line.set_theme(LIGHT)
    canvas.add(line)
    assert not line.isVisible()
    line.place(12.0)
    assert line.isVisible()
    assert line.value() == 12
    assert line.pen.color().name() == LIGHT.text
    line.place(None)
    assert not line.isVisible()
