"""The frames of a film: for every block, or layer outside of blocks, the call whose result leaves it, and its form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from explorer.graph.block_paths import block_paths, home
from explorer.graph.layout import layout
from explorer.graph.model import NetworkGraph, Shape
from explorer.graph.ops import Op, is_activation

Form = Literal["map", "channels last", "tokens", "vector"]


@dataclass(frozen=True)
class Frame:
    """What leaves the part of a network at `x0` … `x1` of the layout: the result of `call`.

    `path` names the part: the frames of one path in two networks are a pair. A "map" is (C, H, W), "channels last"
    (H, W, C), "tokens" are (T, C), the last `grid[0]` · `grid[1]` of them a map of that size; a "vector" is laid out in
    `grid`.
    """

    call: str
    path: str
    title: str
    x0: float
    x1: float
    form: Form
    shape: Shape
    grid: tuple[int, int]

    @property
    def channels(self) -> int:
        """How many channels there are; a vector is one map."""
        return {"map": self.shape[0], "vector": 1}.get(self.form, self.shape[-1])


def frames(graph: NetworkGraph) -> tuple[Frame, ...]:
    """The frames of a network from left to right; results that are no picture have none (see `without_frame`)."""
    known: tuple[Frame, ...] | None = graph.found.get("frames")
    if known is None:
        made = (_frame(graph, part) for part in _parts(graph))
        known = graph.found["frames"] = tuple(frame for frame in made if frame is not None)
    return known


def without_frame(graph: NetworkGraph) -> tuple[str, ...]:
    """The parts whose result is no picture, each with its shape: "decoder (12×64)"."""
    found = {frame.call for frame in frames(graph)}
    parts = (part for part in _parts(graph) if part.call not in found)
    return tuple(f"{part.path} ({'×'.join(map(str, graph.calls[part.call].shape))})" for part in parts)


class _Part(NamedTuple):
    path: str
    title: str
    call: str
    x0: float
    x1: float


def _parts(graph: NetworkGraph) -> list[_Part]:
    """What is drawn side by side, from left to right; the class scores are no part."""
    drawn, paths = layout(graph), block_paths(graph)
    homes = {call.id: home(call.path, paths) for call in graph.calls.values()}
    ends = {homes[call]: call for call in graph.calls if call not in graph.removed and _leaves(graph, call, homes)}
    found, counted = [], Counter[int | None]()
    for path, box in {box.paths[0]: box for box in drawn.blocks}.items():
        if path not in ends:
            continue
        counted[box.stage] += 1
        where = f"block {counted[box.stage]}" if box.stage is None else f"stage {box.stage}, block {counted[box.stage]}"
        found.append(_Part(path, where, ends[path], box.x0, box.x1))
    for cell in drawn.cells:
        end, path = _settled(graph, cell.call), graph.calls[cell.call].path
        if homes[cell.call] is None and cell.column is not None and not _is_output(graph, end):
            found.append(_Part(path, path, end, cell.x - 0.5, cell.x + 0.5))
    return sorted(found, key=lambda part: part.x0)


def _leaves(graph: NetworkGraph, call: str, homes: Mapping[str, str | None]) -> bool:
    """Whether a call's result is used outside of its block."""
    return any(homes[user] != homes[call] for user in graph.dag.successors(call))


def _settled(graph: NetworkGraph, call: str) -> str:
    """The result behind norm and activation where these alone follow."""
    while True:
        users = list(graph.dag.successors(call))
        if len(users) != 1 or not (graph.calls[users[0]].op == Op.NORM or is_activation(graph.calls[users[0]].op)):
            return call
        call = users[0]


def _is_output(graph: NetworkGraph, call: str) -> bool:
    return graph.calls[call].shape == (graph.classes,) and any(
        graph.calls[user].op == Op.OUTPUT for user in graph.dag.successors(call)
    )


def _frame(graph: NetworkGraph, part: _Part) -> Frame | None:
    shape = graph.calls[part.call].shape
    form, grid = _form(graph, part.call, shape)
    if form is None:
        return None
    return Frame(part.call, part.path, part.title, part.x0, part.x1, form, shape, grid)


def _form(graph: NetworkGraph, call: str, shape: Shape) -> tuple[Form | None, tuple[int, int]]:
    match shape:
        case (count,):
            rows = next((n for n in range(int(count**0.5), 0, -1) if count % n == 0), 1)
            return "vector", (rows, count // rows)
        case (first, second):
            grid = _grid(graph, call, first)
            return (None, (0, 0)) if grid is None or not second else ("tokens", grid)
        case (first, second, third):
            last = _linear_before(graph, call) == shape
            return ("channels last", (first, second)) if last else ("map", (second, third))
    return None, (0, 0)


def _grid(graph: NetworkGraph, call: str, tokens: int) -> tuple[int, int] | None:
    """Height and width of the last map before a call that has so many places, or one fewer (a class token)."""
    found = None
    for before in graph.calls.values():
        if before.id == call:
            break
        if len(before.shape) == 3 and before.op == Op.CONV and 0 <= tokens - before.shape[1] * before.shape[2] <= 1:
            found = before.shape[1], before.shape[2]
    return found


def _linear_before(graph: NetworkGraph, call: str) -> Shape | None:
    """The shape of the nearest weighted layer before a call, where that is a linear one: its channels come last."""
    waiting, seen = [call], {call}
    while waiting:
        at = graph.calls[waiting.pop(0)]
        if at.op == Op.LINEAR:
            return at.shape
        if at.op == Op.CONV:
            return None
        before = [p for p in graph.dag.predecessors(at.id) if p not in seen]
        seen.update(before)
        waiting.extend(before)
    return None
