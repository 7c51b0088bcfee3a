"""What the paper's 64,000 steps of two 56-layer networks cost the window: memory, and time when they are looked at."""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path

import numpy as np
import pytest
from figures import record
from PySide6.QtWidgets import QApplication

from explorer.engine.messages import Progress, Started
from explorer.gui.main_window import MainWindow
from explorer.gui.theme import SIDES
from explorer.runs.snapshot import Outcome, Snapshot

STEPS, BLOCK = 64_000, 32
INSTRUMENTS = ("gradient-rms", "gradient-norm", "gradient-weight-ratio", "weight-norm")


def resident_mb() -> float:
    """Memory of this process in RAM, in 10⁶ bytes (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.bench
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads Linux' /proc")
def test_two_runs_of_64_000_steps_fit_and_stay_quick(window: MainWindow) -> None:
    bench, layers = window.bench, 56
    before = resident_mb()
    runs = {side: f"long{side}" for side in SIDES}
    for side, run_id in runs.items():
        graph, spec = bench.graph(side), bench.bench.side(side).spec
        bench.handle(Started(run_id, "long", spec, graph, 391, STEPS, "CPU"))
        bench.show_run(side, bench.trainer.histories[run_id])
    rng, ticks = np.random.default_rng(0), []
    for first in range(0, STEPS, BLOCK):
        values = (10 ** rng.normal(-3, 0.5, (BLOCK, layers))).astype(np.float32)
        snapshot = Snapshot(first, values[:, 0], values[:, 1], values[:, 2], dict.fromkeys(INSTRUMENTS, values))
        started = time.perf_counter()
        for run_id in runs.values():
            bench.handle(Progress(run_id, snapshot))
        window.refresher.refresh_all()
        QApplication.processEvents()
        ticks.append(1e3 * (time.perf_counter() - started))
    grown = resident_mb() - before
    last = statistics.median(ticks[-200:])
    started = time.perf_counter()
    window.set_instrument("weight-norm")
    QApplication.processEvents()
    switch = 1e3 * (time.perf_counter() - started)
    for run_id in runs.values():
        bench.trainer._end(run_id, Outcome("stopped", STEPS, 1.0), kept=True)
    record("memory of 2 × 64,000 steps of plain-56 (115 MB of readings)", f"{grown:.0f} MB", "≤ 300 MB")
    record("all views redrawn at 2 × 64,000 steps", f"{last:.1f} ms", "≤ 60 ms")
    record("another instrument at 2 × 64,000 steps", f"{switch:.0f} ms", "≤ 300 ms")
    assert grown <= 300
    assert last <= 60
    assert switch <= 300
