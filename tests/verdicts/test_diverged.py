"""Diverged: a loss that is no number, and nothing else."""

import numpy as np
import pytest
from runs_by_hand import falling, make_run

from explorer.verdicts.diverged import judge


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
