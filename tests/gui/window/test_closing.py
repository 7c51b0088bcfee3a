"""Closing the window while runs are saved: it waits and says so, or is told not to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton

from explorer.engine.events import Problem
from explorer.gui.window.closing import SavingDialog, close_or_hurry
from explorer.runs.store_errors import StoreError
from tests.gui.access import lacking
from tests.gui.desk import CTRL


def quit_window(desk, *acts):
    """Press Ctrl+Q; meanwhile do one act after the other with the dialog that is on show."""
    waiting = list(acts)

    def act():
        dialog = desk.window.findChild(SavingDialog)
        if waiting and dialog is not None and dialog.isVisible():
            waiting.pop(0)(dialog)
        if waiting:
            QTimer.singleShot(5, act)

    QTimer.singleShot(5, act)
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_Q, CTRL)
    assert not waiting, "the dialog came"


def test_saving_is_told_and_waited_for(desk, engine):
    engine.saving, seen = True, []

    def look(dialog):
        seen.append((dialog.windowTitle(), dialog.findChild(QLabel, "savingText").text()))
        assert dialog.findChild(QProgressBar).isVisible()
        assert lacking(dialog) == []
        desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
        assert desk.window.isVisible()

    quit_window(desk, look, lambda _: engine.saved())
    ((title, text),) = seen
    assert title == "Saving…"
    assert "current step" in text
    assert not desk.window.isVisible()
    assert not engine.abandoned


def test_closing_without_saving_ends_the_engine(desk, engine):
    engine.saving, opened = True, []

    def press(dialog):
        button = dialog.findChild(QPushButton, "closeWithoutSaving")
        assert button.text() == "Close without saving"
        assert "stored until the last second" in button.toolTip()
        desk.until(lambda: QApplication.activeWindow() is dialog)
        button.setFocus()
        desk.qtbot.keyClick(button, Qt.Key.Key_F1)
        opened.append(desk.window.helping.window)
        desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    quit_window(desk, press)
    assert opened == [None], "a guide that is opened now would outlive the window"
    assert engine.abandoned
    assert not desk.window.isVisible()


def test_a_second_signal_closes_without_saving(desk, engine):
    """`kill` and Ctrl-C, whatever dialog is open."""
    engine.saving = True
    quit_window(desk, lambda _: close_or_hurry(desk.window))
    assert engine.abandoned
    assert not desk.window.isVisible()


@pytest.mark.logs
def test_what_could_not_be_saved_is_told_before_the_window_goes(desk, engine):
    engine.saving, told = True, []

    def fail(_):
        engine.say(Problem("The end of a run was not saved: the disk is full."))
        engine.saved()

    def read(dialog):
        told.append(dialog.findChild(QLabel, "savingText").text())
        assert lacking(dialog) == []
        desk.qtbot.mouseClick(dialog.findChild(QPushButton, "closeAfterProblems"), Qt.MouseButton.LeftButton)

    quit_window(desk, fail, read)
    assert told == ["The end of a run was not saved: the disk is full."]
    assert not desk.window.isVisible()


@pytest.mark.logs
def test_a_full_disk_is_told_and_does_not_keep_the_window_open(desk, monkeypatch):
    close, told = desk.window.store.close, []

    def full():
        close()
        raise StoreError("The disk is full.")

    def read(dialog):
        told.append(dialog.findChild(QLabel, "savingText").text())
        desk.qtbot.mouseClick(dialog.findChild(QPushButton, "closeAfterProblems"), Qt.MouseButton.LeftButton)

    monkeypatch.setattr(desk.window.store, "close", full)
    quit_window(desk, read)
    assert told == ["The disk is full."]
    assert not desk.window.isVisible()


def test_what_is_saved_at_once_shows_no_dialog(desk, engine):
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_Q, CTRL)
    assert desk.window.findChild(SavingDialog) is None
    assert engine.closed
