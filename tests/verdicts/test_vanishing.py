"""Vanishing: the gradient falls by decades from the start on, and nothing is learnt."""

import numpy as np
import pytest
from runs_by_hand import CHANCE_LOSS, LAYERS, make_run, slope

from explorer.verdicts.vanishing import judge


def _run(near: float, far: float = 1e-3, **changes: object):
    readings = {"gradient-norm": slope(near, far), "gradient-rms": slope(near, far)}
    return make_run(CHANCE_LOSS, accuracy=0.1, readings=readings, **changes)


def test_a_gradient_that_falls_by_ten_decades():
    found = judge(_run(1e-13), None)
    assert found is not None
    assert found.severity == "error"
    assert "decades" in found.sentence
    *first, classifier = found.evidence[0].layers
    assert first == list(range(len(first)))
    assert classifier == LAYERS - 1
    assert found.twin is not None
    assert found.twin.network.name == "plain-20"


def test_all_of_it_is_lost():
    profile = slope(1e-13, 1e-3)
    profile[:4] = 0
    found = judge(
        make_run(CHANCE_LOSS, accuracy=0.1, readings=dict.fromkeys(("gradient-norm", "gradient-rms"), profile)), None
    )
    assert found is not None
    assert "is lost altogether" in found.sentence


@pytest.mark.parametrize("near", [1e-3, 3e-5, 0.04])
def test_a_profile_that_is_flat_or_grows(near: float):
    assert judge(_run(near), None) is None


def test_one_that_learns_has_not_vanished():
    steep = slope(1e-13, 1e-3)
    assert judge(make_run(readings={"gradient-norm": steep, "gradient-rms": steep}), None) is None


def test_branches_that_start_silent_have_no_gradient_at_step_0_alone():
    late = np.full((500, LAYERS), 1e-3, np.float32)
    late[0, :9] = 0
    assert (
        judge(make_run(CHANCE_LOSS, accuracy=0.1, readings={"gradient-norm": late, "gradient-rms": late}), None) is None
    )


def test_too_early():
    assert judge(_run(1e-13, steps=20, status=None), None) is None


def test_only_the_time_since_a_gate_moved_counts():
    rms = np.broadcast_to(slope(1e-13, 1e-3), (500, LAYERS)).copy()
    rms[300:] = 1e-3
    readings = {"gradient-norm": rms, "gradient-rms": rms}
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, readings=readings, moved=(300,)), None) is None
    rms[300:] = slope(1e-13, 1e-3)
    found = judge(make_run(CHANCE_LOSS, accuracy=0.1, readings=readings, moved=(300,)), None)
    assert found is not None
    assert found.sentence.startswith("Since a skip was switched at step 300: ")
    assert min(e.steps[0] for e in found.evidence) >= 300


def test_one_that_began_later_says_so():
    norms = np.full((500, LAYERS), 0.3, np.float32)
    norms[50:] = slope(1e-8, 0.02)
    found = judge(make_run(CHANCE_LOSS, accuracy=0.1, readings={"gradient-norm": norms}), None)
    assert found is not None
    assert "over the first 10 steps it did not" in found.sentence


def test_one_that_exploded_first_is_another_finding():
    norms = np.full((500, LAYERS), 0.3, np.float32)
    norms[:] = slope(1e-8, 0.02)
    norms[0] = slope(400, 0.2)
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, readings={"gradient-norm": norms}), None) is None


def test_no_gradient_anywhere_is_another_finding():
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, readings={"gradient-norm": 0.0}), None) is None


def test_layers_that_died_are_another_finding():
    norms = np.full((500, LAYERS), 0.02, np.float32)
    norms[100:, :-1] = 0
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, readings={"gradient-norm": norms}), None) is None


def test_weights_worn_away_are_another_finding():
    norms = np.full((500, LAYERS), 0.02, np.float32)
    norms[100:] = slope(1e-8, 0.02)
    weights = np.repeat(np.geomspace(10, 1e-6, 500)[:, None], LAYERS, axis=1)
    readings = {"gradient-norm": norms, "weight-norm": weights}
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, readings=readings), None) is None
