"""Diverged: a loss that is no number, and nothing else."""

import numpy as np
import pytest
from numpy.typing import ArrayLike

from explorer.runs import divergence
from tests.verdicts.found import diverged
from tests.verdicts.runs_by_hand import LAYERS, falling, make_run

judge = diverged.judge


@pytest.mark.parametrize("last", [np.nan, np.inf])
def test_a_loss_that_is_not_finite(last: float):
    loss = falling(120)
    loss[-1] = last
    found = judge(make_run(loss, steps=120, status="diverged"), None)
    assert found is not None
    assert "step 119" in found.sentence
    assert found.evidence[0].steps[1] == 118


def test_not_finite_from_the_first_step():
    found = judge(make_run(np.nan, steps=1, status="diverged"), None)
    assert found is not None
    assert "never" in found.sentence


def test_weights_that_were_lost_in_the_last_step():
    assert judge(make_run(status="diverged"), None) is not None


@pytest.mark.parametrize("loss", [None, 1e6, 2.3])
def test_a_large_loss_is_a_loss(loss: float | None):
    assert judge(make_run(loss), None) is None


def at_once(first: float, **readings: ArrayLike):
    """A run that ended at its first step, or at its second where the loss of the first is finite."""
    loss = [first] if np.isnan(first) else [first, np.nan]
    probes = (0,) if "response-std" in readings else ()
    return make_run(loss, steps=len(loss), accuracy=0.1, status="diverged", readings=readings, probes=probes)


def test_the_first_layer_whose_output_is_not_finite_is_named():
    outputs = np.full(LAYERS, 0.5)
    outputs[4:] = np.nan
    found = judge(at_once(np.nan, **{"response-std": outputs, "gradient-norm": np.nan}), None)
    assert found is not None
    assert "Forward, layer 5, Type conv5, is the first whose output is not finite." in found.sentence
    assert found.to_try.startswith("No learning rate changes step 0")


def test_the_first_gradient_that_is_not_finite_is_that_nearest_the_output():
    gradients = np.full(LAYERS, 0.5)
    gradients[:7] = np.inf
    found = judge(at_once(2.3, **{"gradient-norm": gradients}), None)
    assert found is not None
    assert "Backward, layer 7, Type conv7, is the first whose gradient at step 0 is not finite." in found.sentence


def test_scores_that_are_finite_and_a_loss_that_is_not():
    found = judge(at_once(np.nan, **{"response-std": 0.5, "gradient-norm": np.nan}), None)
    assert found is not None
    assert "the class scores or the labels cause it" in found.sentence


def test_a_run_that_diverged_later_is_told_to_lower_its_rate():
    loss = falling(120)
    loss[-1] = np.nan
    found = judge(make_run(loss, steps=120, status="diverged"), None)
    assert found is not None
    assert found.to_try.startswith("Lower the learning rate (now 0.1) ten times")
    assert "first" not in found.sentence


def test_what_training_found_at_step_0_is_said_rather_than_the_layer_that_the_readings_show():
    outputs = np.full(LAYERS, 0.5)
    outputs[4:] = np.nan
    told = divergence.origin("block.2.log (log)", "forward")
    message = f"Loss became NaN at step 0. {told} {divergence.STEP_0}"
    readings = {"response-std": outputs, "gradient-norm": np.nan}
    run = make_run(np.nan, steps=1, status="diverged", message=message, readings=readings, probes=(0,))
    found = judge(run, None)
    assert found is not None
    assert told in found.sentence
    assert "layer 5" not in found.sentence
    assert found.to_try == divergence.STEP_0
