"""Any folder of images as a dataset: "folder:SIZE:PATH"."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from explorer import log
from explorer.datasets import image_cache
from explorer.datasets.data_errors import DataError
from explorer.datasets.dataset_registry import SPLIT_SEED, Dataset, Progress, Split
from explorer.datasets.decoding import all_gray, decoded
from explorer.datasets.folder_tree import File, Tree, scan, unchanged
from explorer.datasets.pixel_depth import Depth, depth_of
from explorer.paths import data_dir
from explorer.runs.folders import FolderName, folder_name

LARGEST = 512
Shape = tuple[int, int, int]
_NAMED, _LISTED = 5, 50
_DECODING = 3  # raised whenever the same files come to other pixels: what was decoded before is not used
_log = log.get(__name__)


@dataclass(frozen=True)
class _Known:
    """A folder that was looked through."""

    tree: Tree
    depth: Depth
    dataset: Dataset


_KNOWN: dict[str, _Known] = {}  # by name; a network is described at every click, and a listing takes its time


def dataset_of(name: str) -> Dataset:
    """The dataset of "folder:SIZE:PATH": its images as SIZE × SIZE, gray where every one of them is gray.

    Raises DataError, which says what is allowed, where the name or the folder cannot be used.
    """
    return _known(name).dataset


def survey_of(name: str) -> tuple[Dataset, tuple[str, ...]]:
    """The dataset, and lines about it for people: how it is split, what was left out and, once read, skipped."""
    known = _known(name)
    stored = image_cache.read(_place(known.dataset.shape[1], known.tree))
    skipped = () if stored is None else _told(stored.skipped, _LISTED)
    return known.dataset, known.tree.notes + known.depth.notes() + skipped


def _known(name: str) -> _Known:
    known = _KNOWN.get(name)
    if known is None or not unchanged(known.tree):
        given, size, root = _parsed(name)
        tree = scan(root, SPLIT_SEED, given)
        depth = depth_of(_paths(tree))
        known = _KNOWN[name] = _Known(tree, depth, _dataset(given, size, tree, depth))
    return known


def _parsed(name: str) -> tuple[FolderName, int, Path]:
    given = folder_name(name)
    if given is None or not given.size.isdecimal() or not 1 <= int(given.size) <= LARGEST:
        raise DataError(
            f"{name!r} names no folder of images; allowed: folder:SIZE:PATH with SIZE 1 to {LARGEST}, "
            "such as folder:32:/home/me/photos, or folder:32,train=big,test=small,without=old:/home/me/photos."
        )
    return given, int(given.size), Path(given.path).expanduser().absolute()


def _paths(tree: Tree) -> list[str]:
    return [file.path for file in (*tree.train, *tree.test)]


def _dataset(given: FolderName, size: int, tree: Tree, depth: Depth) -> Dataset:
    stored = image_cache.read(_place(size, tree))
    if stored is None:
        gray = all_gray(_paths(tree))
        channels, sizes = 1 if gray else 3, (len(tree.train), len(tree.test))
    else:
        channels = stored.split.train_x.shape[1]
        sizes = len(stored.split.train_x), len(stored.split.test_x)
    return Dataset(
        name=str(given),
        title=f"{tree.root.name or tree.root} {size}×{size}{f' ({given.parts})' if given.chosen else ''}",
        shape=(channels, size, size),
        classes=tree.classes,
        train_size=sizes[0],
        test_size=sizes[1],
        license=f"Your own images, in {tree.root}",
        load=partial(_load, given, tree.root, (channels, size, size)),
        peek=partial(_peek, tree, (channels, size, size), depth),
        notes=partial(_notes, given, tree.root, size),
    )


def _place(size: int, tree: Tree) -> Path:
    where = hashlib.sha256(str(tree.root).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return data_dir() / "cache" / f"folder-{size}-{where}" / f"{tree.key()}-{_DECODING}"


def _load(given: FolderName, root: Path, shape: Shape, seed: int, progress: Progress | None = None) -> Split:
    told = progress or (lambda share: None)
    told(0.0)
    tree = scan(root, seed, given)  # anew: a file rewritten in place does not show in what is known
    place = _place(shape[1], tree)
    with image_cache.LOCK:  # two runs that begin together decode once
        stored = image_cache.read(place)
        if stored is None or stored.split.train_x.shape[1] != shape[0]:
            _decode(tree, place, shape, told)
            stored = image_cache.read(place)
    if stored is None:
        raise DataError(f"The decoded images in {place} cannot be read back. Is the disk full?")
    told(1.0)
    return stored.split


def _decode(tree: Tree, place: Path, shape: Shape, progress: Progress) -> None:
    sizes = len(tree.train), len(tree.test)
    depth = depth_of(_paths(tree))
    skipped: list[image_cache.Skipped] = []

    def fill(train: image_cache.Part, test: image_cache.Part) -> list[image_cache.Skipped]:
        done = 0
        for part, files, what in ((train, tree.train, "train"), (test, tree.test, "test")):
            before = len(skipped)
            for images, labels, block in _read(files, shape, depth, skipped):
                if labels:
                    part.add(images, labels)
                done += block
                progress(done / (sum(sizes) + 1))
            if len(skipped) - before == len(files):
                raise DataError(f"None of the images to {what} on can be read. {' '.join(_told(skipped[before:]))}")
        return skipped

    image_cache.write(place, sizes, shape, fill)
    for line in _told(skipped):
        _log.warning("%s: %s", tree.root, line)


def _read(
    files: Sequence[File], shape: Shape, depth: Depth, skipped: list[image_cache.Skipped]
) -> Iterator[tuple[NDArray[np.uint8], list[int], int]]:
    """Blocks of images, their labels, and how many files they are from; what cannot be read goes to `skipped`."""
    channels, size, _ = shape
    start = 0
    for block in decoded([file.path for file in files], size, channels, depth):
        pairs = list(zip(files[start : start + len(block)], block, strict=True))
        start += len(block)
        skipped += [(file.path, image) for file, image in pairs if isinstance(image, str)]
        good = [(image, file.label) for file, image in pairs if not isinstance(image, str)]
        images = np.stack([image for image, _ in good]) if good else np.empty((0, *shape), np.uint8)
        yield images, [label for _, label in good], len(block)


def _peek(tree: Tree, shape: Shape, depth: Depth, count: int, seed: int) -> tuple[Tensor, Tensor]:
    """Some training images, drawn by `seed` and read at once; those that cannot be read are missing."""
    order = np.random.default_rng(seed).permutation(len(tree.train))[:count]
    blocks = list(_read([tree.train[place] for place in order], shape, depth, []))
    images = np.concatenate([images for images, _, _ in blocks])
    return torch.from_numpy(images), torch.tensor([label for _, labels, _ in blocks for label in labels])


def _notes(given: FolderName, root: Path, size: int) -> tuple[str, ...]:
    """What to say once the folder is read: what was left out or scaled, the first of the unreadable images, and where
    more are named.

    Raises DataError where the folder is gone.
    """
    tree = scan(root, SPLIT_SEED, given)
    stored = image_cache.read(_place(size, tree))
    lines = () if stored is None else _told(stored.skipped)
    more = tuple(f"{line} Data… names up to {_LISTED}, as does `residual-explorer data show`." for line in lines)
    told = tree.notes[1:] + depth_of(_paths(tree)).notes()
    return ((" ".join(told),) if told else ()) + more


def _told(skipped: Sequence[image_cache.Skipped], named: int = _NAMED) -> tuple[str, ...]:
    if not skipped:
        return ()
    more = f"; and {len(skipped) - named:,} more" if len(skipped) > named else ""
    names = "; ".join(f"{path} ({why})" for path, why in skipped[:named])
    return (f"{len(skipped):,} image{'s' if len(skipped) > 1 else ''} could not be read and left out: {names}{more}.",)
