"""Runs as one file that opens elsewhere: a zip of JSON and safetensors. Nothing in it is code, and nothing is run."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import load, save

from explorer import __version__
from explorer.graph.model import NetworkGraph
from explorer.runs.analysis import decode, encode
from explorer.runs.codec import DamagedError
from explorer.runs.portable import Carried, as_json, from_json, renamed
from explorer.runs.run_ids import is_run_id, new_run_id
from explorer.runs.snapshot import Floats
from explorer.runs.store import RunStore
from explorer.typed import parsed, unpacked

FORMAT, VERSION = "residual-explorer-archive", 1
MOST_RUNS = 10_000
LARGEST = {"json": 256 << 20, "safetensors": 8 << 30}
"""Bytes that one part may unpack to, by its suffix."""
LARGEST_IN_ALL = 32 << 30

_MANIFEST = "manifest.json"
_PART = re.compile(
    r"(runs|graphs|readings|analyses|weights)/([A-Za-z0-9][A-Za-z0-9._-]{0,63}?)(?:\.(\d{1,3}))?\.(json|safetensors)"
)
_PACKAGES = ("torch", "torchvision", "numpy")
Told = Callable[[float], None]


class ArchiveError(Exception):
    """An archive cannot be written, or is none that may be opened; the message is for people."""


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself. `environment` are versions of the program and what it rests on where it was
    written."""

    runs: tuple[str, ...]
    program: str
    made: str
    environment: Mapping[str, str] = field(default_factory=dict)


def environment() -> dict[str, str]:
    """Versions of the program, Python and the packages that numbers depend on, and the kind of machine."""
    found = {"residual-explorer": __version__, "python": platform.python_version(), "platform": platform.platform()}
    for package in _PACKAGES:
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    return found


def _nobody(_share: float) -> None:
    pass


def write(store: RunStore, run_ids: Sequence[str], path: Path, *, weights: bool = False, told: Told = _nobody) -> None:
    """Write runs, with their trained weights where those are wanted and there, whole or not at all.

    `told` hears the share that is done, 0–1. ArchiveError where the file cannot be written, StoreError for a run that
    cannot be read.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
            for place, run_id in enumerate(run_ids):
                _add(archive, store.transfers.carried(run_id))
                file = store.files.weights(run_id)
                if weights and file.exists():
                    archive.write(file, f"weights/{run_id}.safetensors")
                told((place + 1) / len(run_ids))
            about = {"runs": list(run_ids), "program": __version__, "made": datetime.now(UTC).isoformat()}
            manifest = {"format": FORMAT, "version": VERSION, **about, "environment": environment()}
            archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
        part.replace(path)
    except OSError as error:
        raise ArchiveError(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _add(archive: zipfile.ZipFile, carried: Carried) -> None:
    run_id = carried.run.id
    archive.writestr(f"runs/{run_id}.json", as_json(carried.run))
    archive.writestr(f"graphs/{run_id}.json", json.dumps(carried.graph.to_dict()))
    if carried.columns:
        archive.writestr(
            f"readings/{run_id}.safetensors", save({n: np.ascontiguousarray(c) for n, c in carried.columns.items()})
        )
    for place, result in enumerate(carried.analyses):
        archive.writestr(f"analyses/{run_id}.{place}.json", unpacked(encode(result)))


class Archive:
    """An archive that is open for reading. Every name and size in it is checked before anything is read.

    ArchiveError where it is no archive of runs, is damaged, or holds what none may hold.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._told():
            self._zip = zipfile.ZipFile(path)
        try:
            with self._told():
                self._parts = self._checked()
                self.manifest = self._manifest()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def carried(self, run_id: str) -> Carried:
        """One run with everything that is measured of it."""
        with self._told(run_id):
            run = from_json(self._json(f"runs/{run_id}.json"))
            if run.id != run_id:
                raise DamagedError(f"it calls itself {run.id[:60]!r}")
            graph = NetworkGraph.from_dict(self._json(f"graphs/{run_id}.json"))
            readings, columns = f"readings/{run_id}.safetensors", {}
            if readings in self._parts:
                columns = _floats(load(self._zip.read(readings)))
            kept = sorted(name for name in self._parts if name.startswith(f"analyses/{run_id}."))
            carried = Carried(run, graph, columns, tuple(decode(zlib.compress(self._zip.read(name))) for name in kept))
            carried.check()
            return carried

    def copy_weights(self, run_id: str, target: Path) -> bool:
        """Write the trained weights of a run to `target`; False where the archive has none."""
        name = f"weights/{run_id}.safetensors"
        if name not in self._parts:
            return False
        with self._told(run_id):
            with self._zip.open(name) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
            with safe_open(target, "numpy") as weights:
                weights.keys()
        return True

    def _checked(self) -> frozenset[str]:
        infos = self._zip.infolist()
        names = [info.filename for info in infos]
        if len(set(names)) < len(names):
            raise ArchiveError(f"{self.path.name} is damaged: it holds a part twice.")
        if sum(info.file_size for info in infos) > LARGEST_IN_ALL:
            raise ArchiveError(
                f"{self.path.name} would unpack to more than {LARGEST_IN_ALL >> 30} GiB; it is not opened."
            )
        for info in infos:
            if info.filename == _MANIFEST:
                suffix = "json"
            elif match := _PART.fullmatch(info.filename):
                suffix = match[4]
            else:
                raise ArchiveError(f"{self.path.name} is no archive of runs: it holds {info.filename[:80]!r}.")
            if info.file_size > LARGEST[suffix]:
                raise ArchiveError(
                    f"{self.path.name}: {info.filename} would unpack to {info.file_size:,} bytes; it is not opened."
                )
            if info.flag_bits & 1:
                raise ArchiveError(f"{self.path.name} is encrypted; save it without a password.")
        if _MANIFEST not in names:
            raise ArchiveError(f"{self.path.name} is no archive of runs: it has no {_MANIFEST}.")
        return frozenset(names)

    def _manifest(self) -> Manifest:
        data = self._json(_MANIFEST)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ArchiveError(f"{self.path.name} is no archive of runs.")
        if data.get("version") != VERSION:
            raise ArchiveError(
                f"{self.path.name} was written by another Residual Explorer (archive version "
                f"{str(data.get('version'))[:20]}, this program reads {VERSION}): update the program."
            )
        runs = data.get("runs")
        if not isinstance(runs, list) or not all(map(is_run_id, runs)) or len(set(runs)) < len(runs):
            raise DamagedError("its list of runs")
        if len(runs) > MOST_RUNS:
            raise ArchiveError(f"{self.path.name} holds {len(runs):,} runs; allowed: at most {MOST_RUNS:,}.")
        if missing := [run_id for run_id in runs if f"runs/{run_id}.json" not in self._parts]:
            raise DamagedError(f"run {missing[0]} is missing")
        known = data.get("environment")
        versions = {str(k): str(v) for k, v in known.items()} if isinstance(known, dict) else {}
        return Manifest(tuple(runs), str(data.get("program", "")), str(data.get("made", "")), versions)

    def _json(self, name: str) -> Any:
        if name not in self._parts:
            raise DamagedError(f"{name} is missing")
        return parsed(self._zip.read(name))

    @contextmanager
    def _told(self, run_id: str = "") -> Iterator[None]:
        where = f"run {run_id}: " if run_id else ""
        try:
            yield
        except zipfile.BadZipFile as error:
            raise ArchiveError(f"{self.path.name} is no archive of runs, or is damaged ({where}{error}).") from error
        except OSError as error:
            raise ArchiveError(f"{self.path} cannot be read: {error.strerror or error}.") from error
        except (ValueError, KeyError, TypeError, RuntimeError, NotImplementedError, SafetensorError) as error:
            raise ArchiveError(f"{self.path.name} is damaged ({where}{error}). Nothing was changed.") from error


