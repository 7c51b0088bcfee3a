"""Sorting numbers into the bins of histograms."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from explorer.runs.snapshot import BINS, DECADES, REACH

# From float32's smallest normal number on: what is below counts as 0, as training computes it.
EDGES = (torch.finfo(torch.float32).tiny, *(10.0**decade for decade in range(DECADES[0], DECADES[1] + 1)))
AT_ONCE = 1 << 22
"""Numbers sorted into bins at once: a fully connected layer of VGG-16 has 103 million."""

_MAGNITUDE, _EXPONENT = 0x7FFFFFFF, 23  # of a float32's bits
_tables: dict[torch.device, tuple[Tensor, Tensor]] = {}

Sort = Callable[[Tensor], Tensor]
"""Numbers → the bin of each, int32 of the same shape."""


def decades(numbers: Tensor) -> Tensor:
    """The bin of each number's magnitude as in runs.snapshot, exactly.

    A power of two has at most one edge of a decade: two small tables tell the bin in a quarter of the time that
    searching among the edges takes.
    """
    lowest, edges = _table(numbers.device)
    bits = numbers.float().view(torch.int32) & _MAGNITUDE
    exponents = (bits >> _EXPONENT).flatten()
    above = bits.flatten() >= edges.index_select(0, exponents)
    return lowest.index_select(0, exponents).add_(above).view(numbers.shape)


def multiples(numbers: Tensor) -> Tensor:
    """The bin of each number on the scale of multiples of runs.snapshot; `numbers` are multiples of the unit."""
    halves = numbers.float() * 2
    places = (halves.trunc() + halves.sign()).clamp_(-REACH - 1, REACH + 1)
    return places.nan_to_num_(REACH + 2).add_(REACH + 1).to(torch.int32)


def shares(rows: Tensor, sort: Sort) -> Tensor:
    """The share of each row's numbers (rows, count) in each bin, float32 (rows, BINS)."""
    first = torch.arange(len(rows), dtype=torch.int32, device=rows.device)[:, None] * BINS
    pieces = rows.split(max(1, AT_ONCE // len(rows)), 1)
    counts = [torch.bincount((sort(p) + first).flatten(), minlength=len(rows) * BINS) for p in pieces]
    return sum(counts[1:], counts[0]).view(len(rows), BINS).float() / rows.shape[1]


def _table(device: torch.device) -> tuple[Tensor, Tensor]:
    """For each exponent the lowest bin, and the bits of the edge from which on it is the next one."""
    if device not in _tables:
        edges = torch.tensor(EDGES)
        starts = torch.arange(255, dtype=torch.int32) << _EXPONENT
        lowest = torch.bucketize(starts.view(torch.float32), edges, right=True, out_int32=True)
        upper = torch.cat((edges.view(torch.int32), torch.tensor([_MAGNITUDE], dtype=torch.int32)))
        # NaN may have any bits: an edge that all of them are above, from the bin before the last
        wild = torch.tensor([BINS - 2], dtype=torch.int32), torch.tensor([0], dtype=torch.int32)
        both = torch.cat((lowest, wild[0])), torch.cat((upper[lowest.long()], wild[1]))
        _tables[device] = both[0].to(device), both[1].to(device)
    return _tables[device]
