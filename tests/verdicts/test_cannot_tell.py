"""Cannot tell: the fallback."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from explorer.runs.history import RunHistory
from explorer.verdicts.judging import judge as all_of_them
from tests.verdicts.found import cannot_tell
from tests.verdicts.runs_by_hand import CHANCE_LOSS, falling, make_run

judge = cannot_tell.judge
SHALLOW = {"name": "plain-20"}
STOPPED = falling(500, end=1.0, over=0.3)


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
    assert found.offer is not None
    assert found.offer.text == "plain-20"
    assert found.to_try == "The same run with plain-20 shows whether depth is the cause."


def test_a_shallow_run_is_offered_the_rates_and_then_more_epochs():
    def offered(loss: ArrayLike, *twins: RunHistory, **changes: Any) -> str:
        found = all_of_them(make_run(loss, network=SHALLOW, **changes), twins)[0]
        assert found.verdict == "cannot-tell"
        return found.offer.text if found.offer else found.to_try

    slower, faster = (make_run(CHANCE_LOSS, accuracy=0.1, network=SHALLOW, training={"lr": lr}) for lr in (0.01, 1.0))
    small = {"readings": {"update-ratio": 1e-5}, "accuracy": 0.1}
    assert offered(STOPPED) == "learning rate 1"
    assert offered(STOPPED, faster) == "80 epochs"
    assert offered(CHANCE_LOSS, accuracy=0.1) == "learning rate 0.01"
    assert offered(CHANCE_LOSS, slower, accuracy=0.1) == "learning rate 1"
    assert offered(CHANCE_LOSS, **small) == "learning rate 1"
    assert offered(CHANCE_LOSS, faster, **small) == "learning rate 0.01"
    longer = make_run(STOPPED, network=SHALLOW, training={"epochs": 80})
    assert offered(STOPPED, faster, longer) == "Train longer."
    going_on = offered(CHANCE_LOSS, accuracy=0.1, status=None)
    assert going_on.startswith("One at a time: "), "nothing is offered before the end"


def test_what_the_twins_have_shown_is_said():
    faster = make_run(CHANCE_LOSS, accuracy=0.1, network=SHALLOW, training={"lr": 1.0})
    longer = make_run(STOPPED, network=SHALLOW, training={"epochs": 80})
    found = all_of_them(make_run(STOPPED, network=SHALLOW), [faster, longer])[0]
    assert found.sentence.endswith(
        "Compared: learning rate 1 10.0 % against 60.9 % after 20 epochs; 60.9 % after 20 epochs."
    )


def test_a_shallower_twin_that_is_better_asks_whether_the_deeper_run_is_only_slow():
    twin = make_run(falling(500, end=0.85, over=0.3), network=SHALLOW)
    found = all_of_them(make_run(STOPPED), [twin])[0]
    assert (found.verdict, found.offer.text) == ("cannot-tell", "80 epochs")


def test_a_network_at_chance_is_not_told_to_train_longer():
    guessing = all_of_them(make_run(CHANCE_LOSS, accuracy=0.1, network=SHALLOW))
    assert [f.verdict for f in guessing] == ["cannot-tell"]
    assert "longer" not in guessing[0].to_try
    going_on = all_of_them(make_run(CHANCE_LOSS, accuracy=0.1, network=SHALLOW, status=None))
    assert going_on[0].to_try == "One at a time: skip connections, a shallower network, learning rate 0.01 or 1."


def test_the_commonest_class_is_the_baseline():
    shares = [0.7, *[0.3 / 9] * 9]
    entropy = -sum(s * np.log(s) for s in shares)
    found = all_of_them(make_run(entropy, accuracy=0.7, class_shares=shares, network={"name": "plain-20"}))
    assert [f.verdict for f in found] == ["cannot-tell"]
    assert found[0].sentence.startswith("Accuracy is at chance level, and no rule explains it: training accuracy 70")
    assert "chance level is 70.0 %" in found[0].sentence


def test_it_says_what_a_switch_did_to_the_accuracy():
    accuracy = np.repeat([0.96, 0.2], [300, 200])
    found = judge(make_run(STOPPED, accuracy=accuracy, moved=(300,)), None)
    assert found is not None
    assert found.sentence.startswith(
        "Judged from step 300 on, where skips were switched: training accuracy was 96.0 % before and is 20.0 % now. "
    )


def test_of_a_few_steps_beside_a_switch_nothing_is_said():
    accuracy = np.repeat([0.96, 0.2], [496, 4])
    for moved in ((496,), (300, 302)):
        found = judge(make_run(STOPPED, accuracy=accuracy, moved=moved), None)
        assert found is not None
        assert "where skips were switched. " in found.sentence


def test_while_it_is_early_it_says_how_the_residual_twin_does():
    residual = make_run(accuracy=0.45, steps=30, status=None, network={"name": "resnet-26"})
    told = "It is early: over the steps 10 to 29 training accuracy is 10.0 %, in the residual twin resnet-26 45.0 %."

    def sentence(steps: int, status: str | None, *twins: RunHistory) -> str:
        found = all_of_them(make_run(CHANCE_LOSS, accuracy=0.1, steps=steps, status=status), twins)[0]
        assert found.verdict == "cannot-tell"
        return found.sentence

    assert told in sentence(32, None, residual)
    assert "It is early" not in sentence(32, None)
    assert "It is early" not in sentence(4, None, residual)
    assert "It is early" not in sentence(15, "stopped", residual)