def _floats(columns: Mapping[str, Any]) -> dict[str, Floats]:
    for name, rows in columns.items():
        if rows.dtype != np.float32 or rows.ndim not in (1, 2) or 0 in rows.shape[1:]:
            raise DamagedError(f"measurements: {name[:60]} of {rows.dtype}, shape {rows.shape}")
    return dict(columns)


REFUSE, REPLACE, COPY, SKIP = "refuse", "replace", "copy", "skip"


@dataclass(frozen=True)
class Taken:
    """What came into the store: ids by what they were in the archive; `skipped` were there and stayed as they were."""

    entered: Mapping[str, str]
    skipped: tuple[str, ...] = ()


def read_into(store: RunStore, archive: Archive, existing: str = REFUSE, told: Told = _nobody) -> Taken:
    """Enter the runs of an archive, once all of them were read and checked. `existing` says what becomes of those
    whose id is taken: the archive is refused, they are replaced, come in under a new id, or are skipped.

    ArchiveError and StoreError; then the store is as it was, but for runs entered before a disk was full.
    """
    ids = list(archive.manifest.runs)
    known = store.transfers.known(ids)
    if known and existing == REFUSE:
        raise ArchiveError(f"{_listed(known)} already in {store.folder}. Nothing was changed.")
    wanted = [run_id for run_id in ids if not (existing == SKIP and run_id in known)]
    new = {run_id: new_run_id() if existing == COPY and run_id in known else run_id for run_id in wanted}
    weights = {run_id: store.weights_path(new[run_id]) for run_id in wanted}
    staged = {run_id: path.with_name(f"{path.name}.{os.getpid()}.part") for run_id, path in weights.items()}
    try:
        for place, run_id in enumerate(wanted):
            archive.carried(run_id)
            archive.copy_weights(run_id, staged[run_id])
            told((place + 1) / len(wanted) / 2)
        for place, run_id in enumerate(wanted):
            store.transfers.put(renamed(archive.carried(run_id), new), replacing=existing == REPLACE)
            if staged[run_id].exists():
                staged[run_id].replace(weights[run_id])
            told((place + 1) / len(wanted) / 2 + 0.5)
    finally:
        for part in staged.values():
            part.unlink(missing_ok=True)
    return Taken(new, tuple(known) if existing == SKIP else ())


def _listed(run_ids: Sequence[str]) -> str:
    shown = ", ".join(run_ids[:3]) + (f" and {len(run_ids) - 3} more" if len(run_ids) > 3 else "")
    return f"Run {shown} is" if len(run_ids) == 1 else f"Runs {shown} are"
