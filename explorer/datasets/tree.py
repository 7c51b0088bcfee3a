"""A folder of images as it lies on disk: classes, files and parts, found by listing alone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import torch

from explorer.datasets.errors import DataError

TRAIN = "train"
TESTS = ("test", "val", "valid", "validation")
TEST_SHARE = 0.2
_LAYOUTS = "a folder for each class, either in train/ and test/ (or val/, valid/), or directly in the folder"


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


def scan(root: Path, seed: int) -> Tree:
    """List the images under `root`, which are split by `seed` where they do not come in two parts.

    Raises DataError where the folder is missing, holds no images, or cannot be learned from.
    """
    if not root.is_dir():
        raise DataError(f"There is no folder {root}." if not root.exists() else f"{root} is a file, not a folder.")
    lister = _Lister()
    try:
        names = _folders(root)
        tests = [name for name in TESTS if name in names]
        parted = TRAIN in names and bool(tests) and bool(_folders(root / TRAIN))
        home = root / TRAIN if parted or names == [TRAIN] else root
        found = lister.classes(home)
        other = lister.classes(root / tests[0]) if parted else {}
    except OSError as error:
        raise DataError(f"{root} cannot be read: {error}.") from error
    classes = _checked(root, home, found, other)
    if parted:
        train, test = _numbered(found, classes), _numbered(other, classes)
        split = f"{len(train):,} images to train on from {TRAIN}/, {len(test):,} to test on from {tests[0]}/."
    else:
        train, test = _split(_numbered(found, classes), seed)
        split = f"Split by seed {seed}, class by class: {len(train):,} images to train on, {len(test):,} to test on."
    if not test:
        raise DataError(f"{root} has no images to test on: a class needs at least 2 images to be split.")
    notes = (split, *(f"Class {name} has no images; it is left out." for name in found if not found[name]))
    return Tree(root, classes, tuple(train), tuple(test), notes + lister.notes(), tuple(lister.stamp))


def _checked(root: Path, home: Path, train: dict[str, list[os.DirEntry]], test: dict[str, list[os.DirEntry]]) -> tuple:
    classes = tuple(name for name, files in train.items() if files)
    if not classes:
        raise DataError(f"{home} holds no images in folders of classes. Allowed: {_LAYOUTS}.")
    strangers = [name for name, files in test.items() if files and name not in classes]
    if strangers:
        raise DataError(
            f"{root} has classes to test on without images to train on: {', '.join(strangers[:5])}. "
            f"Classes to train on: {', '.join(classes[:5])}{' …' if len(classes) > 5 else ''}."
        )
    if len(classes) == 1:
        raise DataError(f"{home} holds images of one class alone, {classes[0]}. At least 2 are needed: {_LAYOUTS}.")
    return classes


def _numbered(found: dict[str, list[os.DirEntry]], classes: tuple[str, ...]) -> list[File]:
    files = []
    for label, name in enumerate(classes):
        for entry in found.get(name, ()):
            about = entry.stat()
            files.append(File(entry.path, label, about.st_size, about.st_mtime_ns))
    return files


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


class _Lister:
    """Lists folders of classes, and remembers which files are no images and when the folders changed."""

    def __init__(self) -> None:
        self.stamp: list[tuple[str, int]] = []
        self._others: list[str] = []

    def classes(self, folder: Path) -> dict[str, list[os.DirEntry]]:
        """The image files of every class, a folder in `folder`, sorted by path."""
        self._seen(folder)
        self._others += [entry.name for entry in os.scandir(folder) if entry.is_file() and _visible(entry)]
        return {name: sorted(self._images(folder / name), key=lambda e: e.path) for name in _folders(folder)}

    def notes(self) -> tuple[str, ...]:
        """What was not taken for an image."""
        if not self._others:
            return ()
        more = f" and {len(self._others) - 3:,} more" if len(self._others) > 3 else ""
        return (f"Left out, being no images in a folder of a class: {', '.join(self._others[:3])}{more}.",)

    def _images(self, folder: Path) -> Iterator[os.DirEntry]:
        """Image files in `folder` and below; links to folders are not followed there, as they may go round."""
        self._seen(folder)
        with os.scandir(folder) as entries:
            for entry in entries:
                if not _visible(entry):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from self._images(Path(entry.path))
                elif os.path.splitext(entry.name)[1].lower() in _endings():
                    yield entry
                else:
                    self._others.append(entry.name)

    def _seen(self, folder: Path) -> None:
        self.stamp.append((str(folder), os.stat(folder).st_mtime_ns))


def _folders(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if _visible(entry) and entry.is_dir())


def _visible(entry: os.DirEntry) -> bool:
    return not entry.name.startswith(".")


@cache
def _endings() -> frozenset[str]:
    from PIL import Image

    return frozenset(Image.registered_extensions())
