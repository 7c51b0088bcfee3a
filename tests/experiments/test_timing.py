"""How long a sweep still takes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from explorer.experiments.measuring import expected_seconds
from explorer.experiments.timing import seconds_left, shape_of
from explorer.runs.cells import Cell
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec

SPEC = RunSpec(network=NetworkSpec(name="resnet-8", width=1), training=TrainingSpec(epochs=1, device="cpu"))


def cell(state: str, seconds: float, took: float = 0.0, steps: int = 0) -> Cell:
    outcome = Outcome("completed", 10, took) if took else None
    return Cell(1, "s", 1.0, {}, SPEC, "", state, "", "", 0, "", seconds, steps, 10, outcome)


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        ([cell("waiting", 10)], 10),
        ([cell("waiting", 10), cell("running", 10, steps=5)], 15),
        ([cell("waiting", 10), cell("done", 10, took=20)], 20),
        ([cell("waiting", 10), cell("done", 10, took=20), cell("done", 4, took=2), cell("done", 1, took=3)], 20),
        ([cell("done", 10, took=20), cell("failed", 5), cell("skipped", 5)], 0),
        ([cell("waiting", 10), cell("waiting", 0)], None),
        ([cell("waiting", -1)], None),
    ],
)
def test_what_is_left_is_corrected_by_what_runs_took(cells: list[Cell], left: float | None) -> None:
    assert seconds_left(cells) == (None if left is None else pytest.approx(left))


def test_a_longer_run_is_expected_to_take_longer() -> None:
    long = replace(SPEC, training=replace(SPEC.training, max_steps=20_000, batch_size=200))
    short = replace(long, training=replace(long.training, max_steps=20))
    assert expected_seconds(long) > 20 * expected_seconds(short) > 0


def test_the_shape_is_what_decides_the_time() -> None:
    training = SPEC.training
    same = [replace(training, seed=3), replace(training, lr=0.5), replace(training, schedule="step")]
    same.append(replace(training, together=3))  # measured alone: two figures of one time would contradict each other
    other = [replace(training, epochs=2), replace(training, batch_size=32), replace(training, optimizer="adam")]
    assert {shape_of(replace(SPEC, training=each)) for each in same} == {shape_of(SPEC)}
    assert shape_of(SPEC) not in {shape_of(replace(SPEC, training=each)) for each in other}
