"""Tensors in one buffer, laid so that all their norms take a few operations."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import torch
from torch import Tensor


class Layout:
    """How tensors of given shapes lie in a row of `total` numbers: those of one size side by side.

    The 56 norms of ResNet-56 are then seven operations.
    """

    def __init__(self, tensors: Sequence[Tensor]) -> None:
        sizes = [t.numel() for t in tensors]
        self._order = sorted(range(len(sizes)), key=sizes.__getitem__)
        self._like = [tensors[i] for i in self._order]
        self._sizes = [sizes[i] for i in self._order]
        places = sorted(range(len(sizes)), key=self._order.__getitem__)
        self._places = torch.tensor(places, device=tensors[0].device)

    def buffer(self, rows: int) -> Tensor:
        """Memory for `rows` values of every element, (rows, total)."""
        return self._like[0].new_empty(rows, sum(self._sizes))

    def pieces(self, row: Tensor) -> list[Tensor]:
        """The tensors in the memory of a row, in the order in which they lie there; for `copy`."""
        # the strides of the original make the copying one of memory as it lies
        return [
            piece.as_strided(t.shape, t.stride(), piece.storage_offset()) if _dense(t) else piece.view(t.shape)
            for piece, t in zip(row.split(self._sizes), self._like, strict=True)
        ]

    def copy(self, pieces: Sequence[Tensor], tensors: Sequence[Tensor]) -> None:
        """Give the pieces of a row the values of tensors, which come in their own order."""
        torch._foreach_copy_(list(pieces), [tensors[i] for i in self._order])

    def lying(self, tensors: Sequence[Tensor]) -> list[Tensor]:
        """Each tensor's memory, in the order of a row; for `gather`, which then looks at nothing else of them."""
        views = [t.as_strided((t.numel(),), (1,)) if _dense(t) else t for t in tensors]
        return [views[i] for i in self._order]

    def gather(self, row: Tensor, lying: Sequence[Tensor]) -> None:
        """Give a row the values of these tensors. Faster than `copy`, but only for tensors that stay where they are."""
        torch.cat([t if t.ndim == 1 else t.reshape(-1) for t in lying], out=row)

    def parts(self, rows: Tensor) -> list[Tensor]:
        """The tensors of each size in the memory of some rows, (rows, how many, size); for `norms`."""
        counts = [(size, len(list(same))) for size, same in groupby(self._sizes)]
        parts = rows.split([size * count for size, count in counts], -1)
        return [part.unflatten(-1, (count, size)) for part, (size, count) in zip(parts, counts, strict=True)]

    def norms(self, parts: Sequence[Tensor], dtype: torch.dtype | None = None) -> Tensor:
        """Euclidean norm of each tensor in each row, float32 (rows, L), the tensors in their own order; squares are
        added in `dtype`."""
        found = [torch.linalg.vector_norm(part, dim=-1, dtype=dtype) for part in parts]
        return torch.cat(found, -1).index_select(-1, self._places).float()

    def by_size(self, values: Tensor) -> list[Tensor]:
        """A number for each tensor, in their own order, as one vector for each of the `parts`."""
        lying = values.index_select(0, torch.tensor(self._order, device=values.device))
        return list(lying.split([len(list(same)) for _, same in groupby(self._sizes)]))

    def ordered(self, found: Sequence[Tensor]) -> Tensor:
        """What was found of each of the `parts`, (how many, …), as one row for each tensor in their own order."""
        return torch.cat(list(found)).index_select(0, self._places)


def _dense(tensor: Tensor) -> bool:
    return tensor.is_contiguous() or tensor.is_contiguous(memory_format=torch.channels_last)
