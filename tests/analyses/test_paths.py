"""Gradients by single paths against each path walked alone, and all of them together against the whole gradient."""

from __future__ import annotations

from itertools import product

import pytest
import torch
from torch.nn import functional

from explorer.analyses.paths import PathError, Paths, forced, open_junctions
from tests.analyses.test_signals import padded


def alone(network, images: torch.Tensor, labels: torch.Tensor, through: tuple[bool, ...], gate: float) -> torch.Tensor:
    """The gradient by one path, block by block: the other branch's values are constants."""
    part, x = network.module.get_submodule, images.clone().requires_grad_()
    start = x
    x = part("stem.norm")(part("stem.conv")(x)).relu()
    for stage, residual in zip(("stage1.0", "stage2.0", "stage3.0"), through, strict=True):
        inner = part(f"{stage}.first.norm")(part(f"{stage}.first.conv")(x)).relu()
        out = part(f"{stage}.second.norm")(part(f"{stage}.second.conv")(inner))
        short = gate * (x if stage == "stage1.0" else padded(x))
        x = ((out + short.detach()) if residual else (out.detach() + short)).relu()
    scores = part("head")(x.mean((2, 3)))
    return torch.autograd.grad(functional.cross_entropy(scores, labels, reduction="sum"), start)[0]


@pytest.mark.parametrize("gate", [1.0, 0.5])
def test_every_path_and_their_sum(subject_of, gate: float) -> None:
    subject = subject_of(trained=True)
    network, batch = subject.network(), subject.training_batch(5)
    for skip in network.graph.skip:
        network.set_gate(skip, gate)
    paths = Paths(network, open_junctions(network), batch, None)
    network.module.eval()
    total = torch.zeros_like(batch[0])
    for through in product((False, True), repeat=3):
        found = paths.gradient(torch.tensor([through] * 5))
        assert torch.allclose(found, alone(network, *batch, through, gate), rtol=1e-3, atol=1e-6)
        total += found
    whole = paths.gradient(None)
    assert whole.abs().max() > 1e-3
    assert torch.allclose(total, whole, rtol=1e-3, atol=1e-6)


def test_each_image_has_a_path_of_its_own(subject_of) -> None:
    subject = subject_of(trained=True)
    paths = Paths(network := subject.network(), open_junctions(network), subject.training_batch(8), None)
    every = torch.tensor(list(product((False, True), repeat=3)))
    mixed = paths.gradient(every)
    for row, through in enumerate(every):
        assert torch.allclose(mixed[row], paths.gradient(through.repeat(8, 1))[row], rtol=1e-4, atol=1e-8)


def test_the_network_is_left_without_hooks_and_in_training_mode(subject_of) -> None:
    subject = subject_of(trained=True)
    network = subject.network()
    Paths(network, open_junctions(network), subject.training_batch(4), None)
    assert network.module.training
    assert not any(module._forward_pre_hooks for module in network.module.modules())


@pytest.mark.parametrize(("name", "choices", "always"), [("resnet-8", 3, 0), ("plain-8", 0, 3), ("preact-8", 3, 0)])
def test_a_skip_that_is_off_is_no_choice(subject_of, name: str, choices: int, always: int) -> None:
    network = subject_of(name).network()
    assert (len(open_junctions(network)), forced(network)) == (choices, always)


def test_a_closed_gate_is_no_choice(subject_of) -> None:
    network = subject_of().network()
    network.set_gate("skip2", 0)
    assert (len(open_junctions(network)), forced(network)) == (2, 1)


def test_joined_maps_have_no_such_paths(subject_of) -> None:
    network = subject_of("densenet121", stem="small").network()
    with pytest.raises(PathError, match="densenet121 joins its skips by concatenation"):
        open_junctions(network)


def test_branches_without_an_open_skip_are_forced(subject_of) -> None:
    """One gate closed, then a network whose projections were left out with their skips."""
    network = subject_of().network()
    assert forced(network) == 0
    network.set_gate("skip2", 0)
    assert forced(network) == 1
    assert forced(subject_of(shortcut="B", skips="off").network()) == 3
