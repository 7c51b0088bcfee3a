"""The presenter view: large type, few controls and high contrast, for a class in front of a projector."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QTimer
from PySide6.QtWidgets import QDockWidget, QWidget

from explorer.desk.sides import SIDES
from explorer.gui.widgets.theme import DARK, LIGHT, Theme

if TYPE_CHECKING:
    from explorer.gui.window.main_window import MainWindow

FACTOR = 1.5
"""Of the type of lessons and plots."""
CONTRAST: dict[str, Theme] = {
    "dark": replace(DARK, window="#000000", panel="#000000", raised="#20252d", border="#7d8794", text="#ffffff",
                    muted="#d5dbe3", grid="#596472", a="#ff9a6e", b="#7fbdf5"),
    "light": replace(LIGHT, window="#ffffff", panel="#ffffff", border="#5b6675", text="#000000", muted="#2b333e",
                     grid="#9aa5b3"),
}  # fmt: skip


class Presenting(QObject):
    """Turns the window into pictures, curves and the lesson, and back into what it was."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._hidden: list[QWidget] = []
        self._docks = QByteArray()
        window.menu.presenter.toggled.connect(self._set)

    def _set(self, on: bool) -> None:
        window = self._window
        if on:
            self._docks = window.saveState()
            self._hidden = [widget for widget in self._controls() if not widget.isHidden()]
        for widget in self._hidden:
            widget.setVisible(not on)
        theme = window.theming.theme
        self._enlarge(FACTOR if on else 1.0)
        if on:
            window.theming.show(CONTRAST[theme.name])
        else:
            window.theming.choose(window.settings.theme)
            window.restoreState(self._docks)
            QTimer.singleShot(0, self, self._narrow)  # until then the dock has room for large type
        window.sides.updateGeometry()

    def _narrow(self) -> None:
        if not self._window.menu.presenter.isChecked():
            self._window.restoreState(self._docks)

    def _controls(self) -> list[QWidget]:
        """What a class need not see."""
        window, plots = self._window, self._window.plots
        cards = [window.panes[side].card for side in SIDES]
        docks = [dock for dock in window.findChildren(QDockWidget) if dock is not window.lessons_dock]
        return [*cards, window.pair, window.statusBar(), plots.controls, plots.tabs, window.verdicts, *docks]

    def _enlarge(self, factor: float) -> None:
        window = self._window
        for widget in (window.lessons_dock, window.plots.loss, window.plots.accuracy):
            size = factor * window.font().pointSizeF()
            widget.setStyleSheet("" if factor == 1 else f"* {{ font-size: {size:g}pt; }}")
        for plot in (window.plots.loss, window.plots.accuracy):
            plot.set_size(factor)
