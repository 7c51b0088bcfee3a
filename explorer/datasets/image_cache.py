"""Decoded images on disk: written once, whole or not at all, and memory-mapped from then on."""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from filelock import FileLock
from numpy.typing import NDArray

from explorer.datasets.data_errors import DataError
from explorer.datasets.dataset_registry import Split

ABOUT = "about.json"
"""The file of a cache that lists the images that were skipped."""
_UNFINISHED = ".part-"
_FORGOTTEN = 24 * 3600.0
_COPIED = 1024

LOCK = threading.RLock()
"""Held by whoever reads a cache that may have to be written first: nothing is decoded twice at once."""

Skipped = tuple[str, str]
"""An image that could not be read: its path, and why."""


class Stored(NamedTuple):
    """What a cache holds: the split, and the images that were skipped on the way."""

    split: Split
    skipped: tuple[Skipped, ...]


class Part:
    """One half of a split on its way to disk: images (N, C, H, W) uint8 and labels, added block by block."""

    def __init__(self, folder: Path, name: str, size: int, shape: tuple[int, int, int]) -> None:
        self._folder, self._name = folder, name
        self._images = np.lib.format.open_memmap(folder / f"{name}_x.npy", "w+", np.uint8, (size, *shape))
        self._labels = np.zeros(size, np.int64)
        self._filled = 0
        self._counts = np.zeros((shape[0], 256), np.int64)

    def add(self, images: NDArray[np.uint8], labels: Sequence[int] | NDArray[np.int64]) -> None:
        """Images (n, C, H, W) and their labels, behind those already there."""
        end = self._filled + len(images)
        self._images[self._filled : end] = images
        self._labels[self._filled : end] = labels
        self._filled = end
        for channel in range(images.shape[1]):
            self._counts[channel] += np.bincount(images[:, channel].ravel(), minlength=256)

    def close(self) -> None:
        """Write what was added; places that were left over are cut off."""
        if self._filled < len(self._images):
            self._shrink()
        self._images.flush()
        np.save(self._folder / f"{self._name}_y.npy", self._labels[: self._filled])

    def statistics(self) -> tuple[list[float], list[float]]:
        """Mean and deviation (n − 1) of each channel: exact sums over the 256 values, in float64."""
        values, total = np.arange(256), self._counts.sum(1)
        mean = (self._counts @ values) / total
        square = np.array([(c * (values - m) ** 2).sum() for c, m in zip(self._counts, mean, strict=True)])
        deviation = np.sqrt(square / np.maximum(total - 1, 1))
        return mean.tolist(), np.where(deviation > 0, deviation, 1.0).tolist()  # one color all over: nothing to scale

    def _shrink(self) -> None:
        path, whole = self._folder / f"{self._name}_x.npy", self._images
        shorter = self._folder / "shorter.npy"
        kept = np.lib.format.open_memmap(shorter, "w+", np.uint8, (self._filled, *whole.shape[1:]))
        for start in range(0, self._filled, _COPIED):
            kept[start : start + _COPIED] = whole[start : min(start + _COPIED, self._filled)]
        self._images = kept
        del whole
        shorter.replace(path)


def write(
    place: Path,
    sizes: tuple[int, int],
    shape: tuple[int, int, int],
    fill: Callable[[Part, Part], Sequence[Skipped]],
) -> None:
    """Fill `place` with a split of at most `sizes` (training, test) images; `fill` adds them to the two parts.

    What `fill` raises passes, and nothing is left behind. Other caches beside `place` are removed: they are of
    older contents. A process waits for another that fills a cache here, and takes over what that has written.
    Raises DataError where the disk cannot take it.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{place.parent}.lock"):
            if read(place) is None:
                _write(place, sizes, shape, fill)
    except OSError as error:
        raise DataError(f"The decoded images could not be written to {place.parent}: {error}.") from error


def _write(
    place: Path,
    sizes: tuple[int, int],
    shape: tuple[int, int, int],
    fill: Callable[[Part, Part], Sequence[Skipped]],
) -> None:
    with _unfinished(place) as folder:
        train, test = (Part(folder, name, n, shape) for name, n in zip(("train", "test"), sizes, strict=True))
        skipped = fill(train, test)
        mean, deviation = train.statistics()
        for part in (train, test):
            part.close()
        about = {"mean": mean, "deviation": deviation, "skipped": list(skipped)}
        (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")


def read(place: Path) -> Stored | None:
    """The split in `place`, memory-mapped: pixels are read from disk when they are used. None where there is none.

    Damaged files count as none, so that they are written again.
    """
    try:
        about = json.loads((place / ABOUT).read_text(encoding="utf-8"))
        # Copy on write: torch wants arrays it may write to, and nothing that it writes gets into the file.
        parts = [
            torch.from_numpy(np.load(place / f"{name}_{kind}.npy", mmap_mode="c"))
            for name in ("train", "test")
            for kind in "xy"
        ]
        figures = (torch.tensor(about[name], dtype=torch.float32).reshape(-1, 1, 1) for name in ("mean", "deviation"))
        return Stored(Split(*parts, *figures), tuple((path, why) for path, why in about["skipped"]))
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def _unfinished(place: Path) -> Iterator[Path]:
    _remove_forgotten(place.parent)
    folder = Path(tempfile.mkdtemp(dir=place.parent, prefix=_UNFINISHED))
    try:
        yield folder
        for old in place.parent.iterdir():
            if not old.name.startswith(_UNFINISHED):
                shutil.rmtree(old, ignore_errors=True)
        folder.rename(place)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_forgotten(folder: Path) -> None:
    """Remove what a process that was killed while it wrote has left."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        if time.time() - left.stat().st_mtime > _FORGOTTEN:
            shutil.rmtree(left, ignore_errors=True)
