"""Steps, instruments and probes on a device that is not the CPU: nothing left on the CPU, nothing waited for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch

from explorer.runs.snapshot import Snapshot, merged
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train
from explorer.training.checkpoint_file import read, write
from explorer.training.start import Start
from tests.pretend_cuda import CUDA, OnCuda, pretending

STEPS = 4
NETWORKS = (
    NetworkSpec(name="resnet-8", width=4),
    NetworkSpec(name="rezero-8", width=4, norm="group"),
    NetworkSpec(name="resnet-bottleneck-11", width=4),
    NetworkSpec(name="stochastic-8", width=4),
    NetworkSpec(name="highway-8", width=4),
    NetworkSpec(name="vit-2", width=4),
)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A pretended GPU, and what waited for it."""
    with pretending(monkeypatch) as found:
        yield found


def _spec(network: NetworkSpec, device: str = "cuda") -> RunSpec:
    return RunSpec(network=network, training=TrainingSpec(epochs=1, lr=0.01, batch_size=16, device=device))


def _trained(spec: RunSpec, steps: int = STEPS) -> Snapshot:
    session = Session(spec)
    made = [s for s in islice(train(session, lambda waiting: waiting >= STEPS), steps) if s is not None]
    return merged(made)


@pytest.mark.parametrize("network", NETWORKS, ids=lambda n: f"{n.name} {n.norm}")
def test_a_device_measures_what_the_cpu_measures(network: NetworkSpec, monkeypatch: pytest.MonkeyPatch) -> None:
    with pretending(monkeypatch) as waits:
        steps = train(session := Session(_spec(network)), lambda waiting: False)
        next(steps)  # uploads the epoch's order, and is probed
        waits.clear()
        assert [next(steps) for _ in range(STEPS - 1)] == [None] * (STEPS - 1)
        assert waits == []
        there = session.flush()
    assert there is not None
    here = _trained(_spec(network, "cpu"))
    np.testing.assert_allclose(there.loss, here.loss, rtol=1e-3)
    for name, readings in here.layers.items():
        np.testing.assert_allclose(there.layers[name], readings, rtol=2e-2, atol=1e-5, err_msg=name)
    for name, readings in here.probes[0].values.items():
        np.testing.assert_allclose(there.probes[0].values[name], readings, rtol=1e-2, atol=1e-3, err_msg=name)


def test_a_run_goes_on_from_a_checkpoint(waits: list[str], tmp_path: Path) -> None:
    spec = _spec(NETWORKS[0])
    session = Session(spec)
    for _ in range(2):
        session.advance(lambda waiting: False)
    session.flush()
    write(session.state(), tmp_path / "2.safetensors")
    again = Session(spec, start=Start(read(tmp_path / "2.safetensors")))
    found = [list(islice(train(run, lambda waiting: waiting >= 2), 2))[-1] for run in (session, again)]
    np.testing.assert_array_equal(found[0].loss, found[1].loss)
    for name, readings in found[0].layers.items():
        np.testing.assert_array_equal(readings, found[1].layers[name], name)


def test_steps_between_snapshots_wait_for_nothing_and_a_snapshot_is_one_transfer(waits: list[str]) -> None:
    spec = _spec(NETWORKS[0])
    session = Session(replace(spec, training=replace(spec.training, probe_every=1000)))
    steps = train(session, lambda waiting: waiting >= STEPS)
    next(steps)  # uploads the epoch's order, and probes
    waits.clear()
    assert [next(steps) for _ in range(STEPS - 2)] == [None] * (STEPS - 2)
    assert waits == []
    assert next(steps) is not None
    assert waits == ["cpu"]


def test_a_gate_that_moves_waits_for_nothing(waits: list[str]) -> None:
    session = Session(_spec(NETWORKS[0]))
    steps = train(session, lambda waiting: False)
    next(steps)
    waits.clear()
    session.set_gate(session.graph.skips[0].id, 0.0)
    next(steps)
    assert "item" not in waits
    assert "cpu" not in waits


class TestThePretendedDevice:
    """The instrument of these tests itself."""

    def test_refuses_a_tensor_left_on_the_cpu(self, waits: list[str]) -> None:
        there = torch.ones(3).to("cuda")
        with pytest.raises(RuntimeError, match="expected all tensors on cuda"):
            _ = there + torch.ones(3)

    def test_takes_scalars_of_the_cpu(self, waits: list[str]) -> None:
        assert isinstance(torch.ones(3).to("cuda") * torch.tensor(2.0), OnCuda)

    @pytest.mark.parametrize("read", [torch.Tensor.item, bool, float, torch.Tensor.cpu, torch.Tensor.tolist])
    def test_tells_of_every_read(self, waits: list[str], read) -> None:
        there = torch.ones(()).to("cuda") * 2
        waits.clear()
        read(there)
        assert waits

    def test_its_tensors_say_where_they_are_and_take_gradients(self, waits: list[str]) -> None:
        layer = torch.nn.Linear(2, 1).to("cuda")
        layer(torch.ones(4, 2, device="cuda")).sum().backward()
        assert layer.weight.device == CUDA
        assert layer.weight.grad is not None
        assert layer.weight.grad.tolist() == [[4.0, 4.0]]
