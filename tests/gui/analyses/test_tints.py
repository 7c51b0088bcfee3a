"""Lines of one run stay in its family of colors."""

import pytest
from PySide6.QtGui import QColor

from explorer.desk.sides import SIDES
from explorer.gui.analyses.tints import TINTS, tint
from explorer.gui.widgets.theme import DARK, LIGHT


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
def test_the_first_is_the_runs_own_and_all_differ_from_each_other_and_from_the_other_side(theme):
    colors = {(side, n): tint(theme, side, n) for side in SIDES for n in range(TINTS)}
    assert all(colors[side, 0] == theme.side(side) for side in SIDES)
    assert len({c.name() for c in colors.values()}) == 2 * TINTS
    assert tint(theme, "A", TINTS) == theme.side("A")


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
def test_a_is_warm_and_b_is_cool(theme):
    for n in range(TINTS):
        warm, cool = tint(theme, "A", n), tint(theme, "B", n)
        assert warm.red() > warm.blue()
        assert cool.blue() > cool.red()
        assert abs(warm.lightness() - QColor(theme.panel).lightness()) > 50
