"""A sweep's results as a markdown table."""

from __future__ import annotations

from explorer.comparison.seed_table import seed_table
from tests.runs.run_rows import row_of

HEALTHY = {"verdict": "Healthy"}


def test_each_combination_is_a_row_with_medians_and_ranges_over_seeds() -> None:
    rows = [
        row_of("resnet-20", "a", seed=0, train=0.9, test=0.8, row=HEALTHY),
        row_of("plain-20", "b", seed=0, train=0.25, test=0.5, row={"verdict": "Degradation"}),
        row_of("plain-20", "c", seed=1, train=0.5, test=0.25, row=HEALTHY),
        row_of("plain-20", "d", seed=2, train=0.3, test=0.4, row={"verdict": "Degradation"}),
    ]
    assert seed_table(rows).splitlines() == [
        "| network | seeds | training accuracy | test accuracy | first finding |",
        "| --- | ---: | ---: | ---: | --- |",
        "| plain | 3 | 30.0 % [25.0–50.0] | 40.0 % [25.0–50.0] | Degradation (2 of 3); Healthy (1 of 3) |",
        "| resnet | 1 | 90.0 % | 80.0 % | Healthy |",
    ]


def test_a_run_that_diverged_has_a_finding_and_no_accuracy() -> None:
    lost = {"status": "diverged", "verdict": "Diverged"}
    rows = [
        row_of("plain-8", "a", lr=0.1, seed=0, train=0.5, test=0.5, row=HEALTHY),
        row_of("plain-8", "b", lr=9.0, seed=0, train=0.5, test=0.5, row=lost),
        row_of("plain-8", "c", lr=9.0, seed=1, train=0.6, test=0.7, row={"verdict": ""}),
        row_of("plain-8", "d", lr=10.0, seed=1, row=lost),
    ]
    assert seed_table(rows).splitlines()[2:] == [
        "| 0.1 | 1 | 50.0 % | 50.0 % | Healthy |",
        "| 9 | 2 | 60.0 % · 1 of 2 diverged | 70.0 % | Diverged (1 of 2); completed (1 of 2) |",
        "| 10 | 1 | 1 of 1 diverged | – | Diverged |",
    ]


def test_without_runs_there_is_no_table() -> None:
    assert seed_table([]) == ""
