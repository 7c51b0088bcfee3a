"""Layouts made by hand: parallel branches, and residual blocks with their calls."""

from __future__ import annotations

import networkx as nx

from explorer.graph.layout import Arc, Box, Cell, Glyph, Layout, StageFrame, Wire, layout
from explorer.graph.model import Call, NetworkGraph
from tests.gui.support import residual_graph

BRANCHES = (1, 2, 2, 1)  # layers on each of a module's lanes


def branching(modules: int = 3) -> tuple[NetworkGraph, Layout]:
    """A stem, `modules` modules of four parallel branches joined by a concatenation, a classifier: no skips."""
    calls, edges = {}, []
    cells, glyphs, wires, blocks = [], [], [], []

    def add(name: str, op: str, x: float, lane: int, *after: str, path: str = "") -> str:
        weight = f"{path}.weight" if op in ("conv", "linear") else None
        shape, stage = ((8, 4, 4), 1) if op != "linear" else ((10,), None)
        calls[name] = Call(name, op, op.title(), path, shape, 9 if weight else 0, 9, weight, stage)
        edges.extend((source, name) for source in after)
        glyphs.append(Glyph(name, x, lane))
        if weight:
            cells.append(Cell(name, x, len(cells), lane))
        return name

    last, x = add("stem", "conv", 1.0, 0, path="stem"), 1
    for number in range(modules):
        start, ends = x, []
        for lane, count in enumerate(BRANCHES):
            before, left = last, float(start)
            for k in range(count):
                x += 1
                before = add(f"m{number}b{lane}c{k}", "conv", float(x), lane, before, path=f"m{number}.b{lane}.c{k}")
                wires += [Wire(left, 0, float(x), lane)] if k == 0 and lane else []
            ends.append((before, float(x), lane))
        last = add(f"m{number}cat", "concatenate", x + 0.5, 0, *(end for end, _, _ in ends), path=f"m{number}")
        wires += [Wire(end, lane, x + 0.5, 0) for _, end, lane in ends if lane]
        blocks.append(Box(f"Module {number}", (f"m{number}",), start + 0.5, x + 0.5, 1, ()))
    add("fc", "linear", float(x + 1), 0, last, path="fc")
    dag = nx.DiGraph()
    dag.add_nodes_from(calls)
    dag.add_edges_from(edges)
    folded = Box(f"Module ×{modules}", tuple(f"m{i}" for i in range(modules)), 1.5, x + 0.5, modules, ())
    graph = NetworkGraph("branching", (1, 8, 8), 10, dag, calls, ())
    frames = (StageFrame(1, 0.5, x + 0.5, "4×4"),)
    return graph, Layout(
        tuple(cells), (), frames, 4, tuple(wires), tuple(blocks), (folded,), tuple(glyphs), tuple(wires)
    )


def residual(depth: int = 20, shortcut: str = "B") -> tuple[NetworkGraph, Layout]:
    """A network of the CIFAR family with its blocks (folded by stage) and every call."""
    graph = residual_graph(depth, shortcut)
    plain = layout(graph)
    cells, arcs, stages = plain.cells, plain.arcs, plain.stages
    blocks = tuple(
        Box("BasicBlock", (_block(graph, arc.skip),), arc.x0, arc.x1, 1, (arc.skip,), graph.skip[arc.skip].stage)
        for arc in arcs
    )
    folded = []
    for stage in stages:
        own = [block for block in blocks if block.stage == stage.stage]
        folded.append(
            Box(
                f"BasicBlock ×{len(own)}", tuple(p for b in own for p in b.paths), own[0].x0, own[-1].x1, len(own),
                tuple(s for b in own for s in b.skips), stage.stage,
            )
        )  # fmt: skip
    return graph, Layout(cells, arcs, stages, 1, (), blocks, tuple(folded), _glyphs(graph, cells), ())


def _block(graph: NetworkGraph, skip: str) -> str:
    """The path of the block that a skip passes."""
    return graph.calls[graph.skip[skip].residual[0]].path.rsplit(".", 1)[0]


def _glyphs(graph: NetworkGraph, cells: tuple[Cell, ...]) -> tuple[Glyph, ...]:
    """Cells at their x, the other calls evenly between them; those on shortcuts have no place of their own."""
    off = {call for skip in graph.skips for call in skip.shortcut}
    at = {cell.call: cell.x for cell in cells}
    found: list[Glyph] = []
    between: list[str] = []
    x = 0.0
    for call in (*(call for call in graph.calls if call not in off), None):
        if call is not None and call not in at:
            between.append(call)
            continue
        end = at[call] if call is not None else x + 1
        step = (end - x) / (len(between) + 1)
        found += [Glyph(each, x + step * i) for i, each in enumerate(between, 1)]
        between, x = [], end
        found += [] if call is None else [Glyph(call, end)]
    return tuple(found)


def nested(count: int) -> tuple[Arc, ...]:
    """Arcs that enclose one another, as those of a U-Net."""
    return tuple(Arc(f"skip{i}", "concatenation", count - i + 0.5, count + i + 1.5, i, ()) for i in range(count))
