"""The log color scale: order, ends, and colors of their own for 0, ∞ and NaN."""

import numpy as np
import pytest

from explorer.gui.widgets.colors import (
    BLANK,
    FIRST,
    FROZEN,
    INFINITE,
    LAST,
    NAN,
    SPECIAL,
    ZERO,
    color,
    indices,
    lookup,
)
from explorer.gui.widgets.theme import DARK, LIGHT


def test_the_ends_of_the_scale_are_the_ends_of_the_map():
    assert indices([1e-6, 1.0], -6, 0).tolist() == [FIRST, LAST]


def test_readings_beyond_the_ends_take_the_end_colors():
    assert indices([1e-30, 1e30], -6, 0).tolist() == [FIRST, LAST]


def test_equal_ratios_are_equal_distances():
    found = indices(10.0 ** np.linspace(-6, 0, 7), -6, 0).astype(int)
    assert set(np.diff(found)) <= {41, 42}


def test_what_is_no_number_on_a_log_scale_has_its_own_index():
    assert indices([np.nan, np.inf, 0.0], -6, 0).tolist() == [NAN, INFINITE, ZERO]


def test_a_larger_index_is_more_alarming():
    assert BLANK < ZERO < FROZEN < FIRST < LAST < INFINITE < NAN < 255


def test_what_is_not_measured_is_blank_and_has_the_panels_color():
    assert indices([-1.0], -6, 0).tolist() == indices([-1.0], 0, 1, linear=True).tolist() == [BLANK]
    assert [color(BLANK, theme).name() for theme in (DARK, LIGHT)] == [DARK.panel, LIGHT.panel]


def test_shares_lie_evenly_between_the_ends_and_zero_is_one_of_them():
    found = indices([0.0, 0.5, 1.0, 1.5, np.nan, np.inf], 0, 1, linear=True).tolist()
    assert found == [FIRST, (FIRST + LAST) // 2, LAST, LAST, NAN, INFINITE]


def test_a_scale_without_width_is_refused():
    with pytest.raises(ValueError, match="ends at -3; allowed: above its start, -3"):
        indices([1.0], -3, -3)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
def test_special_colors_are_the_themes_and_lie_outside_the_map(theme):
    table = lookup(theme)
    inside = set(table[FIRST : LAST + 1].tolist())
    wanted = {"NaN": theme.nan, "∞": theme.infinite, "0": theme.zero}
    for name, index in SPECIAL:
        assert color(index, theme).name() == wanted[name]
        assert int(table[index]) not in inside


def test_the_map_grows_lighter_all_the_way():
    table = lookup(DARK)[FIRST : LAST + 1].astype(np.int64)
    luma = 0.2126 * (table >> 16 & 255) + 0.7152 * (table >> 8 & 255) + 0.0722 * (table & 255)
    assert (np.diff(luma) > -1.5).all()  # rounding to 8 bits
    assert luma[-1] - luma[0] > 200
