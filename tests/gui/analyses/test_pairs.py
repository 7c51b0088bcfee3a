"""Figures and labels of A and B come together."""

from dataclasses import replace

import pytest

from explorer.gui.analyses.pairs import merged, paired
from tests.gui.analyzed import bars, bowl, lines, result


def test_figures_of_one_kind_and_id_belong_together_in_as_order():
    a, b = result(lines(), bars()), result(bars(), bowl(), lines())
    found = list(paired({"B": b, "A": a}).values())
    assert [{side: f.id for side, f in pair.items()} for pair in found] == [
        {"A": "profile", "B": "profile"},
        {"A": "residual", "B": "residual"},
        {"B": "landscape"},
    ]
    assert list(found[0]) == ["A", "B"]


def test_equal_ids_of_two_kinds_stay_apart():
    assert len(paired({"A": result(lines()), "B": result(replace(bowl(), id="profile"))})) == 2


@pytest.mark.parametrize(
    ("orders", "wanted"),
    [
        ([["1", "2"], ["1", "2", "3"]], ["1", "2", "3"]),
        ([["1.1", "2.1", "3.1"], ["1.1", "1.2", "2.1", "2.2", "3.1"]], ["1.1", "1.2", "2.1", "2.2", "3.1"]),
        ([["b"], ["a", "b"]], ["a", "b"]),
        ([[], ["x"]], ["x"]),
        ([["2.1", "2.3", "3.2"], ["1.1", "1.3"]], ["1.1", "1.3", "2.1", "2.3", "3.2"]),
        ([["skip2", "skip10"], ["skip9"]], ["skip2", "skip9", "skip10"]),
        ([["2.1", "1.1"], ["1.1", "1.2", "2.1"]], None),
    ],
)
def test_labels_have_an_order_that_holds_for_both_networks(orders, wanted):
    assert merged(orders) == wanted


def test_figures_of_different_units_stay_apart():
    """A stored result in shares is not drawn on an axis in points."""
    assert len(paired({"A": result(bars()), "B": result(replace(bars(), y_label="points"))})) == 2
