"""Facts of a small case against runs trained for the test."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from explorer.runs.snapshot import EpochResult
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train
from tests.labeled_set.cases import Case
from tests.labeled_set.facts import EARLY_STEPS, Trained, _largest, _of_rates, carry_out, measured

SPEC = RunSpec(
    network=NetworkSpec(name="resnet-14", width=2), training=TrainingSpec(epochs=2, batch_size=256, device="cpu")
)


def last_epoch(spec: RunSpec) -> EpochResult:
    found = [e for s in train(Session(spec), lambda waiting: False) if s is not None for e in s.epochs]
    return found[-1]


def with_training(spec: RunSpec, **changes: float) -> RunSpec:
    return replace(spec, training=replace(spec.training, **changes))


@pytest.fixture(scope="module")
def facts() -> dict[str, float | None]:
    return measured(Case("a", "unfinished", "", "fit", SPEC, 8))


def close(found: float | None, expected: float) -> bool:
    return found is not None and abs(found - expected) < 1e-3 * abs(expected) + 1e-9


def test_the_run_itself_and_the_long_one(facts: dict[str, float | None]) -> None:
    own, long = last_epoch(SPEC), last_epoch(with_training(SPEC, epochs=8))
    assert close(facts["train_accuracy"], own.train_accuracy)
    assert close(facts["test_accuracy"], own.test_accuracy)
    assert close(facts["train_loss"], own.train_loss)
    assert close(facts["long_train_accuracy"], long.train_accuracy)
    assert close(facts["long_test_accuracy"], long.test_accuracy)
    assert close(facts["double_accuracy"], last_epoch(with_training(SPEC, epochs=4)).train_accuracy)
    assert (facts["diverged"], facts["long_diverged"]) == (-1, -1)
    assert facts["best_test_loss"] is None  # of three epochs at least


def test_other_rates_and_the_twin(facts: dict[str, float | None]) -> None:
    assert close(facts["lower_rate_accuracy"], last_epoch(with_training(SPEC, lr=0.01)).train_accuracy)
    assert close(facts["higher_rate_accuracy"], last_epoch(with_training(SPEC, lr=1.0)).train_accuracy)
    twin = replace(with_training(SPEC, epochs=4), network=replace(SPEC.network, name="resnet-8"))
    assert close(facts["twin_double_accuracy"], last_epoch(twin).train_accuracy)


@pytest.mark.parametrize(("learns_at", "tried"), [(1.0, 1), (0.01, 3), (1e-9, 5)])
def test_lower_rates_are_tried_until_one_learns(learns_at: float, tried: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rates: list[float] = []

    def carry_out(spec: RunSpec, epochs: int) -> Trained:
        rates.append(spec.training.lr)
        reached = 0.7 if spec.training.lr <= 1.01 * learns_at else 0.11
        return Trained((EpochResult(1, 24, 1.0, reached, 1.0, reached),) * epochs, -1, {})

    monkeypatch.setattr("tests.labeled_set.facts.carry_out", carry_out)
    found = _of_rates(with_training(SPEC, lr=10.0), 0.1)
    assert np.allclose(rates, [*(10.0 / 10**n for n in range(1, tried + 1)), 100.0], rtol=1e-9)
    expected = {"lower_rate_accuracy": 0.11, "lowest_rate_accuracy": 0.7, "higher_rate_accuracy": 0.11}
    if tried == 1:
        expected |= {"lower_rate_accuracy": 0.7, "lowest_rate_accuracy": math.nan}
    if learns_at < 1e-5:
        expected["lowest_rate_accuracy"] = 0.11
    assert all(np.array_equal(found[name], value, equal_nan=True) for name, value in expected.items())


def test_looks_are_taken_when_they_are_asked_for() -> None:
    run = carry_out(SPEC, 3, (0, EARLY_STEPS, -2))
    assert sorted(run.looks) == [0, 2 * 5, 10][:2]  # 5 steps an epoch: step 10 is the second epoch's end
    assert run.looks[0].weights != run.looks[10].weights


def test_a_run_that_diverges_counts_as_chance() -> None:
    wild = replace(with_training(SPEC, lr=1000.0), network=replace(SPEC.network, norm="none"))
    run = carry_out(wild, 2, (0, -2))
    assert run.diverged >= 0
    assert run.accuracy() == 0.1
    found = measured(Case("b", "diverged", "", "fit", wild))
    assert found["diverged"] == run.diverged
    assert found["end_loss"] is None
    assert found["twin_double_accuracy"] is None


def test_no_companions_where_all_is_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.labeled_set.facts.TRAINED", 0.0)
    found = measured(Case("a", "healthy", "", "fit", with_training(SPEC, epochs=1), 8))
    assert (found["lower_rate_accuracy"], found["higher_rate_accuracy"], found["twin_double_accuracy"]) == (None,) * 3


def test_layers_that_begin_at_zero_are_left_out_of_ratios() -> None:
    assert _largest((6.0, 9.0, 2.0, 100.0), (0.0, 3.0, 4.0, 1.0), 3) == 3
    assert math.isnan(_largest((1.0,), (0.0,), 1))
