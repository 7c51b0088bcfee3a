"""Forward collapse: one output for all images."""

import numpy as np
import pytest

from tests.verdicts.found import forward_collapse
from tests.verdicts.runs_by_hand import CHANCE_LOSS, LAYERS, make_run, slope

judge = forward_collapse.judge


def test_scores_that_do_not_depend_on_the_image():
    found = judge(make_run(CHANCE_LOSS, accuracy=0.1, readings={"image-std": slope(0.7, 1e-6)}), None)
    assert found is not None
    assert "1.0e-6" in found.sentence
    assert found.evidence[0].measure == "image-std"


def test_an_old_probe_holds_while_the_network_guesses():
    run = make_run(CHANCE_LOSS, accuracy=0.1, readings={"image-std": slope(0.7, 1e-6)}, probes=(0,))
    assert judge(run, None) is not None


@pytest.mark.parametrize("spread", [0.05, 0.8])
def test_scores_that_do(spread: float):
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, readings={"image-std": spread}), None) is None


def test_a_classifier_whose_bias_is_large_has_learned():
    assert judge(make_run(readings={"image-std": 1e-6}), None) is None


def _fading(before: float) -> np.ndarray:
    norms = np.full((500, LAYERS), before, np.float32)
    norms[200:, :-1] = 0
    return norms


def test_without_probes_no_gradient_at_all_says_the_same():
    readings = {"gradient-norm": _fading(0.5), "image-std": None, "dead-channels": None}
    found = judge(make_run(CHANCE_LOSS, accuracy=0.1, readings=readings), None)
    assert found is not None
    assert found.evidence[0].measure == "gradient-norm"


def test_without_probes_a_small_gradient_says_nothing():
    readings = {"gradient-norm": _fading(0.5) + 1e-12, "image-std": None, "dead-channels": None}
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, readings=readings), None) is None


def test_where_too_large_steps_did_it_those_are_the_finding():
    readings = {"image-std": 1e-6, "update-ratio": 0.5}
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, readings=readings), None) is None


def test_a_run_that_ended_is_judged_by_its_end():
    spread = np.full((500, LAYERS), 0.1, np.float32)
    spread[450:] = 1e-5
    readings, probes = {"image-std": spread}, (0, 200, 420, 440, 499)
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, readings=readings, probes=probes), None) is not None
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, readings=readings, probes=probes, status=None), None) is None


def test_worn_away_weights_name_the_decay():
    weights = np.repeat(np.geomspace(10, 1e-6, 500)[:, None], LAYERS, axis=1)
    readings = {"image-std": 1e-6, "weight-norm": weights}
    found = judge(make_run(CHANCE_LOSS, accuracy=0.1, readings=readings, training={"weight_decay": 1.0}), None)
    assert found is not None
    assert "weight decay 0.01" in found.to_try
