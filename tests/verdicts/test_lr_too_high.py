"""Learning rate too high: steps that throw away what was learned, from a sane start."""

import numpy as np
import pytest

from tests.verdicts.found import lr_too_high
from tests.verdicts.runs_by_hand import LAYERS, falling, make_run, slope

judge = lr_too_high.judge


def _updates(early: float) -> np.ndarray:
    made = np.full((500, LAYERS), 1e-2, np.float32)
    made[:30] = early
    return made


def test_steps_as_long_as_the_weights():
    found = judge(make_run(falling(500, end=1.5), readings={"update-ratio": _updates(0.9)}), None)
    assert found is not None
    assert "by 0.9 of its length" in found.sentence
    assert "0.01" in found.to_try


@pytest.mark.parametrize("early", [1e-3, 0.05])
def test_steps_that_are_not(early: float):
    assert judge(make_run(falling(500, end=1.5), readings={"update-ratio": _updates(early)}), None) is None


def test_one_that_learned_all_the_same():
    assert judge(make_run(readings={"update-ratio": _updates(0.9)}), None) is None


def test_a_steep_first_gradient_is_to_blame_then():
    readings = {"update-ratio": _updates(0.9), "gradient-norm": slope(400, 0.2)}
    assert judge(make_run(falling(500, end=1.5), readings=readings), None) is None


def test_an_explosion_of_the_init_is_to_blame_then():
    readings = {"update-ratio": _updates(0.9), "gradient-norm": 190.0}
    assert judge(make_run(falling(500, end=1.5), readings=readings), None) is None


def test_weights_lost_in_the_first_steps():
    updates = np.full((4, LAYERS), 0.4, np.float32)
    updates[2:] = np.nan
    loss = np.array([2.4, 9.0, 3e20, np.nan], np.float32)
    found = judge(make_run(loss, steps=4, accuracy=0.1, readings={"update-ratio": updates}, status="diverged"), None)
    assert found is not None
    assert "beyond float32 range" in found.sentence


def test_a_single_jump_late_is_not_the_learning_rate():
    updates = np.full((500, LAYERS), 1e-2, np.float32)
    updates[400] = 0.9
    assert judge(make_run(falling(500, end=1.5), readings={"update-ratio": updates}), None) is None


def test_weights_worn_away_by_decay_make_updates_look_long():
    weights = np.repeat(np.geomspace(10, 1e-6, 500)[:, None], LAYERS, axis=1)
    readings = {"update-ratio": _updates(0.9), "weight-norm": weights}
    assert judge(make_run(falling(500, end=1.5), readings=readings), None) is None


@pytest.mark.parametrize(
    ("length", "update", "said"),
    [(0.5, 0.29, False), (0.5, 0.31, True), (2.0, 0.149, False), (2.0, 0.151, True), (1.0, 0.151, True)],
)
def test_an_update_is_measured_by_the_larger_of_the_length_then_and_at_the_start(
    length: float, update: float, said: bool
):
    """A single step: 0.29 of half the length is 0.145 of the whole; of twice the length it counts as it is."""
    weights, updates = np.full((500, LAYERS), 10.0, np.float32), np.full((500, LAYERS), 1e-2, np.float32)
    weights[1], weights[50], updates[50] = 20, 10 * length, update
    run = make_run(falling(500, end=1.5), readings={"update-ratio": updates, "weight-norm": weights})
    assert (judge(run, None) is not None) == said


@pytest.mark.parametrize(("update", "said"), [(1e-2, False), (0.9, True)])
@pytest.mark.filterwarnings("error")
def test_layers_that_begin_at_zero_have_no_share_in_the_median(update: float, said: bool):
    """Fixup begins the last layer of every branch and the classifier at zero: their first update has no length."""
    weights, updates = np.full((500, LAYERS), 10.0, np.float32), np.full((500, LAYERS), 1e-2, np.float32)
    zero = np.arange(LAYERS) % 3 > 0  # more than half
    weights[0, zero], updates[0, zero], updates[5, ~zero] = 0, np.inf, update
    run = make_run(falling(500, end=1.5), readings={"update-ratio": updates, "weight-norm": weights})
    assert (judge(run, None) is not None) == said
    weights[0] = 0
    assert (
        judge(make_run(falling(500, end=1.5), readings={"update-ratio": updates, "weight-norm": weights}), None) is None
    )


LOWER = {"training": {"lr": 0.01}}


@pytest.mark.parametrize(("better", "said"), [(0.04, False), (0.06, True)])
@pytest.mark.parametrize("early", [1e-3, 0.9])
def test_a_run_at_a_lower_rate_that_learns_decides_whatever_the_first_steps(better: float, said: bool, early: float):
    run = make_run(falling(500, end=1.5), accuracy=0.5, readings={"update-ratio": _updates(early)})
    found = judge(run, make_run(accuracy=0.5 + better, **LOWER))
    assert (found is not None) == said
    assert found is None or "At learning rate 0.01 the same run has 56.0 % against 50.0 %" in found.sentence


def test_a_lower_rate_at_chance_decides_nothing():
    lost = make_run(falling(500, end=1.5), accuracy=0.1, readings={"update-ratio": _updates(0.9)})
    assert judge(lost, make_run(accuracy=0.19, **LOWER)) is not None


def test_a_run_that_diverged_is_compared_too():
    loss = np.full(60, np.nan)
    loss[:59] = 2.0
    lost = make_run(loss, steps=60, accuracy=0.1, status="diverged")
    assert judge(lost, None) is None
    found = judge(lost, make_run(accuracy=0.9, **LOWER))
    assert found is not None
    assert "90.0 % against 10.0 % after 20 epochs" in found.sentence
