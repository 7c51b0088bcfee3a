"""What runs can be handed on as: each format is one file of explorer/exports/formats."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from explorer.registry import Registry
from explorer.runs.rows import RunRow
from explorer.runs.store import RunStore

Told = Callable[[float], None]


class ExportError(Exception):
    """Runs cannot be handed on; the message is for people."""


@dataclass(frozen=True)
class Wanted:
    """The runs to hand on, in order, and how much of them: `layers` what is measured of layers and skips, `weights`
    the trained weights. `title` is what people call the whole."""

    store: RunStore
    rows: Sequence[RunRow]
    title: str = ""
    layers: bool = True
    weights: bool = False


class Writer(Protocol):
    """Writes the wanted runs to a path that does not exist; `told` hears the share that is done, 0–1."""

    def __call__(self, wanted: Wanted, path: Path, told: Told) -> None:
        """OSError where that fails, StoreError for a run that cannot be read."""
        ...


@dataclass(frozen=True, kw_only=True)
class Format:
    """A way to hand runs on. `suffix` is that of its file, empty where it is a folder of files.

    `beside` are further files that it writes, as what follows the stem: ("-runs.csv",). `packages` are the names of
    imported packages that are not always installed. `weights`: it can hold trained weights. `whole`: it
    always has what is measured of layers.
    """

    name: str
    title: str
    about: str
    write: Writer
    suffix: str = ""
    beside: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    weights: bool = False
    whole: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """The packages that are not installed."""
        return tuple(package for package in self.packages if find_spec(package) is None)


FORMATS: Registry[Format] = Registry(
    "export format",
    "explorer.exports.formats",
    ("archive", "report", "csv", "parquet", "json", "tensorboard"),
    ("torch",),
)


def format_of(path: Path) -> Format:
    """The format that a file's suffix says; ExportError for any other, with what is allowed."""
    for found in FORMATS:
        if found.suffix and path.suffix.lower() == found.suffix:
            return found
    allowed = ", ".join(found.suffix for found in FORMATS if found.suffix)
    raise ExportError(f"{path.name} does not say its format; allowed suffixes: {allowed}.")


def export(form: Format, wanted: Wanted, path: Path, told: Told = lambda _share: None) -> tuple[Path, ...]:
    """Write runs in a format, whole or not at all, in place of what is there; the files or the folder written.

    ExportError where a package is missing, there is nothing to write, or it cannot be written.
    """
    if form.missing:
        raise ExportError(
            f"{form.title} needs the package {' and '.join(form.missing)}: pip install {' '.join(form.missing)}."
        )
    if not wanted.rows:
        raise ExportError("There is no run to export.")
    targets = (path, *(path.with_name(path.stem + end) for end in form.beside))
    with _staged(path) as folder:
        try:
            form.write(wanted, folder / path.name, told)
            for target in targets:
                _put(folder / target.name, target)
        except OSError as error:
            raise ExportError(f"{path} cannot be written: {error.strerror or error}.") from error
    return targets


@contextmanager
def _staged(path: Path) -> Iterator[Path]:
    """A folder beside `path` for what is not whole yet."""
    folder = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        folder.mkdir()
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}.") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put(part: Path, target: Path) -> None:
    """Move what is whole to where it belongs. A folder that is there is only replaced where it holds nothing else."""
    if part.is_dir() and target.is_dir():
        with suppress(OSError):
            target.rmdir()
        if target.exists():
            raise FileExistsError(17, "the folder is not empty")
    part.replace(target)
