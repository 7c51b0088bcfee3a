"""When to probe: by hand at every k-th step, else by the clock, within a share of the steps' time."""

from __future__ import annotations

import pytest

from explorer.training.probe_schedule import CLOSEST, LEAST, LIMIT, MOST, Costs, Schedule


def followed(
    schedule: Schedule, steps: int, step_cost: float = 1.0, share: float = 0.02, probe: float = 1.5
) -> dict[int, Costs]:
    """Steps of `step_cost` seconds, `share` of them for instruments, and probes of `probe` seconds."""
    found = {}
    for step in range(steps):
        if schedule.due(step):
            found[step] = schedule.probed(step, probe, 0.7 * step_cost)
        schedule.stepped(step_cost, share * step_cost)
    return found


@pytest.mark.parametrize("every", [1, 7, 1000])
def test_by_hand_every_kth_step_is_probed_whatever_it_costs(every):
    found = followed(Schedule(every, 50), 50, probe=9)
    assert list(found) == list(range(0, 50, every))
    assert {costs.every for costs in found.values()} == {every}


def test_a_probe_that_is_not_due_does_not_move_those_that_are():
    schedule = Schedule(7, 50)
    schedule.probed(0, 1.5, 0.7)
    schedule.probed(3, 1.5, 0.7)
    assert [schedule.due(step) for step in (4, 6, 7)] == [False, False, True]


@pytest.mark.parametrize("share", [0.0, 0.02, 0.035])
@pytest.mark.parametrize("probe", [0.001, 0.5, 1.5, 6.0])
@pytest.mark.parametrize("step_cost", [1e-3, 1.0])
def test_all_together_keep_within_the_limit(share, probe, step_cost):
    total = 4000
    found = followed(Schedule(0, total), total, step_cost, share, probe * step_cost)
    assert next(iter(found)) == 0
    assert len(found) * probe / total + share <= LIMIT + 1e-9
    distances = [b - a for a, b in zip(found, list(found)[1:], strict=False)]
    assert min(distances[:-1]) >= CLOSEST
    allowed = total * (LIMIT - share) / probe
    assert len(found) >= min(allowed, total / CLOSEST) - 2, "what is allowed is used"


def test_every_says_where_the_next_probe_is():
    found = followed(Schedule(0, 4000), 4000)
    for (step, costs), after in zip(list(found.items())[1:-2], list(found)[2:-1], strict=True):  # 0 knows no cost yet
        assert abs(step + costs.every - after) <= 1


def test_costs_are_those_since_the_probe_before():
    (_, first), (at, second), *_ = followed(Schedule(0, 4000), 4000).items()
    assert (first.probe_cost, first.step_cost) == (0, 0)
    assert second.probe_cost == pytest.approx(1.5 / at)
    assert second.step_cost == pytest.approx(0.02)


def test_probes_get_their_least_where_instruments_take_everything():
    found = followed(Schedule(0, 4000), 4000, share=0.2)
    assert len(found) * 1.5 / 4000 == pytest.approx(LEAST, rel=0.15)


@pytest.mark.parametrize("steps", [40, 120, 345])
@pytest.mark.parametrize("share", [0.0, 0.025, 0.045])
def test_short_runs_keep_within_the_limit_too(steps, share):
    """Where the instruments of every step leave LEAST and a probe costs less than that."""
    found = followed(Schedule(0, steps), steps, share=share, probe=2.5)
    assert len(found) == 1 or share + len(found) * 2.5 / steps <= max(LIMIT, share + LEAST)


def test_the_last_step_is_probed_where_that_is_cheap():
    assert list(followed(Schedule(0, 1000), 1000, share=0.0, probe=0.2))[-1] == 999
    assert list(followed(Schedule(0, 30), 30, probe=5.0)) == [0]


def test_where_there_is_enough_for_two_the_second_is_at_the_end():
    assert list(followed(Schedule(0, 300), 300, probe=4.0)) == [0, 299]


def test_a_probe_waits_until_steps_have_paid_for_it():
    """The first step of a run is slow: its time says little about when the next probe can be afforded."""
    schedule = Schedule(0, 4000)
    assert schedule.due(0)
    schedule.probed(0, 1.5, 50.0)
    schedule.stepped(70.0, 0.0)
    seconds, probes = 70.0, 1
    for step in range(1, 3999):
        if schedule.due(step):
            schedule.probed(step, 1.5, 0.7)
            probes += 1
            assert probes * 1.5 <= LIMIT * seconds
        schedule.stepped(1.0, 0.0)
        seconds += 1
    assert probes > 100


def test_a_long_run_has_no_more_probes_than_are_looked_at():
    assert len(followed(Schedule(0, 20 * MOST), 20 * MOST, probe=1e-6)) <= MOST + 1


def test_slower_steps_bring_probes_closer():
    schedule = Schedule(0, 4000)
    fast = followed(schedule, 1000)
    found = {}
    for step in range(1000, 2000):
        if schedule.due(step):
            found[step] = schedule.probed(step, 1.5, 2.0)
        schedule.stepped(4.0, 0.08)
    assert list(found.values())[-1].every < list(fast.values())[-1].every
