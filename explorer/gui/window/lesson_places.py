"""The parts of the window by the names that lessons have for them, and frames around those that a step points at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDockWidget, QWidget
from shiboken6 import isValid

from explorer.gui.widgets.theme import DARK, Theme
from explorer.gui.widgets.widget_frame import WidgetFrame

if TYPE_CHECKING:
    from explorer.gui.window.main_window import MainWindow

WIDTH = 3.0  # pixels


def places(window: MainWindow) -> dict[str, QWidget]:
    """The widget of each name in `explorer.lessons.names.PLACES`."""
    a, b, plots, bar = window.panes["A"], window.panes["B"], window.plots, window.bar
    found: dict[str, QWidget] = {
        "card-a": a.card, "card-b": b.card, "picture-a": a.view, "picture-b": b.view, "pair": window.pair,
        "instrument": bar.instrument, "loss": plots.loss, "accuracy": plots.accuracy,
        "profile": plots.tabs, "histogram": plots.tabs, "findings": window.verdicts, "time": window.time,
        "scale": window.scale, "runs": window.dock, "analyses": window.analyses, "inspector": window.inspector,
        "sweeps": window.sweeps_dock,
    }  # fmt: skip
    for name, action in (("train", bar.train_both), ("train-a", bar.train_a), ("train-b", bar.train_b)):
        found[name] = bar.widgetForAction(action)
    return found


class Highlights:
    """Frames the parts that a step points at; a dock among them is opened until then, a tab turned to."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._names: tuple[str, ...] = ()
        self._frames: list[WidgetFrame] = []
        self._opened: list[QDockWidget] = []
        self._theme = DARK

    def set_names(self, names: Iterable[str]) -> None:
        """Frame these parts and no others."""
        if tuple(names) != self._names:
            self._names = tuple(names)
            self._open()
            self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self._draw()

    @property
    def framed(self) -> list[QWidget]:
        """The widgets with a frame."""
        return [frame.widget() for frame in self._frames if isValid(frame) and frame.widget() is not None]

    def _open(self) -> None:
        plots = self._window.plots
        for name, page in (("profile", plots.profile), ("histogram", plots.histogram)):
            if name in self._names:
                plots.tabs.setCurrentWidget(page)
        found = places(self._window)
        docks = [place for place in (found[name] for name in self._names) if isinstance(place, QDockWidget)]
        for dock in self._opened:
            if dock not in docks:
                dock.hide()
        self._opened = [dock for dock in docks if dock in self._opened or dock.isHidden()]
        for dock in docks:
            dock.show()
            dock.raise_()

    def _draw(self) -> None:
        for frame in self._frames:
            if isValid(frame):
                frame.setWidget(None)  # type: ignore[arg-type]
                frame.deleteLater()
        found = places(self._window)
        color = QColor(self._theme.warning)
        framed = dict.fromkeys(found[name] for name in self._names)
        self._frames = [WidgetFrame(widget, color, WIDTH, inside=True) for widget in framed if widget.isVisible()]
