"""Windows shown off screen at their first size, and the table of what was measured."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rich.console import Console

from explorer.app import application, make_window
from explorer.commands.scenes import spin_until
from explorer.desk.document import Document
from explorer.desk.settings import Settings
from explorer.desk.sides import SIDES
from explorer.desk.workbench import Workbench
from explorer.graph.model import NetworkGraph
from explorer.gui.picture.network_view import NetworkView
from explorer.gui.widgets.theme import DARK
from explorer.gui.window.main_window import FIRST_SIZE, MainWindow
from explorer.runs.store import RunStore
from tests.benchmarks.figures import FIGURES, SIZE, deep, missed, table
from tests.gui.desk import small_bench
from tests.gui.engine_double import EngineDouble
from tests.gui.support import history

HERE = Path(__file__).parent


def _settings(folder: Path) -> Settings:
    """As at the first start, with a pair of this run's size in the cards."""
    made = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    usual, depth = Document().a.spec, deep(56, 8)
    width, epochs = usual.network.width, usual.training.epochs
    made.keep_bench(small_bench(f"plain-{depth}", f"resnet-{depth}", width=width, epochs=epochs))
    return made


def _shown(window: MainWindow) -> Iterator[MainWindow]:
    """The window at its first size until both its networks are on show; then it is closed."""
    window.resize(*FIRST_SIZE)
    window.show()
    spin_until(lambda: all(window.bench.graph(side) is not None for side in SIDES), "the networks")
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture(scope="module")
def window(qapp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """The window as at the first start, its engine ready and both networks on show; one for all benches of a file."""
    application()
    folder = tmp_path_factory.mktemp("window")
    yield from _shown(make_window(folder / "runs", _settings(folder)))


@pytest.fixture
def idle_window(qapp, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on an engine that only describes networks: what it is told of runs, the bench says."""
    application()
    settings, store = _settings(tmp_path), RunStore(tmp_path / "runs")
    worker = EngineDouble(store)
    window = MainWindow(worker, Workbench(worker.send, settings.bench()), store, settings)
    worker.start()
    yield from _shown(window)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[NetworkGraph, int], NetworkView]:
    """Shows the picture of a network with so many steps of readings."""

    def made(graph: NetworkGraph, steps: int) -> NetworkView:
        view = NetworkView("A")
        qtbot.addWidget(view)
        view.set_theme(DARK)
        view.resize(900, 420)
        view.set_graph(graph)
        view.set_history(history(graph, steps))
        with qtbot.waitExposed(view):
            view.show()
        QApplication.processEvents()
        return view

    return made


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as a bench."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("bench")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    """Fail a bench whose figures miss their limits, after it has measured all of them."""
    before = len(FIGURES)
    yield
    found = missed(FIGURES[before:])
    assert not found, "\n".join(found)


def pytest_terminal_summary() -> None:
    """Print the figures of this run; those of toy size say nothing."""
    if FIGURES and SIZE > 0:
        Console(width=160).print(table(FIGURES))
