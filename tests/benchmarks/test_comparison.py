"""Ten thousand stored runs: the list, the search, the chart of a sweep, and fifty runs compared."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from explorer.commands.scenes import spin_until
from explorer.gui.window.main_window import MainWindow
from tests.benchmarks.clocks import Beat, own_seconds, pace
from tests.benchmarks.figures import judge, sized
from tests.benchmarks.many_runs import SWEEP, fill, lengthen

RUNS, SWEPT, LONG, STEPS = sized(10_000, 28), sized(500, 14), sized(50, 3), sized(64_000, 400)


def took(act: Callable[[], object], busy: Callable[[], bool]) -> tuple[float, float]:
    """Seconds from an act until nothing is being read and drawn for it, without those in which other processes had the
    core, and the longest delay of a beat in ms; both at the pace of the reference machine."""
    beats, slow = Beat(), pace()
    moments = [own_seconds(), 0.0, 0.0]  # the beginning, the end of the act itself, the end of what it asked for

    def start() -> None:
        act()
        moments[1] = own_seconds()

    def over() -> bool:
        if moments[2] and own_seconds() - moments[2] > 0.1:  # it is painted by then
            return True  # and stays so: the window looks into the store every two seconds
        if not moments[1] or busy():
            moments[2] = 0.0
        elif not moments[2]:
            moments[2] = own_seconds()
        return False

    QTimer.singleShot(0, start)
    spin_until(over, "the end of an act")
    beats.stop()
    return (moments[2] - moments[0]) / slow, max(beats.late) / slow


def told(what: str, figures: tuple[float, float], most: float) -> None:
    """Judge an act and the stall it caused."""
    judge(what, figures[0], most=most, unit="s")
    judge(f"{what}: longest stall", figures[1], most=50, unit="ms")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads Linux' /proc")
def test_ten_thousand_runs_are_listed_searched_charted_and_compared(idle_window: MainWindow) -> None:
    window, graph = idle_window, idle_window.bench.graph("B")
    assert graph is not None
    window.store._database._db.execute("PRAGMA synchronous = OFF")
    swept = fill(window.store, graph, RUNS, SWEPT)
    lengthen(window.store, graph, swept[:LONG], STEPS)
    dock, comparing = window.dock, window.comparing
    search = dock.findChild(QLineEdit, "runsSearch")

    def comparing_now() -> bool:
        return comparing.window is None or comparing.reading.busy or not comparing.window.rows

    opening = took(dock.show, lambda: not dock._model.total)
    told(f"list of {RUNS:,} stored runs opens, the newest on show", opening, 0.3)
    told("list is complete", took(lambda: None, lambda: window.reading.busy or dock._model.total < RUNS), 1.0)
    told("list is read again", took(window.shelf.reload, lambda: window.reading.busy), 0.3)
    told("search of a word", took(lambda: search.setText("plain-56"), lambda: False), 0.1)
    told("search by conditions", took(lambda: search.setText("norm=none depth>=44"), lambda: False), 0.1)
    took(comparing.open, comparing_now)  # builds the window
    told(f"chart of a sweep of {SWEPT} runs", took(lambda: comparing.open_sweep(SWEEP), comparing_now), 0.5)
    assert comparing.window is not None
    assert len(comparing.window.rows) == SWEPT
    took(lambda: comparing.open(swept[:LONG]), comparing_now)

    def show(tab: int) -> None:
        comparing.open(swept[:LONG]) if tab == 0 else comparing.window.tabs.setCurrentIndex(tab)

    for tab, name in enumerate(("chart", "curves", "gradients", "heatmaps", "differences")):
        told(f"{LONG} runs of {STEPS:,} steps compared: {name}", took(partial(show, tab), comparing_now), 1.0)
    comparing.window.tabs.setCurrentIndex(1)
    curves = comparing.window.curves
    told("their losses, first time", took(lambda: curves.measure.chosen.emit("loss"), comparing_now), 1.0)
    told("their losses, zoomed", took(lambda: curves.grid.panels[0].zoomed.emit((100.0, 200.0)), comparing_now), 1.0)
    command = [sys.executable, "-m", "tests.benchmarks.memory_probe", str(window.store.folder), str(LONG)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=200, check=True)
    resident, torch = done.stdout.split()
    assert torch == "False"
    judge("memory of a window with them", float(resident), most=500, unit="MB")
