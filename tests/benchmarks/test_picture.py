"""What a frame of the picture costs, in software rendering: 1/30 s and 1/60 s are the budgets of what moves."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from explorer.graph.layout import Arc, Layout, nesting
from explorer.graph.model import NetworkGraph
from explorer.gui.picture import network_view
from explorer.gui.picture.detail import Detail
from explorer.gui.picture.network_view import NetworkView
from tests.benchmarks.clocks import cost_ms
from tests.benchmarks.figures import judge, sized
from tests.gui.sketches import branching, residual
from tests.gui.support import readings, residual_graph, snapshot

THIRTY, SIXTY = 1e3 / 30, 1e3 / 60  # ms a frame


def deep(depth: int) -> NetworkGraph:
    return residual_graph(sized(depth, 20))


def repaint(view: NetworkView) -> None:
    view.canvas.viewport().repaint()


@pytest.mark.parametrize(
    ("depth", "steps", "budget"), [(56, 300, 12), (56, 4000, 12), (110, 4000, 16), (1202, 1000, 33)]
)
def test_a_live_frame(show, depth: int, steps: int, budget: float) -> None:
    graph, steps = deep(depth), sized(steps, 20)
    view = show(graph, steps)
    run = view.sight.record.history

    def frame() -> None:
        run.append(snapshot(graph, len(run), readings(graph, 1, first=len(run))))
        view.refresh()
        QApplication.processEvents()

    judge(f"live frame at depth {depth}, {steps} steps", cost_ms(frame), most=budget, unit="ms")


@pytest.mark.parametrize("depth", [56, 110])
def test_from_a_toggle_to_the_repaint(show, depth: int) -> None:
    graph = deep(depth)
    view = show(graph, sized(300, 20))
    gates = itertools.cycle({s.id: float(on) for s in graph.skips} for on in (0, 1))

    def gate() -> None:
        view.set_gates(next(gates))
        repaint(view)

    def edit() -> None:
        view.set_graph(graph.with_enabled(frozenset(s for s, on in next(gates).items() if on)))
        repaint(view)

    judge(f"toggle to repaint at depth {depth}, gate", cost_ms(gate), most=50, unit="ms")
    judge(f"toggle to repaint at depth {depth}, edit", cost_ms(edit), most=50, unit="ms")


def test_the_deepest_network_whole(show) -> None:
    view = show(deep(1202), sized(1000, 20))
    judge("ResNet-1202 whole", cost_ms(lambda: repaint(view)), most=THIRTY, unit="ms")


@pytest.mark.parametrize("layers", [60, 150, 300, 600])
def test_panning_the_deepest_network(show, layers: int) -> None:
    view = show(deep(1202), sized(1000, 20))
    view.canvas.strip.setXRange(300, 300 + layers, padding=0)

    def pan() -> None:
        view.canvas.strip.translateBy(x=1.3)
        repaint(view)

    judge(f"ResNet-1202 panning {layers} layers", cost_ms(pan), most=SIXTY, unit="ms")


def test_first_sight_of_the_deepest_network(qtbot) -> None:
    graph = deep(1202)
    view = NetworkView("A")
    qtbot.addWidget(view)
    view.resize(900, 420)

    def see() -> None:
        view.set_graph(graph)
        view.grab()

    judge("ResNet-1202 laid out and drawn", cost_ms(see, rounds=1), most=1000, unit="ms")


# ── levels of detail ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def sketch(show, monkeypatch):
    def made(sketched: tuple[NetworkGraph, Layout], detail: Detail | None) -> NetworkView:
        monkeypatch.setattr(network_view, "layout", lambda _: sketched[1])
        view = show(sketched[0], 100)
        view.set_detail(detail)
        return view

    return made


NETWORKS = {
    "ResNet-6704": lambda: residual(sized(6704, 20)),
    "branches": lambda: branching(sized(1430, 3)),
}
FEWEST = sized(10_000, 10)


@pytest.mark.parametrize("detail", [None, Detail.STAGES, Detail.BLOCKS, Detail.LAYERS])
@pytest.mark.parametrize("name", NETWORKS)
def test_ten_thousand_calls_whole(sketch, name: str, detail: Detail | None) -> None:
    sketched = NETWORKS[name]()
    view = sketch(sketched, detail)
    calls = len(sketched[1].glyphs)
    assert calls >= FEWEST
    view.fit()
    cost = cost_ms(lambda: repaint(view))
    judge(f"{name}, {calls:,} calls whole, {view.canvas.level.title}", cost, most=THIRTY, unit="ms")


@pytest.mark.parametrize("layers", [6, 60, 150, 400])
@pytest.mark.parametrize("name", NETWORKS)
def test_panning_ten_thousand_calls(sketch, name: str, layers: int) -> None:
    sketched = NETWORKS[name]()
    view = sketch(sketched, Detail.LAYERS if layers > 6 else None)
    view.show_call(sketched[1].cells[sized(320, 1)].call)  # its ring moves with the picture
    view.canvas.strip.setXRange(300, 300 + layers, padding=0)

    def pan() -> None:
        view.canvas.strip.translateBy(x=layers / 200)
        repaint(view)

    judge(f"{name}, panning {layers} layers, {view.canvas.level.title}", cost_ms(pan), most=SIXTY, unit="ms")


def test_hundreds_of_nested_arcs(sketch) -> None:
    graph, drawn = residual(128)
    spans = [(i + 0.5, k + 0.5) for i in range(0, 120, 5) for k in range(i + 2, 124, 5)]
    arcs = tuple(
        Arc(drawn.arcs[i % len(drawn.arcs)].skip, "concatenation", *span, level, ())
        for i, (span, level) in enumerate(zip(spans, nesting(spans), strict=True))
    )
    view = sketch((graph, replace(drawn, arcs=arcs)), Detail.LAYERS)
    judge(f"{len(arcs)} nested arcs whole", cost_ms(lambda: repaint(view)), most=THIRTY, unit="ms")
