"""Learning rate too low: a loss that falls through all of the run, by tiny steps."""

import numpy as np
import pytest

from tests.verdicts.found import lr_too_low
from tests.verdicts.runs_by_hand import CHANCE_LOSS, falling, make_run

judge = lr_too_low.judge


SLOW = falling(500, end=1.6, over=1.0)


def test_tiny_steps():
    found = judge(make_run(SLOW, readings={"update-ratio": 2e-5}), None)
    assert found is not None
    assert "2.0e-5" in found.sentence
    assert "Learning rate 1" in found.to_try


@pytest.mark.parametrize("update", [1e-3, 2e-2])
def test_steps_of_the_right_size(update: float):
    assert judge(make_run(SLOW, readings={"update-ratio": update}), None) is None


def test_tiny_steps_at_the_end_of_a_schedule():
    updates = np.repeat(np.geomspace(1e-2, 1e-6, 500)[:, None], 12, axis=1)
    assert judge(make_run(readings={"update-ratio": updates}), None) is None


def test_a_loss_that_stands_still_has_another_reason():
    noise = np.random.default_rng(0).normal(0, 0.05, 500)
    assert judge(make_run(CHANCE_LOSS + noise, accuracy=0.1, readings={"update-ratio": 2e-5}), None) is None


def test_the_warm_up_is_not_counted():
    updates = np.full((500, 12), 5e-3)
    updates[:200] = 1e-6
    assert judge(make_run(SLOW, readings={"update-ratio": updates}, training={"warmup": 200}), None) is None


def test_too_early():
    assert judge(make_run(SLOW[:60], steps=60, readings={"update-ratio": 2e-5}, status=None), None) is None


def test_a_start_that_exploded_leaves_no_room_for_a_larger_one():
    readings = {"update-ratio": 2e-5, "gradient-norm": 400.0}
    assert judge(make_run(SLOW, readings=readings), None) is None


def test_in_few_epochs_slow_cannot_be_told_from_short():
    assert judge(make_run(SLOW[:90], steps=90, readings={"update-ratio": 2e-5}), None) is None
    assert judge(make_run(SLOW[:110], steps=110, readings={"update-ratio": 2e-5}), None) is not None


def test_a_loss_that_falls_by_a_hair_is_not_learning():
    loss = np.linspace(2.31, 2.28, 500)
    assert judge(make_run(loss, accuracy=0.1, readings={"update-ratio": 2e-5}), None) is None
