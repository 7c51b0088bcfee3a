"""A step in its phases: the numbers of a whole step to the bit, and values that an independent computation gives."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from explorer.runs.gate_script import GateMove
from explorer.runs.phases import PHASES, PhaseValues
from explorer.runs.snapshot import ABSENT, Snapshot, merged
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session

TRAINING = TrainingSpec(epochs=1, batch_size=256, device="cpu", probe_every=1)  # 5 steps


def spec(name: str = "resnet-8", *, norm: str = "batch", **training: object) -> RunSpec:
    network = NetworkSpec(name=name, width=2, norm=norm, input_shape=(1, 8, 8))
    return RunSpec(network=network, training=replace(TRAINING, **training))


def never(_: int) -> bool:
    return False


def whole(run: Session, by_phases: set[int], phases: int = 4) -> Snapshot:
    """A run to its end; of the steps in `by_phases` so many phases are done alone."""
    found: list[Snapshot | None] = []
    while run.outcome is None:
        if run.steps in by_phases:
            step = run.steps
            for _ in range(phases):
                found.append(run.phase(never)[1])
            if run.steps > step:
                continue
        found.append(run.advance(never))
    return merged([snapshot for snapshot in found if snapshot is not None])


def bits(snapshot: Snapshot) -> Iterator[bytes]:
    """Every number of a run but the seconds."""
    yield from (snapshot.loss.tobytes(), snapshot.accuracy.tobytes(), repr(snapshot.epochs).encode())
    yield from (snapshot.layers[name].tobytes() for name in sorted(snapshot.layers))
    for probe in snapshot.probes:
        yield from (probe.values[name].tobytes() for name in sorted(probe.values))
    yield repr(snapshot.interventions).encode()


@pytest.mark.parametrize("phases", [1, 2, 3, 4])
def test_a_run_is_the_same_to_the_bit_however_its_steps_are_done(phases: int) -> None:
    moved = (GateMove(first=3, skips="skip1", gate=0.0),)
    each = spec(clip=0.5, interventions=moved)
    one, other = Session(each), Session(each)
    assert list(bits(whole(one, set()))) == list(bits(whole(other, {0, 2, 3, 4}, phases)))
    for a, b in zip(one.network.module.state_dict().values(), other.network.module.state_dict().values(), strict=True):
        assert torch.equal(a, b)


@pytest.mark.parametrize("name", ["stochastic-8", "vit-2"])
def test_a_network_that_draws_or_attends_is_the_same_too(name: str) -> None:
    """Random numbers drawn elsewhere between two phases change nothing."""
    each = spec(name, norm="layer" if "vit" in name else "batch")
    one, other = Session(each), Session(each)
    first = whole(one, set())
    found = []
    while other.outcome is None:
        torch.rand(3)
        found.append(other.phase(never)[1])
    assert list(bits(first)) == list(bits(merged([snapshot for snapshot in found if snapshot is not None])))


def in_float64(run: Session, images: Tensor, labels: Tensor) -> tuple[float, list[float], list[float], list[Tensor]]:
    """Loss, RMS of every layer's output and of the loss's gradient with respect to it, and of the weights: by adding a
    zero to every output and differentiating with respect to that zero."""
    module = deepcopy(run.network.module).double()
    outputs: list[Tensor] = []
    zeros: list[Tensor] = []

    def adding(layer: torch.nn.Module, _: object, output: Tensor) -> Tensor:
        outputs.append(output.detach().clone())
        zeros.append(torch.zeros_like(output, requires_grad=True))
        return output + zeros[-1]

    calls = [run.graph.calls[call].path for call in run.graph.layers]
    layers = [module.get_submodule(path) for path in calls]
    for layer in layers:
        layer.register_forward_hook(adding)
    loss = functional.cross_entropy(module(images.double()), labels)
    weights = [layer.weight for layer in layers]
    found = torch.autograd.grad(loss, [*zeros, *weights])

    def rms(values: Tensor) -> float:
        return float(values.square().mean().sqrt())

    gradients = found[: len(zeros)]
    return loss.item(), [rms(y) for y in outputs], [rms(g) for g in gradients], list(found[len(zeros) :])


@pytest.mark.parametrize(("name", "norm"), [("resnet-8", "batch"), ("plain-8", "none")])
def test_values_are_those_of_an_independent_computation(name: str, norm: str) -> None:
    run = Session(spec(name, norm=norm, weight_decay=1e-3, lr=0.03))
    images, labels = next(iter(run.batches.train(0)))
    loss, outputs, gradients, of_weights = in_float64(run, images, labels)
    before = [weight.detach().double().clone() for weight in run.network.layer_weights()]
    found = [run.phase(never)[0] for _ in PHASES]
    assert [each.phase for each in found] == list(PHASES)
    assert [each.step for each in found] == [0] * 4
    assert found[0].loss is None
    assert [each.loss for each in found[1:]] == pytest.approx([loss] * 3, rel=1e-5)
    for each, expected in zip(found[:3], (outputs, outputs, gradients), strict=True):
        np.testing.assert_allclose(each.values, expected, rtol=2e-4, err_msg=each.phase)
    updates = [0.03 * (g + 1e-3 * w) for g, w in zip(of_weights, before, strict=True)]  # SGD's first step
    expected = [float(u.norm() / w.norm()) for u, w in zip(updates, before, strict=True)]
    np.testing.assert_allclose(found[3].values, expected, rtol=2e-4)


def test_what_no_gradient_reaches_is_absent_and_what_the_loss_does_not_need_is_zero() -> None:
    run = Session(spec())
    for parameter in run.network.module.parameters():
        parameter.requires_grad_(False)
    last = run.graph.calls[run.graph.layers[-1]].path
    run.network.module.get_submodule(last).weight.requires_grad_(True)
    found: list[PhaseValues] = [run.phase(never)[0] for _ in PHASES[:3]]
    assert (found[2].values[:-1] == ABSENT).all()
    assert found[2].values[-1] > 0


def test_between_two_phases_nothing_else_may_go_on() -> None:
    run = Session(spec())
    run.phase(never)
    assert run.halfway
    with pytest.raises(RuntimeError, match="Step 0 is under way"):
        run.state()
    with pytest.raises(RuntimeError, match="Step 0 is under way"):
        run.look(lambda network, batches: None)
    run.advance(never)
    assert (run.halfway, run.steps) == (False, 1)
    run.state() if run.flush() else None


def test_time_between_two_phases_is_no_training_time(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Session(spec())
    run.advance(never)
    now = [1000.0]
    monkeypatch.setattr("explorer.training.session.time.perf_counter", lambda: now[0])
    for module in ("step_in_phases", "probing"):
        monkeypatch.setattr(f"explorer.training.{module}.perf_counter", lambda: now[0])
    before, spent = run.seconds, run._probing.schedule.state().run.seconds
    for _ in PHASES:
        run.phase(never)
        now[0] += 60
    assert run.seconds == before
    assert run._probing.schedule.state().run.seconds == spent
