"""What the workbench tells people, and when it is no longer so."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Announcer(QObject):
    """Emits sentences: `news` where something cannot be done or went wrong, `notice` where all is well, and `over`
    with a sentence that is no longer so."""

    news = Signal(str)
    notice = Signal(str)
    over = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: list[str] = []

    def say(self, text: str) -> None:
        """Tell something that holds until the next run starts."""
        self._open.append(text)
        self.news.emit(text)

    def note(self, text: str) -> None:
        """Tell something good that holds until the next run starts."""
        self._open.append(text)
        self.notice.emit(text)

    def holds(self, text: str) -> None:
        """Remember what was told elsewhere, and holds until the next run starts."""
        self._open.append(text)

    def take_back(self, text: str) -> None:
        """A sentence is no longer so."""
        if text in self._open:
            self._open.remove(text)
            self.over.emit(text)

    def clear(self) -> None:
        """A run starts: nothing that was told of the last one is so."""
        for text in tuple(self._open):
            self.take_back(text)
