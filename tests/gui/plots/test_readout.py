from explorer.gui.plots.readout import Reading, Readout
from explorer.gui.widgets.theme import DARK, LIGHT

BOTH = [Reading("A", ("1.532", "~1.601")), Reading("B", ("0.041", "~0.05"))]


def colors(widget):
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_says_it_in_words(shown):
    readout = shown(Readout(DARK), 400, 20)
    readout.read("step 137", BOTH)
    assert readout.text() == "step 137 · A 1.532 ~1.601 · B 0.041 ~0.05"
    assert readout.accessibleName() == readout.text()
    assert readout.toolTip() == "step 137\nA: 1.532 · ~1.601\nB: 0.041 · ~0.05"


def test_chips_are_in_the_colors_of_the_runs(shown):
    readout = shown(Readout(DARK), 400, 20)
    readout.read("", BOTH)
    assert {DARK.a, DARK.b} <= colors(readout)
    readout.set_theme(LIGHT)
    assert {LIGHT.a, LIGHT.b} <= colors(readout)


def test_a_narrow_one_keeps_the_chips_and_stays_inside(shown):
    readout = shown(Readout(DARK), 60, 20)
    readout.read("step 137", BOTH)
    assert {DARK.a, DARK.b} <= colors(readout)


def test_nothing_is_painted_without_runs(shown):
    readout = shown(Readout(DARK), 200, 20)
    assert len(colors(readout)) == 1
