"""Cannot tell: the fallback."""

import numpy as np

from explorer.verdicts.judging import judge as all_of_them
from tests.verdicts.found import cannot_tell
from tests.verdicts.runs_by_hand import CHANCE_LOSS, falling, make_run

judge = cannot_tell.judge


def test_it_stands_alone():
    found = all_of_them(make_run(falling(500, end=1.0, over=0.3)))
    assert [f.verdict for f in found] == ["cannot-tell"]
    assert found[0].severity == "unknown"


def test_it_gives_way():
    assert "cannot-tell" not in [f.verdict for f in all_of_them(make_run())]


def test_it_says_that_there_are_too_few_steps():
    found = judge(make_run(CHANCE_LOSS, steps=3, status=None), None)
    assert found is not None
    assert found.sentence.startswith("3 steps are too few")


def test_it_offers_the_shallower_twin_of_a_run_that_ended():
    found = judge(make_run(falling(500, end=1.0, over=0.3)), None)
    assert found is not None
    assert found.twin is not None
    assert "twin" in found.to_try
    assert judge(make_run(falling(500, end=1.0, over=0.3), network={"name": "plain-20"}), None).twin is None


def test_a_network_at_chance_is_not_told_to_train_longer():
    guessing = all_of_them(make_run(CHANCE_LOSS, accuracy=0.1, network={"name": "plain-20"}))
    assert [f.verdict for f in guessing] == ["cannot-tell"]
    assert "longer" not in guessing[0].to_try
    assert guessing[0].to_try == "One at a time: skip connections, a shallower network, learning rate 0.01 or 1."
    learning = judge(make_run(falling(500, end=1.0, over=0.3), network={"name": "plain-20"}), None)
    assert learning is not None
    assert learning.to_try == "Train longer."


def test_the_commonest_class_is_the_baseline():
    shares = [0.7, *[0.3 / 9] * 9]
    entropy = -sum(s * np.log(s) for s in shares)
    found = all_of_them(make_run(entropy, accuracy=0.7, class_shares=shares, network={"name": "plain-20"}))
    assert [f.verdict for f in found] == ["cannot-tell"]
    assert found[0].sentence.startswith("Accuracy is at chance level, and no rule explains it: training accuracy 70")
    assert "chance level is 70.0 %" in found[0].sentence
