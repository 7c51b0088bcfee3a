"""Windows for tests, and the check that none is left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from explorer.desk.document import Document
from explorer.desk.plot_options import PlotOptions
from explorer.desk.settings import Settings
from explorer.gui.window.main_window import MainWindow
from tests.gui.desk import Desk
from tests.gui.engine_double import EngineDouble
from tests.gui.fresh_window import shown, small_settings
from tests.gui.standing import Standing

STANDING = Standing()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Fork a process for each test that asks for a window."""
    return STANDING.run(item, nextitem) or None


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
    """Settings of the test's own."""
    return small_settings(tmp_path)


@pytest.fixture
def plain_style(qapp: QApplication) -> Iterator[None]:
    """Takes the window's style sheet off the application, once the window is gone: styling costs as much as there are
    widgets, and the next window is built faster without it."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")


@pytest.fixture
def open_window(
    qtbot: QtBot, plain_style: None, runs_dir: Path, settings: Settings
) -> Iterator[Callable[..., MainWindow]]:
    """Opens windows."""
    made: list[MainWindow] = []

    def open_(
        bench: Document | None = None, start: bool = True, engine: type[EngineDouble] = EngineDouble
    ) -> MainWindow:
        window = shown(qtbot, runs_dir, settings, bench, engine)
        qtbot.addWidget(window)
        made.append(window)
        if start:
            window.worker.start()
        return window

    yield open_
    for window in made:
        window.close()


@pytest.fixture(scope="module")
def desk_once(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Desk]:
    """One window for a module, ready to train."""
    folder = tmp_path_factory.mktemp("window")
    found = Desk(QtBot(request), shown(QtBot(request), folder / "runs", small_settings(folder)))
    found.window.worker.start()
    found.settle()
    yield found
    found.window.close()
    found.window.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture(scope="module")
def trained_once(desk_once: Desk) -> Desk:
    """One window for a module; both sides have trained 48 steps to the end."""
    desk_once.press("button_train_both")
    desk_once.window.worker.steps(48)
    desk_once.window.worker.end()
    desk_once.settle()
    return desk_once


@pytest.fixture
def trained(trained_once: Desk) -> Iterator[Desk]:
    """A window whose sides have trained 48 steps; it is put back for the next test of the module."""
    window, bench = trained_once.window, trained_once.bench.document
    window.activateWindow()
    yield trained_once
    trained_once.bench.steps.clear()
    trained_once.bench.show(bench)
    window.plots.loss.cursor_moved.emit(None)  # the pointer may still be on a picture
    window.plots.set_options(PlotOptions())
    window.navigation.choose("gradient-rms")
    window.theming.choose("dark")
    window.set_layout("stacked")
    window.dock.hide()
    window.panes["A"].card.set_unfolded(False)
    for view in window.views():
        view.fit()
    trained_once.settle()


@pytest.fixture
def desk(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Desk]:
    """A window that is ready to train."""
    ask = request.getfixturevalue
    if STANDING.forked:
        found = STANDING.taken(qtbot, ask("runs_dir"), ask("settings"))
    else:
        found = Desk(qtbot, ask("open_window")())
        found.settle()
    assert found.ready()
    yield found
    found.window.close()


@pytest.fixture
def engine(desk: Desk) -> EngineDouble:
    """The engine behind `desk`."""
    assert isinstance(desk.window.worker, EngineDouble)
    return desk.window.worker
