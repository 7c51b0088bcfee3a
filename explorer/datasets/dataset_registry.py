"""What a dataset is, and the datasets there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from explorer.datasets.download import Download
from explorer.paths import data_dir
from explorer.registry import Registry

SPLIT_SEED = 0
"""Every run splits with this seed, whatever its own: runs over several seeds then share one test split."""

Progress = Callable[[float], None]


class Split(NamedTuple):
    """A dataset in memory: images uint8 or float32 (N, C, H, W); labels int64 (N,), 0 … classes − 1.

    Batches hold (x − mean) / deviation, float32; both are of the training split, shape (1,) or (C, 1, 1).
    """

    train_x: Tensor
    train_y: Tensor
    test_x: Tensor
    test_y: Tensor
    mean: Tensor
    deviation: Tensor


class Loader(Protocol):
    """Reads (and where needed fetches) a dataset; `progress` is called with 0–1, last with 1."""

    def __call__(self, seed: int, progress: Progress | None = None) -> Split:
        """The dataset split by `seed`: the same seed gives the same split, bit for bit."""
        ...


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """Labeled images of one size. `shape` is channels, height, width; `license` one line on origin and terms.

    `white` is the value of the brightest pixel. `download` are the files to fetch first, where there are any.
    `peek(count, seed)` gives images (n, C, H, W) and labels of the training part without loading it all.
    `draw(ink)` makes a drawing (uint8 (H, W), 255 is all ink) like its images, (h, w), and `drawn_note` says how.
    `notes()` is what there is to say to people once it is loaded: of images left out.
    """

    name: str
    title: str
    shape: tuple[int, int, int]
    classes: tuple[str, ...]
    train_size: int
    test_size: int
    license: str
    load: Loader
    white: float = 255.0
    download: Download | None = None
    peek: Callable[[int, int], tuple[Tensor, Tensor]] | None = None
    draw: Callable[[NDArray[np.uint8]], NDArray[np.uint8]] | None = None
    drawn_note: str = ""
    notes: Callable[[], tuple[str, ...]] = tuple

    @property
    def download_bytes(self) -> int:
        """About what fetching transfers, 0 where there is nothing to fetch."""
        return 0 if self.download is None else self.download.bytes

    def folder(self) -> Path:
        """Where the fetched files belong."""
        return data_dir() / self.name

    def decoded(self) -> Path:
        """Where the images of the fetched files are kept, decoded: a folder, there whole or not at all."""
        return data_dir() / "cache" / self.name / (self.download.key if self.download else "")

    def present(self) -> bool:
        """Whether it can be trained on now; reads no file."""
        return self.download is None or self.decoded().is_dir() or self.download.present(self.folder())


DATASETS: Registry[Dataset] = Registry("dataset", "explorer.datasets")
