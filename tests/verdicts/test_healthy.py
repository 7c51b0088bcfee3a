"""Healthy: learned the training data and the test data."""

from dataclasses import replace

import numpy as np
import pytest

from tests.verdicts.found import healthy
from tests.verdicts.runs_by_hand import PER_EPOCH, falling, make_run

judge = healthy.judge


def test_it_learned_both():
    found = judge(make_run(), None)
    assert found is not None
    assert found.severity == "good"
    assert "95.0 %" in found.sentence


def test_the_evidence_names_the_figures_of_the_sentence():
    run = make_run()
    run.epochs[-1] = replace(run.epochs[-1], test_accuracy=0.94)  # the median of the last epochs is another
    found = judge(run, None)
    assert found is not None
    assert "test accuracy 94.0 %" in found.sentence
    assert found.evidence[0].text.endswith("test 94.0 %")


def test_training_data_that_are_not_learned():
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


@pytest.mark.parametrize(("majority", "healthy"), [(0.1, True), (0.88, True), (0.915, False)])
def test_it_is_better_than_the_commonest_class(majority: float, healthy: bool):
    """Both accuracies are 95.5 %: their error is half of that of a majority of 91 %."""
    shares = [majority, *[(1 - majority) / 9] * 9]
    found = judge(make_run(accuracy=0.955, test_accuracy=0.955, class_shares=shares), None)
    assert (found is not None) == healthy
    if found is not None:
        assert ("chance level is 88.0 %" in found.sentence) == (majority == 0.88)


@pytest.mark.parametrize(("train", "test"), [((0.949, 0.951), 0.95), ((0.951, 0.929), 0.95), ((0.951, 0.951), 0.879)])
def test_each_limit_is_where_the_rule_has_it(train: tuple[float, float], test: float):
    """The last epoch's training accuracy, that of the one before, and the median test accuracy."""

    def made(last: float, before: float, test: float):
        accuracy = np.full(500, 0.97, np.float32)
        accuracy[-PER_EPOCH:] = last
        accuracy[-2 * PER_EPOCH : -PER_EPOCH] = before
        return make_run(accuracy=accuracy, test_accuracy=test)

    assert judge(made(*train, test), None) is None
    assert judge(made(0.951, 0.931, 0.881), None) is not None
