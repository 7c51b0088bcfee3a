"""How costs grow with size: a step with depth, a frame with layers, steps and runs, opening with nodes.

`make growth` draws what this measures into the guide's picture."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QTableView

from explorer.graph.layout import layout
from explorer.gui.runs.runs_dock import RunsDock
from explorer.runs.spec import NetworkSpec
from explorer.tracing import describe
from explorer.training import Session
from tests.benchmarks.clocks import cost_ms
from tests.benchmarks.figures import SIZE, judge, sized
from tests.benchmarks.growth_picture import Series, draw
from tests.benchmarks.loops import NEVER, spec_of
from tests.gui.samples import run_row
from tests.gui.support import readings, residual_graph, snapshot

STRAIGHT = 1.15
"""The exponent that a straight line has, 1, and what a fit through a few measured points strays by."""
DEPTHS = (8, 20, 56, 110, 302, 602, 1202) if SIZE else (8, 14)
STEPS = (250, 1_000, 4_000, 16_000) if SIZE else (10, 20)
RUNS = (100, 1_000, 10_000) if SIZE else (10, 20)
ROUNDS = sized(15, 2)


@pytest.fixture(scope="module")
def found() -> Iterator[list[Series]]:
    """What was measured; drawn at the end where a file for it is named."""
    made: list[Series] = []
    yield made
    if target := os.environ.get("GROWTH_PICTURE"):
        draw(made, Path(target))


def measure(found: list[Series], what: str, size: str, sizes: Sequence[int], cost: Callable[[int], float]) -> None:
    """Enter the cost of each size, in ms, and judge how fast it grows: the exponent of the largest sizes."""
    series = Series(what, size, tuple(sizes), tuple(cost(each) for each in sizes))
    found.append(series)
    note = ", ".join(f"{at:,}: {ms:.3g} ms" for at, ms in zip(series.sizes, series.costs, strict=True))
    judge(f"{what} against {size}, exponent", series.exponent, most=STRAIGHT, note=note)


def test_a_step_against_depth(found) -> None:
    def cost(depth: int) -> float:
        run = Session(spec_of(f"resnet-{depth}", probe_every=NEVER))
        few, never = max(3, min(ROUNDS, 600 // depth)), lambda _: False
        for _ in range(2):  # step 0 is probed
            run.advance(never)
        return cost_ms(lambda: run.advance(never), rounds=few, clock=time.process_time)

    measure(found, "a training step", "depth", DEPTHS, cost)


def frame_ms(show, depth: int, steps: int) -> float:
    """A frame of the picture while the network trains: one more step is read, and everything painted."""
    graph = residual_graph(depth)
    view = show(graph, steps)
    run, steps_on = view.sight.record.history, count(steps)

    def frame() -> None:
        at = next(steps_on)
        run.append(snapshot(graph, at, readings(graph, 1, first=at)))
        view.refresh()
        QApplication.processEvents()

    return cost_ms(frame, rounds=ROUNDS)


def test_a_frame_against_layers(found, show) -> None:
    measure(found, "a frame of the picture", "layers", DEPTHS, lambda depth: frame_ms(show, depth, sized(300, 10)))


def test_a_frame_against_steps(found, show) -> None:
    measure(found, "a frame of the picture", "steps", STEPS, lambda steps: frame_ms(show, sized(56, 8), steps))


def test_a_frame_against_runs(found, qtbot) -> None:
    def cost(runs: int) -> float:
        dock = RunsDock()
        qtbot.addWidget(dock)
        dock.resize(900, 400)
        with qtbot.waitExposed(dock):  # until then nothing is painted
            dock.show()
        dock.set_rows([run_row(number) for number in range(runs)])
        table = dock.findChild(QTableView, "runsTable")
        return cost_ms(table.viewport().repaint, rounds=ROUNDS)

    measure(found, "a frame of the list", "runs", RUNS, cost)


def test_opening_against_nodes(found) -> None:
    describe(NetworkSpec(name="resnet-8"))  # imports torch's meta kernels, once in a process
    nodes = [len(describe(NetworkSpec(name=f"resnet-{depth}")).calls) for depth in DEPTHS]
    depth_of = dict(zip(nodes, DEPTHS, strict=True))

    def cost(size: int) -> float:
        spec = NetworkSpec(name=f"resnet-{depth_of[size]}")
        return cost_ms(lambda: layout(describe(spec)), rounds=min(3, ROUNDS))

    measure(found, "opening", "nodes", nodes, cost)


def test_the_exponent_is_that_of_the_law() -> None:
    sizes = (10, 100, 1_000, 10_000)
    for power in (0.0, 1.0, 2.0):
        series = Series("", "", sizes, tuple(3.0 + 0.01 * np.power(sizes, power)))
        assert series.exponent <= power + 0.01
    assert Series("", "", sizes, tuple(0.01 * np.power(sizes, 1.5))).exponent == pytest.approx(1.5)
