"""Windows for tests, and the check that none is left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk import Desk, small_bench
from engine_double import EngineDouble
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from explorer.gui.main_window import MainWindow
from explorer.gui.settings import Settings
from explorer.gui.state import Bench
from explorer.gui.workbench import Workbench
from explorer.runs.store import RunStore


@pytest.fixture(autouse=True)
def no_widget_left() -> Iterator[None]:
    """Fail a test after which a window is left that was not there before."""
    before = _windows()
    yield
    if QApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = _windows() - before
    assert not left, f"widgets left behind: {left}"


def _windows() -> set[QWidget]:
    """Every window without an owner. pyqtgraph keeps a menu for each plot that Python frees when it likes."""
    found = QApplication.topLevelWidgets() if QApplication.instance() is not None else []
    theirs = (w for w in found if isinstance(w, QMenu) and w.title() == "Plot Options")
    return {w for w in found if w.parent() is None}.difference(theirs)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of the test's own, with a small pair in the cards."""
    made = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    made.theme = "dark"
    made.keep_bench(small_bench())
    return made


@pytest.fixture(scope="module")
def plain_style(qapp: QApplication) -> Iterator[None]:
    """Takes the window's style sheet off the application when a module is done with windows."""
    yield
    qapp.setStyleSheet("")


@pytest.fixture
def open_window(
    qtbot: QtBot, plain_style: None, runs_dir: Path, settings: Settings
) -> Iterator[Callable[..., MainWindow]]:
    """Opens real windows on a real store, with an engine that does what the test says."""
    made: list[MainWindow] = []

    def open_(bench: Bench | None = None, start: bool = True) -> MainWindow:
        store = RunStore(runs_dir)
        worker = EngineDouble(store)
        window = MainWindow(worker, Workbench(worker.send, bench or settings.bench()), store, settings)
        qtbot.addWidget(window)
        made.append(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        if start:
            worker.start()
        return window

    yield open_
    for window in made:
        window.close()


@pytest.fixture
def desk(qtbot: QtBot, open_window: Callable[..., MainWindow]) -> Desk:
    """A window that is ready to train."""
    found = Desk(qtbot, open_window())
    found.settle()
    assert found.ready()
    return found


@pytest.fixture
def engine(desk: Desk) -> EngineDouble:
    """The engine behind `desk`."""
    assert isinstance(desk.window.worker, EngineDouble)
    return desk.window.worker
