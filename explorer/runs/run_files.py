"""The files of runs beside the runs file: weights and checkpoints."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import psutil

from explorer import log
from explorer.runs.run_ids import ALLOWED, is_run_id
from explorer.runs.store_errors import StoreError

_log = log.get(__name__)


class RunFiles:
    """The files of one runs folder. None need exist; StoreError for an id that is no file name, and where a folder is
    a link that leads out of the runs folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def weights(self, run_id: str) -> Path:
        """Where the trained weights of a run lie."""
        return self._inside("weights", run_id) / f"{run_id}.safetensors"

    def checkpoints(self, run_id: str) -> Path:
        """The folder of a run's checkpoints."""
        return self._inside("checkpoints", run_id) / run_id

    @property
    def unfinished(self) -> Path:
        """The folder of files that are being written: one look at it finds what killed processes left."""
        return self.folder / "checkpoints" / "_unfinished"

    def part(self, name: str) -> Path:
        """Where this process makes a file before moving it to its place. StoreError where the folder cannot be made."""
        folder = self._own("checkpoints") / self.unfinished.name
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The folder {folder} cannot be made: {error.strerror}.") from error
        return folder / f"{name}.{os.getpid()}.part"

    def remove_parts(self) -> None:
        """Remove what processes left half made that are gone."""
        for part in self.unfinished.glob("*.part"):
            pid = part.name.split(".")[-2]
            if pid.isdigit() and not psutil.pid_exists(int(pid)):
                with suppress(OSError):
                    part.unlink()

    def remove(self, run_ids: Iterable[str]) -> None:
        """Remove every file of runs that are deleted; what cannot be removed stays behind."""
        for run_id in run_ids:
            try:
                self.weights(run_id).unlink(missing_ok=True)
                with suppress(FileNotFoundError):
                    shutil.rmtree(self.checkpoints(run_id))
            except (OSError, StoreError) as error:
                _log.warning("files of a deleted run stay behind: %s", error)

    def _inside(self, name: str, run_id: str) -> Path:
        if not is_run_id(run_id):
            raise StoreError(f"The run id {run_id!r} is damaged; allowed: {ALLOWED}.")
        return self._own(name)

    def _own(self, name: str) -> Path:
        place = self.folder / name
        if place.resolve() != self.folder.resolve() / name:
            raise StoreError(f"The {name} folder {place} points outside the runs folder. Replace it with a folder.")
        return place
