"""What nobody foresaw is shown with its details, and loses nothing that comes after it."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QToolButton

from explorer import log, paths
from explorer.engine.events import Ended
from tests.gui.access import lacking

pytestmark = pytest.mark.logs


@pytest.fixture
def hooks(monkeypatch):
    """The program's own hooks, as in a running window; pytest's come back."""
    for owner, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    log.catch_all()


def test_an_event_that_cannot_be_handled_is_shown_and_the_end_of_the_run_is_not_lost(desk, engine, monkeypatch):
    desk.press("button_train_both")
    engine.steps(2)
    history = desk.history("A")
    monkeypatch.setattr(type(history), "append", lambda *_: 1 / 0)
    engine.end()
    desk.settle()
    assert not desk.bench.trainer.training
    assert "Progress could not be handled: ZeroDivisionError" in desk.window.messages.text
    assert lacking(desk.window.messages) == []
    desk.press("messageAction", desk.window.messages)
    copied = QApplication.clipboard().text()
    assert "Traceback (most recent call last)" in copied
    assert "test_failure_notices.py" in copied
    assert "PySide6" in copied


def test_an_exception_in_a_slot_is_shown(desk, hooks):
    def broken():
        raise KeyError("no such layer")

    desk.window.menu.fit_wanted.connect(broken)
    desk.action("fit_all").trigger()
    assert "KeyError: 'no such layer'" in desk.window.messages.text


def test_an_exception_in_a_thread_is_shown_in_the_windows_own(desk, hooks):
    thread = threading.Thread(target=[].pop)
    thread.start()
    thread.join()
    desk.settle()
    assert "IndexError: pop from empty list" in desk.window.messages.text


def test_a_failure_at_every_tick_is_shown_once(desk, hooks, monkeypatch):
    calls = []

    def broken():
        calls.append(1)
        raise RuntimeError("cannot draw")

    monkeypatch.setattr(desk.window.plots.loss, "refresh", broken)
    desk.until(lambda: len(calls) >= 2)
    close = desk.window.messages.findChild(QToolButton, "messageClose")
    desk.qtbot.mouseClick(close, Qt.MouseButton.LeftButton)  # not `press`, which has the view drawn in this thread
    assert desk.window.messages.text == ""
    before = len(calls)
    desk.until(lambda: len(calls) >= before + 2)
    assert desk.window.messages.text == ""
    monkeypatch.undo()


def test_help_opens_the_log_folder_or_says_where_it_is(desk, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or len(opened) == 1)
    desk.action("logs").trigger()
    assert opened == [str(paths.logs_dir())]
    assert paths.logs_dir().is_dir()
    assert desk.window.messages.text == ""
    desk.action("logs").trigger()
    assert str(paths.logs_dir()) in desk.window.messages.text


def test_all_ends_of_a_batch_arrive(desk, engine, monkeypatch):
    """The first Ended fails; the second is handled all the same."""
    desk.press("button_train_both")
    real, seen = desk.bench.handle, []

    def handle(event):
        if isinstance(event, Ended):
            seen.append(event.run_id)
            if len(seen) == 1:
                raise RuntimeError("first")
        real(event)

    monkeypatch.setattr(desk.bench, "handle", handle)
    engine.end()
    desk.settle()
    assert len(seen) == 2
    assert list(desk.bench.trainer.live) == seen[:1]
