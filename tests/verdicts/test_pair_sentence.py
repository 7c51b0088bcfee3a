"""A against B in one sentence: only where one thing differs, by the last epoch that both have finished."""

import numpy as np
import pytest

from explorer.verdicts.pair_sentence import against, one_difference
from tests.verdicts.runs_by_hand import PER_EPOCH, make_run


def test_one_setting():
    a, b = make_run(), make_run(training={"lr": 0.01})
    assert one_difference(a, b) == "learning rate (0.1 against 0.01)"


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"training": {"lr": 0.01, "seed": 3}},
        {"training": {"lr": 0.01}, "moved": (100,)},
        {"network": {"name": "x"}},
    ],
)
def test_nothing_two_things_or_a_gate_that_moved(other: dict[str, object]):
    assert one_difference(make_run(), make_run(**other)) == ""
    assert one_difference(make_run(**other), make_run()) == ""


def test_the_sentence_is_of_the_last_epoch_of_both():
    a, b = make_run(accuracy=0.35, test_accuracy=0.3), make_run(accuracy=1.0, test_accuracy=0.98, steps=5 * PER_EPOCH)
    assert against(a, b, "depth") == (
        "A against B (depth), after epoch 5: training accuracy 35.0 % against 100.0 %, test 30.0 % against 98.0 %."
    )


def test_of_several_epochs_the_last_is_compared():
    rising = np.repeat([0.2, 0.4, 0.6], PER_EPOCH).astype(np.float32)
    a, b = make_run(accuracy=rising, steps=3 * PER_EPOCH), make_run(accuracy=0.5 + rising / 2, steps=3 * PER_EPOCH)
    assert "training accuracy 60.0 % against 80.0 %" in against(a, b, "depth")


def test_nothing_is_said_before_the_first_epoch_of_both():
    assert against(make_run(), make_run(steps=PER_EPOCH - 1), "norm") == ""
    assert ", after epoch 1:" in against(make_run(), make_run(steps=PER_EPOCH), "norm")
    assert against(make_run(), make_run(), "norm").startswith("A against B (norm): training")
    assert against(make_run(), make_run(), "") == ""


@pytest.mark.parametrize(
    ("train", "test", "close"), [(0.881, 0.881, True), (0.879, 0.9, False), (0.9, 0.879, False), (0.9, 0.921, False)]
)
def test_less_than_two_points_are_close(train: float, test: float, close: bool):
    a, b = make_run(accuracy=0.9, test_accuracy=0.9), make_run(accuracy=train, test_accuracy=test)
    assert against(a, b, "seed").endswith("another seed may reverse this.") == close
