"""The worker with real engines: one for most tests, and its death."""

from __future__ import annotations

import errno
import os
import signal
import time
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot
from pytestqt.qtbot import QtBot

from explorer.engine import child
from explorer.engine import worker as worker_module
from explorer.engine.child import EngineChild
from explorer.engine.commands import Analyze, Describe, Step, Stop, Train
from explorer.engine.events import AnalysisFailed, Described, EngineDied, Event, Problem, Progress, Ready
from explorer.engine.worker import CLOSED, READY, STARTING, WITHOUT_SAVING, TrainingWorker
from explorer.own.source import locate
from explorer.own.trust import trust
from explorer.paths import TRUST_VARIABLE
from explorer.runs.spec import NetworkSpec
from explorer.runs.store import RunStore
from tests.engine.conftest import ended, kinds, order, started, steps
from tests.own.misbehaving import HELD

LOADING = 60_000  # ms; only a hang takes so long


class Listener(QObject):
    """Pulls in the thread it was made in. What is on its way when it goes is dropped with it: a plain function would be
    called on behalf of a worker that is no more."""

    def __init__(self, events: Events) -> None:
        super().__init__()
        self._events = weakref.ref(events)  # a cycle could be collected in another thread

    @Slot()
    def pull(self) -> None:
        if (events := self._events()) is not None:
            events.extend(events.worker.take())


class Events(list[Event]):
    """Everything a worker said, pulled whenever it says that something came."""

    def __init__(self, worker: TrainingWorker) -> None:
        super().__init__()
        self.worker = worker
        self._listener = Listener(self)
        worker.arrived.connect(self._listener.pull, Qt.ConnectionType.QueuedConnection)

    def has(self, kind: type) -> bool:
        return any(isinstance(event, kind) for event in self)


@pytest.fixture
def worker(tmp_path: Path, qapp: QCoreApplication) -> Iterator[TrainingWorker]:
    worker = TrainingWorker(tmp_path)
    yield worker
    worker.shutdown()
    assert worker.isFinished()
    assert worker.engine_pid is None


def test_from_start_to_shutdown(tmp_path: Path, qtbot: QtBot) -> None:
    worker = TrainingWorker(tmp_path)
    events = Events(worker)
    assert worker.state == STARTING
    worker.send(Train((order("early", epochs=4000),)))
    worker.send(Describe(7, NetworkSpec(name="resnet-8"), "digits"))
    worker.start()
    qtbot.waitUntil(lambda: steps(events, "early") > 0 and events.has(Described), timeout=LOADING)
    assert isinstance(events[0], Ready)
    assert worker.state == READY
    pid = worker.engine_pid
    assert pid is not None
    begin = time.monotonic()
    worker.shutdown()
    assert time.monotonic() - begin < 2.5
    assert worker.isFinished()
    assert worker.state == CLOSED
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    store = RunStore(tmp_path)
    assert [(row.id, row.status) for row in store.rows()] == [("early", "interrupted")]
    store.close()


def test_an_engine_killed_between_two_phases_leaves_its_run_interrupted(
    worker: TrainingWorker, tmp_path: Path, qtbot: QtBot
) -> None:
    events = Events(worker)
    worker.start()
    worker.send(Train((order("a", epochs=4000),)))
    for _ in range(2):
        worker.send(Step(phase=True))
    qtbot.waitUntil(lambda: kinds(events).count("PhaseDone") == 2, timeout=LOADING)
    assert worker.engine_pid is not None
    os.kill(worker.engine_pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: events.has(EngineDied), timeout=5000)
    (death,) = [e for e in events if isinstance(e, EngineDied)]
    assert death.run_ids == ("a",)
    store = RunStore(tmp_path)
    assert [(row.id, row.status) for row in store.rows()] == [("a", "interrupted")]
    store.close()


def test_a_killed_engine_costs_a_second_of_one_run_and_the_next_run_works(
    worker: TrainingWorker, tmp_path: Path, qtbot: QtBot
) -> None:
    events = Events(worker)
    worker.start()
    worker.send(Train((order("a", epochs=4000), order("b", "plain-8", epochs=4000))))
    qtbot.waitUntil(lambda: steps(events, "a") > 100, timeout=LOADING)
    first = worker.engine_pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    qtbot.waitUntil(lambda: events.has(EngineDied), timeout=5000)
    (death,) = [e for e in events if isinstance(e, EngineDied)]
    assert set(death.run_ids) == {"a", "b"}
    assert "was killed" in death.message
    assert "memory" in death.message
    last = [e for e in events if isinstance(e, Progress) and e.run_id == "a"][-1].snapshot
    store = RunStore(tmp_path)
    stored = store.history("a")
    store.close()
    assert stored.outcome is not None
    assert (stored.outcome.status, stored.outcome.message) == ("interrupted", death.message)
    assert last.seconds[-1] - stored.seconds[-1] <= 1.0

    worker.send(Train((order("next"),)))
    qtbot.waitUntil(lambda: "Ended" in kinds(events), timeout=LOADING)
    assert ended(events, "next").outcome.status == "completed"
    assert worker.engine_pid != first
    done = events.copy()
    worker.send(Train((replace(order("next", epochs=2), resume=True),)))
    qtbot.waitUntil(lambda: "Ended" in kinds(events[len(done) :]), timeout=LOADING)
    again = started(events[len(done) :], "next")
    assert again.record is not None
    assert len(again.record) == again.steps == steps(done, "next"), "the window gets what was done before"
    assert steps(events, "next") == 2 * again.steps


