"""The sweep of learning rates trains as training does, and what is read from made-up losses."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from explorer.analyses.rate_sweep import blown_up, rate_sweep, read, smoothed
from explorer.analyses.subject import Subject
from explorer.runs.snapshot import merged
from explorer.training import Session, train
from tests.analyses.conftest import tiny_spec

RATES = np.geomspace(1e-4, 10, 41)


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_at_a_constant_rate_it_is_the_run_itself(optimizer: str) -> None:
    spec = tiny_spec()
    spec = replace(spec, training=replace(spec.training, optimizer=optimizer, lr=0.05, augment="crop"))
    run = Session(spec)
    record = merged([s for s in islice(train(run, lambda waiting: True), 8) if s is not None])
    assert list(rate_sweep(Subject(spec), np.full(8, 0.05))) == pytest.approx(record.loss.tolist(), rel=1e-6)


def test_the_rate_of_each_step_is_its_own() -> None:
    still = list(rate_sweep(Subject(tiny_spec()), np.array([1e-12, 1e-12, 0.5, 1e-12])))
    moved = list(rate_sweep(Subject(tiny_spec()), np.array([1e-12, 0.5, 0.5, 1e-12])))
    assert moved[:2] == pytest.approx(still[:2], rel=1e-6)
    assert moved[2] != pytest.approx(still[2], rel=1e-3)


def test_smoothing_of_a_constant_is_the_constant() -> None:
    assert smoothed(np.full(7, 2.5)) == pytest.approx(np.full(7, 2.5))
    assert smoothed(np.array([1.0, 2.0])) == pytest.approx([1.0, (0.09 * 1 + 0.1 * 2) / 0.19])


def test_where_the_loss_falls_steepest_is_least_and_blows_up() -> None:
    x = np.log10(RATES)
    losses = 2 - 1.5 / (1 + np.exp(-8 * (x + 1.5))) + np.exp(10 * (x - 0.5))
    end = next(step for step in range(1, 42) if blown_up(losses[:step]))
    found = read(RATES[:end], losses[:end])
    assert 10**-1.5 <= found.steepest <= 10**-0.8  # smoothing comes late
    assert found.steepest < found.least < found.blow_up == RATES[end - 1]
    assert found.fell < 0.6


def test_a_loss_that_only_rises_has_no_fall() -> None:
    found = read(RATES, np.linspace(2, 4, 41))
    assert found.fell == 1
    assert found.least == RATES[0]
    assert found.blow_up is None


@pytest.mark.parametrize("last", [np.nan, np.inf, 100.0])
def test_a_loss_that_is_no_number_or_four_times_the_least_ends_it(last: float) -> None:
    assert not blown_up(np.array([2.0, 2.1, 2.0]))
    assert blown_up(np.array([2.0, 2.1, last]))
