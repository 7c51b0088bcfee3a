"""What a single act keeps the window from answering: the longest time between two beats of a timer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTimer

from explorer.commands.scenes import spin_until
from explorer.desk.sides import SIDES, Side
from explorer.gui.window.main_window import MainWindow
from explorer.runs.snapshot import BINS, Outcome, Probe, Snapshot
from explorer.runs.store import RunStore
from tests.benchmarks.clocks import Beat, pace
from tests.benchmarks.figures import deep, judge, sized

STEPS, BLOCK, RUNS = sized(64_000, 64), 32, sized(8, 3)
INSTRUMENTS = ("gradient-norm", "gradient-rms", "gradient-weight-ratio", "weight-norm")
LOOKED_AT = sized(10, 2)  # beats after an act: the window's clock has drawn every view by then


def stall_ms(window: MainWindow, act: Callable[[], object], done: Callable[[], bool] = lambda: True) -> float:
    """The longest delay of a beat from an act until nothing is left to do, at the pace of the reference machine."""
    beats, ended = Beat(), [0]
    QTimer.singleShot(0, act)

    def over() -> bool:
        ended[0] = ended[0] + 1 if done() and not window.reading.busy and len(beats.late) > 2 else 0
        return ended[0] > LOOKED_AT

    spin_until(over, "the end of an act")
    beats.stop()
    return max(beats.late) / pace()


def fill(store: RunStore, window: MainWindow) -> list[str]:
    """RUNS runs of side B's network with everything that is measured of it."""
    graph, spec = window.bench.graph("B"), window.bench.document.b.spec
    assert graph is not None
    rng, layers = np.random.default_rng(0), len(graph.layers)
    ids = [f"run{number}" for number in range(RUNS)]
    for run_id in ids:
        store.create(run_id, run_id, spec, graph, 391, "CPU")
    for first in range(0, STEPS, BLOCK):
        rows = (10 ** rng.normal(-3, 0.5, (BLOCK, layers))).astype(np.float32)
        bins = np.ones(layers * BINS, np.float32)
        probes = (Probe(first, {"activation-std": rows[0], "gradient-histogram": bins}, 320),) * (first % 320 == 0)
        at = np.arange(first, first + BLOCK, dtype=np.float32)
        for run_id in ids:
            layered = dict.fromkeys(INSTRUMENTS, rows)
            store.append(run_id, Snapshot(first, rows[:, 0], rows[:, 1], at, layered, probes=probes))
        store.flush()
    for run_id in ids:
        store.finish(run_id, Outcome("completed", STEPS, 1.0))
    return ids


def resident_mb() -> float:
    """Memory of this process in RAM, in 10⁶ bytes (Linux)."""
    fields = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 / 1e6 for line in fields if line.startswith("VmRSS"))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads Linux' /proc")
def test_stored_runs_of_64_000_steps_are_opened_and_looked_at(idle_window: MainWindow) -> None:
    window, bench = idle_window, idle_window.bench
    window.store._database._db.execute("PRAGMA synchronous = OFF")
    ids = fill(window.store, window)

    def opened(run_id: str, side: Side) -> float:
        def there() -> bool:
            record = window.panes[side].view.sight.record
            return bench.document.side(side).run_id == run_id and record is not None and record.waterfall.steps == STEPS

        return stall_ms(window, lambda: window.dock.open_wanted.emit(run_id, side), there)

    before = resident_mb()
    stalls = [opened(run_id, SIDES[place % 2]) for place, run_id in enumerate(ids)]
    grown = resident_mb() - before
    chosen = [stall_ms(window, lambda name=name: window.navigation.choose(name)) for name in INSTRUMENTS]
    back = [stall_ms(window, act) for act in (bench.undo, bench.redo, bench.swap)]
    judge("opening a stored run of 64,000 steps, longest stall", max(stalls), most=150, unit="ms")
    judge("another instrument at 2 stored runs of 64,000 steps, stall", max(chosen), most=150, unit="ms")
    judge("undo, redo, swap of runs of 64,000 steps, stall", max(back), most=200, unit="ms")
    judge(f"memory after {RUNS} stored runs of 64,000 steps", grown, most=200, unit="MB")


def test_switching_skips_of_a_large_network_stalls_nothing(idle_window: MainWindow) -> None:
    window, bench = idle_window, idle_window.bench
    spec, depth = bench.document.b.spec, deep(1202, 14)
    bench.edit("B", replace(spec, network=replace(spec.network, name=f"resnet-{depth}")))
    spin_until(lambda: (graph := bench.graph("B")) is not None and len(graph.skips) == (depth - 2) // 2, "the network")
    stall_ms(window, lambda: None)
    acts = (
        lambda: bench.switch("B", False), lambda: bench.switch("B", True), lambda: bench.switch_both(False),
        lambda: bench.toggle("B", ("skip3",)), bench.undo, bench.redo,
    )  # fmt: skip
    judge(
        f"switching skips of ResNet-{depth}, longest stall", max(stall_ms(window, a) for a in acts), most=100, unit="ms"
    )