def test_three_failed_starts_are_enough_until_asked_again(
    worker: TrainingWorker, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = Events(worker)
    births = []
    real = EngineChild

    def doomed(runs_dir: str) -> EngineChild:
        child = real(runs_dir)
        births.append(child.pid)
        if len(births) <= 3:
            os.kill(births[-1], signal.SIGKILL)
        return child

    monkeypatch.setattr(worker_module, "EngineChild", doomed)
    worker.send(Analyze(5, "any", order("a").spec))
    with qtbot.waitSignal(worker.gave_up, timeout=LOADING) as told:
        worker.start()
    assert "failed to start 3 times" in told.args[0]
    assert worker.state == told.args[0]
    qtbot.waitUntil(lambda: kinds(events) == ["EngineDied", "AnalysisFailed", *["EngineDied"] * 2])
    assert [(e.token, e.message) for e in events if isinstance(e, AnalysisFailed)] == [(5, events[0].message)]
    worker.send(Describe(1, NetworkSpec(name="resnet-8"), "digits"))
    assert len(births) == 3, "a command is kept, and does not start another attempt"
    worker.restart()
    qtbot.waitUntil(lambda: events.has(Described), timeout=LOADING)
    assert worker.state == READY
    assert len(births) == 4


def test_a_process_that_cannot_be_made_is_said_and_tried_again_when_asked(
    worker: TrainingWorker, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def no_process(runs_dir: str) -> EngineChild:
        tries.append(runs_dir)
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(worker_module, "EngineChild", no_process)
    with qtbot.waitSignal(worker.gave_up) as told:
        worker.start()
    assert os.strerror(errno.EAGAIN) in told.args[0]
    with qtbot.waitSignal(worker.gave_up):
        worker.restart()
    assert len(tries) == 2


def test_a_store_that_cannot_be_opened_is_said(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "runs.sqlite").write_bytes(b"this is no database, and long enough to be looked at" * 20)
    worker = TrainingWorker(tmp_path)
    events = Events(worker)
    worker.start()
    qtbot.waitUntil(lambda: events.has(Problem), timeout=LOADING)
    (problem,) = [e for e in events if isinstance(e, Problem)]
    assert "runs.sqlite" in problem.message
    worker.shutdown()


def test_shutdown_before_start_and_twice(tmp_path: Path) -> None:
    worker = TrainingWorker(tmp_path)
    worker.shutdown()
    worker.shutdown()
    assert not worker.isRunning()


def _stop_all_threads(worker: TrainingWorker, pid: int, qtbot: QtBot) -> None:
    """As a call into C that keeps Python's lock stops them: the worker says so, and when it is over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(child, "BEAT_SECONDS", 0.2)  # how often the worker looks
        with qtbot.waitSignal(worker.silent, timeout=LOADING, check_params_cb=lambda silent: silent):
            os.kill(pid, signal.SIGSTOP)
            patch.setattr(child, "SILENT_SECONDS", 1.0)
        with qtbot.waitSignal(worker.silent, timeout=LOADING, check_params_cb=lambda silent: not silent):
            os.kill(pid, signal.SIGCONT)


def test_an_engine_whose_model_hangs_can_be_ended(
    worker: TrainingWorker, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TRUST_VARIABLE, str(tmp_path / "trusted.json"))
    (tmp_path / "net.py").write_text(HELD.format(hold=str(tmp_path / "hold"), there=str(tmp_path / "there")))
    source = locate("net.py", tmp_path)
    trust(source)
    network = NetworkSpec(name="Net", source=source.source, digest=source.digest, init="own")
    events = Events(worker)
    worker.end_engine()
    assert kinds(events) == [], "there is no engine to end"
    worker.start()
    made = order("stuck")
    worker.send(Train((replace(made, spec=replace(made.spec, network=network)),)))
    qtbot.waitUntil(lambda: steps(events, "stuck") > 0, timeout=LOADING)
    first = worker.engine_pid
    assert first is not None
    _stop_all_threads(worker, first, qtbot)
    (tmp_path / "hold").touch()
    qtbot.waitUntil((tmp_path / "there").exists, timeout=LOADING)
    worker.send(Stop())
    worker.end_engine()
    qtbot.waitUntil(lambda: events.has(EngineDied), timeout=5000)
    (death,) = [e for e in events if isinstance(e, EngineDied)]
    assert (death.message, death.run_ids) == ("The engine did not answer and was ended.", ("stuck",))
    store = RunStore(tmp_path)
    stored = store.history("stuck")
    store.close()
    assert stored.outcome is not None
    assert (stored.outcome.status, stored.outcome.message) == ("interrupted", death.message)
    assert len(stored) <= steps(events, "stuck"), "no step is stored that was not handed out"
    for mark in ("hold", "there"):
        (tmp_path / mark).unlink()
    qtbot.waitUntil(lambda: worker.state == READY and worker.engine_pid not in (None, first), timeout=LOADING)
    worker.send(Train((replace(made, run_id="left", spec=replace(made.spec, network=network)),)))
    qtbot.waitUntil(lambda: steps(events, "left") > 0, timeout=LOADING)
    (tmp_path / "hold").touch()
    qtbot.waitUntil((tmp_path / "there").exists, timeout=LOADING)
    worker.finish()
    assert not worker.wait(200), "it waits for the step to end and the run to be saved"
    worker.abandon()
    assert worker.wait(LOADING)
    store = RunStore(tmp_path)
    (row,) = [row for row in store.rows() if row.id == "left"]
    store.close()
    assert (row.outcome.status, row.outcome.message) == ("interrupted", WITHOUT_SAVING)
    assert not any(isinstance(e, Problem) for e in events), "who closes without saving need not be told"
