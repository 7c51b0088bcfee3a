"""Weights come back to the bit, whatever memory the tensors share."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_model
from torch import Tensor, nn

from explorer.training.weights_file import load, save


def tied() -> nn.Module:
    """One weight under two names."""
    net = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 3))
    net[1].weight = net[0].weight
    return net


def overlapping() -> nn.Module:
    """Buffers that share a part of their memory."""
    net, table = nn.Linear(3, 3), torch.arange(12.0)
    net.register_buffer("head", table[:8])
    net.register_buffer("tail", table[4:])
    net.register_buffer("turned", table.view(3, 4).t())
    return net


class Extra(nn.Linear):
    """A module with a state of its own that is no tensor."""

    def get_extra_state(self) -> dict[str, int]:
        return {"version": 2}

    def set_extra_state(self, state: dict[str, int]) -> None:
        assert state == {"version": 2}


def mixed() -> nn.Module:
    """Other types, channels last, and an extra state."""
    net = nn.Sequential(nn.Conv2d(2, 4, 3), Extra(3, 3)).to(memory_format=torch.channels_last)
    net.register_buffer("counts", torch.arange(3))
    net.register_buffer("rough", torch.ones(3, dtype=torch.bfloat16))
    net.register_buffer("spectrum", torch.ones(3, dtype=torch.complex64))
    net.register_buffer("nothing", torch.empty(0))
    return net


MAKES = [tied, overlapping, mixed]


def tensors(net: nn.Module) -> dict[str, Tensor]:
    return {name: value for name, value in net.state_dict().items() if isinstance(value, Tensor)}


@pytest.mark.parametrize("make", MAKES)
def test_every_name_comes_back(make, tmp_path: Path) -> None:
    net, path = make(), tmp_path / "a.safetensors"
    save(net, path)
    kept = tensors(net)
    stored = load_file(path)
    assert stored.keys() == kept.keys()
    assert all(torch.equal(stored[name], kept[name]) for name in kept)
    other = make()
    with torch.no_grad():
        for value in tensors(other).values():
            value.zero_()
    load(other, path)
    assert all(torch.equal(value, kept[name]) for name, value in tensors(other).items())
    assert [found.name for found in tmp_path.iterdir()] == ["a.safetensors"]


def test_an_expanded_buffer_is_written_in_full(tmp_path: Path) -> None:
    net = nn.Linear(2, 2)
    net.register_buffer("wide", torch.ones(1).expand(5))
    save(net, tmp_path / "a.safetensors")
    assert load_file(tmp_path / "a.safetensors")["wide"].tolist() == [1.0] * 5


def test_files_of_version_0_3_hold_one_name_of_each_shared_tensor(tmp_path: Path) -> None:
    net, other = tied(), tied()
    save_model(net, str(tmp_path / "a.safetensors"))
    assert len(load_file(tmp_path / "a.safetensors")) == 3
    load(other, tmp_path / "a.safetensors")
    assert torch.equal(other[1].weight, net[0].weight)


@pytest.mark.parametrize("other", [nn.Linear(3, 3, bias=False), nn.Sequential(nn.Linear(3, 3)), nn.Linear(3, 4)])
def test_weights_of_another_network_are_refused(other: nn.Module, tmp_path: Path) -> None:
    save(nn.Linear(3, 3), tmp_path / "a.safetensors")
    with pytest.raises(RuntimeError):
        load(other, tmp_path / "a.safetensors")
