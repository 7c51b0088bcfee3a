"""A split resident on the device, handed out in batches whose order depends on the seed alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from explorer.choices.augmentation import AUGMENTATIONS
from explorer.datasets.dataset_registry import Split
from explorer.random_state import mixed
from explorer.registry import SpecError

TEST_BATCH = 256
_MOVES, _FIXED = 1, 2
Batch = tuple[Tensor, Tensor]


class Batches:
    """Training batches (images (B, C, H, W), labels (B,)) in an order fixed by (seed, epoch), and test batches.

    Order and augmentation come from CPU generators of their own, so two networks of one seed see the same
    batches on any device. The last, partial batch of an epoch is dropped; the next epoch's order brings its
    images back. Only training batches are augmented.
    """

    def __init__(
        self,
        split: Split,
        batch_size: int,
        seed: int,
        device: torch.device,
        memory_format: torch.memory_format = torch.contiguous_format,
        *,
        augment: str = "none",
    ) -> None:
        if batch_size > len(split.train_x):
            raise SpecError(
                f"batch size is {batch_size}; allowed: at most {len(split.train_x)}, the size of the training split."
            )
        self.batch_size = batch_size
        self._seed = seed
        self._format = memory_format
        self._augment = AUGMENTATIONS[augment]
        self._split = Split(*(part.to(device) for part in split))
        self.steps_per_epoch = len(split.train_x) // batch_size

    def class_shares(self, classes: int) -> Tensor:
        """The share of each class in the training split, (classes,), float32, on the CPU."""
        counts = torch.bincount(self._split.train_y, minlength=classes).cpu()
        return counts.float() / counts.sum()

    def order(self, epoch: int) -> Tensor:
        """Which training image stands where in `epoch` (counted from 0): a permutation, int64, on the CPU."""
        return torch.randperm(len(self._split.train_x), generator=_generator(self._seed, epoch))

    def drawn(self, epoch: int) -> Sequence[Tensor]:
        """What the augmentation draws for the image at each place of the order of `epoch`, on the CPU."""
        if self._augment.draw is None:
            return ()
        height, width = self._split.train_x.shape[2:]
        used = self.steps_per_epoch * self.batch_size
        return self._augment.draw(used, (height, width), _generator(self._seed, epoch, _MOVES))

    def train(self, epoch: int, first: int = 0) -> Iterator[Batch]:
        """The batches `first` … `steps_per_epoch` − 1 of one epoch (counted from 0), all full."""
        device = self._split.train_x.device
        order = self.order(epoch).to(device).split(self.batch_size)[first : self.steps_per_epoch]
        if self._augment.draw is None:
            for chosen in order:
                images, labels = self._chosen(chosen)
                yield self._standardized(images, self._format), labels
            return
        drawn = (part.to(device).split(self.batch_size)[first:] for part in self.drawn(epoch))
        for chosen, *how in zip(order, *drawn, strict=True):
            images, labels = self._chosen(chosen)
            images = self._augment.apply(self._standardized(images, torch.channels_last), how)
            yield images.contiguous(memory_format=self._format), labels

    def fixed(self, size: int) -> Batch:
        """`size` training images (all, where there are fewer) and labels, drawn by the seed: the same at every call,
        and never augmented."""
        drawn = torch.randperm(len(self._split.train_x), generator=_generator(self._seed, 0, _FIXED))[:size]
        images, labels = self._chosen(drawn.to(self._split.train_x.device))
        return self._standardized(images, self._format), labels

    def prepared(self, images: Tensor) -> Tensor:
        """Images (N, C, H, W) as the split has them, on any device, as a network gets them."""
        return self._standardized(images.to(self._split.mean.device), self._format)

    @property
    def split(self) -> Split:
        """The split, on the device."""
        return self._split

    @property
    def test_batches(self) -> int:
        """How many batches the test split has."""
        return -(-len(self._split.test_x) // TEST_BATCH)

    def test(self) -> Iterator[Batch]:
        """The whole test split, in order; the last batch may be smaller."""
        for images, labels in zip(
            self._split.test_x.split(TEST_BATCH), self._split.test_y.split(TEST_BATCH), strict=True
        ):
            yield self._standardized(images, self._format), labels

    def _chosen(self, rows: Tensor) -> Batch:
        return self._split.train_x.index_select(0, rows), self._split.train_y.index_select(0, rows)

    def _standardized(self, images: Tensor, memory_format: torch.memory_format) -> Tensor:
        # Laid out anew while a pixel is still one byte, then widened and changed in place; floats may be the split's.
        images = images.contiguous(memory_format=memory_format)
        if images.dtype == torch.float32:
            return images.sub(self._split.mean).div_(self._split.deviation)
        return images.to(torch.float32).sub_(self._split.mean).div_(self._split.deviation)


def _generator(*key: int) -> torch.Generator:
    return torch.Generator().manual_seed(mixed(*key))
