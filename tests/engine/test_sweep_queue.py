"""The queue of sweeps under the training loop, in this process."""

from __future__ import annotations

import queue
from collections.abc import Callable
from pathlib import Path

import pytest

from explorer.cluster.side_work import SideNews, Trouble
from explorer.engine.commands import Command, EnterSweep, MeasureSweep, Shutdown, Train, WorkQueue
from explorer.engine.events import Ended, Event, Problem, Progress, Ready
from explorer.engine.sweep_events import QueueEnded, QueueState, SweepEntered, SweepMeasured
from explorer.engine.training_loop import TrainingLoop
from explorer.runs.rows import RunRow
from explorer.runs.store import RunStore
from tests.engine.conftest import Engine, order

FILE = """
name = "small"
[fixed]
network = "resnet-8"
width = 1
batch_size = 700
device = "cpu"
max_steps = {steps}
[vary]
seed = [0, 1]
"""
ENTER = EnterSweep(FILE.format(steps=3))
Then = Callable[[list[Event]], Command | None]


def told(folder: Path, *commands: Command, then: Then) -> list[Event]:
    """What a loop says to commands that wait from the start; after each event it gets what `then` gives."""
    orders: queue.Queue[Command] = queue.Queue()
    for command in commands:
        orders.put(command)
    events: list[Event] = []

    def post(event: Event) -> None:
        events.append(event)
        command = then(events)
        if command is not None:
            orders.put(command)

    TrainingLoop(orders, post, folder).run()
    return events


def over(count: int) -> Then:
    """Shut down once so many cells are over."""
    return lambda events: (
        Shutdown() if isinstance(events[-1], QueueEnded) and len(kinds(events, QueueEnded)) == count else None
    )


def kinds(events: list[Event], kind: type) -> list[Event]:
    return [event for event in events if isinstance(event, kind)]


def states(folder: Path) -> list[tuple[str, str]]:
    store = RunStore(folder)
    try:
        return [(cell.state, cell.message) for cell in store.sweeps.cells("small")]
    finally:
        store.close()


def test_a_sweep_is_entered_and_worked_off(tmp_path: Path) -> None:
    events = told(tmp_path, ENTER, WorkQueue(True), then=over(2))
    assert events[:2] == [SweepEntered("small", "small", 2, 0, 0), QueueState(True)]
    endings = [(end.name, end.outcome.status) for end in kinds(events, QueueEnded)]
    assert endings == [("resnet-8, seed 0", "completed"), ("resnet-8, seed 1", "completed")]
    assert states(tmp_path) == [("done", ""), ("done", "")]


def test_nothing_is_trained_before_the_queue_is_started(tmp_path: Path) -> None:
    entered = lambda events: Shutdown() if isinstance(events[-1], SweepEntered) else None  # noqa: E731
    assert told(tmp_path, ENTER, then=entered) == [SweepEntered("small", "small", 2, 0, 0)]
    assert states(tmp_path) == [("waiting", ""), ("waiting", "")]


def test_the_queue_steps_back_while_a_person_trains(tmp_path: Path) -> None:
    def then(events: list[Event]) -> Command | None:
        if isinstance(events[-1], QueueState):
            return Train((order("a", batch_size=700, max_steps=4),))
        return over(2)(events)

    events = told(tmp_path, ENTER, WorkQueue(True), then=then)
    mine = [k for k, event in enumerate(events) if isinstance(event, Progress | Ended)]
    theirs = [k for k, event in enumerate(events) if isinstance(event, QueueEnded)]
    assert max(mine) < min(theirs)
    assert states(tmp_path) == [("done", ""), ("done", "")]


def test_a_sweep_for_a_cluster_is_not_trained_here_and_why_it_waits_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.engine.sweep_queue.SideWorkers", _WithoutCluster)
    events = told(
        tmp_path,
        EnterSweep(ENTER.source, "ray"),
        WorkQueue(True),
        then=lambda events: Shutdown() if isinstance(events[-1], QueueState) else None,
    )
    assert [type(event) for event in events] == [SweepEntered, Problem, QueueState]
    assert events[1] == Problem("There is none. The runs wait; stop and start the queue to try again.")
    assert states(tmp_path) == [("waiting", "")] * 2
    (refused, *_) = told(
        tmp_path, EnterSweep(f"together = true\n{ENTER.source}", "ray"), then=lambda events: Shutdown()
    )
    assert "line 1, together: a cluster trains each run alone" in refused.message


