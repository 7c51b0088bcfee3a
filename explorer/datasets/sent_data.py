"""A dataset on its way to another machine, which need not have it: its images as arrays."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from numpy.typing import NDArray

from explorer.datasets.dataset_lookup import RECEIVED, find
from explorer.datasets.dataset_registry import SPLIT_SEED, Dataset, Progress, Split


@dataclass(frozen=True)
class SentData:
    """A dataset's split and what a run asks of it; `notes` are what loading it told people."""

    name: str
    title: str
    shape: tuple[int, int, int]
    classes: tuple[str, ...]
    license: str
    white: float
    notes: tuple[str, ...]
    arrays: tuple[NDArray[Any], ...]


def sent(name: str, progress: Callable[[float], None] | None = None) -> SentData:
    """Load a dataset for sending; what loading raises passes."""
    data = find(name)
    arrays = tuple(part.numpy() for part in data.load(SPLIT_SEED, progress))
    return SentData(name, data.title, data.shape, data.classes, data.license, data.white, data.notes(), arrays)


def receive(data: SentData) -> None:
    """Have `find` give this dataset in this process from now on."""
    RECEIVED[data.name] = Dataset(
        name=data.name,
        title=data.title,
        shape=data.shape,
        classes=data.classes,
        train_size=len(data.arrays[0]),
        test_size=len(data.arrays[2]),
        license=data.license,
        white=data.white,
        load=lambda seed, progress=None: _split(data, progress),
        notes=lambda: data.notes,
    )


def _split(data: SentData, progress: Progress | None) -> Split:
    with warnings.catch_warnings():
        # the arrays lie in memory that the processes of a machine share: torch warns that nobody may write there
        warnings.filterwarnings("ignore", message="The given NumPy array is not writable")
        split = Split(*map(torch.from_numpy, data.arrays))
    if progress is not None:
        progress(1.0)
    return split
