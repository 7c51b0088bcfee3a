"""Connecting to an engine elsewhere: what the window asks, says and remembers."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit

from explorer.engine.remote.address import Address
from explorer.engine.remote.choosing import EngineState
from explorer.engine.remote.link import LOST
from explorer.engine.worker import NO_ENGINE
from explorer.gui.window.connect_dialog import ConnectDialog
from explorer.gui.window.connecting import BUSY
from tests.gui.access import lacking
from tests.gui.desk import Desk
from tests.gui.engine_double import EngineDouble


def dialog_of(desk: Desk) -> ConnectDialog:
    desk.find(QAction, "connect").trigger()
    desk.settle()
    return desk.find(ConnectDialog, "connectDialog")


def become(desk: Desk, engine: EngineDouble, state: EngineState) -> None:
    engine.connection = state
    engine.connection_changed.emit()
    desk.settle()


def test_an_address_is_asked_for_checked_and_remembered(desk: Desk, engine: EngineDouble, tmp_path: Path) -> None:
    dialog = dialog_of(desk)
    assert lacking(dialog) == []
    address, key = (dialog.findChild(QLineEdit, name) for name in ("connectAddress", "connectKey"))
    assert address.text() == "localhost:7333"
    wrong = dialog.findChild(QLabel, "connectProblem")
    address.setText("localhost:port")
    desk.press("connectConnect", dialog)
    assert "allowed: HOST:PORT" in wrong.text()
    address.setText("localhost:9000")
    key.setText(str(tmp_path / "engine.key"))
    desk.press("connectConnect", dialog)
    assert "There is no key file" in wrong.text()
    below = [address, key, wrong]
    assert all(line.height() >= line.minimumSizeHint().height() for line in below)
    assert all(upper.geometry().bottom() < lower.geometry().top() for upper, lower in pairwise(below))
    assert engine.wanted == []
    (tmp_path / "engine.key").write_text("k" * 64)
    desk.press("connectConnect", dialog)
    assert engine.wanted == [Address("localhost", 9000, tmp_path / "engine.key")]
    again = dialog_of(desk)
    assert again.findChild(QLineEdit, "connectAddress").text() == "localhost:9000"
    assert again.findChild(QLineEdit, "connectKey").text() == str(tmp_path / "engine.key")
    desk.press("connectCancel", again)


def test_a_cut_connection_is_said_until_it_is_back(desk: Desk, engine: EngineDouble) -> None:
    leave = desk.find(QAction, "disconnect")
    assert not leave.isEnabled()
    become(desk, engine, EngineState("connecting", "localhost:7333"))
    assert desk.window.statusBar().currentMessage() == "Connecting to localhost:7333…"
    become(desk, engine, EngineState("connected", "localhost:7333"))
    assert desk.window.statusBar().currentMessage() == ""
    assert leave.isEnabled()
    become(desk, engine, EngineState("lost", "localhost:7333"))
    assert desk.window.messages.text == LOST
    assert leave.isEnabled()
    become(desk, engine, EngineState("connected", "localhost:7333"))
    assert desk.window.messages.text != LOST
    leave.trigger()
    assert engine.wanted == [None]
    become(desk, engine, EngineState())
    assert not leave.isEnabled()


def test_why_there_is_no_connection_is_said_until_the_next_try(desk: Desk, engine: EngineDouble) -> None:
    before = desk.window.messages.text
    become(desk, engine, EngineState(failure="Not connected. The key differs."))
    assert desk.window.messages.text == "Not connected. The key differs."
    become(desk, engine, EngineState("connecting", "localhost:7333"))
    assert desk.window.messages.text == before


def test_without_an_engine_another_is_offered(desk: Desk, engine: EngineDouble) -> None:
    engine.gave_up.emit(NO_ENGINE)
    desk.settle()
    assert desk.window.messages.text == NO_ENGINE
    desk.press("messageAction", desk.window.messages)
    desk.press("connectCancel", desk.find(ConnectDialog, "connectDialog"))
    assert engine.restarts == 0


def test_while_a_run_trains_here_it_is_not_asked(desk: Desk, engine: EngineDouble) -> None:
    desk.find(QAction, "train_a").trigger()
    desk.find(QAction, "connect").trigger()
    desk.settle()
    assert desk.window.messages.text == BUSY
    assert desk.window.findChild(ConnectDialog) is None
    engine.end("stopped")
