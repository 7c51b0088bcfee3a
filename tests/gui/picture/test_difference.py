"""The difference of two waterfalls: decades, codes and colors."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from explorer.comparison.layer_pairs import LayerPairs
from explorer.gui.picture.difference import FIRST, LEVELS, NAN, DifferenceMap, codes, diverging
from explorer.gui.picture.waterfall import Waterfall
from explorer.gui.widgets.theme import DARK, LIGHT

SAME = LayerPairs(((0, 0, 0.0), (1, 1, 0.0)), "")


def filled(values, rows=8):
    waterfall = Waterfall(2, (-6, 0), rows)
    waterfall.extend(np.array(values, np.float32))
    return waterfall


def test_it_counts_decades_from_a_to_b():
    found = DifferenceMap(filled([[1e-3, 1e-1]] * 3), filled([[1e-1, 1e-1]] * 4), SAME)
    assert found.values == pytest.approx(np.array([[2.0, 0.0]] * 3), abs=1e-6)
    assert (found.steps, found.rows, found.decades) == (3, 3, 2.0)


def test_rows_of_several_steps_are_compared_with_rows_of_as_many():
    a = filled([[1e-3, 1.0]] * 5, rows=8)  # one step a row
    b = filled([[1e-2, 1.0]] * 10, rows=8)  # two
    found = DifferenceMap(a, b, SAME)
    assert (found.steps_per_row, found.steps, found.rows) == (2, 5, 3)
    assert found.values[:, 0] == pytest.approx([1.0] * 3, abs=1e-6)


def test_codes_grow_with_the_size_of_the_difference_on_both_sides():
    found = codes(np.array([[0.0, 1.0, -1.0, 2.0, -2.0, 9.0, -np.inf, np.nan]]), 2.0)[0]
    assert found[0] == FIRST
    assert found[3] > found[2]  # a spike of either sign wins over a smaller one when pixels are merged
    assert found[4] > found[1]
    assert found[5] == found[3] == FIRST + 2 * (LEVELS - 1) + 1
    assert found[6] == found[4] == FIRST + 2 * (LEVELS - 1)
    assert found[7] == NAN == found.max()


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_colors_are_those_of_a_and_b_around_zero(theme):
    table = diverging(theme)
    assert table[FIRST] == table[FIRST + 1] == QColor(theme.raised).rgb()
    assert table[FIRST + 2 * (LEVELS - 1)] == QColor(theme.a).rgb()
    assert table[FIRST + 2 * (LEVELS - 1) + 1] == QColor(theme.b).rgb()


def test_one_wild_layer_does_not_wash_out_the_others():
    values = np.full((100, 2), 1.0)
    wild = values.copy()
    wild[0, 0] = 1e30
    found = DifferenceMap(filled(values, 128), filled(wild * 10, 128), SAME)
    assert found.decades == 1.0
