"""Failures that nobody foresaw, in the window: a message with its details to copy, and the program goes on."""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable, Iterable
from functools import partial

import PySide6
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from explorer import __version__, log, paths
from explorer.engine.events import Event
from explorer.gui.widgets.message_bar import MessageBar
from explorer.own.code_places import told
from explorer.wording import tr

_log = log.get(__name__)


class FailureNotices(QObject):
    """Shows every error that is logged in the window's process, from any thread, in the message bar with *Copy
    details*; a failure that comes again within seconds once. `close` before the window goes."""

    _came = Signal(str, str)  # what to show, details

    def __init__(self, messages: MessageBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._came.connect(self._show)
        self._handler = _Handler(self._came.emit)
        logging.getLogger(log.ROOT).addHandler(self._handler)

    def close(self) -> None:
        """Show no more."""
        logging.getLogger(log.ROOT).removeHandler(self._handler)

    def _show(self, text: str, details: str) -> None:
        self._messages.show_message(
            text, "error", tr("Copy details"), partial(QGuiApplication.clipboard().setText, details)
        )


class _Handler(logging.Handler):
    def __init__(self, show: Callable[[str, str], None]) -> None:
        super().__init__(logging.ERROR)
        self._show = show
        self.addFilter(log.Repeats())
        self.addFilter(lambda record: not getattr(record, "told", False))
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Pass a record on to the window's thread."""
        message = record.getMessage()
        error = record.exc_info[1] if record.exc_info else None
        why = "" if error is None else f": {told(error).rstrip('.')}"
        text = f"{message[:1].upper()}{message[1:]}{why}."
        self._show(
            tr("{text} The rest of the program keeps working.", text=text), f"{versions()}\n{self.format(record)}"
        )


def handle_each(events: Iterable[Event], handle: Callable[[Event], None]) -> None:
    """Handle events one by one: one that fails is logged, and those after it (the end of a run) are not lost."""
    for event in events:
        try:
            handle(event)
        except Exception:
            _log.exception("the engine's message %s could not be handled", type(event).__name__)


def open_log_folder(messages: MessageBar) -> None:
    """Show the log folder in the desktop's file manager; where there is none, say where it is."""
    folder = paths.logs_dir()
    folder.mkdir(parents=True, exist_ok=True)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        messages.show_message(tr("The log folder is {folder}.", folder=folder))


def versions() -> str:
    """Versions of the program, Python, PySide6 and the system."""
    python, system = platform.python_version(), platform.platform()
    return f"Residual Explorer {__version__} · Python {python} · PySide6 {PySide6.__version__} · {system}"
