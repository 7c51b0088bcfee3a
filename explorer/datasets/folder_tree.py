"""A folder of images as it lies on disk: classes, files and parts, found by listing alone."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import torch

from explorer.datasets.data_errors import DataError
from explorer.datasets.folder_listing import Folder, Listing
from explorer.datasets.folder_parts import LAYOUTS, parts_of
from explorer.datasets.folder_roles import chosen_parts
from explorer.runs.folders import FolderName

TEST_SHARE = 0.2
FEW = 5  # images of a class: fewer can hardly be learned or judged
_NAMED = 3


@dataclass(frozen=True)
class File:
    """An image file of class number `label`. Its path is text: 60,000 Path objects cost 3 s."""

    path: str
    label: int
    size: int
    changed: int


@dataclass(frozen=True)
class Tree:
    """The images under `root`; `notes` are lines for people; `stamp` changes when a file comes, goes or is renamed."""

    root: Path
    classes: tuple[str, ...]
    train: tuple[File, ...]
    test: tuple[File, ...]
    notes: tuple[str, ...]
    stamp: tuple[tuple[str, int], ...]

    def key(self) -> str:
        """Changes with the names, sizes and times of change of the files, and with the split."""
        start = len(str(self.root))
        parts = [[(f.path[start:], f.label, f.size, f.changed) for f in part] for part in (self.train, self.test)]
        return hashlib.sha256(repr(parts).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def unchanged(tree: Tree) -> bool:
    """Whether the folders of `tree` are as they were listed; a file rewritten in place goes unnoticed."""
    try:
        return all(os.stat(folder).st_mtime_ns == changed for folder, changed in tree.stamp)
    except OSError:
        return False


def scan(root: Path, seed: int, name: FolderName | None = None) -> Tree:
    """List the images under `root`, which are split by `seed` where they do not come in two parts.

    `name` may say which folders are what. Raises DataError where the folder is missing or holds no images,
    UnclearLayoutError where it is not clear what its folders are.
    """
    if not root.is_dir():
        raise DataError(f"There is no folder {root}." if not root.exists() else f"{root} is a file, not a folder.")
    listing = Listing()
    try:
        top = listing.read(root)
    except OSError as error:
        raise DataError(f"{root} cannot be read: {error}.") from error
    parts = chosen_parts(top, name) if name is not None and name.chosen else parts_of(top)
    classes = _checked(root, parts.train, parts.test)
    if parts.test is not None:
        train, test = _numbered(parts.train, classes), _numbered(parts.test, classes)
        split = f"{_images(train, 'training')} from {_place(parts.train, root)}, {_images(test, 'test')} from "
        split += f"{_place(parts.test, root)}."
    else:
        train, test = _split(_numbered(parts.train, classes), seed)
        split = f"Split by seed {seed}, class by class: {_images(train, 'training')}, {_images(test, 'test')}."
    if not test:
        raise DataError(f"{root} has no test images: a class needs at least 2 images to be split.")
    notes = (split, *parts.notes, *_small(classes, train, test), *_left_out(parts.train, parts.test, top, listing))
    return Tree(root, classes, tuple(train), tuple(test), notes, tuple(listing.stamp))


def _checked(root: Path, train: Folder, test: Folder | None) -> tuple[str, ...]:
    """The classes, which are those with training images; DataError where there are not at least two."""
    classes = tuple(folder.name for folder in train.filled)
    if not classes:
        raise DataError(f"{train.path} holds no images in folders of classes. Allowed: {LAYOUTS}.")
    strangers = [folder.name for folder in (test.filled if test else ()) if folder.name not in classes]
    if strangers:
        raise DataError(
            f"{root} has test images of classes that have no training images: {_shortened(strangers, 5)}. "
            f"Classes with training images: {_shortened(classes, 5)}."
        )
    if len(classes) == 1:
        raise DataError(
            f"{train.path} holds images of one class alone, {classes[0]}. At least 2 are needed: {LAYOUTS}."
        )
    return classes


def _numbered(folder: Folder, classes: tuple[str, ...]) -> list[File]:
    found = ((label, folder.folders.get(name)) for label, name in enumerate(classes))
    return [File(path, label, size, time) for label, one in found if one for path, size, time in one.everything()]


def _split(files: list[File], seed: int) -> tuple[list[File], list[File]]:
    """A fifth of each class, rounded and at least one, for the test; a class of one image is all for training."""
    generator = torch.Generator().manual_seed(seed)
    by_class: dict[int, list[File]] = {}
    for file in files:
        by_class.setdefault(file.label, []).append(file)
    train, test = [], []
    for members in by_class.values():
        order = torch.randperm(len(members), generator=generator).tolist()
        cut = max(1, round(TEST_SHARE * len(members))) if len(members) > 1 else 0
        test += [members[place] for place in sorted(order[:cut])]
        train += [members[place] for place in sorted(order[cut:])]
    return train, test


def _small(classes: tuple[str, ...], train: list[File], test: list[File]) -> list[str]:
    """Lines about classes with too few images to be learned or tested."""
    counts = [[0] * len(classes) for _ in range(2)]
    for count, files in zip(counts, (train, test), strict=True):
        for file in files:
            count[file.label] += 1
    few = [f"{name} ({a} training, {b} test)" for name, a, b in zip(classes, *counts, strict=True) if a + b < FEW]
    untested = [name for name, b in zip(classes, counts[1], strict=True) if not b]
    lines = [f"Too few images for training or testing: {_shortened(few, 5)}."] if few else []
    return lines + ([f"No test images of {_shortened(untested, 5)}."] if untested else [])


def _left_out(train: Folder, test: Folder | None, top: Folder, listing: Listing) -> list[str]:
    """Lines about what was not taken for an image of a class."""
    lines = [f"Class {name} has no images; it is left out." for name, f in train.folders.items() if not f.count]
    homes = {folder.path: folder for folder in (top, train, test) if folder is not None}
    loose = [os.path.basename(image.path) for folder in homes.values() for image in folder.images]
    others = [*loose, *listing.others]
    if others:
        lines.append(f"Ignored, not an image in a class folder: {_shortened(others, _NAMED)}.")
    if listing.dead:
        lines.append(f"Ignored, broken links: {_shortened(listing.dead, _NAMED)}.")
    return lines


def _place(folder: Folder, root: Path) -> str:
    return f"{Path(folder.path).relative_to(root).as_posix()}/"


def _images(files: list[File], kind: str) -> str:
    return f"{len(files):,} {kind} image{'s' if len(files) != 1 else ''}"


def _shortened(names: list[str] | tuple[str, ...], shown: int) -> str:
    more = f" and {len(names) - shown:,} more" if len(names) > shown else ""
    return f"{', '.join(names[:shown])}{more}"
