"""A dataset looked at without training: some of its images, and what there is to say about it."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from explorer.datasets.dataset_lookup import find
from explorer.datasets.dataset_registry import SPLIT_SEED, Dataset
from explorer.number_text import size
from explorer.runs.folders import FOLDER


def sample(name: str, count: int, seed: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """At most `count` training images of dataset `name`, drawn by `seed`: (n, H, W, C) in 0–255, and labels (n,).

    Bytes are as stored, spread to 255 where white is less; floating point is spread from its least to its greatest.
    Raises UnknownNameError and DataError.
    """
    dataset = find(name)
    if dataset.peek is not None:
        images, labels = dataset.peek(count, seed)
    else:
        split = dataset.load(SPLIT_SEED)
        rows = np.random.default_rng(seed).permutation(len(split.train_x))[:count]
        images, labels = split.train_x[rows], split.train_y[rows]
    return as_bytes(images, dataset.white), labels.numpy()


def as_bytes(images: Tensor, white: float) -> NDArray[np.uint8]:
    """Images (N, C, H, W) to look at: (N, H, W, C) in 0–255."""
    values = images.permute(0, 2, 3, 1).double()
    if images.dtype == torch.uint8:
        values *= 255 / white
    elif len(values):
        values -= values.min()
        values *= 255 / values.max().clamp(min=1e-30)
    return values.round().clamp(0, 255).to(torch.uint8).numpy()


def survey(name: str) -> tuple[Dataset, tuple[str, ...]]:
    """What dataset `name` is, and lines about it for people; a folder is listed, not read.

    Raises UnknownNameError and DataError.
    """
    if name.startswith(FOLDER):
        from explorer.datasets.folder import survey_of

        return survey_of(name)
    dataset = find(name)
    if dataset.present():
        return dataset, ()
    return dataset, (f"Not downloaded yet: {size(dataset.download_bytes)}.",)
