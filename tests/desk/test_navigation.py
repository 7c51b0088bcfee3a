"""Where a person is: instrument, step, pointer and evidence, without a window."""

from __future__ import annotations

import pytest

from explorer.desk.navigation import Cursor, Navigation, Time
from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Evidence
from tests.gui.support import history, residual_graph

GRAPH = residual_graph(8)
NORM = Evidence("gradient-norm", (0, 3), (4, 0, 1), "‖g‖ 274 near the input")
LOSS = Evidence("loss", (10, 2000), (), "loss 2.3 → 2.3")


@pytest.fixture
def runs() -> dict[str, RunHistory]:
    return {"A": history(GRAPH, 30), "B": history(GRAPH, 50)}


@pytest.fixture
def stands(qapp, runs: dict[str, RunHistory]) -> Navigation:
    made = Navigation("gradient-rms", runs.get)
    made.offer(["gradient-rms", "gradient-norm"])
    made.set_runs(tuple(runs.values()))
    return made


def test_an_instrument_that_is_not_there_gives_way_to_the_first(qapp) -> None:
    made = Navigation("of another version", lambda side: None)
    made.offer(["weight-norm", "gradient-rms"])
    assert made.instrument == "weight-norm"


@pytest.mark.parametrize(("wanted", "step"), [(7, 7), (-3, 0), (49, 49), (1000, 49), (None, None)])
def test_a_step_is_held_or_the_nearest_that_there_is(stands: Navigation, wanted: int | None, step: int | None) -> None:
    stands.hold(wanted)
    assert stands.time == Time(step, 49, 23)
    assert stands.time.at == (49 if step is None else step)


def test_moving_past_the_newest_is_live_and_past_the_first_stays_there(stands: Navigation) -> None:
    stands.hold(48)
    stands.move(1)
    assert stands.time.step == 49
    stands.move(1)
    assert stands.time.step is None
    stands.hold(0)
    stands.move(-1)
    assert stands.time.step == 0


def test_without_steps_nothing_is_held(stands: Navigation) -> None:
    stands.set_runs(())
    stands.hold(3)
    stands.move(1)
    assert stands.time == Time(None, None, 1)


def test_each_change_of_the_time_is_told_once(stands: Navigation) -> None:
    told = []
    stands.time_changed.connect(told.append)
    stands.hold(3)
    stands.hold(3)
    stands.set_runs((history(GRAPH, 50),))
    stands.set_runs((history(GRAPH, 51),))
    assert told == [Time(3, 49, 23), Time(3, 50, 23)]


def test_the_cursor_is_where_the_pointer_is_else_at_the_step_that_is_held(stands: Navigation) -> None:
    told = []
    stands.hold(9)
    stands.cursor_changed.connect(told.append)
    stands.point("A", 4.4)
    stands.point(None, 7.0, in_plots=True)
    stands.point(None, None, in_plots=True)
    assert told == [Cursor(4, 9, "A"), Cursor(7, 9, None, True), Cursor(9, 9)]


def test_evidence_chooses_instrument_and_step_and_back_returns(stands: Navigation) -> None:
    stands.hold(12)
    stands.show("A", NORM)
    assert (stands.instrument, stands.time.step, stands.evidence) == ("gradient-norm", 3, ("A", NORM))
    stands.show("A", LOSS)
    assert (stands.instrument, stands.time.step) == ("gradient-norm", 29), "loss has a plot, and A has 30 steps"
    stands.back()
    assert (stands.instrument, stands.time.step, stands.evidence) == ("gradient-rms", 12, None)


def test_the_same_evidence_again_takes_it_off_show(stands: Navigation) -> None:
    stands.show("A", NORM)
    stands.show("A", NORM)
    assert (stands.instrument, stands.time.step, stands.evidence) == ("gradient-rms", None, None)


def test_back_leaves_what_the_person_has_changed_since(stands: Navigation) -> None:
    stands.show("A", NORM)
    stands.hold(5)
    stands.choose("gradient-rms")
    stands.back()
    assert (stands.instrument, stands.time.step) == ("gradient-rms", 5)


def test_following_the_newest_step_takes_evidence_off_show(stands: Navigation) -> None:
    told = []
    stands.evidence_changed.connect(told.append)
    stands.show("A", NORM)
    stands.hold(None)
    assert stands.evidence is None
    assert told == [("A", NORM), None]


def test_another_run_on_its_side_takes_evidence_off_show(stands: Navigation, runs: dict[str, RunHistory]) -> None:
    stands.show("A", NORM)
    runs["B"] = history(GRAPH, 3)
    stands.follow_runs()
    assert stands.evidence is not None
    runs["A"] = history(GRAPH, 3)
    stands.follow_runs()
    assert stands.evidence is None


@pytest.mark.parametrize("steps", [None, 0])
def test_there_is_no_evidence_without_steps(stands: Navigation, runs: dict[str, RunHistory], steps: int | None) -> None:
    runs.pop("A")
    if steps is not None:
        runs["A"] = history(GRAPH, steps)
    stands.show("A", NORM)
    assert stands.evidence is None
