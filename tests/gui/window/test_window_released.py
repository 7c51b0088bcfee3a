"""A closed window is gone: nothing keeps it alive, or any part of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from tests.gui.desk import CTRL, NONE, SHIFT, Desk
from tests.gui.fresh_window import shown, small_settings
from tests.gui.walk import objects_alive

OPENS = (
    (Qt.Key.Key_F1, NONE),
    (Qt.Key.Key_O, CTRL),
    (Qt.Key.Key_D, CTRL | SHIFT),
    (Qt.Key.Key_R, CTRL),
    (Qt.Key.Key_I, CTRL),
    (Qt.Key.Key_A, CTRL | SHIFT),
)
"""Keys that open a dialog or a dock."""
WINDOWS = 5
WARM = 2  # windows after which every table that is filled once (of icons, of settings) is full


def use(desk: Desk) -> None:
    """Train, switch a skip meanwhile, take it back, and open each dialog and dock."""
    desk.settle()
    desk.press("button_train_both")
    desk.window.worker.steps(3)
    desk.click_arc("B", 0)
    desk.key(Qt.Key.Key_Z, CTRL)
    desk.window.worker.end()
    for opens in OPENS:
        desk.key(*opens)
        top = QApplication.activeWindow()
        if isinstance(top, QDialog):
            top.close()


def test_windows_that_were_opened_used_and_closed_leave_nothing(
    qtbot: QtBot, tmp_path: Path, plain_style: None
) -> None:
    warm: Counter[str] = Counter()
    for number in range(1, WINDOWS + 1):
        window = shown(qtbot, tmp_path / str(number), small_settings(tmp_path))
        window.worker.start()
        use(Desk(qtbot, window))
        window.close()
        window.deleteLater()
        del window
        if number == WARM:
            warm = objects_alive()
    assert warm
    assert objects_alive() - warm == Counter()
