"""A window for a test: the real one, on a store and settings of the test's own, with an engine double behind it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.desk.document import Document
from explorer.desk.settings import Settings
from explorer.desk.workbench import Workbench
from explorer.gui.window.main_window import MainWindow
from explorer.gui.window.window_memory import FIRST_SIZE
from explorer.runs.store import RunStore
from tests.gui.desk import small_bench
from tests.gui.engine_double import EngineDouble


def small_settings(folder: Path) -> Settings:
    """Settings of a test's own, with a small pair in the cards."""
    made = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    made.theme = "dark"
    made.keep_bench(small_bench())
    return made


def shown(
    qtbot: QtBot,
    runs_dir: Path,
    settings: Settings,
    bench: Document | None = None,
    engine: type[EngineDouble] = EngineDouble,
) -> MainWindow:
    """A real window on a real store, with an engine that does what the test says; it has not started."""
    store = RunStore(runs_dir)
    worker = engine(store)
    window = MainWindow(worker, Workbench(worker.send, bench or settings.bench()), store, settings)
    if not settings.bytes("geometry"):
        window.resize(*FIRST_SIZE)  # more than the offscreen screen has: 800 × 800
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window
