"""The composition root: makes the window, its engine and its store, and connects them."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from explorer import log, paths
from explorer.desk.settings import Settings
from explorer.desk.workbench import Workbench
from explorer.engine.worker import TrainingWorker
from explorer.gui.window import interface_size
from explorer.gui.window.closing import close_or_hurry
from explorer.gui.window.language import speak
from explorer.gui.window.main_window import MainWindow
from explorer.runs.store import RunStore, StoreError

NAME, ORGANIZATION = "Residual Explorer", "residual-explorer"


def application() -> QApplication:
    """The process's QApplication, named for its settings."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName(NAME)
    app.setOrganizationName(ORGANIZATION)
    app.setDesktopFileName(ORGANIZATION)
    app.setStyle("Fusion")
    return app


def open_store(folder: Path) -> tuple[RunStore, Path, str]:
    """The run store in `folder`; where it cannot be used, one in a temporary folder and a sentence that says so."""
    try:
        return RunStore(folder), folder, ""
    except StoreError as error:
        spare = Path(tempfile.mkdtemp(prefix="residual-explorer-"))
        return RunStore(spare), spare, f"{error} Until then runs are kept in {spare}, which the system may clear."


def make_window(folder: Path, settings: Settings) -> MainWindow:
    """A window on the runs in `folder`, its engine starting behind it."""
    store, used, warning = open_store(folder)
    worker = TrainingWorker(used)
    window = MainWindow(worker, Workbench(worker.send, settings.bench()), store, settings)
    worker.start()
    if warning:
        window.messages.show_message(warning, kind="warning")
    return window


def close_on_signal(window: QWidget) -> None:
    """Have Ctrl-C in the terminal and `kill` close the window as its own button does, and a second one close it
    without saving. Python hears of a signal at its next instruction: the window's clock is never far from one."""
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: QTimer.singleShot(0, partial(close_or_hurry, window)))


def run(runs_dir: Path | None = None, archive: Path | None = None) -> int:
    """Open the window, take in the runs of an archive where one is given, and stay until it is closed; returns the
    exit status."""
    settings = Settings(QSettings(ORGANIZATION, NAME))
    fixed = interface_size.apply(settings)
    app = application()
    if not fixed:  # Qt has read it: what this process starts chooses for itself
        os.environ.pop(interface_size.VARIABLE, None)
    speak(settings.language)
    log.catch_all()
    window = make_window(runs_dir or paths.default_runs_dir(), settings)
    window.manners.size.fixed = fixed
    close_on_signal(window)
    window.show()
    if archive is not None:
        QTimer.singleShot(0, partial(window.handing_on.take_in, archive))
    status = app.exec()
    if window.manners.size.restart:
        settings.store.sync()
        folder = () if runs_dir is None else ("--runs-dir", str(runs_dir))
        os.execv(paths.PROGRAM[0], [*paths.PROGRAM, *folder])
    return status
