"""Not converged yet: it still learning, or ended while it still got better."""

import numpy as np
import pytest

from tests.verdicts.found import unfinished
from tests.verdicts.runs_by_hand import CHANCE_LOSS, falling, make_run

judge = unfinished.judge


def test_it_ended_while_it_got_better():
    found = judge(make_run(falling(500, end=0.7, over=1.0)), None)
    assert found is not None
    assert found.severity == "unknown"
    assert "80" in found.to_try


def test_it_goes_on():
    found = judge(make_run(falling(500, end=1.0, over=0.5), status=None), None)
    assert found is not None
    assert "still learning" in found.sentence


def test_it_stopped_getting_better():
    assert judge(make_run(falling(500, end=1.0, over=0.5)), None) is None


def test_it_learned_all():
    assert judge(make_run(), None) is None


@pytest.mark.parametrize("status", [None, "completed"])
def test_a_network_that_guesses_is_not_on_its_way(status: str | None):
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, status=status), None) is None


def test_too_few_steps():
    assert judge(make_run(falling(500, over=1.0)[:10], steps=10, status=None), None) is None


def test_it_broke_down_in_the_end():
    loss = falling(500, end=0.7, over=1.0)
    loss[470:] = CHANCE_LOSS
    assert judge(make_run(loss), None) is None


def test_noise_is_no_progress():
    rng = np.random.default_rng(0)
    assert judge(make_run(1.0 + rng.normal(0, 0.3, 500)), None) is None


@pytest.mark.parametrize(("better", "said"), [(0.04, False), (0.06, True)])
@pytest.mark.parametrize("end", [0.7, 2.0])
def test_the_same_run_with_more_epochs_decides(better: float, said: bool, end: float):
    run = make_run(falling(500, end=end, over=1.0), accuracy=0.5)
    found = judge(run, make_run(steps=2000, accuracy=0.5 + better, training={"epochs": 80}))
    assert (found is not None) == said
    assert found is None or "training accuracy 50.0 % after 20 epochs, 56.0 % after 80" in found.sentence


def test_a_run_that_ended_offers_the_rate_and_one_that_goes_on_nothing():
    shallow = {"name": "plain-20"}
    ended = judge(make_run(falling(500, end=0.7, over=1.0), network=shallow), None)
    assert ended is not None
    assert ended.offer is not None
    assert ended.offer.text == "learning rate 1"
    assert "The same run with learning rate 1 shows whether the learning rate is too low." in ended.to_try
    going_on = judge(make_run(falling(500, end=0.7, over=1.0), network=shallow, status=None), None)
    assert going_on is not None
    assert going_on.offer is None
