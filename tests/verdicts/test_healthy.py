"""Healthy: learnt the training data and the test data."""

import numpy as np
from runs_by_hand import falling, make_run

from explorer.verdicts.healthy import judge


def test_it_learnt_both():
    found = judge(make_run(), None)
    assert found is not None
    assert found.severity == "good"
    assert "95.0 %" in found.sentence or "95 %" in found.sentence


def test_training_data_that_are_not_learnt():
    assert judge(make_run(falling(500, end=0.5)), None) is None


def test_test_data_that_are_not():
    assert judge(make_run(test_accuracy=0.5), None) is None


def test_never_beside_overfitting():
    rising = [*np.linspace(2.3, 0.6, 8), *np.linspace(0.6, 1.4, 12)]
    assert judge(make_run(falling(500, over=0.9), test_loss=rising, test_accuracy=0.92), None) is None


def test_before_the_first_epochs():
    assert judge(make_run(falling(40), steps=40, status=None), None) is None


def test_it_diverged_after_all():
    loss = falling(500)
    loss[-1] = np.nan
    assert judge(make_run(loss, status="diverged"), None) is None