class _WithoutCluster:
    """Side workers that find no cluster."""

    def __init__(self, runs_dir: Path, hear: Callable[[SideNews], None], gpus: object) -> None:
        hear(Trouble("There is none."))

    def end(self, message: str, *, leave: bool) -> None:
        assert (message, leave) == ("The window was closed during training.", True)


def test_closing_saves_the_run_and_it_waits_for_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "runs"
    store = RunStore(folder)
    store.close()
    orders: queue.Queue[Command] = queue.Queue()
    orders.put(EnterSweep(FILE.format(steps=100_000)))
    orders.put(WorkQueue(True))
    loop = TrainingLoop(orders, lambda event: None, folder)
    step = loop._queue.step
    steps = iter(range(20))

    def counted() -> bool:
        if next(steps, None) is None:
            orders.put(Shutdown("The window was closed."))
            return False
        return step()

    monkeypatch.setattr(loop._queue, "step", counted)
    loop.run()
    assert states(folder) == [("waiting", "The window was closed."), ("waiting", "")]
    store = RunStore(folder)
    (row,) = store.rows()
    store.close()
    assert row.status == "interrupted"
    assert row.outcome.steps > 0


def test_a_sweep_is_measured_without_being_entered(tmp_path: Path) -> None:
    text = (
        FILE.format(steps=3)
        .replace("[0, 1]", '[0]\nnetwork = ["resnet-8", "plain-8"]')
        .replace('network = "resnet-8"\n', "", 1)
    )

    def then(events: list[Event]) -> Command | None:
        answer = events[-1]
        return (
            Shutdown() if isinstance(answer, SweepMeasured) and answer.token == 2 and 0 not in answer.seconds else None
        )

    answers = told(tmp_path, MeasureSweep(1, ENTER.source), MeasureSweep(2, text), then=then)
    assert [answer.token for answer in answers] == [2, 2], "a later question replaces an earlier one"
    assert answers[0].seconds[0] > 0 == answers[0].seconds[1]
    assert min(answers[1].seconds) > 0
    assert list(tmp_path.iterdir()) == []


def test_what_is_wrong_with_a_sweep_is_told(tmp_path: Path) -> None:
    wrong = ENTER.source.replace("seed", "sead")
    (problem, answer) = told(
        tmp_path,
        EnterSweep(wrong),
        MeasureSweep(3, wrong),
        then=lambda events: Shutdown() if len(events) == 2 else None,
    )
    assert isinstance(problem, Problem)
    assert problem.message.startswith("The sweep was not added. sweep, line 10, vary.sead: unknown setting")
    assert answer == SweepMeasured(3, (), problem.message.removeprefix("The sweep was not added. "))


def test_a_killed_engine_costs_no_run_and_the_next_one_goes_on(tmp_path: Path) -> None:
    """The window sees that its engine is gone, starts another, and tells it to work again."""
    first = Engine(tmp_path)
    first.until_kind(Ready)
    first.send(EnterSweep(FILE.format(steps=40).replace("[0, 1]", "[0, 1, 2]")), WorkQueue(True))
    first.until_kind(QueueEnded)
    first.process.kill()
    first.close()
    before = {row.id for row in rows(tmp_path)}
    second = Engine(tmp_path)
    second.until_kind(Ready)
    second.send(WorkQueue(True))
    events = second.until(lambda events: len(kinds(events, QueueEnded)) == 2)
    second.close()
    assert {event.outcome.status for event in kinds(events, QueueEnded)} == {"completed"}
    assert states(tmp_path) == [("done", "")] * 3
    found = rows(tmp_path)
    assert len(found) == 3
    assert {(row.status, row.outcome.steps) for row in found} == {("completed", 40)}
    assert before <= {row.id for row in found}, "the run that was under way went on"


def rows(folder: Path) -> list[RunRow]:
    store = RunStore(folder)
    try:
        return store.rows()
    finally:
        store.close()
