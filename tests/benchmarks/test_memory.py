"""What the paper's 64,000 steps of two 56-layer networks cost the window: memory, and time when they are looked at."""

from __future__ import annotations

import os
import statistics
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from explorer.desk.sides import SIDES
from explorer.engine.events import Progress, Started
from explorer.gui.window.main_window import MainWindow
from explorer.runs.snapshot import Outcome, Snapshot
from tests.benchmarks.clocks import cost_ms
from tests.benchmarks.figures import judge, sized

STEPS, BLOCK = sized(64_000, 64), 32
INSTRUMENTS = ("gradient-rms", "gradient-norm", "gradient-weight-ratio", "weight-norm")


def resident_mb() -> float:
    """Memory of this process in RAM, in 10⁶ bytes (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads Linux' /proc")
def test_two_runs_of_64_000_steps_fit_and_stay_quick(idle_window: MainWindow) -> None:
    window, bench = idle_window, idle_window.bench
    layers = len(bench.graph("A").layers)
    before = resident_mb()
    runs = {side: f"long{side}" for side in SIDES}
    for side, run_id in runs.items():
        graph, spec = bench.graph(side), bench.document.side(side).spec
        bench.handle(Started(run_id, "long", spec, graph, 391, STEPS, "CPU"))
        bench.show_run(side, bench.trainer.histories[run_id])
    rng, ticks = np.random.default_rng(0), []
    for first in range(0, STEPS, BLOCK):
        values = (10 ** rng.normal(-3, 0.5, (BLOCK, layers))).astype(np.float32)
        snapshot = Snapshot(first, values[:, 0], values[:, 1], values[:, 2], dict.fromkeys(INSTRUMENTS, values))

        def tick(snapshot: Snapshot = snapshot) -> None:
            for run_id in runs.values():
                bench.handle(Progress(run_id, snapshot))
            window.refresher.refresh_all()
            QApplication.processEvents()

        if first < STEPS - 100 * BLOCK:
            tick()
        else:
            ticks.append(cost_ms(tick, rounds=1))
    grown = resident_mb() - before

    def switch() -> None:
        window.navigation.choose("weight-norm")
        QApplication.processEvents()

    switched = cost_ms(switch, lambda: window.navigation.choose("gradient-rms"), sized(3, 1))
    for run_id in runs.values():
        bench.trainer._end(run_id, Outcome("stopped", STEPS, 1.0), kept=False)  # the store knows nothing of it
    judge("memory of 2 × 64,000 steps of plain-56 (115 MB of readings)", grown, most=300, unit="MB")
    judge("all views redrawn at 2 × 64,000 steps", statistics.median(ticks), most=60, unit="ms")
    judge("another instrument at 2 × 64,000 steps", switched, most=300, unit="ms")
