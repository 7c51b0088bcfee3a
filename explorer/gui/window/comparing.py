"""The window's side of comparing runs: opens the comparison, and does what is wished there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from explorer.desk.background import Background
from explorer.gui.comparison.compare_window import CompareWindow
from explorer.gui.runs.runs_dock import RunsDock
from explorer.gui.widgets.message_bar import MessageBar
from explorer.gui.widgets.theme import DARK, Theme
from explorer.runs.store import RunStore, StoreError


class Comparing(QObject):
    """Makes the window of comparisons when it is first asked for; it reads in a thread of its own, so that a large
    comparison keeps nothing else waiting. `relist` lists the stored runs anew."""

    def __init__(
        self, store: RunStore, dock: RunsDock, messages: MessageBar, relist: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._store, self._dock, self._messages, self._relist, self._home = store, dock, messages, relist, parent
        self._theme = DARK
        self.window: CompareWindow | None = None
        self.reading = Background(self)
        dock.compare_wanted.connect(self.open)
        dock.sweep_wanted.connect(self.open_sweep)
        dock.reference_wanted.connect(self._set_reference)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        if self.window is not None:
            self.window.set_theme(theme)

    def open(self, run_ids: Sequence[str] = ()) -> None:
        """Compare these runs; with none, show the comparison as it was."""
        self._made().compare(run_ids)

    def open_sweep(self, sweep: str) -> None:
        """Compare the runs of a sweep."""
        self._made().compare_sweep(sweep)

    def close(self) -> None:
        """Hide the window and read no more."""
        if self.window is not None:
            self.window.close()
        self.reading.close()

    def _made(self) -> CompareWindow:
        if self.window is None:
            self.window = CompareWindow(self._store, self.reading, self._home)
            self.window.set_theme(self._theme)
            self.window.open_wanted.connect(self._dock.open_wanted)
            self.window.reference_wanted.connect(self._set_reference)
        return self.window

    def _set_reference(self, run_id: str) -> None:
        try:
            self._store.set_reference(run_id or None)
        except StoreError as error:
            self._messages.show_message(str(error), kind="error")
        self._relist()
        if self.window is not None:
            self.window.look()
