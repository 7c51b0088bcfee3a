"""What a frame of the picture costs, in software rendering: medians, asserted against the budget of each."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from sketches import branching, residual
from support import history, readings, residual_graph, snapshot

from explorer.graph.layout import Arc, Layout, nesting
from explorer.graph.model import NetworkGraph
from explorer.gui.picture import network_view
from explorer.gui.picture.detail import Detail
from explorer.gui.picture.network_view import NetworkView
from explorer.gui.theme import DARK

pytestmark = pytest.mark.bench
FRAMES = 60


def median_ms(frame: Callable[[int], None]) -> float:
    """Median wall time of a frame, painted before the clock stops."""
    taken = []
    for i in range(FRAMES):
        start = time.perf_counter()
        frame(i)
        taken.append((time.perf_counter() - start) * 1e3)
    return statistics.median(taken)


@pytest.fixture
def show(qtbot):
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


def repaint(view: NetworkView) -> None:
    view.canvas.viewport().repaint()


@pytest.mark.parametrize(
    ("depth", "steps", "budget"), [(56, 300, 12), (56, 4000, 12), (110, 4000, 16), (1202, 1000, 33)]
)
def test_a_live_frame(show, depth, steps, budget):
    graph = residual_graph(depth)
    view = show(graph, steps)
    run = view.sight.record.history
    rows = readings(graph, FRAMES, first=steps)

    def frame(i: int) -> None:
        run.append(snapshot(graph, steps + i, rows[i : i + 1]))
        view.refresh()
        QApplication.processEvents()

    cost = median_ms(frame)
    print(f"live frame at depth {depth}, {steps} steps: {cost:.1f} ms (budget {budget})")
    assert cost < budget


@pytest.mark.parametrize("depth", [56, 110])
def test_from_a_toggle_to_the_repaint(show, depth):
    graph = residual_graph(depth)
    view = show(graph, 300)
    states = [{s.id: float(on) for s in graph.skips} for on in (0, 1)]

    def gate(i: int) -> None:
        view.set_gates(states[i % 2])
        repaint(view)

    def edit(i: int) -> None:
        view.set_graph(graph.with_enabled(frozenset(s for s, on in states[i % 2].items() if on)))
        repaint(view)

    gates, edits = median_ms(gate), median_ms(edit)
    print(f"toggle to repaint at depth {depth}: gate {gates:.1f} ms, edit {edits:.1f} ms (budget 50)")
    assert max(gates, edits) < 50


def test_the_deepest_network_whole(show):
    view = show(residual_graph(1202), 1000)
    cost = median_ms(lambda i: repaint(view))
    print(f"ResNet-1202 whole: {cost:.1f} ms, {1000 / cost:.0f} frames/s (at least 30)")
    assert 1000 / cost >= 30


@pytest.mark.parametrize("layers", [60, 150, 300, 600])
def test_panning_the_deepest_network(show, layers):
    view = show(residual_graph(1202), 1000)
    view.canvas.strip.setXRange(300, 300 + layers, padding=0)

    def pan(i: int) -> None:
        view.canvas.strip.translateBy(x=1.3)
        repaint(view)

    cost = median_ms(pan)
    print(f"ResNet-1202 panning {layers} layers: {cost:.1f} ms, {1000 / cost:.0f} frames/s (at least 60)")
    assert 1000 / cost >= 60


def test_first_sight_of_the_deepest_network(qtbot):
    graph = residual_graph(1202)
    view = NetworkView("A")
    qtbot.addWidget(view)
    view.resize(900, 420)
    start = time.perf_counter()
    view.set_graph(graph)
    view.grab()
    cost = (time.perf_counter() - start) * 1e3
    print(f"ResNet-1202 laid out and drawn: {cost:.0f} ms (budget 1000)")
    assert cost < 1000


# ── levels of detail ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def sketch(show, monkeypatch):
    def made(sketched: tuple[NetworkGraph, Layout], detail: Detail | None) -> NetworkView:
        monkeypatch.setattr(network_view, "layout", lambda _: sketched[1])
        view = show(sketched[0], 100)
        view.set_detail(detail)
        return view

    return made


NETWORKS = {"ResNet-6704": lambda: residual(6704), "branches": lambda: branching(1430)}
FEWEST = 10_000


def check(cost: float, least: float, what: str) -> None:
    print(f"{what}: {cost:.1f} ms, {1000 / cost:.0f} frames/s (at least {least:g})")
    assert 1000 / cost >= least


@pytest.mark.parametrize("detail", [None, Detail.STAGES, Detail.BLOCKS, Detail.LAYERS])
@pytest.mark.parametrize("name", NETWORKS)
def test_ten_thousand_calls_whole(sketch, name, detail):
    sketched = NETWORKS[name]()
    view = sketch(sketched, detail)
    calls = len(sketched[1].glyphs)
    assert calls >= FEWEST
    view.fit()
    check(median_ms(lambda i: repaint(view)), 30, f"{name}, {calls} calls whole, {view.canvas.level.title}")


@pytest.mark.parametrize("layers", [6, 60, 150, 400])
@pytest.mark.parametrize("name", NETWORKS)
def test_panning_ten_thousand_calls(sketch, name, layers):
    sketched = NETWORKS[name]()
    view = sketch(sketched, Detail.LAYERS if layers > 6 else None)
    view.show_call(sketched[1].cells[320].call)  # its ring moves with the picture
    view.canvas.strip.setXRange(300, 300 + layers, padding=0)

    def pan(i: int) -> None:
        view.canvas.strip.translateBy(x=layers / 200)
        repaint(view)

    check(median_ms(pan), 60, f"{name}, panning {layers} layers, {view.canvas.level.title}")


def test_hundreds_of_nested_arcs(sketch):
    graph, drawn = residual(128)
    spans = [(i + 0.5, k + 0.5) for i in range(0, 120, 5) for k in range(i + 2, 124, 5)]
    arcs = tuple(
        Arc(drawn.arcs[i % len(drawn.arcs)].skip, "concatenation", *span, level, ())
        for i, (span, level) in enumerate(zip(spans, nesting(spans), strict=True))
    )
    view = sketch((graph, replace(drawn, arcs=arcs)), Detail.LAYERS)
    check(median_ms(lambda i: repaint(view)), 30, f"{len(arcs)} nested arcs whole")
