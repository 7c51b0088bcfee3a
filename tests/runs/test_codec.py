"""Numbers and settings survive the way to disk and back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from explorer.choices.init import INITS
from explorer.choices.norm import NORMS
from explorer.graph.model import NetworkGraph
from explorer.runs import codec
from explorer.runs.snapshot import EpochResult, Intervention, Outcome, Probe, Snapshot
from explorer.runs.spec import SHORTCUTS, NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore

floats32 = st.floats(width=32, allow_nan=True, allow_infinity=True)
numbers = st.floats(allow_nan=False)


@st.composite
def snapshots(draw: st.DrawFn) -> list[Snapshot]:
    """Consecutive snapshots of one run with two instruments."""
    width, first, made = 4, 0, []  # the layers of small_graph
    for count in draw(st.lists(st.integers(1, 6), min_size=1, max_size=4)):
        column = arrays(np.float32, (count,), elements=floats32)
        rows = arrays(np.float32, (count, width), elements=floats32)
        layers = {name: draw(rows) for name in ("gradient-rms", "a norm")}
        epochs = (EpochResult(len(made) + 1, first, *draw(st.tuples(numbers, numbers, numbers, numbers))),)
        gates = (Intervention(first, "skip1", draw(st.floats(0, 1))),)
        probes = tuple(
            Probe(first + i, {"image-std": draw(arrays(np.float32, (width,), elements=floats32))}, 3, 0.25, 0.5)
            for i in range(count)
            if first + i == 0 or draw(st.booleans())
        )
        made.append(Snapshot(first, draw(column), draw(column), draw(column), layers, epochs, gates, probes))
        first += count
    return made


@settings(deadline=None, max_examples=40)
@given(snapshots())
def test_any_snapshots_come_back_bit_by_bit(small_graph: NetworkGraph, made: list[Snapshot]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = RunStore(folder)
        store.create("a", "x", RunSpec(), small_graph, 24, "CPU")
        for snapshot in made:
            store.append("a", snapshot)
        store.flush()
        back = store.history("a")
        store.close()
    for column in ("loss", "accuracy", "seconds"):
        expected = np.concatenate([getattr(s, column) for s in made])
        np.testing.assert_array_equal(getattr(back, column).view(np.uint32), expected.view(np.uint32))
    assert back.instruments == ("gradient-rms", "a norm", "image-std")
    for name in back.instruments[:2]:
        np.testing.assert_array_equal(back.readings(name), np.concatenate([s.layers[name] for s in made]))
    probes = [p for s in made for p in s.probes]
    assert back.probe_steps.tolist() == [p.step for p in probes]
    np.testing.assert_array_equal(back.readings("image-std"), [p.values["image-std"] for p in probes])
    assert (back.probe.step, back.probe.every, back.probe.probe_cost, back.probe.step_cost) == (
        probes[-1].step, 3, 0.25, 0.5,
    )  # fmt: skip
    assert back.epochs == [e for s in made for e in s.epochs]
    assert back.interventions == [i for s in made for i in s.interventions]


@given(
    st.builds(
        NetworkSpec,
        name=st.text(max_size=20),
        width=st.integers(1, 1024),
        norm=st.sampled_from(NORMS.names()),
        init=st.sampled_from(INITS.names()),
        shortcut=st.sampled_from(SHORTCUTS),
        zero_gamma=st.booleans(),
        skips=st.sampled_from(("default", "on", "off")) | st.lists(st.text(max_size=8), max_size=4).map(tuple),
        input_shape=st.tuples(*[st.integers(1, 512)] * 3),
        classes=st.integers(2, 1000),
    ),
    st.builds(TrainingSpec, lr=st.floats(1e-9, 1000), seed=st.integers(0, 2**31 - 1), dataset=st.text(max_size=9)),
)
def test_any_spec_comes_back(network: NetworkSpec, training: TrainingSpec) -> None:
    spec = RunSpec(network=network, training=training)
    assert codec.decode_spec(codec.encode_spec(spec)) == spec


def test_a_graph_comes_back(small_graph: NetworkGraph) -> None:
    back = codec.decode_graph(codec.encode_graph(small_graph))
    assert replace(back, dag=small_graph.dag) == small_graph
    assert list(back.dag.edges) == list(small_graph.dag.edges)
    assert back.layers == small_graph.layers


def test_an_outcome_comes_back() -> None:
    outcome = Outcome("diverged", 3, 0.5, "loss is inf", float("inf"), None, 0.25)
    assert codec.decode_outcome(codec.encode_outcome(outcome)) == outcome


@pytest.mark.parametrize("decode", [codec.decode_spec, codec.decode_outcome])
@pytest.mark.parametrize("text", ["", "null", "[]", "{", '{"network": 1}', '{"training": {"odd": 1}}', "7"])
def test_damaged_text_is_told(decode: Callable[[str], object], text: str) -> None:
    with pytest.raises(codec.DamagedError):
        decode(text)


@given(st.binary(max_size=50))
def test_damaged_graphs_are_told(data: bytes) -> None:
    with pytest.raises(codec.DamagedError, match="network graph"):
        codec.decode_graph(data)


def test_rows_of_the_wrong_size_are_told() -> None:
    with pytest.raises(codec.DamagedError, match=r"8 bytes for shape \(3,\)"):
        codec.decode_rows(3, None, b"12345678")


@pytest.mark.parametrize(
    ("count", "width"), [(-1, None), (1, -1), (-1, -1), ("1", None), (1, "1"), (True, None), (1.0, None)]
)
def test_sizes_that_are_no_numbers_of_rows_are_told(count: object, width: object) -> None:
    with pytest.raises(codec.DamagedError):
        codec.decode_rows(count, width, b"\0" * 4)
