"""What stands on the strip at a level of detail: boxes for stages and blocks, arcs of one or of many skips."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.graph.layout import Box, Layout, nesting
from explorer.graph.model import Call, SkipKind
from explorer.gui.picture.detail import BOX, Detail
from explorer.wording import tr

EDGE = 1e-6  # layers; boxes touch


@dataclass(frozen=True)
class ShownBox:
    """A stage or a block as drawn: `titles` from the longest to the shortest, cells `first` … `last` − 1 in it.

    A stage has its number, a block the paths of its modules.
    """

    titles: tuple[str, ...]
    x0: float
    x1: float
    first: int
    last: int
    stage: int | None = None
    paths: tuple[str, ...] = ()

    def holds(self, call: Call) -> bool:
        """Whether a call belongs to this box."""
        if self.stage is not None:
            return call.stage == self.stage
        return any(call.path == path or call.path.startswith(f"{path}.") for path in self.paths)


@dataclass(frozen=True)
class ShownArc:
    """An arc as drawn; `members` are the indices in `Layout.arcs` of the skips that it stands for."""

    members: tuple[int, ...]
    kind: SkipKind
    x0: float
    x1: float
    level: int


@dataclass(frozen=True)
class Shown:
    """A level of detail of one layout. `boxed` tells for each cell whether a box stands for it, shape (cells,)."""

    level: Detail
    arcs: tuple[ShownArc, ...]
    boxes: tuple[ShownBox, ...]
    boxed: NDArray[np.bool_]

    def arc_of(self, member: int) -> int | None:
        """Index of the arc that stands for a skip (its index in `Layout.arcs`)."""
        return next((i for i, arc in enumerate(self.arcs) if member in arc.members), None)


def shown(drawn: Layout, level: Detail, pixels: float, ends: Mapping[str, tuple[float, float]]) -> Shown:
    """`drawn` at a level of detail and a zoom (pixels per layer), which decides which equal blocks are folded.

    `ends` are where skips begin and end at the level of calls: at their fork and junction."""
    boxes = _boxes(drawn, level, pixels)
    boxed = np.zeros(len(drawn.cells), np.bool_)
    for box in boxes:
        boxed[box.first : box.last] = True
    arcs = _gathered(drawn, boxes) if boxes else _single(drawn, ends if level == Detail.CALLS else {})
    return Shown(level, arcs, boxes, boxed)


def folding(drawn: Layout, level: Detail, pixels: float) -> bytes:
    """Which folded blocks stay folded at this zoom: equal answers give equal pictures."""
    if level != Detail.BLOCKS:
        return b""
    return bytes(_stays_folded(box, pixels) for box in drawn.folded)


def _stays_folded(box: Box, pixels: float) -> bool:
    return box.repeat > 1 and (box.x1 - box.x0) / box.repeat * pixels < BOX


def _boxes(drawn: Layout, level: Detail, pixels: float) -> tuple[ShownBox, ...]:
    if level == Detail.STAGES:
        starts = [block.x0 for block in drawn.blocks]
        return tuple(
            _box(_stage_titles(f.stage, f.size, _count(starts, f.x0, f.x1)), f.x0, f.x1, f.stage) for f in drawn.stages
        )
    if level != Detail.BLOCKS:
        return ()
    found: list[Box] = []
    for box in drawn.folded:
        inside = box.repeat == 1 or _stays_folded(box, pixels)
        found += [box] if inside else [b for b in drawn.blocks if box.x0 - EDGE <= b.x0 and b.x1 <= box.x1 + EDGE]
    return tuple(_box(_block_titles(box), box.x0, box.x1, None, box.paths) for box in found)


def _count(starts: Sequence[float], x0: float, x1: float) -> int:
    return bisect_left(starts, x1 - EDGE) - bisect_left(starts, x0 - EDGE)


def _stage_titles(stage: int, size: str, blocks: int) -> tuple[str, ...]:
    short = tr("stage {stage} · {size}", stage=stage, size=size)
    long = f"{short} · {blocks} block{'' if blocks == 1 else 's'}"
    return (*((long,) if blocks else ()), short, tr("stage {stage}", stage=stage), str(stage))


def _block_titles(box: Box) -> tuple[str, ...]:
    return (box.title, f"×{box.repeat}") if box.repeat > 1 else (box.title,)


def _box(
    titles: tuple[str, ...], x0: float, x1: float, stage: int | None, paths: tuple[str, ...] = ()
) -> ShownBox:  # fmt: skip
    """A box over the cells at ⌈x0⌉ … ⌊x1⌋: the cell of index k stands at x = k + 1."""
    first, last = max(0, int(np.ceil(x0 - EDGE)) - 1), int(np.floor(x1 + EDGE))
    return ShownBox(titles, x0, x1, first, last, stage, paths)


def _single(drawn: Layout, ends: Mapping[str, tuple[float, float]]) -> tuple[ShownArc, ...]:
    return tuple(
        ShownArc((i,), arc.kind, *ends.get(arc.skip, (arc.x0, arc.x1)), arc.level) for i, arc in enumerate(drawn.arcs)
    )


def _gathered(drawn: Layout, boxes: Sequence[ShownBox]) -> tuple[ShownArc, ...]:
    """One arc for each box with skips inside, and one for every skip that no box holds whole."""
    starts = [box.x0 for box in boxes]
    held: dict[int, list[int]] = {}
    found: list[tuple[tuple[int, ...], SkipKind, float, float]] = []
    for i, arc in enumerate(drawn.arcs):
        at = bisect_right(starts, arc.x0 + EDGE) - 1
        if at >= 0 and arc.x1 <= boxes[at].x1 + EDGE:
            held.setdefault(at, []).append(i)
        else:
            found.append(((i,), arc.kind, arc.x0, arc.x1))
    for at, members in held.items():
        kind = Counter(drawn.arcs[i].kind for i in members).most_common(1)[0][0]
        found.append((tuple(members), kind, boxes[at].x0, boxes[at].x1))
    found.sort(key=lambda each: (each[2], each[3]))
    levels = nesting((x0, x1) for _, _, x0, x1 in found)
    return tuple(ShownArc(*each, level) for each, level in zip(found, levels, strict=True))
