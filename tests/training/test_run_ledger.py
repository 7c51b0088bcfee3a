"""A run's books: epochs, interventions, and where a diverged record ends."""

import math
from dataclasses import replace

import numpy as np
import pytest

from explorer.runs.snapshot import EpochResult, Intervention, Probe, Snapshot
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training.run_ledger import Ledger

NOTHING = np.empty(0, np.float32)
TEST = np.array([0.5, 0.75], np.float32)


def _block(first: int, *losses: float) -> Snapshot:
    loss = np.array(losses, np.float32)
    return Snapshot(
        first, loss, loss / 10, np.zeros_like(loss), {"gradient-rms": loss[:, None] * np.ones(3, np.float32)}
    )


@pytest.fixture
def ledger() -> Ledger:
    spec = RunSpec(network=NetworkSpec(norm="none"), training=TrainingSpec(lr=0.02))
    return Ledger(spec, steps_per_epoch=4, normed=False)


def test_an_epoch_closes_with_the_means_of_its_own_steps(ledger):
    ledger.enter(_block(0, 1, 2, 3, 4), TEST)
    assert ledger.enter(_block(4, 5), NOTHING).epochs == ()
    (result,) = ledger.enter(_block(5, 6, 7, 8), TEST).epochs
    assert result == EpochResult(2, 7, 6.5, pytest.approx(0.65), 0.5, 0.75)
    assert ledger.result == result
    assert ledger.recorded == 8


def test_a_last_epoch_that_is_cut_short_counts(ledger):
    ledger.enter(_block(0, 1, 2, 3, 4), TEST)
    (result,) = ledger.enter(_block(4, 5, 7), TEST).epochs
    assert result == EpochResult(2, 5, 6.0, pytest.approx(0.6), 0.5, 0.75)


def test_grouping_does_not_change_an_epochs_means(ledger):
    losses = np.random.default_rng(0).lognormal(0, 9, 4)
    together = Ledger(RunSpec(), 4, normed=True).enter(_block(0, *losses), TEST).epochs
    for step in range(3):
        ledger.enter(_block(step, losses[step]), NOTHING)
    assert ledger.enter(_block(3, losses[3]), TEST).epochs == together


def test_an_intervention_is_handed_out_with_the_first_step_that_ran_with_it(ledger):
    ledger.move(2, "skip1", 0.0)
    assert ledger.enter(_block(0, 1, 1), NOTHING).interventions == ()
    assert ledger.enter(_block(2, 1), NOTHING).interventions == (Intervention(2, "skip1", 0.0),)
    assert ledger.enter(_block(3, 1), NOTHING).interventions == ()


def test_of_two_moves_of_one_gate_before_a_step_the_last_counts(ledger):
    ledger.move(0, "skip1", 0.0)
    ledger.move(0, "skip2", 0.0)
    ledger.move(0, "skip1", 0.5)
    moved = ledger.enter(_block(0, 1), NOTHING).interventions
    assert set(moved) == {Intervention(0, "skip1", 0.5), Intervention(0, "skip2", 0.0)}


@pytest.mark.parametrize(("value", "word"), [(math.nan, "NaN"), (math.inf, "infinite")])
def test_the_record_ends_with_the_first_step_that_is_not_finite(ledger, value, word):
    ledger.enter(_block(0, 1, 1, 1, 1), TEST)
    snapshot = ledger.enter(_block(4, 9, value, math.nan, 1), TEST)
    np.testing.assert_array_equal(snapshot.loss, np.array([9, value], np.float32))
    assert len(snapshot.accuracy) == len(snapshot.seconds) == len(snapshot.layers["gradient-rms"]) == 2
    assert snapshot.epochs == ()
    assert ledger.recorded == 6
    assert ledger.result is not None
    assert ledger.result.epoch == 1
    assert ledger.trouble == (
        f"Loss became {word} at step 5 (epoch 2). All earlier steps are kept. Lower the learning rate (now 0.02) "
        "ten times, warm up over some hundred steps, or add batch norm."
    )


def test_probes_behind_the_end_are_cut_off(ledger):
    block = _block(0, 1, math.nan, math.nan)
    probes = tuple(Probe(step, {}, 1) for step in range(3))
    assert ledger.enter(replace(block, probes=probes), NOTHING).probes == probes[:2]


def test_weights_broken_by_the_very_last_update_show_in_the_test_loss(ledger):
    ledger.enter(_block(0, 1, 1, 1, 1), np.array([math.nan, 0.1], np.float32))
    assert ledger.trouble == ""
    ledger.end()
    assert ledger.trouble.startswith("Test loss became NaN at step 3 (epoch 1).")


def test_a_finite_end_is_no_trouble(ledger):
    ledger.enter(_block(0, 1, 1, 1, 1), TEST)
    ledger.end()
    assert ledger.trouble == ""
