"""Reduced motion."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QProgressBar
from pytestqt.qtbot import QtBot

from explorer.gui.widgets.motion import Motion, motion_wanted, show_busy


def test_nothing_moves_where_motion_is_reduced_and_all_as_before_afterwards(qtbot: QtBot) -> None:
    window, bar = QMainWindow(), QProgressBar()
    qtbot.addWidget(window)
    qtbot.addWidget(bar)
    before = motion_wanted(), QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu), QApplication.cursorFlashTime()
    motion = Motion(window)
    motion.reduce(True)
    show_busy(bar)
    assert (bar.minimum(), bar.maximum()) == (0, 1), "a bar without an end runs"
    assert not motion_wanted()
    assert not window.isAnimated()
    assert not QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
    motion.reduce(False)
    after = motion_wanted(), QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu), QApplication.cursorFlashTime()
    assert after == before
    assert window.isAnimated() == motion_wanted()
