"""Learning rate too low: a loss that falls through all of the run, by tiny steps."""

import numpy as np
import pytest

from tests.verdicts.found import lr_too_low
from tests.verdicts.runs_by_hand import CHANCE_LOSS, LAYERS, falling, make_run

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
    assert judge(make_run(SLOW[:70], steps=70, readings={"update-ratio": 2e-5}), None) is None
    assert judge(make_run(SLOW[:80], steps=80, readings={"update-ratio": 2e-5}), None) is not None


def test_a_loss_that_falls_by_a_hair_is_not_learning():
    loss = np.linspace(2.31, 2.28, 500)
    assert judge(make_run(loss, accuracy=0.1, readings={"update-ratio": 2e-5}), None) is None


@pytest.mark.parametrize(("update", "said"), [(2e-5, True), (5e-3, False)])
def test_layers_that_begin_at_zero_have_no_share_in_the_median(update: float, said: bool):
    """Fixup begins the last layer of every branch and the classifier at zero: short as they are, they move by percents
    of themselves at any learning rate."""
    weights, updates = np.full((500, LAYERS), 10.0, np.float32), np.full((500, LAYERS), update, np.float32)
    zero = np.arange(LAYERS) % 3 > 0  # more than half
    weights[0, zero], updates[:, zero] = 0, 0.05
    found = judge(make_run(SLOW, readings={"update-ratio": updates, "weight-norm": weights}), None)
    assert (found is not None) == said


RATE = {"training": {"lr": 1.0}}


@pytest.mark.parametrize(("better", "said"), [(0.04, False), (0.06, True)])
def test_a_run_at_a_higher_rate_decides_whatever_the_steps(better: float, said: bool):
    twin = make_run(accuracy=0.5 + better, **RATE)
    found = judge(make_run(CHANCE_LOSS, accuracy=0.5), twin)
    assert (found is not None) == said
    if found is not None:
        told = "At learning rate 1 the same run has 56.0 % against 50.0 % after 20 epochs (training accuracy)."
        assert found.sentence == told
    slow = make_run(SLOW, accuracy=0.5, readings={"update-ratio": 2e-5})
    assert judge(slow, None) is not None
    assert (judge(slow, twin) is not None) == said


def test_a_higher_rate_at_chance_is_not_better():
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1), make_run(accuracy=0.19, **RATE)) is None


@pytest.mark.parametrize(
    "twin",
    [
        {"training": {"lr": 0.01}},
        {"training": {"lr": 1.0, "seed": 1}},
        {**RATE, "status": None},
        {**RATE, "status": "stopped"},
        {**RATE, "moved": (100,)},
    ],
)
def test_only_the_same_run_at_a_higher_rate_can_tell(twin: dict[str, object]):
    assert judge(make_run(CHANCE_LOSS, accuracy=0.5), make_run(accuracy=0.9, **twin)) is None


def test_a_run_that_goes_on_is_not_compared():
    assert judge(make_run(CHANCE_LOSS, accuracy=0.5, status=None), make_run(accuracy=0.9, **RATE)) is None
