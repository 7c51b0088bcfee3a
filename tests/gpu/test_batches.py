"""Batches made on a GPU: augmentation computes there what it computes on the CPU."""

from __future__ import annotations

import pytest
import torch

from explorer.datasets.batches import Batches
from explorer.datasets.dataset_registry import Split

pytestmark = [pytest.mark.gpu, pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device")]


def test_a_gpu_makes_the_same_batches() -> None:
    images = torch.randint(0, 256, (40, 3, 8, 8), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))
    labels = torch.arange(40) % 4
    split = Split(images, labels, images[:8], labels[:8], torch.tensor([3.0]), torch.tensor([2.0]))
    here, there = (Batches(split, 8, 5, torch.device(d), augment="crop-flip") for d in ("cpu", "cuda"))
    for (x, y), (other, other_labels) in zip(here.train(0), there.train(0), strict=True):
        assert torch.equal(y, other_labels.cpu())
        torch.testing.assert_close(other.cpu(), x)
