"""The table of only what differs, and published results."""

from __future__ import annotations

import pytest

from explorer.comparison.published import TEST_ERROR, has_recipe
from explorer.comparison.table import make_table
from explorer.runs.snapshot import Outcome
from tests.runs.run_rows import row_of

ROWS = [
    row_of("plain-20", "a", test=0.5, train=0.9),
    row_of("resnet-20", "b", lr=0.01, test=0.75, train=0.9, row={"verdict": "Healthy", "reference": True}),
]


def test_only_what_differs_has_a_column():
    table = make_table(ROWS)
    assert table.titles == ("network", "learning rate", "test error", "verdict")
    assert [[cell.text for cell in row] for row in table.cells] == [
        ["resnet", "0.01", "25.0 %", "Healthy"],
        ["plain", "0.1", "50.0 %", "–"],
    ]


def test_results_stand_beside_their_difference_from_the_reference():
    table = make_table(ROWS)
    assert (table.reference, table.rows[0].id) == ("b", "b")
    assert [[cell.difference for cell in row] for row in table.cells] == [
        ["", "", "", ""],
        ["", "", "+25.0 points", ""],
    ]
    other = make_table(ROWS, "a")
    assert other.cells[1][2].difference == "−25.0 points"


def test_without_a_reference_there_are_no_differences():
    table = make_table([row_of("plain-20", "a", test=0.5), row_of("plain-56", "b", test=0.25)])
    assert table.reference == ""
    assert all(cell.difference == "" for row in table.cells for cell in row)


def test_a_run_without_a_result_has_no_difference():
    table = make_table([*ROWS, row_of("plain-20", "c", row={"outcome": Outcome("failed", 0, 0.0)})])
    assert [cell.difference for cell in table.cells[2]] == [""] * 4 + ["−96", "−4 s", ""]


PAPER = {"dataset": "cifar-10", "augment": "crop-flip", "batch_size": 128, "schedule": "step", "epochs": 164}
STEPS = {"row": {"steps_per_epoch": 391}}


def test_published_results_belong_to_their_own_recipe_alone():
    paper = [row_of("plain-56", **PAPER, **STEPS), row_of("resnet-110", warmup=400, **PAPER, **STEPS)]
    assert has_recipe(paper)
    assert not has_recipe([])


@pytest.mark.parametrize("change", [{"epochs": 9}, {"lr": 0.05}, {"dataset": "digits"}, {"norm": "none"}, {"width": 8}])
def test_any_other_setting_is_another_recipe(change):
    assert not has_recipe([row_of("plain-56", **PAPER, **STEPS), row_of("resnet-56", **{**PAPER, **change}, **STEPS)])


def test_the_published_errors_are_those_of_the_paper():
    assert {depth: round(100 * error, 2) for depth, error in TEST_ERROR.items()} == {
        20: 8.75, 32: 7.51, 44: 7.17, 56: 6.97, 110: 6.43, 1202: 7.93,
    }  # fmt: skip
