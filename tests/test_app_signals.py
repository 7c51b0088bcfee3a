"""Ctrl-C and `kill`, which close the window as its own button does."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer import app

ENDINGS = (signal.SIGINT, signal.SIGTERM)


@pytest.fixture
def own_signals() -> Iterator[None]:
    """Gives the signals back to those they belong to."""
    before = {number: signal.getsignal(number) for number in ENDINGS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", ENDINGS)
def test_the_window_closes(qtbot: QtBot, own_signals: None, number: signal.Signals) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    app.close_on_signal(window)
    window.show()
    signal.raise_signal(number)
    qtbot.waitUntil(lambda: not window.isVisible())
