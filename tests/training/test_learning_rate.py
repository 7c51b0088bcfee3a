"""Learning rates against their closed forms."""

import math

import pytest

from explorer.choices.schedule import SCHEDULES, learning_rate
from explorer.runs.spec import TrainingSpec


def _rates(total: int, **settings) -> list[float]:
    spec = TrainingSpec(**settings)
    return [learning_rate(spec, step, total) for step in range(total)]


def test_constant():
    assert _rates(5, lr=0.3) == [0.3] * 5


def test_step_drops_where_the_paper_drops():
    rates = _rates(64_000, lr=0.1, schedule="step")
    drops = {step: rates[step] for step in range(1, 64_000) if rates[step] != rates[step - 1]}
    assert drops == pytest.approx({32_000: 0.01, 48_000: 0.001})


def test_a_low_start_holds_for_400_steps_unless_there_is_a_warmup():
    rates = _rates(64_000, lr=0.1, schedule="step-after-low")
    changes = {step: rates[step] for step in range(1, 64_000) if rates[step] != rates[step - 1]}
    assert rates[0] == pytest.approx(0.01)
    assert changes == pytest.approx({400: 0.1, 32_000: 0.01, 48_000: 0.001})
    assert _rates(1000, schedule="step-after-low", warmup=7) == _rates(1000, schedule="step", warmup=7)


def test_cosine_halves_half_way_and_nearly_ends_at_zero():
    rates = _rates(100, lr=0.2, schedule="cosine")
    assert rates[0] == 0.2
    assert rates[50] == pytest.approx(0.1)
    assert rates[25] == pytest.approx(0.1 * (1 + math.sqrt(0.5)))
    assert rates[99] == pytest.approx(0.1 * (1 + math.cos(0.99 * math.pi)))
    assert rates == sorted(rates, reverse=True)


@pytest.mark.parametrize("schedule", SCHEDULES.names())
def test_warmup_rises_in_a_line_to_the_full_rate(schedule):
    rates = _rates(100, lr=0.5, schedule=schedule, warmup=10)
    assert rates[:10] == pytest.approx([0.05 * step for step in range(1, 11)])
    assert rates[10] == pytest.approx(0.5)


def test_cosine_begins_after_the_warmup():
    rates = _rates(110, lr=1.0, schedule="cosine", warmup=10)
    assert rates[60] == pytest.approx(0.5)


@pytest.mark.parametrize("schedule", SCHEDULES.names())
def test_a_warmup_as_long_as_the_run_is_allowed(schedule):
    assert _rates(4, lr=1.0, schedule=schedule, warmup=4)[0] == pytest.approx(0.25)


@pytest.mark.parametrize("schedule", SCHEDULES.names())
def test_every_rate_is_positive_and_at_most_the_full_one(schedule):
    assert all(0 < rate <= 0.1 for rate in _rates(57, lr=0.1, schedule=schedule, warmup=5))
