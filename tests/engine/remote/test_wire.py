"""Every message crosses a connection as it is; what is no message is refused in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from explorer.choices.figure import FIGURES, Figure
from explorer.engine.commands import Order, Train
from explorer.engine.events import Described, Progress, Started, Watched
from explorer.engine.remote import wire
from explorer.engine.remote.wire import KINDS, WireError, decode, encode
from explorer.graph.model import Call, NetworkGraph, Skip
from explorer.runs.gate_script import GateMove
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Snapshot
from explorer.runs.spec import RunSpec, TrainingSpec

SPECS = st.sampled_from(
    [
        RunSpec(),
        RunSpec(training=TrainingSpec(lr=1e-3, interventions=(GateMove(first=3, skips="stage 2", gate=0.5, last=9),))),
    ]
)
GRAPHS = st.sampled_from(
    [
        NetworkGraph("none", (1, 8, 8), 10, nx.DiGraph(), {}, ()),
        NetworkGraph(
            "two",
            (3, 32, 32),
            10,
            nx.DiGraph([("a", "b")]),
            {name: Call(name, "conv", "Conv2d", f"layer.{name}", (16, 8, 8), 432, weight="w") for name in "ab"},
            (Skip("skip1", "identity", "a", "b", (), (), 1, 1),),
            {"": "Net"},
        ),
    ]
)
FIGURE = st.sampled_from([kind.record for kind in FIGURES])
PLAIN = {
    int: st.integers(-(2**63), 2**64 - 1),
    float: st.floats(),
    str: st.text(max_size=8),
    bool: st.booleans(),
    bytes: st.binary(max_size=9),
    type(None): st.none(),
    Any: st.text(max_size=8) | st.integers(0, 9),
    RunSpec: SPECS,
    type(RunSpec().network): SPECS.map(lambda spec: spec.network),
    NetworkGraph: GRAPHS,
    RunHistory: st.nothing(),
    GateMove: st.just(GateMove(first=3, skips="all", gate=0.0)),
}


def values(hint: Any) -> st.SearchStrategy[Any]:  # noqa: PLR0911
    """Values of a type hint."""
    origin, parts = get_origin(hint), get_args(hint)
    if hint in PLAIN:
        return PLAIN[hint]
    if hint is Figure:
        return FIGURE.flatmap(_figure)
    if isinstance(hint, type) and is_dataclass(hint):
        return made(hint)
    if origin is Literal:
        return st.sampled_from(parts)
    if origin is np.ndarray:
        (kind,) = get_args(parts[1])
        return arrays.arrays(kind, arrays.array_shapes(min_dims=1, max_dims=3, min_side=0, max_side=3))
    if origin is tuple and parts[1:] == (...,):
        return st.lists(values(parts[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, parts))
    if origin is frozenset:
        return st.frozensets(values(parts[0]), max_size=3)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return st.dictionaries(values(parts[0]), values(parts[1]), max_size=2)
    assert origin is Union or type(hint).__name__ == "UnionType", hint
    return st.one_of(*map(values, parts))


def made(kind: type) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: values(hints[field.name]) for field in fields(kind)})


def _figure(kind: type[Figure]) -> st.SearchStrategy[Figure]:
    drawn = {f.name: values(hint) for f in fields(kind) if (hint := get_type_hints(kind)[f.name]) and f.name != "kind"}
    return st.builds(kind, **drawn).filter(_fits)


def _fits(figure: Figure) -> bool:
    try:
        return figure.fits()
    except (ValueError, IndexError, TypeError):
        return False


def same(one: object, other: object) -> bool:  # noqa: PLR0911
    """Equal in every part: NaN is NaN, an array has its type and shape."""
    if isinstance(one, NetworkGraph):
        return isinstance(other, NetworkGraph) and one.to_dict() == other.to_dict()
    if isinstance(one, np.ndarray):
        assert isinstance(other, np.ndarray)
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if is_dataclass(one):
        return type(one) is type(other) and all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    if isinstance(one, Mapping):
        assert isinstance(other, Mapping)
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple):
        assert isinstance(other, tuple)
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) and math.isnan(one):
        return isinstance(other, float) and math.isnan(other)
    return type(one) is type(other) and one == other


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_every_message_comes_as_it_was_sent(kind: type, data: st.DataObject) -> None:
    message = data.draw(made(kind))
    assert same(message, decode(encode(message)))


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_garbage_is_refused(data: bytes) -> None:
    with pytest.raises(WireError):
        decode(data)


GOOD = encode(Progress("a", Snapshot(0, *(np.zeros(2, np.float32),) * 3, {"x": np.zeros((2, 3), np.float32)})))


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
@settings(max_examples=150, deadline=None)
def test_a_damaged_message_is_refused_or_is_another_message(at: int, byte: int) -> None:
    damaged = bytearray(GOOD)
    damaged[at] = byte
    try:
        found = decode(bytes(damaged))
    except WireError:
        return
    assert isinstance(found, tuple(KINDS.values()))


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        (["Reboot", {}], "Reboot"),
        (["Pause", {"now": True}], "unknown setting now"),
        (["Step", {"phase": 1}], "true or false"),
        (["SetGate", {"run_id": "a", "skip": "skip1"}], "gate missing"),
        (["Train", {"orders": [{"run_id": "a", "name": "a", "spec": {"training": {"lr": -1.0}}}]}], "learning rate"),
        (["Described", {"token": 1, "graph": {"name": "x"}}], "missing in the graph"),
        ({"a": 1}, "cannot be read"),
        (["Pause"], "cannot be read"),
        ("Pause", "cannot be read"),
    ],
)
def test_what_a_message_must_not_hold_is_named(tree: object, words: str) -> None:
    with pytest.raises(WireError, match=words):
        decode(msgspec.msgpack.encode(tree))


@pytest.mark.parametrize(
    ("kind", "shape", "size"),
    [
        ("object", [1], 8),
        ("float32", [2**40, 2**40], 4),
        ("float32", [-1], 4),
        ("float32", [1] * 9, 4),
        ("<f4", [1], 4),
    ],
)
def test_an_array_that_cannot_be_is_refused(kind: str, shape: list[int], size: int) -> None:
    head = msgspec.msgpack.encode([kind, shape])
    array = msgspec.msgpack.Ext(1, len(head).to_bytes(2, "little") + head + bytes(size))
    values = {"first_step": 0, "loss": array, "accuracy": array, "seconds": array, "layers": {}}
    with pytest.raises(WireError):
        decode(msgspec.msgpack.encode(["Progress", {"run_id": "a", "snapshot": values}]))


def test_a_list_longer_than_its_bytes_is_refused() -> None:
    with pytest.raises(WireError):
        decode(b"\xdd\xff\xff\xff\xff")
    with pytest.raises(WireError):
        decode(b"\x91" * 100_000)


def test_what_is_too_large_is_not_sent_and_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "LARGEST", 100)
    with pytest.raises(WireError, match=r"Progress has .* bytes; allowed: 100"):
        encode(Progress("a", Snapshot(0, *(np.zeros(50, np.float32),) * 3, {})))
    with pytest.raises(WireError, match="allowed: 100"):
        decode(GOOD)


def test_what_must_stay_in_its_process_is_not_sent() -> None:
    spec, graph = RunSpec(), NetworkGraph("n", (1, 8, 8), 10, nx.DiGraph(), {}, ())
    with pytest.raises(WireError, match="record"):
        encode(Started("a", "a", spec, graph, 1, 1, "CPU", 1, RunHistory("a", spec, graph, 1)))
    with pytest.raises(WireError, match="object"):
        encode(Progress("a", Snapshot(0, *(np.array([None]),) * 3, {})))


def test_the_schema_follows_the_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    before = wire.schema()
    assert before == wire.schema()
    monkeypatch.setattr(wire, "KINDS", {name: kind for name, kind in KINDS.items() if name != "Watched"})
    assert wire.schema() != before


def test_an_array_that_comes_is_ones_own() -> None:
    (order,) = decode(encode(Train((Order("a", "a", RunSpec()),)))).orders
    assert order == Order("a", "a", RunSpec())
    found = decode(GOOD)
    found.snapshot.loss[0] = 1.0
    assert decode(GOOD).snapshot.loss[0] == 0.0
    assert {Described, Watched} <= set(KINDS.values())
    assert replace(found, run_id="b").run_id == "b"
