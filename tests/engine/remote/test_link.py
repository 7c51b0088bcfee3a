"""A window and a served engine, two processes: the connection may be cut, the run is whole."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from explorer.commands.checks import reached
from explorer.engine import worker as worker_module
from explorer.engine.commands import Stop, Train, WorkQueue
from explorer.engine.events import Ended, EngineDied, Problem, Progress, Ready, Started
from explorer.engine.remote import handshake
from explorer.engine.remote.frames import read_frame, send_frame
from explorer.engine.remote.handshake import Hello, Proof, Refused, RefusedError, Versions, introduce
from explorer.engine.remote.keyfile import made_key, read_key
from explorer.engine.sweep_events import QueueState
from explorer.engine.worker import NO_ENGINE, TrainingWorker
from explorer.runs.history import RunHistory
from explorer.runs.store import RunStore
from tests.engine.conftest import PATIENCE, ended, kinds, order, started, steps
from tests.engine.remote.conftest import Cutter, Served
from tests.engine.test_worker import Events

LONG = int(PATIENCE * 3000)


@pytest.fixture
def window(tmp_path: Path, qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[TrainingWorker]:
    """The worker of a window on a computer without PyTorch."""
    monkeypatch.setattr(worker_module, "engine_installed", lambda: False)
    worker = TrainingWorker(tmp_path / "here")
    yield worker
    worker.shutdown()


def stored(folder: Path, run_id: str) -> RunHistory:
    store = RunStore(folder)
    try:
        return store.history(run_id)
    finally:
        store.close()


def assert_same(one: RunHistory, other: RunHistory) -> None:
    """Equal to the bit, but for the time it took."""
    assert one.instruments == other.instruments
    assert (one.epochs, one.interventions) == (other.epochs, other.interventions)
    for name in ("loss", "accuracy", "probe_steps"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    for name in one.instruments:
        np.testing.assert_array_equal(one.readings(name), other.readings(name))


def test_a_run_is_whole_after_five_cuts(served: Served, window: TrainingWorker, tmp_path: Path, qtbot: QtBot) -> None:
    cutter = Cutter(served.address.port)
    events = Events(window)
    states: list[str] = []
    window.connection_changed.connect(lambda: states.append(window.connection.connection))
    with qtbot.waitSignal(window.gave_up) as told:
        window.start()
    assert told.args == [NO_ENGINE]
    window.connect_to(replace(served.address, port=cutter.port))
    wanted = order("cut", epochs=8, probe_every=20)
    window.send(Train((wanted,)))
    for cuts, least in enumerate((1, 30, 60, 90, 120), 1):
        qtbot.waitUntil(lambda least=least: steps(events, "cut") >= least, timeout=LONG)
        cutter.cut()
        qtbot.waitUntil(lambda cuts=cuts: cutter.cuts == cuts, timeout=LONG)
    qtbot.waitUntil(lambda: "Ended" in kinds(events), timeout=LONG)
    assert isinstance(events[0], Ready)
    assert kinds(events).count("Started") == 1
    assert ended(events, "cut").outcome.status == "completed"
    assert steps(events, "cut") == started(events, "cut").total_steps

    window.send(Train((replace(wanted, run_id="whole"),)))
    qtbot.waitUntil(lambda: any(isinstance(e, Ended) and e.run_id == "whole" for e in events), timeout=LONG)
    begin = started(events, "cut")
    shown = RunHistory("cut", begin.spec, begin.graph, begin.steps_per_epoch)
    for event in events:
        if isinstance(event, Progress) and event.run_id == "cut":
            shown.append(event.snapshot)
    here, there = stored(tmp_path / "here", "cut"), stored(served.runs_dir, "cut")
    for record in (shown, here, there):
        assert_same(record, stored(served.runs_dir, "whole"))
    assert here.outcome == there.outcome == ended(events, "cut").outcome
    files = [folder / "weights" / "cut.safetensors" for folder in (tmp_path / "here", served.runs_dir)]
    assert files[0].read_bytes() == files[1].read_bytes()
    assert "WeightsPart" not in kinds(events), "they are for the store alone"
    assert "lost" in states
    assert window.connection.connection == "connected"
    cutter.close()


def test_a_window_that_leaves_finds_the_run_again(
    served: Served, window: TrainingWorker, tmp_path: Path, qtbot: QtBot
) -> None:
    events = Events(window)
    window.start()
    window.connect_to(served.address)
    window.send(Train((order("left", epochs=4000),)))
    window.send(WorkQueue(True))
    qtbot.waitUntil(lambda: steps(events, "left") > 20, timeout=LONG)
    assert QueueState(False) in events, "sweeps are refused in words"
    assert any(isinstance(event, Problem) and "Sweeps do not run" in event.message for event in events)

    other = TrainingWorker(tmp_path / "other")
    told = Events(other)
    other.start()
    other.connect_to(served.address)
    qtbot.waitUntil(lambda: bool(other.connection.failure), timeout=LONG)
    assert "Another window uses this engine" in other.connection.failure
    heard(served, qtbot, "A second window was refused.")

    window.disconnect_engine()
    qtbot.waitUntil(lambda: events.has(EngineDied), timeout=LONG)
    (death,) = (event for event in events if isinstance(event, EngineDied))
    assert death.run_ids == ("left",)
    assert death.message == f"The engine at {served.address} was disconnected: its runs continue there."
    assert death.wanted
    before = len(stored(tmp_path / "here", "left"))
    assert stored(tmp_path / "here", "left").outcome.status == "interrupted"
    done = len(events)
    window.connect_to(served.address)
    qtbot.waitUntil(lambda: steps(events[done:], "left") > before + 5, timeout=LONG)
    assert started(events[done:], "left").steps == 0, "all of it comes again"
    window.send(Stop())
    qtbot.waitUntil(lambda: "Ended" in kinds(events[done:]), timeout=LONG)
    assert ended(events[done:], "left").outcome.status == "stopped"
    here, there = stored(tmp_path / "here", "left"), stored(served.runs_dir, "left")
    assert_same(here, there)
    assert here.outcome == there.outcome
    assert len(here) == steps(events[done:], "left")

    window.shutdown()
    other.connect_to(served.address)
    qtbot.waitUntil(lambda: told.has(Ready), timeout=LONG)
    assert not told.has(Started), "a run that ended, and whose end was heard, is no longer told"
    other.shutdown()


def heard(served: Served, qtbot: QtBot, words: str) -> None:
    """Wait until the engine's side says so, too."""
    qtbot.waitUntil(lambda: any(words in line for line in served.said), timeout=LONG)


