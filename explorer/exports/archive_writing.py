"""Runs on their way into an archive."""

from __future__ import annotations

import json
import platform
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from safetensors.numpy import save

from explorer import __version__
from explorer.exports.archive import FORMAT, MANIFEST, SWEEPS, VERSION, Told, nobody
from explorer.runs.analysis import encode
from explorer.runs.portable import Carried, as_json
from explorer.runs.store import RunStore
from explorer.typed import unpacked

_PACKAGES = ("torch", "torchvision", "numpy")


def environment() -> dict[str, str]:
    """Versions of the program, Python and the packages that numbers depend on, and the kind of machine."""
    found = {"residual-explorer": __version__, "python": platform.python_version(), "platform": platform.platform()}
    for package in _PACKAGES:
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    return found


def write(store: RunStore, run_ids: Sequence[str], path: Path, *, weights: bool = False, told: Told = nobody) -> None:
    """Write runs, with their trained weights where those are wanted and there.

    `told` hears the share that is done, 0–1. OSError where the file cannot be written, StoreError for a run that
    cannot be read.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for place, run_id in enumerate(run_ids):
            _add(archive, store.transfers.carried(run_id))
            file = store.files.weights(run_id)
            if weights and file.exists():
                archive.write(file, f"weights/{run_id}.safetensors")
            told((place + 1) / len(run_ids))
        archive.writestr(SWEEPS, json.dumps(_sweeps(store, run_ids), indent=1))
        about = {"runs": list(run_ids), "program": __version__, "made": datetime.now(UTC).isoformat()}
        manifest = {"format": FORMAT, "version": VERSION, **about, "environment": environment()}
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))


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


def _sweeps(store: RunStore, run_ids: Sequence[str]) -> list[dict[str, object]]:
    """The sweeps that these runs are answers of: file, and what varies in each run."""
    wanted, found = set(run_ids), list[dict[str, object]]()
    for sweep in store.sweeps.all():
        labels = {cell.run_id: dict(cell.label) for cell in store.sweeps.cells(sweep.id) if cell.run_id in wanted}
        if labels:
            about = {"id": sweep.id, "name": sweep.name, "created": sweep.created.isoformat(), "source": sweep.source}
            found.append({**about, "runs": labels})
    return found
