"""What a forward pass in training mode changes is put back, whatever happens in it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch
from torch import nn

from explorer.training.undisturbed import undisturbed

CPU = torch.device("cpu")


def network(module: nn.Module) -> SimpleNamespace:
    return SimpleNamespace(module=module, own=None)


def test_buffers_and_random_state_come_back_even_after_an_error():
    module = nn.Sequential(nn.BatchNorm1d(3), nn.Dropout())
    kept = [buffer.clone() for buffer in module.buffers()]
    state = torch.get_rng_state()
    changed = []

    def failing() -> None:
        with undisturbed(network(module), CPU, 1):
            module(torch.randn(4, 3))
            changed.append(not torch.equal(next(module.buffers()), kept[0]))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert changed == [True]
    assert all(torch.equal(buffer, before) for buffer, before in zip(module.buffers(), kept, strict=True))
    assert torch.equal(torch.get_rng_state(), state)


def test_random_numbers_inside_are_those_of_the_seed():
    drawn = []
    for seed in (1, 2, 1):
        torch.rand(3)
        with undisturbed(network(nn.Identity()), CPU, seed):
            drawn.append(torch.rand(4))
    assert torch.equal(drawn[0], drawn[2])
    assert not torch.equal(drawn[0], drawn[1])
