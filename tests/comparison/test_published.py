"""Published results belong beside runs of the paper's own recipe alone."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from explorer.comparison.published import has_recipe
from explorer.experiments.bundled import bundled_sweeps
from explorer.experiments.planning import planned
from explorer.experiments.sweep_file import read_sweep, settings_of
from explorer.runs.rows import RunRow
from tests.runs.run_rows import row_of


def paper(**changed: object) -> list[RunRow]:
    """The runs of the sweep that comes along."""
    plan = planned(read_sweep(bundled_sweeps()["paper-cifar10"]))
    found = []
    for cell in plan.cells:
        network, training = cell.spec.network, cell.spec.training
        settings = {**asdict(network), **asdict(training), **settings_of(network, training), **changed}
        found.append(row_of(network.name, row={"settings": settings, "steps_per_epoch": 390}))
    return found


def test_every_run_of_the_bundled_sweep_has_the_recipe() -> None:
    rows = paper()
    assert {row.network for row in rows} >= {"plain-20", "resnet-110"}
    assert has_recipe(rows)


def test_the_recipe_may_be_told_in_epochs() -> None:
    assert has_recipe(paper(max_steps=0, epochs=164))  # 63,960 steps


@pytest.mark.parametrize(
    "changed",
    [{"lr": 0.01}, {"max_steps": 6_400}, {"max_steps": 0, "epochs": 15}, {"schedule": "cosine"}, {"dataset": "digits"}],
)
def test_other_runs_do_not(changed: dict[str, object]) -> None:
    assert not has_recipe(paper(**changed))


def test_no_runs_have_none() -> None:
    assert not has_recipe([])
