"""Files and folders that are dropped on the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

FOLDER = "/"
"""Stands for a folder where else the end of a file's name stands."""


class FileDrops(QObject):
    """Watches a widget: each file dropped goes to what takes its kind; drags with nothing that is taken are not."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._takers: dict[str, Callable[[Path], object]] = {}
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def take(self, kind: str, taker: Callable[[Path], object]) -> None:
        """Have files whose name ends in `kind`, such as ".rexp", or with FOLDER folders, go to `taker`."""
        self._takers[kind] = taker

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take drags that hold something for a taker."""
        if isinstance(event, QDropEvent) and (found := self._found(event)):
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.Drop:
                for taker, path in found:
                    taker(path)
            return True
        return super().eventFilter(watched, event)

    def _found(self, event: QDropEvent) -> list[tuple[Callable[[Path], object], Path]]:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        kinds = [(FOLDER if path.is_dir() else path.suffix.lower(), path) for path in paths]
        return [(self._takers[kind], path) for kind, path in kinds if kind in self._takers]
