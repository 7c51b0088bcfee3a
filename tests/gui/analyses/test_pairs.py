"""Figures and labels of A and B come together."""

from dataclasses import replace

import pytest
from analysed import bars, bowl, lines, result

from explorer.gui.analyses.pairs import merged, paired


def test_figures_of_one_kind_and_id_belong_together_in_as_order():
    a, b = result(lines(), bars()), result(bars(), bowl(), lines())
    found = paired({"B": b, "A": a})
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
    ],
)
def test_labels_stand_after_the_one_they_follow(orders, wanted):
    assert merged(orders) == wanted
