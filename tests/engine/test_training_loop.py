"""The training loop in this process, on a disk that fails."""

import queue
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from explorer.engine.commands import Command, Pause, Resume, Shutdown, Step, Stop, Train
from explorer.engine.events import Ended, Event, Problem
from explorer.engine.training_loop import TrainingLoop
from explorer.runs.store import RunStore
from explorer.runs.store_errors import StoreError
from explorer.training import Session
from tests.engine.conftest import ended, order, steps

FULL = "The disk of the runs file is full."


def obeyed(folder: Path, *commands: Command) -> list[Event]:
    """What a loop says to commands that all wait from the start."""
    orders: queue.Queue[Command] = queue.Queue()
    for command in (*commands, Shutdown()):
        orders.put(command)
    events: list[Event] = []
    TrainingLoop(orders, events.append, folder).run()
    return events


def failing(real: Callable[..., Any], *, run_id: str | None = None) -> Callable[..., Any]:
    """`real`, but with a full disk (for one run)."""

    def call(self: object, run: str = "", *args: object) -> Any:
        if run_id in (None, run):
            raise StoreError(FULL)
        return real(self, run, *args)

    return call


def statuses(folder: Path) -> dict[str, str]:
    store = RunStore(folder)
    try:
        return {row.id: row.status for row in store.rows()}
    finally:
        store.close()


def test_a_store_that_fails_ends_its_run_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RunStore, "append", failing(RunStore.append, run_id="full"))
    events = obeyed(tmp_path, Train((order("full"), order("fine"))), Step(), Step(), Stop())
    assert (ended(events, "full").outcome.status, ended(events, "full").outcome.message) == ("failed", FULL)
    assert ended(events, "fine").outcome.status == "stopped"
    assert steps(events, "fine") == 2
    assert statuses(tmp_path) == {"full": "failed", "fine": "stopped"}


def test_an_end_that_cannot_be_written_is_written_with_the_next_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Posted(list[Event]):
        """Ends the disk's trouble once the first run is over."""

        def post(self, event: Event) -> None:
            self.append(event)
            if isinstance(event, Ended) and event.run_id == "full":
                during.update(statuses(tmp_path))
                monkeypatch.undo()
                orders.put(Train((order("next"),)))
                orders.put(Shutdown())

    during: dict[str, str] = {}
    posted = Posted()
    orders: queue.Queue[Command] = queue.Queue()
    for command in (Train((order("full"),)), Step(), Stop()):
        orders.put(command)
    monkeypatch.setattr(RunStore, "finish", failing(RunStore.finish))
    TrainingLoop(orders, posted.post, tmp_path).run()
    assert Problem(f"The end of test full was not saved: {FULL}") in posted
    assert during == {"full": "running"}
    assert statuses(tmp_path)["full"] == "interrupted"


def test_a_folder_that_cannot_be_used_fails_every_order(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    events = obeyed(tmp_path / "file", Train((order("a"), order("b"))))
    for run_id in ("a", "b"):
        assert ended(events, run_id).outcome.status == "failed"
        assert str(tmp_path / "file") in ended(events, run_id).outcome.message


def test_weights_that_cannot_be_written_are_said_and_the_run_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Session, path: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Session, "save_weights", full)
    events = obeyed(tmp_path, Train((order("a"),)), Step(), Stop())
    assert Problem("The weights of test a were not saved: no space left") in events
    assert (ended(events, "a").outcome.status, statuses(tmp_path)) == ("stopped", {"a": "stopped"})


def test_out_of_memory_ends_the_run_alone_and_names_what_to_lower(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from explorer.training.stepper import Stepper

    real = Stepper.step

    def greedy(self: Stepper, batch: Any, *rest: Any) -> Any:
        if len(batch[1]) == 128:
            raise RuntimeError("[enforce fail at alloc_cpu.cpp:124] DefaultCPUAllocator: can't allocate memory")
        return real(self, batch, *rest)

    monkeypatch.setattr(Stepper, "step", greedy)
    events = obeyed(tmp_path, Train((order("big", batch_size=128), order("small"))), Step(), Stop())
    assert ended(events, "big").outcome.status == "failed"
    for words in ("Out of memory", "batch size 128", "width 4", "Lower the batch size or the width"):
        assert words in ended(events, "big").outcome.message
    assert ended(events, "small").outcome.status == "stopped"


def test_pauses_are_noted_in_the_store(tmp_path: Path) -> None:
    obeyed(tmp_path, Train((order("a"),)), Pause(), Step(), Resume(), Stop())
    store = RunStore(tmp_path)
    assert [event.kind for event in store.events("a")] == ["started", "paused", "resumed", "stopped"]
    store.close()


def test_a_pause_that_ends_a_run_does_no_further_step_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RunStore, "note", failing(RunStore.note, run_id="full"))
    events = obeyed(tmp_path, Train((order("full"), order("fine"))), Step(), Stop())
    assert (steps(events, "full"), steps(events, "fine")) == (0, 1)
    assert ended(events, "full").outcome.message == FULL
