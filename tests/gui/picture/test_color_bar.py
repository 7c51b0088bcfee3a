"""The shared color scale."""

import pytest

from explorer.gui.picture.color_bar import ColorBar
from explorer.gui.widgets.colors import FIRST, LAST, SPECIAL, ZERO, color, decade_text
from explorer.gui.widgets.theme import DARK, LIGHT
from explorer.infos import InstrumentInfo


@pytest.fixture
def bar(qtbot):
    widget = ColorBar()
    qtbot.addWidget(widget)
    widget.resize(600, widget.height())
    return widget


def shown(widget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(4, 16)}


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
def test_both_ends_and_every_special_color_are_shown(bar, theme):
    bar.set_theme(theme)
    found = shown(bar)
    for index in (FIRST + 2, LAST - 2, *(index for _, index in SPECIAL)):
        assert color(index, theme).name() in found


def test_it_tells_title_and_ends_in_words(bar):
    bar.set_instrument(InstrumentInfo("weight-norm", "weight norm", "", "", "", "", ""))
    bar.set_levels(-12.0, 3.0)
    assert bar.accessibleDescription() == "log₁₀ weight norm, from 10⁻¹² to 10³"
    assert "weight norm (weight-norm), 10⁻¹² to 10³" in bar.toolTip()


def test_new_levels_move_the_ticks(bar):
    before = bar.grab().toImage()
    bar.set_levels(-3.0, 0.0)
    assert bar.grab().toImage() != before


def test_exponents_are_written_as_superscripts():
    assert [decade_text(n) for n in (-7, 0, 10)] == ["10⁻⁷", "10⁰", "10¹⁰"]


def test_shares_have_ticks_at_fifths_and_no_color_of_their_own_for_zero(bar):
    bar.set_instrument(InstrumentInfo("zero-share", "Zeros", "", "", "", "", "", scale="linear"))
    bar.set_levels(0.0, 1.0)
    assert bar.accessibleDescription() == "Zeros, from 0 to 1"
    assert [text for _, text in bar._ticks(300)] == ["0", "0.2", "0.4", "0.6", "0.8", "1"]
    assert color(ZERO, DARK).name() not in shown(bar)
