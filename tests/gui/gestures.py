"""Gestures that Qt's tests have no function for, and answers to what would wait for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QProcess, Qt
from PySide6.QtGui import QDesktopServices, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QToolButton, QWidget

from tests.gui.desk import LEFT, NONE

_NO_BUTTON = Qt.MouseButton.NoButton

MODEL = """
from torch import nn

class Net(nn.Module):
    def __init__(self, width: int = 4, num_classes: int = 10):
        super().__init__()
        self.stem, self.one = nn.Conv2d(1, width, 3, padding=1), nn.Conv2d(width, width, 3, padding=1)
        self.head = nn.Linear(width, num_classes)

    def forward(self, x):
        x = self.stem(x)
        x = x + self.one(x).relu()
        return self.head(x.mean((2, 3)))
"""


def pull(port: QWidget, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press, move in steps, release."""
    QTest.mousePress(port, LEFT, modifier, start)
    for part in (1, 2, 3, 4):
        at = QPointF(start + (end - start) * part / 4)
        moved = QMouseEvent(QEvent.Type.MouseMove, at, port.mapToGlobal(at), _NO_BUTTON, LEFT, modifier)
        QApplication.sendEvent(port, moved)
    QTest.mouseRelease(port, LEFT, modifier, end)


def wheel(port: QWidget, at: QPoint, turn: int, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Turn the wheel, 120 for each notch."""
    place, on = QPointF(at), QPointF(port.mapToGlobal(at))
    phase = Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(port, QWheelEvent(place, on, QPoint(), QPoint(0, turn), _NO_BUTTON, modifier, phase, False))


def menu_of(button: QToolButton) -> QMenu | None:
    """The menu that a click on the button opens."""
    action = button.defaultAction()
    menu = button.menu() or (action.menu() if action is not None else None)
    assert menu is None or isinstance(menu, QMenu)
    return menu


def answer_file_dialogs(monkeypatch: pytest.MonkeyPatch, folder: Path, random: Random) -> None:
    """Have the system's file dialogs give up or choose something in the folder."""

    def chooses(*answers: object) -> Callable[..., object]:
        return lambda *_: random.choice(answers)

    saved, opened = (str(folder / "saved.png"), "PNG (*.png)"), (str(folder / "net.py"), "Python (*.py)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", chooses(("", ""), saved))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", chooses(("", ""), opened))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", chooses("", str(folder)))


class _Stay(QObject):
    """Has what it filters the events of ignore that it is closed."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Close:
            event.ignore()
            return True
        return False


@contextmanager
def kept_inside(window: QWidget) -> Iterator[None]:
    """The window stays open whatever asks it to close, and opens no other program, which would outlive the test."""
    stay = _Stay()
    window.installEventFilter(stay)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QProcess, "startDetached", lambda *_: (True, 1))
        patch.setattr(QDesktopServices, "openUrl", lambda *_: True)
        yield
    window.removeEventFilter(stay)


def write_models(folder: Path) -> None:
    """Make the folder, with a model of a user's and a file that is none."""
    folder.mkdir()
    (folder / "net.py").write_text(MODEL, encoding="utf-8")
    (folder / "not_a_model.py").write_text("raise SystemExit('it does not load')\n", encoding="utf-8")
