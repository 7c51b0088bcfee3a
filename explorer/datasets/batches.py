"""A split resident on the device, handed out in batches whose order depends on the seed alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from explorer.datasets.registry import Split
from explorer.runs.spec import SpecError

TEST_BATCH = 256
Batch = tuple[Tensor, Tensor]


class Batches:
    """Training batches (images (B, C, H, W), labels (B,)) in an order fixed by (seed, epoch), and test batches.

    The order comes from a CPU generator of its own, so two networks of one seed see the same batches on
    any device. The last, partial batch of an epoch is dropped; the next epoch's order brings its images back.
    """

    def __init__(
        self,
        split: Split,
        batch_size: int,
        seed: int,
        device: torch.device,
        memory_format: torch.memory_format = torch.contiguous_format,
    ) -> None:
        if batch_size > len(split.train_x):
            raise SpecError(
                f"batch size is {batch_size}; allowed: at most {len(split.train_x)}, the size of the training split."
            )
        self._batch_size = batch_size
        self._seed = seed
        self._format = memory_format
        self._split = Split(*(part.to(device) for part in split))
        self.steps_per_epoch = len(split.train_x) // batch_size

    def order(self, epoch: int) -> Tensor:
        """Which training image stands where in `epoch` (counted from 0): a permutation, int64, on the CPU."""
        # torch's CPU generator uses only the low 32 bits of its seed, so the pair is hashed into them.
        (mixed,) = np.random.SeedSequence((self._seed, epoch)).generate_state(1)
        generator = torch.Generator().manual_seed(int(mixed))
        return torch.randperm(len(self._split.train_x), generator=generator)

    def train(self, epoch: int) -> Iterator[Batch]:
        """The batches of one epoch (counted from 0): `steps_per_epoch` of them, all full."""
        order = self.order(epoch).to(self._split.train_x.device)
        for chosen in order.split(self._batch_size)[: self.steps_per_epoch]:
            images = self._standardised(self._split.train_x.index_select(0, chosen))
            yield images, self._split.train_y.index_select(0, chosen)

    def test(self) -> Iterator[Batch]:
        """The whole test split, in order; the last batch may be smaller."""
        for images, labels in zip(
            self._split.test_x.split(TEST_BATCH), self._split.test_y.split(TEST_BATCH), strict=True
        ):
            yield self._standardised(images), labels

    def _standardised(self, images: Tensor) -> Tensor:
        images = (images.float() - self._split.mean) / self._split.deviation
        return images.contiguous(memory_format=self._format)
