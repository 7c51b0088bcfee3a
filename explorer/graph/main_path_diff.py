"""What two networks differ in besides their skips: told from the calls of their main paths, not from their names."""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from explorer.graph.model import Call, NetworkGraph
from explorer.graph.ops import Op, is_activation

Token = tuple[object, ...]
_NAMES = {
    "batchnorm2d": "batch norm", "groupnorm": "group norm", "layernorm": "layer norm", "relu": "ReLU", "silu": "SiLU",
    "gelu": "GELU", "mul": "multiplication", "stochasticdepth": "stochastic depth",
}  # fmt: skip
MOST = 2
"""Kinds of calls that explain a difference: where more differ it is another design."""
_NOT_COMPARED = frozenset({Op.INPUT, Op.OUTPUT, Op.PARAMETER})


@dataclass(frozen=True)
class Design:
    """How main path b departs from main path a.

    `kinds` are kinds of calls without weights that differ, with a text for each side: ("norm", "none", "batch norm").
    `deeper`: one is the other with layers inserted. `wider`: all channels differ by one factor. `other`: none of this
    explains the difference.
    """

    kinds: tuple[tuple[str, str, str], ...] = ()
    deeper: bool = False
    wider: bool = False
    other: bool = False


def main_calls(graph: NetworkGraph) -> list[Call]:
    """The calls that run besides the skips, in order."""
    aside = {call for skip in graph.skips for call in (*skip.shortcut, skip.junction)}
    return [c for c in graph.calls.values() if c.id not in aside and c.op not in _NOT_COMPARED]


def compare_main_paths(a: NetworkGraph, b: NetworkGraph) -> Design:
    """The fewest differences that explain how two main paths differ; input size and classes do not count.

    Which skips are on does not count either, so the last answer is kept: the window asks at every switch."""
    a, b = a.unswitched, b.unswitched
    known: tuple[weakref.ref[NetworkGraph], Design] | None = a.found.get("design")
    if known is None or known[0]() is not b:
        known = a.found["design"] = weakref.ref(b), _compared(a, b)
    return known[1]


def _compared(a: NetworkGraph, b: NetworkGraph) -> Design:
    calls = main_calls(a), main_calls(b)
    left, right = (_types(part) for part in calls)
    candidates = (kinds for kinds in _candidates(left, right) if len(kinds) <= MOST)
    for without, (wider, deeper) in product(candidates, product((False, True), repeat=2)):
        tokens = [_tokens(part, without, relative=wider) for part in calls]
        if tokens[0] == tokens[1] or (deeper and _inserted(*tokens)):
            inside = _inside(a), _inside(b)
            kinds = tuple((kind, *_texts(left.get(kind), right.get(kind), *inside, kind)) for kind in sorted(without))
            return Design(kinds, deeper, wider)
    return Design(other=True)


def _candidates(left: dict[str, Counter[str]], right: dict[str, Counter[str]]) -> Iterator[frozenset[str]]:
    """Kinds to leave out: those of other types; with them one that stands elsewhere; those of other numbers."""
    kinds = {*left, *right}
    types = frozenset(k for k in kinds if set(left.get(k, ())) != set(right.get(k, ())))
    yield types
    yield from (types | {kind} for kind in sorted(kinds - types, key=lambda kind: (kind != "norm", kind)))
    yield frozenset(k for k in kinds if left.get(k) != right.get(k))


def kind_of(call: Call) -> str:
    """What a call is for: "norm", "activation", "conv" …"""
    if is_activation(call.op):
        return "activation"
    return "pooling" if call.op == Op.POOL else str(call.op)


def _type(call: Call) -> str:
    """One name for a module and the function that does the same."""
    return call.type.lower().replace("_", "")


def _types(calls: Sequence[Call]) -> dict[str, Counter[str]]:
    """How often each type of call without a main weight occurs, by kind."""
    found: dict[str, Counter[str]] = {}
    for call in calls:
        if call.weight is None:
            found.setdefault(kind_of(call), Counter())[_type(call)] += 1
    return found


def _tokens(calls: Sequence[Call], without: Collection[str], *, relative: bool) -> list[Token]:
    """A token for every call of the other kinds; its channels relative to the first layer's, where so wanted."""
    weighted = [c for c in calls if c.weight is not None]
    unit = weighted[0].shape[0] if relative and weighted and weighted[0].shape else 1
    kept = [c for c in calls if c.weight is not None or kind_of(c) not in without]
    return [_token(c, unit, head=c is weighted[-1], bias="norm" not in without) for c in kept if c.shape]


def _token(call: Call, unit: int, *, head: bool, bias: bool) -> Token:
    """`head`: as many channels as there are classes. Without `bias`, that of a layer is a part of its norm."""
    channels = Fraction(call.shape[0], unit) if call.weight is not None and not head else None
    settings = tuple(s for s in call.settings if bias or s[0] != "bias") if call.weight or call.kernel else ()
    return _type(call), channels, call.kernel, call.stride, call.dilation, settings


def _inserted(a: Sequence[Token], b: Sequence[Token]) -> bool:
    """Whether the longer one is the shorter one with layers inserted, and not other calls alone."""
    short, long = sorted((a, b), key=len)
    layers_short, layers_long = (sum(token[1] is not None for token in tokens) for tokens in (short, long))
    rest = iter(long)
    return layers_short < layers_long and all(token in rest for token in short)


def _inside(graph: NetworkGraph) -> Counter[str]:
    """How many calls without a main weight lie on residual branches, by kind."""
    on_branches = {call for skip in graph.skips for call in skip.residual}
    return Counter(kind_of(graph.calls[call]) for call in on_branches if graph.calls[call].weight is None)


def _texts(
    left: Counter[str] | None, right: Counter[str] | None, in_left: Counter[str], in_right: Counter[str], kind: str
) -> tuple[str, str]:
    """Each side's types; with their numbers where both have the same ones, and how many of these lie on residual
    branches where that differs by more: a transformer's norms stand before its branches or behind its additions."""
    counted = set(left or ()) == set(right or ())
    a, b = (_text(side or Counter(), counted=counted) for side in (left, right))
    if a == b:
        return "in one place", "in another"
    more = (left or Counter()).total() - (right or Counter()).total()
    if counted and abs(in_left[kind] - in_right[kind] - more) > abs(more):
        return f"{a}, {in_left[kind]} on residual branches", f"{b}, {in_right[kind]} on them"
    return a, b


def _text(types: Counter[str], *, counted: bool) -> str:
    names = (f"{count} × {_NAMES.get(t, t)}" if counted else _NAMES.get(t, t) for t, count in sorted(types.items()))
    return ", ".join(names) or "none"
