"""The real window with a real engine, shown off screen at its first size, and the table of what was measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from figures import FIGURES
from PySide6.QtCore import QSettings
from rich import box
from rich.console import Console
from rich.table import Table

from explorer.app import application, make_window
from explorer.gui.main_window import FIRST_SIZE, MainWindow
from explorer.gui.scenes import spin_until
from explorer.gui.settings import Settings


@pytest.fixture
def window(qapp, tmp_path: Path) -> Iterator[MainWindow]:
    """The window as at the first start, its engine ready and both networks on show."""
    application()
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    made = make_window(tmp_path / "runs", settings)
    made.resize(*FIRST_SIZE)
    made.show()
    spin_until(lambda: made.bench.graph("A") is not None and made.bench.graph("B") is not None, "the engine")
    yield made
    made.close()
    made.deleteLater()


def pytest_terminal_summary() -> None:
    """Print the figures of this run."""
    if not FIGURES:
        return
    table = Table("measured", "value", "limit", "load", box=box.SIMPLE_HEAD, title="Benchmarks")
    for figure in FIGURES:
        table.add_row(figure.what, figure.value, figure.limit, f"{figure.load:.1f}")
    Console(width=140).print(table)
