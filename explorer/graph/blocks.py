"""Blocks: the units that a network repeats, and runs of equal ones folded together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from explorer.graph.block_paths import block_paths, home
from explorer.graph.model import Call, NetworkGraph
from explorer.graph.ops import Op
from explorer.graph.spots import Arc, Box, Cell


def blocks(graph: NetworkGraph, cells: Sequence[Cell], arcs: Iterable[Arc]) -> tuple[Box, ...]:
    """One box for each block, from left to right; layers of no block have none."""
    paths = block_paths(graph)
    boxes = []
    for path, group in groupby(cells, key=lambda cell: home(graph.calls[cell.call].path, paths)):
        if path is not None:
            members = list(group)
            title = graph.modules.get(path, "").lstrip("_") or path
            stage = graph.calls[members[0].call].stage
            boxes.append(Box(title, (path,), members[0].x - 0.5, members[-1].x + 0.5, 1, (), stage))
    return _with_skips(boxes, arcs)


def _with_skips(boxes: Sequence[Box], arcs: Iterable[Arc]) -> tuple[Box, ...]:
    starts = [box.x0 for box in boxes]
    skips: list[list[str]] = [[] for _ in boxes]
    for arc in arcs:
        at = bisect_right(starts, arc.x0) - 1
        if at >= 0 and arc.x1 <= boxes[at].x1:
            skips[at].append(arc.skip)
    return tuple(
        Box(box.title, box.paths, box.x0, box.x1, 1, tuple(ids), box.stage)
        for box, ids in zip(boxes, skips, strict=True)
    )


def folded(graph: NetworkGraph, boxes: Sequence[Box]) -> tuple[Box, ...]:
    """The boxes with runs of equal neighbors as one box each: of one type, with the same calls, details and shapes."""
    inside = _inside(graph, {path for box in boxes for path in box.paths})
    signatures = {path: _signature(calls) for path, calls in inside.items()}
    found = []
    for run in _runs(boxes, signatures, graph.modules):
        first, last = run[0], run[-1]
        paths = tuple(path for box in run for path in box.paths)
        skips = tuple(skip for box in run for skip in box.skips)
        title = first.title if len(run) == 1 else f"{_common_title(graph, first)} ×{len(run)}"
        found.append(Box(title, paths, first.x0, last.x1, len(run), skips, first.stage))
    return tuple(found)


def _runs(
    boxes: Sequence[Box], signatures: Mapping[str, tuple[object, ...]], modules: Mapping[str, str]
) -> Iterator[list[Box]]:
    run: list[Box] = []
    for box in boxes:
        if (
            run
            and box.x0 == run[-1].x1
            and _likeness(box, signatures, modules) == _likeness(run[-1], signatures, modules)
        ):
            run.append(box)
            continue
        if run:
            yield run
        run = [box]
    if run:
        yield run


def _likeness(box: Box, signatures: Mapping[str, tuple[object, ...]], modules: Mapping[str, str]) -> tuple[object, ...]:
    (path,) = box.paths
    return modules.get(path, ""), box.stage, signatures[path]


def _common_title(graph: NetworkGraph, first: Box) -> str:
    (path,) = first.paths
    return first.title if path in graph.modules else path.rpartition(".")[0]


def _inside(graph: NetworkGraph, paths: set[str]) -> dict[str, list[Call]]:
    found: dict[str, list[Call]] = {path: [] for path in paths}
    for call in graph.calls.values():
        path = home(call.path, paths)
        if path is not None:
            found[path].append(call)
    return found


def _signature(calls: Sequence[Call]) -> tuple[object, ...]:
    """What two equal blocks share. Where maps are joined, the block's input grows from one to the next (DenseNet):
    there the layers' outputs alone are compared."""
    ops = tuple(call.op for call in calls)
    if Op.CONCATENATE in ops:
        return ops, tuple(call.shape for call in calls if call.weight is not None)
    return ops, tuple((call.type, call.detail, call.shape) for call in calls)
