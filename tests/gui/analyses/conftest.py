"""Figures that take their sizes from a shown window, and leave nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[W], W]:
    """Shows a widget at a plot's usual size and waits until it is on the (offscreen) screen."""

    def show(widget: W, width: int = 500, height: int = 230) -> W:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    return show
