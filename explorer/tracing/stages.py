"""Stages: which calls work at one spatial resolution."""

from __future__ import annotations

import math
from dataclasses import replace

from explorer.graph.model import Call
from explorer.graph.ops import Op

_REARRANGING = (Op.VIEW, Op.FLATTEN, Op.PERMUTE, Op.LINEAR, Op.ATTENTION, Op.MATRIX_PRODUCT, Op.SPLIT, Op.EMBEDDING)
_ON_MAPS = (Op.CONV, Op.TRANSPOSED_CONV)


class Stages:
    """Gives calls, in topological order, their stage: 1 for the input's resolution, +1 at each reduction.

    None where there is no map of channels × height × width: tokens, channels-last, from the global pool on.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], int] = {}

    def placed(self, call: Call, before: list[Call]) -> Call:
        """`call` with its stage, from those of the calls `before` it."""
        stage = self._stage(call, before)
        if stage is not None:
            self._known.setdefault(call.shape[1:], stage)
        return call if stage is None else replace(call, stage=stage)

    def _stage(self, call: Call, before: list[Call]) -> int | None:
        if len(call.shape) != 3 or (call.op == Op.POOL and call.shape[1:] == (1, 1)):
            return None
        if call.op == Op.INPUT:
            return 1
        maps = [b for b in before if b.stage is not None]
        if not maps or call.op in _REARRANGING:
            return self._again(call)
        last = max(maps, key=lambda b: b.stage or 0)
        if math.prod(call.shape[1:]) > math.prod(last.shape[1:]):  # on the way up again
            return self._known.get(call.shape[1:], last.stage)
        return (last.stage or 0) + (math.prod(call.shape[1:]) < math.prod(last.shape[1:]))

    def _again(self, call: Call) -> int | None:
        """A convolution works on a map whatever came before it, at a resolution that may be known."""
        if call.op not in _ON_MAPS or call.shape[1:] == (1, 1) or not self._known:
            return None
        smallest = min(self._known, key=math.prod)
        smaller = math.prod(call.shape[1:]) < math.prod(smallest)
        return self._known.get(call.shape[1:], max(self._known.values()) + 1 if smaller else None)
