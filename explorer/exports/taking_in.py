"""The runs of an archive on their way into a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from explorer.exports import Existing
from explorer.exports.archive import Archive, ArchiveError, Told, nobody
from explorer.runs.portable import renamed
from explorer.runs.run_ids import new_run_id
from explorer.runs.store import RunStore
from explorer.runs.sweep_rows import Sweep


@dataclass(frozen=True)
class Taken:
    """What came into the store: ids by what they were in the archive; `skipped` were there and stayed as they were."""

    entered: Mapping[str, str]
    skipped: tuple[str, ...] = ()


def read_into(store: RunStore, archive: Archive, existing: Existing = Existing.REFUSE, told: Told = nobody) -> Taken:
    """Enter the runs of an archive, once all of them were read and checked. `existing` says what becomes of those
    whose id is taken: the archive is refused, they are replaced, come in under a new id, or are skipped.

    ArchiveError and StoreError; then the store is as it was, but for runs entered before a disk was full.
    """
    ids = list(archive.manifest.runs)
    known = store.transfers.known(ids)
    if known and existing == Existing.REFUSE:
        raise ArchiveError(f"{_listed(known)} already in {store.folder}. Nothing was changed.")
    wanted = [run_id for run_id in ids if not (existing == Existing.SKIP and run_id in known)]
    new = {run_id: new_run_id() if existing == Existing.COPY and run_id in known else run_id for run_id in wanted}
    weights = {run_id: store.weights_path(new[run_id]) for run_id in wanted}
    staged = {run_id: store.files.part(f"{new[run_id]}.weights") for run_id in wanted}
    try:
        archive.sweeps()
        for place, run_id in enumerate(wanted):
            archive.carried(run_id)
            archive.copy_weights(run_id, staged[run_id])
            told((place + 1) / len(wanted) / 2)
        for place, run_id in enumerate(wanted):
            store.transfers.put(renamed(archive.carried(run_id), new), replacing=existing == Existing.REPLACE)
            if staged[run_id].exists():
                staged[run_id].replace(weights[run_id])
            told((place + 1) / len(wanted) / 2 + 0.5)
        _adopt(store, archive, new)
    finally:
        for part in staged.values():
            part.unlink(missing_ok=True)
    return Taken(new, tuple(known) if existing == Existing.SKIP else ())


def _adopt(store: RunStore, archive: Archive, new: Mapping[str, str]) -> None:
    """Enter the sweeps of the runs that came in under their own ids, unless there are sweeps of that name."""
    for carried in archive.sweeps():
        came = {run_id: label for run_id, label in carried.runs.items() if new.get(run_id) == run_id}
        runs = {run_id: (label, store.spec(run_id)) for run_id, label in came.items()}
        if runs:
            about = Sweep(
                carried.id, carried.name, datetime.fromisoformat(carried.created), carried.source, "active", {}
            )
            store.sweeps.adopt(about, runs)


def _listed(run_ids: Sequence[str]) -> str:
    shown = ", ".join(run_ids[:3]) + (f" and {len(run_ids) - 3} more" if len(run_ids) > 3 else "")
    return f"Run {shown} is" if len(run_ids) == 1 else f"Runs {shown} are"
