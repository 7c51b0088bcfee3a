"""Runs as one file that opens elsewhere: a zip of JSON and safetensors. Nothing in it is code, and nothing is run."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import load

from explorer.graph.model import NetworkGraph
from explorer.runs.analysis import decode
from explorer.runs.codec import DamagedError
from explorer.runs.portable import Carried, from_json
from explorer.runs.run_ids import is_run_id
from explorer.runs.snapshot import Floats
from explorer.typed import made, parsed

FORMAT, VERSION = "residual-explorer-archive", 1
MOST_RUNS = 10_000
LARGEST = {"json": 256 << 20, "readings": 2 << 30, "weights": 8 << 30}
"""Bytes that one part may unpack to: one of JSON, or one of tensors by its folder. Readings are held in memory."""
LARGEST_IN_ALL = 32 << 30

MANIFEST, SWEEPS = "manifest.json", "sweeps.json"
_PART = re.compile(
    r"(runs|graphs|readings|analyses|weights)/([A-Za-z0-9][A-Za-z0-9._-]{0,63}?)(?:\.(\d{1,3}))?\.(json|safetensors)"
)
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


def nobody(_share: float) -> None:
    """Hears how far something is, and tells nobody."""


@dataclass(frozen=True)
class CarriedSweep:
    """A sweep in an archive: its file's text, and what varies in each of its runs, by their id."""

    id: str
    name: str
    created: str
    source: str
    runs: Mapping[str, Mapping[str, Any]]


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
        with self._told(f"run {run_id}"):
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

    def sweeps(self) -> list[CarriedSweep]:
        """The sweeps that its runs belong to."""
        with self._told("sweeps"):
            found = self._json(SWEEPS) if SWEEPS in self._parts else []
            if not isinstance(found, list):
                raise DamagedError("sweeps")
            sweeps = [made(CarriedSweep, each) for each in found]
            for sweep in sweeps:
                datetime.fromisoformat(sweep.created)
                if not is_run_id(sweep.id) or not set(sweep.runs) <= set(self.manifest.runs):
                    raise DamagedError(f"sweep {sweep.id[:60]!r}")
            return sweeps

    def copy_weights(self, run_id: str, target: Path) -> bool:
        """Write the trained weights of a run to `target`; False where the archive has none."""
        name = f"weights/{run_id}.safetensors"
        if name not in self._parts:
            return False
        with self._told(f"run {run_id}"):
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
            if info.filename in (MANIFEST, SWEEPS):
                kind = "json"
            elif match := _PART.fullmatch(info.filename):
                kind = "json" if match[4] == "json" else match[1]
            else:
                raise ArchiveError(f"{self.path.name} is no archive of runs: it holds {info.filename[:80]!r}.")
            if info.file_size > LARGEST.get(kind, 0):
                raise ArchiveError(
                    f"{self.path.name}: {info.filename} would unpack to {info.file_size:,} bytes; it is not opened."
                )
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ArchiveError(f"{self.path.name} is packed in a way that archives are not; allowed: deflate.")
            if info.flag_bits & 1:
                raise ArchiveError(f"{self.path.name} is encrypted; save it without a password.")
        if MANIFEST not in names:
            raise ArchiveError(f"{self.path.name} is no archive of runs: it has no {MANIFEST}.")
        return frozenset(names)

    def _manifest(self) -> Manifest:
        data = self._json(MANIFEST)
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
        data = parsed(self._zip.read(name))
        json.dumps(data, ensure_ascii=False).encode()  # ValueError for half a character, which no store can hold
        return data

    @contextmanager
    def _told(self, part: str = "") -> Iterator[None]:
        where = f"{part}: " if part else ""
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            why = str(error) or "it ends too early"
            raise ArchiveError(f"{self.path.name} is no archive of runs, or is damaged ({where}{why}).") from error
        except OSError as error:
            raise ArchiveError(f"{self.path} cannot be read: {error.strerror or error}.") from error
        except (ValueError, KeyError, TypeError, RuntimeError, NotImplementedError, SafetensorError) as error:
            raise ArchiveError(f"{self.path.name} is damaged ({where}{error}). Nothing was changed.") from error


def _floats(columns: Mapping[str, Any]) -> dict[str, Floats]:
    for name, rows in columns.items():
        if rows.dtype != np.float32 or rows.ndim not in (1, 2) or 0 in rows.shape[1:]:
            raise DamagedError(f"measurements: {name[:60]} of {rows.dtype}, shape {rows.shape}")
    return dict(columns)
