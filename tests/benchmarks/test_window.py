"""The real window while it trains: what it takes from training, and how quickly it answers meanwhile."""

from __future__ import annotations

import cProfile
import itertools
import pstats
import statistics
import time
import uuid
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication

from explorer.commands.scenes import spin_until
from explorer.desk.sides import SIDES, Side
from explorer.engine.commands import Discard, Order, Train
from explorer.engine.events import Ended, Event, Progress
from explorer.gui.window.main_window import MainWindow
from tests.benchmarks.clocks import Beat, cost_ms, costs_ms, processor_seconds
from tests.benchmarks.figures import SIZE, judge, sized, spread
from tests.gui.desk import Desk

PAIRS, WARM_UP, STEPS = sized(5, 1), sized(12, 2), sized(60, 4)


# ── (a) what the window takes from training ─────────────────────────────────────────────────────


def rate_between(length: Callable[[], int]) -> float:
    """Steps per second of a pair trained in lockstep, after its first steps; `length` counts them."""
    spin_until(lambda: length() >= WARM_UP, "the first steps")
    first, started = length(), time.perf_counter()
    spin_until(lambda: length() >= first + STEPS, "more steps")
    return (length() - first) / (time.perf_counter() - started)


def rate_with(window: MainWindow) -> float:
    """As a user does it: *Train both* in the window, which repaints as it goes; then *Discard*."""
    bench = window.bench
    window.bar.train_both.trigger()
    rate = rate_between(lambda: len(bench.history("B") or ()))
    window.bar.discard.trigger()
    spin_until(lambda: not bench.trainer.training, "the end")
    return rate


def rate_without(window: MainWindow) -> float:
    """The same engine and the same pair with nobody looking: the window is hidden and does not hear of it."""
    worker, counted, ended = window.worker, [0], set[str]()
    window.hide()
    window.refresher.stop()

    def hear(event: Event) -> None:
        if isinstance(event, Progress) and event.run_id == orders[1].run_id:
            counted[0] += len(event.snapshot)
        if isinstance(event, Ended):
            ended.add(event.run_id)

    orders = tuple(Order(uuid.uuid4().hex, side, window.bench.document.side(side).spec) for side in SIDES)
    listen = QTimer(interval=33)
    listen.timeout.connect(lambda: [hear(event) for event in worker.take()])
    listen.start()
    worker.send(Train(orders))
    rate = rate_between(lambda: counted[0])
    worker.send(Discard())
    spin_until(lambda: len(ended) == len(orders), "the end")
    listen.stop()
    window.refresher.start()
    window.show()
    return rate


def test_training_keeps_its_speed_with_the_window_open(window: MainWindow) -> None:
    rate_with(window)  # the first training of an engine is slower
    pairs = [(rate_with(window), rate_without(window)) for _ in range(PAIRS)]
    ratios = [with_window / without for with_window, without in pairs]
    speed = f"{statistics.median(a for a, _ in pairs):.1f} of {statistics.median(b for _, b in pairs):.1f} steps/s"
    note = f"median of {spread(ratios)}, {speed}"
    judge("training speed with the window / without", statistics.median(ratios), least=0.85, note=note)


# ── (b) how late the event loop is meanwhile ────────────────────────────────────────────────────


def where_the_time_goes(window: MainWindow, steps: int = 60) -> str:
    """Train on under a profiler: the costliest functions of the window's thread."""
    profile = cProfile.Profile()
    first = len(window.bench.history("B") or ())
    profile.enable()
    spin_until(lambda: len(window.bench.history("B") or ()) >= first + steps, "a profile")
    profile.disable()
    ranked = sorted(pstats.Stats(profile).stats.items(), key=lambda item: -item[1][2])
    return "\n".join(f"{1e3 * row[2]:7.1f} ms {row[0]:6} × {name[2]} {name[0]}:{name[1]}" for name, row in ranked[:25])


def test_the_event_loop_is_never_late_while_training(window: MainWindow) -> None:
    beat = Beat()
    window.bar.train_both.trigger()
    spin_until(lambda: len(window.bench.history("B") or ()) >= sized(200, 10), "two hundred steps")
    beat.stop()
    late = np.array(beat.late)
    middle, high, worst = np.percentile(late, 50), np.percentile(late, 99), late.max()
    judge("event loop while training, p99 late", high, most=20, unit="ms", note=f"median {middle:.1f}")
    judge("event loop while training, worst", worst, most=100, unit="ms")
    if SIZE and (high > 20 or worst > 100):
        print(where_the_time_goes(window))
    window.bar.discard.trigger()
    spin_until(lambda: not window.bench.trainer.training, "the end")


# ── (d) and (e) how quickly it answers ──────────────────────────────────────────────────────────


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
    depth = sized(110, 20)
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
    depth, widths = sized(1202, 32), iter((8, 16, 4))  # three networks that the window has not seen

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
