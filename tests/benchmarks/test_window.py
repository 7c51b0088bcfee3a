"""The real window while it trains: what it takes from training, and how quickly it answers meanwhile."""

from __future__ import annotations

import cProfile
import pstats
import statistics
import time
import uuid
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from desk import Desk
from figures import record, spread
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication

from explorer.engine.messages import Discard, Ended, Event, Order, Progress, Train
from explorer.gui.main_window import MainWindow
from explorer.gui.scenes import spin_until
from explorer.gui.state import Bench
from explorer.gui.theme import SIDES, Side

pytestmark = pytest.mark.bench
PAIRS, WARM_UP, STEPS = 5, 12, 60
BEAT_MS = 5


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

    orders = tuple(Order(uuid.uuid4().hex, side, window.bench.bench.side(side).spec) for side in SIDES)
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
    record("training speed with the window / without", f"{spread(ratios)}, {speed}", "≥ 0.85")
    assert statistics.median(ratios) >= 0.85


# ── (b) how late the event loop is meanwhile ────────────────────────────────────────────────────


class Beat(QObject):
    """A timer that should fire every 5 ms, and how many milliseconds too late it did."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = time.perf_counter()
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1e3 - BEAT_MS))
        self._last = now

    def stop(self) -> None:
        self._timer.stop()


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
    spin_until(lambda: len(window.bench.history("B") or ()) >= 200, "two hundred steps")
    beat.stop()
    late = np.array(beat.late)
    middle, high, worst = np.percentile(late, 50), np.percentile(late, 99), late.max()
    record("event loop while training, p99 late", f"{high:.1f} ms (median {middle:.1f})", "≤ 20 ms")
    record("event loop while training, worst", f"{worst:.1f} ms", "≤ 100 ms")
    if high > 20 or worst > 100:
        print(where_the_time_goes(window))
    window.bar.discard.trigger()
    spin_until(lambda: not window.bench.trainer.training, "the end")
    assert high <= 20
    assert worst <= 100


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


def show_network(window: MainWindow, side: Side, name: str, other: str) -> float:
    """Choose a network as its card does; seconds until it is described, laid out and drawn."""
    bench = window.bench
    port = window.panes[side].view.canvas.viewport()
    spec = bench.bench.side(side).spec
    started = time.perf_counter()
    bench.edit(side, replace(spec, network=replace(spec.network, name=name)))
    painted = Painted(port)
    spin_until(lambda: bench.graph(side) is not None and painted.count > 0, name)
    seconds = time.perf_counter() - started
    assert f"{other}" in window.panes[side].view.header.title.text()
    return seconds


def toggle_ms(desk: Desk, side: Side, arc: int) -> float:
    """A real click on an arc: milliseconds until the picture is painted anew and nothing more is to be done."""
    port, at = desk.canvas(side).viewport(), desk.apex(side, arc)
    before = desk.bench.gates(side)
    painted = Painted(port)
    started = time.perf_counter()
    desk.qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=at)
    while not painted.count:
        QApplication.processEvents()
    taken = (time.perf_counter() - started) * 1e3
    assert desk.bench.gates(side) != before
    port.removeEventFilter(painted)
    return taken


def test_a_click_on_an_arc_is_painted_at_once(window: MainWindow, qtbot) -> None:
    show_network(window, "B", "resnet-110", "110")
    desk = Desk(qtbot, window)
    edits = [toggle_ms(desk, "B", 20 + arc % 9) for arc in range(20)]
    record("toggle to repaint, depth 110, before training", f"{statistics.median(edits):.1f} ms", "≤ 50 ms")
    window.bar.train_b.trigger()
    spin_until(lambda: len(window.bench.history("B") or ()) >= 2, "the first steps")
    moves = [toggle_ms(desk, "B", 20 + arc % 9) for arc in range(20)]
    record("toggle to repaint, depth 110, while training", f"{statistics.median(moves):.1f} ms", "≤ 50 ms")
    window.bar.discard.trigger()
    spin_until(lambda: not window.bench.trainer.training, "the end")
    assert statistics.median(edits) <= 50
    assert statistics.median(moves) <= 50


def test_resnet_1202_is_drawn_and_moves(window: MainWindow, qtbot) -> None:
    seconds = []
    for width in (8, 16, 4):  # three networks that the window has not seen
        spec = Bench().b.spec
        window.bench.edit("B", replace(spec, network=replace(spec.network, name="resnet-20", width=width)))
        spin_until(lambda: window.bench.graph("B") is not None, "resnet-20")
        seconds.append(show_network(window, "B", "resnet-1202", "1202"))
    record("ResNet-1202 described, laid out and drawn", f"{spread(seconds)} s", "≤ 4 s")
    canvas = window.panes["B"].view.canvas
    port = canvas.viewport()

    def frame(act: Callable[[], object]) -> float:
        started = time.perf_counter()
        act()
        QApplication.processEvents()
        return time.perf_counter() - started

    whole = 1 / statistics.median(frame(port.repaint) for _ in range(60))
    record("ResNet-1202 whole network in view", f"{whole:.0f} frames/s", "≥ 30")
    canvas.strip.setXRange(300, 500, padding=0)
    QApplication.processEvents()
    middle = port.rect().center()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=middle)
    painted = Painted(port)
    before = canvas.strip.viewRange()[0]
    drag = [frame(lambda x=x: qtbot.mouseMove(port, middle + QPoint(-4 * x, 0))) for x in range(1, 61)]
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=middle)
    pan = 1 / statistics.median(drag)
    record("ResNet-1202 panning", f"{pan:.0f} frames/s", "≥ 60")
    assert painted.count >= 60
    assert canvas.strip.viewRange()[0] != before
    assert statistics.median(seconds) <= 4
    assert whole >= 30
    assert pan >= 60
