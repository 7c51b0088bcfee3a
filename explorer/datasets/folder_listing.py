"""A folder and all the image files below it, found by listing alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

_LINKS_FOLLOWED = 3  # levels below the root; further down a link may lead into another class
_JUNK = ("__MACOSX",)


class Image(NamedTuple):
    """An image file. Its path is text: 60,000 Path objects cost 3 s."""

    path: str
    size: int
    changed: int


@dataclass(frozen=True)
class Folder:
    """A folder with the images that lie directly in it, sorted by path, and the folders in it."""

    path: str
    images: tuple[Image, ...]
    folders: dict[str, Folder]

    @property
    def name(self) -> str:
        """The last part of its path."""
        return os.path.basename(self.path)

    @cached_property
    def count(self) -> int:
        """Images in it and below."""
        return len(self.images) + sum(folder.count for folder in self.folders.values())

    @property
    def filled(self) -> list[Folder]:
        """The folders in it that hold images, at any depth."""
        return [folder for folder in self.folders.values() if folder.count]

    def everything(self) -> list[Image]:
        """All images in it and below, sorted by path."""
        below = (image for folder in self.folders.values() for image in folder.everything())
        return sorted((*self.images, *below))


@dataclass
class Listing:
    """What was seen on the way: other files, dead links, and when each folder changed."""

    others: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)
    stamp: list[tuple[str, int]] = field(default_factory=list)

    def read(self, root: Path) -> Folder:
        """List `root` and what is below it. Raises OSError where a folder cannot be listed."""
        return self._folder(str(root), (os.path.realpath(root),))

    def _folder(self, path: str, above: tuple[str, ...]) -> Folder:
        """`above` are the real paths from the root to this folder: a link to one of them would go round."""
        self.stamp.append((path, os.stat(path).st_mtime_ns))
        with os.scandir(path) as found:
            entries = sorted((e for e in found if _visible(e)), key=lambda entry: entry.name)
        plain = [entry for entry in entries if not entry.is_dir()]
        images = tuple(image for entry in plain if (image := self._image(entry)) is not None)
        follow = not images and len(above) <= _LINKS_FOLLOWED
        folders = {name: self._folder(place, (*above, real)) for name, place, real in _below(entries, above, follow)}
        return Folder(path, images, folders)

    def _image(self, entry: os.DirEntry[str]) -> Image | None:
        """The entry as an image; None where it is none, which is remembered."""
        try:
            about = entry.stat()
        except OSError:  # a dead link, or removed since it was listed
            self.dead.append(entry.path)
            return None
        is_file = stat.S_ISREG(about.st_mode)  # to open a pipe would wait for whoever writes into it
        if is_file and os.path.splitext(entry.name)[1].lower() in _endings():
            return Image(entry.path, about.st_size, about.st_mtime_ns)
        self.others.append(entry.name)
        return None


def _below(entries: list[os.DirEntry[str]], above: tuple[str, ...], follow: bool) -> Iterator[tuple[str, str, str]]:
    """Name, path and real path of each folder to list; links that go round, or are not to be followed, are left."""
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield entry.name, entry.path, os.path.join(above[-1], entry.name)
        elif follow and entry.is_dir() and (real := os.path.realpath(entry.path)) not in above:
            yield entry.name, entry.path, real


def _visible(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and entry.name not in _JUNK


@cache
def _endings() -> frozenset[str]:
    from PIL import Image as Pillow

    return frozenset(Pillow.registered_extensions())
