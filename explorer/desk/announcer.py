"""What the workbench tells people, and when it is no longer so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

Holds = Callable[[], bool]


def _always() -> bool:
    return True


class Announcer(QObject):
    """Emits sentences: `news` where something cannot be done or went wrong, `notice` where all is well, and `over`
    with a sentence that is no longer so."""

    news = Signal(str)
    notice = Signal(str)
    over = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: dict[str, Holds] = {}

    def say(self, text: str, holds: Holds = _always) -> None:
        """Tell something that holds until the next run starts, or until `holds` says no."""
        self._open[text] = holds
        self.news.emit(text)

    def note(self, text: str) -> None:
        """Tell something good that holds until the next run starts."""
        self._open[text] = _always
        self.notice.emit(text)

    def holds(self, text: str) -> None:
        """Remember what was told elsewhere, and holds until the next run starts."""
        self._open[text] = _always

    def take_back(self, text: str) -> None:
        """A sentence is no longer so."""
        if self._open.pop(text, None) is not None:
            self.over.emit(text)

    def recheck(self) -> None:
        """Something has changed: take back what no longer holds."""
        for text, holds in tuple(self._open.items()):
            if not holds():
                self.take_back(text)

    def clear(self) -> None:
        """A run starts: nothing that was told of the last one is so."""
        for text in tuple(self._open):
            self.take_back(text)
