"""The real window while it trains: how late its event loop is, and how quickly it answers."""

from __future__ import annotations

import cProfile
import itertools
import pstats
import statistics
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication

from explorer.commands.scenes import spin_until
from explorer.desk.sides import Side
from explorer.gui.window.main_window import MainWindow
from tests.benchmarks.clocks import Beat, cost_ms, costs_ms, pace, processor_seconds
from tests.benchmarks.figures import SIZE, deep, judge, sized
from tests.gui.desk import Desk

P99, WORST = 1e3 / 60, 50.0  # ms that the event loop may be late


# ── how late the event loop is while two runs train ─────────────────────────────────────────────


def where_the_time_goes(window: MainWindow, steps: int = 60) -> str:
    """Train on under a profiler: the costliest functions of the window's thread."""
    profile = cProfile.Profile()
    first = len(window.bench.history("B") or ())
    profile.enable()
    spin_until(lambda: len(window.bench.history("B") or ()) >= first + steps, "a profile")
    profile.disable()
    ranked = sorted(pstats.Stats(profile).stats.items(), key=lambda item: -item[1][2])
    return "\n".join(f"{1e3 * row[2]:7.1f} ms {row[0]:6} × {name[2]} {name[0]}:{name[1]}" for name, row in ranked[:25])


def test_the_event_loop_is_never_late_while_two_runs_train(window: MainWindow) -> None:
    """With every dock open: the list of runs, sweeps, one image, the inspector, analyses and lessons."""
    docks = (
        window.dock,
        window.inspector,
        window.analyses,
        window.sweeps_dock,
        window.lessons_dock,
        window.images_dock,
    )
    for dock in docks:
        dock.show()
    spin_until(lambda: not window.reading.busy, "the lists")
    window.bar.train_both.trigger()
    spin_until(lambda: len(window.bench.history("B") or ()) >= sized(20, 2), "the first steps")
    beat, slow = Beat(), pace()
    spin_until(lambda: len(window.bench.history("B") or ()) >= sized(200, 10), "two hundred steps")
    beat.stop()
    late = np.array(beat.late) / ((slow + pace()) / 2)
    middle, high, worst = np.percentile(late, 50), np.percentile(late, 99), late.max()
    what = "event loop, two runs training, every dock open"
    judge(f"{what}: p99 late", high, most=P99, unit="ms", note=f"median {middle:.1f} of {len(late):,} beats")
    judge(f"{what}: worst", worst, most=WORST, unit="ms")
    if SIZE and (high > P99 or worst > WORST):
        print(where_the_time_goes(window))
    window.bar.discard.trigger()
    spin_until(lambda: not window.bench.trainer.training, "the end")
    for dock in docks:
        dock.hide()


# ── how quickly it answers ──────────────────────────────────────────────────────────────────────


class Painted(QObject):
    """Counts the paints of a widget."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.count += event.type() == QEvent.Type.Paint
        return False


def show_network(window: MainWindow, side: Side, depth: int, width: int = 8) -> None:
    """Choose a network as its card does, until it is described, laid out and drawn."""
    bench = window.bench
    port = window.panes[side].view.canvas.viewport()
    spec = bench.document.side(side).spec
    bench.edit(side, replace(spec, network=replace(spec.network, name=f"resnet-{depth}", width=width)))
    painted = Painted(port)
    spin_until(lambda: bench.graph(side) is not None and painted.count > 0, f"resnet-{depth}")
    port.removeEventFilter(painted)
    assert f"{depth}" in window.panes[side].view.header.title.text()


def toggle_ms(desk: Desk, side: Side, arcs: range) -> float:
    """A real click on an arc: processor time until the picture is painted anew and nothing more is to be done."""
    port = desk.canvas(side).viewport()
    painted = Painted(port)
    turns = itertools.cycle(arcs)
    at, gates = [QPoint()], [desk.bench.gates(side)]

    def aim() -> None:
        assert desk.bench.gates(side) != gates[-1] or len(gates) == 1
        gates.append(desk.bench.gates(side))
        at[0], painted.count = desk.apex(side, next(turns)), 0

    def click() -> None:
        desk.qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=at[0])
        while not painted.count:
            QApplication.processEvents()

    taken = cost_ms(click, aim, sized(20, 2))
    assert desk.bench.gates(side) != gates[-1]
    port.removeEventFilter(painted)
    return taken


def test_a_click_on_an_arc_is_painted_at_once(window: MainWindow, qtbot) -> None:
    depth = deep(110, 20)
    show_network(window, "B", depth)
    desk = Desk(qtbot, window)
    arcs = range(sized(20, 2), sized(29, 4))
    judge(f"toggle to repaint, depth {depth}, before training", toggle_ms(desk, "B", arcs), most=50, unit="ms")
    window.bar.train_b.trigger()
    spin_until(lambda: len(window.bench.history("B") or ()) >= 2, "the first steps")
    judge(f"toggle to repaint, depth {depth}, while training", toggle_ms(desk, "B", arcs), most=50, unit="ms")
    window.bar.discard.trigger()
    spin_until(lambda: not window.bench.trainer.training, "the end")


def test_resnet_1202_is_drawn_and_moves(window: MainWindow, qtbot) -> None:
    depth, widths = deep(1202, 32), iter((8, 16, 4))  # three networks that the window has not seen

    def small() -> None:
        show_network(window, "B", 20, 12)

    spent = cost_ms(lambda: show_network(window, "B", depth, next(widths)), small, sized(3, 1), processor_seconds)
    judge(f"ResNet-{depth} described, laid out and drawn, window and engine", spent / 1e3, most=4, unit="s")
    canvas = window.panes["B"].view.canvas
    port = canvas.viewport()
    judge(f"ResNet-{depth}, whole network in view, a frame", cost_ms(port.repaint), most=1e3 / 30, unit="ms")
    canvas.strip.setXRange(depth // 4, depth // 2, padding=0)
    QApplication.processEvents()
    middle = port.rect().center()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=middle)
    painted = Painted(port)
    before = canvas.strip.viewRange()[0]
    places = itertools.count(1)

    def drag() -> None:
        qtbot.mouseMove(port, middle + QPoint(-4 * next(places), 0))
        QApplication.processEvents()

    dragged = costs_ms(drag)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=middle)
    assert painted.count >= len(dragged)
    assert canvas.strip.viewRange()[0] != before
    judge(f"ResNet-{depth}, panning, a frame", statistics.median(dragged), most=1e3 / 60, unit="ms")
