"""Exploding: too large before any update, and with consequences."""

import numpy as np
import pytest

from tests.verdicts.found import exploding
from tests.verdicts.runs_by_hand import LAYERS, falling, make_run

judge = exploding.judge


LARGE = {"gradient-norm": 400.0}


def test_step_0_explodes_and_the_run_diverges():
    loss = np.array([190, 8e12, np.nan], np.float32)
    found = judge(make_run(loss, steps=3, accuracy=0.1, readings=LARGE, status="diverged"), None)
    assert found is not None
    assert "190" in found.sentence
    assert "400" in found.sentence
    assert found.evidence[0].steps == (0, 0)


def test_step_0_explodes_and_nothing_is_learned():
    loss = np.full(500, 2.303, np.float32)
    loss[:10] = np.geomspace(500, 2.303, 10)
    assert judge(make_run(loss, accuracy=0.1, readings=LARGE), None) is not None


def test_it_recovered():
    assert judge(make_run(falling(500, start=30), readings=LARGE), None) is None


@pytest.mark.parametrize("norm", [0.5, 3.0])
def test_a_sane_start_that_diverges_later_is_another_fault(norm: float):
    loss = falling(100)
    loss[-1] = np.nan
    assert judge(make_run(loss, steps=100, readings={"gradient-norm": norm}, status="diverged"), None) is None


def test_what_was_before_a_gate_moved_is_another_networks():
    loss = np.full(500, 50.0, np.float32)
    assert judge(make_run(loss, accuracy=0.1, readings=LARGE, moved=(100,)), None) is None


def test_under_a_norm_single_batches_have_larger_gradients():
    stuck = falling(500, end=1.5)
    readings = {"gradient-norm": 30.0}
    assert judge(make_run(stuck, readings=readings, network={"norm": "none"}), None) is not None
    assert judge(make_run(stuck, readings=readings), None) is None


def test_a_first_loss_that_is_no_number_is_no_explosion():
    run = make_run(np.nan, steps=1, accuracy=0.1, readings={"gradient-norm": np.nan}, status="diverged")
    assert judge(run, None) is None


def test_a_gradient_of_nan_beside_small_ones_is_no_explosion():
    norms = np.full(LAYERS, 0.5)
    norms[:7] = np.nan
    run = make_run([2.3, np.nan], steps=2, accuracy=0.1, readings={"gradient-norm": norms}, status="diverged")
    assert judge(run, None) is None


def test_a_gradient_that_overflows_is_one():
    norms = np.array([np.nan, np.nan, np.inf, *[1e30] * (LAYERS - 3)])
    run = make_run([2.3, np.nan], steps=2, accuracy=0.1, readings={"gradient-norm": norms}, status="diverged")
    found = judge(run, None)
    assert found is not None
    assert "is infinite in layer 3" in found.sentence or "inf in layer 3" in found.sentence
