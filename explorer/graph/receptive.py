"""How much of the image each call sees: receptive fields from kernels, strides and dilations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from explorer.graph.ops import Op

if TYPE_CHECKING:
    from explorer.graph.model import Call, NetworkGraph

SHUFFLES = (Op.PAD, Op.PERMUTE, Op.LINEAR)  # their shape changes, each place sees what it saw


class _Sight(NamedTuple):
    """Of each place per axis: how many pixels it sees, and how many pixels neighbors are apart."""

    size: tuple[int, ...]
    jump: tuple[int, ...]


def receptive_fields(graph: NetworkGraph) -> Mapping[str, int | None]:
    """For every call that the input reaches the pixels that one place of its result sees, of the larger axis.

    None where that is the whole image (after a global pool, attention or flattening) or not known. Of branches the
    largest counts. size += (kernel − 1) · dilation · jump, jump *= stride: Araujo, Norris, Sim, "Computing receptive
    fields of convolutional neural networks", Distill 2019. Gates' statistics and norms' are left out.
    """
    found: dict[str, _Sight | None] = {}
    for call in graph.calls.values():
        if call.op == Op.INPUT:
            found[call.id] = _Sight((1, 1), (1, 1)) if len(call.shape) == 3 else None
            continue
        fed = [id for id in graph.dag.pred[call.id] if id in found and id not in graph.removed]
        if fed:
            seen = [found[id] for id in fed if found[id] is not None]
            found[call.id] = _behind(graph, call, fed[0], _largest(seen)) if len(seen) == len(fed) else None
    return {id: None if sight is None else max(sight.size) for id, sight in found.items()}


def _largest(seen: list[_Sight | None]) -> _Sight:
    sights = [sight for sight in seen if sight is not None]
    size, jump = (tuple(map(max, zip(*values, strict=True))) for values in zip(*sights, strict=True))
    return _Sight(size, jump)


def _behind(graph: NetworkGraph, call: Call, source: str, sight: _Sight) -> _Sight | None:
    """What a call sees whose operands see `sight`."""
    before = graph.calls[source].shape
    if len(call.shape) != 3 or Op.ATTENTION in call.op or "transpose" in call.type.lower():
        return None
    if call.op == Op.POOL and (not call.kernel or call.shape[1:] == (1, 1)):
        return None
    if len(call.kernel) == 2:
        stride, dilation = call.stride or (1, 1), call.dilation or (1, 1)
        steps = zip(sight.size, sight.jump, call.kernel, dilation, strict=True)
        size = tuple(s + (k - 1) * d * j for s, j, k, d in steps)
        return _Sight(size, tuple(j * s for j, s in zip(sight.jump, stride, strict=True)))
    if call.op in SHUFFLES or len(before) != 3 or call.shape[1:] == before[1:]:
        return sight
    if call.op == Op.SUBSAMPLE and all(b % a == 0 for a, b in zip(call.shape[1:], before[1:], strict=True)):
        steps_apart = zip(sight.jump, before[1:], call.shape[1:], strict=True)
        return _Sight(sight.size, tuple(j * b // a for j, b, a in steps_apart))
    return None
