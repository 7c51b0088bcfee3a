"""Published datasets: fetched once, read by torchvision's own classes, decoded into a cache."""

from __future__ import annotations

import gzip
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.datasets import image_cache
from explorer.datasets.data_errors import DataError, FetchCanceledError
from explorer.datasets.dataset_registry import DATASETS, Dataset, Split
from explorer.datasets.dataset_registry import Progress as Share
from explorer.datasets.download import Download, Progress, check
from explorer.number_text import size

_BLOCK = 1000
Read = Callable[[Path, bool], tuple[NDArray[np.uint8], NDArray[np.int64]]]
"""Given the folder of the unpacked files and whether it is the training part: images (N, C, H, W) and labels (N,)."""


@dataclass(frozen=True)
class _Source:
    """How to read one dataset: its files are unpacked into the folder `inside` of a temporary one."""

    name: str
    read: Read
    inside: str


def publish(*, name: str, read: Read, inside: str = ".", **about: Any) -> Dataset:
    """Register a dataset that is fetched; `about` are the other fields of Dataset."""
    load = partial(_load, _Source(name, read, inside))
    return DATASETS.register(Dataset(name=name, load=load, **about))


def fetch(dataset: Dataset, progress: Progress, canceled: Event) -> None:
    """Download what `dataset` needs; `progress` hears bytes done and bytes in all. Nothing where it is present.

    Raises FetchCanceledError once `canceled` is set, DataError, which says what to do without a network.
    """
    if dataset.download is None:
        return
    try:
        dataset.download.fetch(dataset.folder(), progress, canceled)
    except OSError as error:
        raise DataError(f"{dataset.title} could not be stored in {dataset.folder()}: {error}.") from error
    except FetchCanceledError:
        raise
    except DataError as error:
        raise DataError(f"{error}\n{by_hand(dataset)}") from error


def by_hand(dataset: Dataset) -> str:
    """How to do without the download: where the files belong, and what else to train on."""
    files = dataset.download.files if dataset.download else ()
    lines = [f"Without a network connection, copy {'these files' if len(files) > 1 else 'this file'} yourself:"]
    lines += [f"  {dataset.folder() / f.name} (about {size(f.bytes)}, MD5 {f.md5}) from {f.urls[0]}" for f in files]
    return "\n".join([*lines, "Or use an image folder (folder:SIZE:PATH) or the digits, which need no download."])


def _load(source: _Source, seed: int, progress: Share | None = None) -> Split:
    """The published split, whatever the seed."""
    dataset, told = DATASETS[source.name], progress or (lambda share: None)
    assert dataset.download is not None
    place = dataset.decoded()
    with image_cache.LOCK:  # two runs that begin together decode once
        stored = image_cache.read(place)
        if stored is None:
            if not dataset.download.present(dataset.folder()):
                raise DataError(absent(dataset))
            _decode(source, dataset, dataset.download, place, told)
            stored = image_cache.read(place)
    if stored is None:
        raise DataError(f"The decoded images in {place} cannot be read back. Is the disk full?")
    told(1.0)
    return stored.split


def absent(dataset: Dataset) -> str:
    """That a dataset is not downloaded, and what to do."""
    return (
        f"{dataset.title} is not downloaded. Download it (about {size(dataset.download_bytes)}): in the window or "
        f"with `residual-explorer data fetch {dataset.name}`.\n{by_hand(dataset)}"
    )


def _decode(source: _Source, dataset: Dataset, download: Download, place: Path, progress: Share) -> None:
    for file in download.files:
        # Before anything is read: CIFAR's files are pickles, and torchvision unpickles them. Only bytes that are
        # known, by their MD5, to be the published ones get there.
        check(dataset.folder() / file.name, file)
    sizes = (dataset.train_size, dataset.test_size)

    def fill(train: image_cache.Part, test: image_cache.Part) -> list[image_cache.Skipped]:
        done = 0
        with _unpacked(dataset.folder(), download, source.inside) as root:
            for part, training in ((train, True), (test, False)):
                images, labels = source.read(root, training)
                for start in range(0, len(images), _BLOCK):
                    part.add(images[start : start + _BLOCK], labels[start : start + _BLOCK])
                    done += len(images[start : start + _BLOCK])
                    progress(done / (sum(sizes) + 1))
        return []

    image_cache.write(place, sizes, dataset.shape, fill)


@contextmanager
def _unpacked(folder: Path, download: Download, inside: str) -> Iterator[Path]:
    """A folder that holds the files, unpacked; for plain files their own.

    It goes when they are decoded. The archives stay: with them the images can be decoded anew without a network.
    """
    if not any(file.name.endswith(".gz") for file in download.files):
        yield folder
        return
    with tempfile.TemporaryDirectory(dir=folder, prefix="unpacked-") as name:
        target = Path(name) / inside
        target.mkdir(parents=True, exist_ok=True)
        for file in download.files:
            _unpack(folder / file.name, target)
        yield Path(name)


def _unpack(path: Path, target: Path) -> None:
    if path.name.endswith(".tar.gz"):
        with tarfile.open(path) as archive:
            if hasattr(tarfile, "data_filter"):
                archive.extractall(target, filter="data")
            else:  # Python before 3.11.4; the MD5 has told by now that this is the published archive
                archive.extractall(target)
    else:
        with gzip.open(path) as packed, (target / path.stem).open("wb") as plain:
            shutil.copyfileobj(packed, plain)
