"""Tensors side by side in one buffer."""

import pytest
import torch

from explorer.instruments.flat import Layout


def _tensors() -> list[torch.Tensor]:
    """Of several sizes, two of one size apart from each other, one laid out channels last, one cut from another."""
    generator = torch.Generator().manual_seed(0)
    first, second, third = (torch.randn(4, 3, 3, 3, generator=generator) for _ in range(3))
    cut = torch.randn(6, 8, generator=generator)[:, ::2]
    second = second.contiguous(memory_format=torch.channels_last)
    return [first, torch.randn(5, generator=generator), second, cut, torch.zeros(2, 2), third]


@pytest.mark.parametrize("dtype", [None, torch.float64])
def test_norms_are_those_of_each_tensor_in_its_own_order(dtype):
    tensors = _tensors()
    layout = Layout(tensors)
    rows = layout.buffer(2)
    for factor, row in zip((1, -3), rows, strict=True):
        layout.copy(layout.pieces(row), [factor * t for t in tensors])
    expected = torch.stack([t.double().norm() for t in tensors]).float()
    found = layout.norms(layout.parts(rows), dtype)
    torch.testing.assert_close(found, torch.stack([expected, 3 * expected]), rtol=1e-6, atol=0)


def test_a_row_holds_every_element_once():
    tensors = _tensors()
    layout = Layout(tensors)
    (row,) = layout.buffer(1)
    layout.copy(layout.pieces(row), tensors)
    everything = torch.cat([t.flatten() for t in tensors])
    assert torch.equal(row.sort().values, everything.sort().values)
