"""Overfitting: the test loss rises while the training loss falls."""

import numpy as np
import pytest

from tests.verdicts.found import overfitting
from tests.verdicts.runs_by_hand import falling, make_run

judge = overfitting.judge


LEARNED = falling(500, over=0.9)
RISING = [*np.linspace(2.3, 0.6, 8), *np.linspace(0.6, 1.4, 12)]


def test_the_test_loss_rises():
    found = judge(make_run(LEARNED, test_loss=RISING, test_accuracy=0.8), None)
    assert found is not None
    assert "rose from 0.6" in found.sentence
    assert found.evidence[0].measure == "loss"


def test_single_jumps_of_the_test_loss_are_not_it():
    test = [0.6] * 20
    test[3], test[19] = 0.1, 3.0
    assert judge(make_run(LEARNED, test_loss=test, test_accuracy=0.9), None) is None


@pytest.mark.parametrize("end", [0.6, 0.62])
def test_a_test_loss_that_stays(end: float):
    test = [*np.linspace(2.3, 0.6, 8), *np.linspace(0.6, end, 12)]
    assert judge(make_run(LEARNED, test_loss=test, test_accuracy=0.9), None) is None


def test_a_training_loss_that_rises_too():
    loss = np.concatenate([falling(250, over=0.9, end=0.1), np.linspace(0.1, 0.25, 250)])
    assert judge(make_run(loss, test_loss=RISING, test_accuracy=0.8), None) is None


def test_too_few_epochs():
    assert judge(make_run(LEARNED[:100], steps=100, test_loss=[0.5, 0.9, 1.5, 2.0], test_accuracy=0.8), None) is None


def test_a_test_accuracy_as_good_as_the_training_accuracy():
    assert judge(make_run(LEARNED, test_loss=RISING, test_accuracy=0.99), None) is None


def test_test_data_far_behind_training_data_that_are_all_known():
    found = judge(make_run(test_accuracy=0.8), None)
    assert found is not None
    assert "80.0 % on test data (median of the last 4 epochs)" in found.sentence
    assert judge(make_run(test_accuracy=0.92), None) is None
    assert judge(make_run(falling(500, end=0.25), test_accuracy=0.7), None) is None