def connected(served: Served) -> socket.socket:
    link = socket.create_connection((served.address.host, served.address.port), PATIENCE)
    link.settimeout(PATIENCE)
    return link


def test_doctor_asks_an_engine_and_disturbs_nothing(served: Served, tmp_path: Path) -> None:
    found = reached(served.address)
    assert (found.state, found.advice) == ("ok", "")
    assert found.found.endswith(str(served.runs_dir))
    made_key(tmp_path / "wrong.key")
    wrong = reached(replace(served.address, key_file=tmp_path / "wrong.key"))
    assert (wrong.found, wrong.state) == ("refused", "problem")
    assert "Copy the key file" in wrong.advice


def test_another_key_is_refused_on_both_sides(served: Served, tmp_path: Path, qtbot: QtBot) -> None:
    _, wrong = made_key(tmp_path / "wrong.key")
    with connected(served) as link, pytest.raises(RefusedError, match="The key does not match the engine's"):
        introduce(link, wrong, "window", "", 0)
    heard(served, qtbot, "A window was refused: its key does not match.")
    engine, window = socket.socketpair()
    own = handshake.own_versions()
    with engine, window:  # an engine that has not the key, and says yes to everybody
        send_frame(engine, msgspec.msgpack.encode(Hello(handshake.MAGIC, own, bytes(32))))
        send_frame(engine, msgspec.msgpack.encode(handshake.Welcome(bytes(32), "s", 0, "folder", "CPU")))
        with pytest.raises(RefusedError, match="The engine's key does not match"):
            introduce(window, wrong, "window", "", 0)


def test_another_version_is_refused_on_both_sides(
    served: Served, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    key = read_key(served.key_file)
    own = handshake.own_versions()
    words = "The engine is Residual Explorer {}, the window 0.1.0. Install the same version on both machines."
    with connected(served) as link:
        read_frame(link, 1 << 16)
        old = Versions(own.protocol, "0.1.0", "another")
        send_frame(link, msgspec.msgpack.encode(Proof(old, bytes(32), bytes(32), "window", "", 0)))
        answer = msgspec.msgpack.decode(read_frame(link, 1 << 16), type=Refused)
        assert answer.message == words.format(own.program)
    monkeypatch.setattr(handshake, "own_versions", lambda: old)
    with connected(served) as link, pytest.raises(RefusedError) as refused:
        introduce(link, key, "window", "", 0)
    assert str(refused.value) == words.format(own.program)
    heard(served, qtbot, f"A window was refused. {words.format(own.program)}")


@pytest.mark.parametrize("garbage", [b"GET / HTTP/1.1\r\n\r\n", b"\0\0\0\x05hello", b"\0\0\0\0"])
def test_garbage_is_refused_on_both_sides(served: Served, garbage: bytes, qtbot: QtBot) -> None:
    with connected(served) as link:
        read_frame(link, 1 << 16)
        link.sendall(garbage)
        answer = msgspec.msgpack.decode(read_frame(link, 1 << 16), type=Refused)
        assert answer.message == "This is not a Residual Explorer window."
    heard(served, qtbot, "A connection was refused: it is not from a Residual Explorer window.")
    engine, window = socket.socketpair()
    engine.sendall(garbage)
    with engine, window, pytest.raises(RefusedError, match="not a Residual Explorer engine"):
        introduce(window, b"k" * 32, "window", "", 0)


def test_nobody_there_is_said_with_what_to_type(window: TrainingWorker, served: Served, qtbot: QtBot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    window.start()
    window.connect_to(replace(served.address, port=port))
    qtbot.waitUntil(lambda: f"ssh -L {port}:localhost:{port}" in window.connection.failure, timeout=LONG)
    window.connect_to(replace(served.address, key_file=served.key_file.with_name("none.key")))
    qtbot.waitUntil(lambda: "none.key cannot be read" in window.connection.failure, timeout=LONG)
    assert window.connection.connection == "local"
