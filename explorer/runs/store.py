"""The run store: one SQLite file per folder in which training writes and every view reads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from explorer.graph.model import NetworkGraph
from explorer.runs import upkeep
from explorer.runs.analysis import AnalysisResult
from explorer.runs.analysis import encode as encode_analysis
from explorer.runs.checkpoints import Checkpoints
from explorer.runs.columns import ColumnCache
from explorer.runs.continuation import begin_as, reopen
from explorer.runs.database import Database
from explorer.runs.history import RunHistory
from explorer.runs.overviews import Overviews
from explorer.runs.pending_steps import Pending
from explorer.runs.portable import Transfers
from explorer.runs.predictions import Predictions
from explorer.runs.provenance import ALONE, Provenance
from explorer.runs.records import Records
from explorer.runs.rows import RunRow, completed_like, deeper_twins, first_row, read_rows, shallower_twins
from explorer.runs.run_files import RunFiles
from explorer.runs.run_ids import ALLOWED, is_run_id, new_run_id
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.spec import RunSpec
from explorer.runs.store_errors import StoreBusyError, StoreError, no_run
from explorer.runs.stored_run import RunEvent, read_analyses, read_events
from explorer.runs.sweeps import Sweeps

__all__ = ["RunEvent", "RunRow", "RunStore", "StoreError", "new_run_id"]

COMMIT_SECONDS = 0.8  # with the time between two appends on top: below the promised second
GIVE_UP_SECONDS = 60.0


class RunStore:
    """All runs of one folder. Several processes may use the same folder; each object is safe to use from threads.

    What was appended is committed at least once a second, so a crash costs at most that. A run whose process died
    is marked interrupted when the store is next opened. Everything that goes wrong is a StoreError for people;
    a damaged file is refused and left as it is.
    """

    def __init__(self, folder: Path | str, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder = Path(folder)
        self._clock = clock
        self._lock = threading.RLock()
        self._pending: dict[str, Pending] = {}
        self._committed = clock() - 2 * COMMIT_SECONDS  # the first steps are committed at once
        self._token = upkeep.deletion_token()
        self._database = Database(self.folder)
        self.files = RunFiles(self.folder)
        self.checkpoints = Checkpoints(self._database, self.files)
        self._closed = False
        self.columns = ColumnCache()
        self.records = Records(self._database, self.columns)
        self.overviews = Overviews(self._database)
        self.sound = self._database.sound
        self.transfers = Transfers(self._database, self.files)
        self.sweeps = Sweeps(self._database)
        self.predictions = Predictions(self._database)
        with self._database.writing() as db:
            upkeep.mark_stale(db)
            purged = upkeep.purge_orphans(db)
        self.files.remove(purged)
        self.files.remove_parts()

    # ── the training side ───────────────────────────────────────────────────────────────────────

    def create(  # noqa: PLR0917
        self,
        run_id: str,
        name: str,
        spec: RunSpec,
        graph: NetworkGraph,
        steps_per_epoch: int,
        device: str,
        provenance: Provenance = ALONE,
    ) -> None:
        """Enter a run that starts now; one with a parent begins with the parent's steps. ValueError for an id that is
        no file name or is taken."""
        if not is_run_id(run_id):
            raise ValueError(f"run id is {run_id!r}; allowed: {ALLOWED}")
        outcome = Outcome("running", 0, 0.0, device=device)
        values = first_row(run_id, name, spec, graph, steps_per_epoch, outcome, provenance)
        with self._database.writing() as db:
            if db.execute("SELECT 1 FROM runs WHERE id = ?", (run_id,)).fetchone():
                raise ValueError(f"there is already a run {run_id}")
            marks = ", ".join(f":{column}" for column in values)
            db.execute(f"INSERT INTO runs ({', '.join(values)}) VALUES ({marks})", values)
            upkeep.note(db, run_id, "started", "")
            parent, steps = provenance.parent, provenance.parent_step
            pending = begin_as(db, parent, run_id, spec, steps) if parent else Pending(outcome)
        self._pending[run_id] = pending

    def reopen(self, run_id: str, spec: RunSpec, steps: int, device: str) -> None:
        """Have a run that ended go on after its first `steps` steps; what it did after them is removed. StoreError
        where it trains already."""
        with self._lock, self._database.writing() as db:
            before = db.execute("SELECT steps FROM runs WHERE id = ?", (run_id,)).fetchone()
            pending = reopen(db, run_id, spec, steps, device)
            again = f"; {before[0] - steps:,} steps are trained again" if before[0] > steps else ""
            upkeep.note(db, run_id, "resumed", f"From step {steps:,}{again}.")
        self._pending[run_id] = pending
        self.checkpoints.drop_after(run_id, steps)

    def append(self, run_id: str, snapshot: Snapshot) -> None:
        """Add the next steps of a run this object created; they are on disk within a second.

        Raises ValueError where steps are missing, and StoreError where saving fails; the unsaved steps are kept
        and tried again with the next call. While another process holds the file, up to a minute is waited so.
        """
        with self._lock:
            self._open_run(run_id).add(snapshot)
            waited = self._clock() - self._committed
            if waited < COMMIT_SECONDS:
                return
            try:
                self.flush()
            except StoreBusyError:
                if waited > GIVE_UP_SECONDS:
                    raise

    def flush(self) -> None:
        """Commit every appended step now: before a pause, for instance."""
        with self._lock:
            waiting = {run_id: pending for run_id, pending in self._pending.items() if pending}
            if waiting:
                with self._database.writing() as db:
                    for run_id, pending in waiting.items():
                        pending.write(db, run_id)
                for pending in waiting.values():
                    pending.saved()
            self._committed = self._clock()

    def finish(self, run_id: str, outcome: Outcome) -> None:
        """Save what is left of a run and how it ended."""
        with self._lock:
            pending = self._open_run(run_id)
            with self._database.writing() as db:
                pending.write(db, run_id)
                upkeep.end(db, run_id, outcome)
            del self._pending[run_id]

    def discard(self, run_id: str) -> None:
        """Remove a run for good, saved steps, weights and checkpoints included."""
        with self._lock, self._database.writing() as db:
            self._pending.pop(run_id, None)
            db.execute("DELETE FROM runs WHERE id = ?", (run_id,))
        self.files.remove([run_id])

    def note(self, run_id: str, kind: str, message: str = "") -> None:
        """Record an event of a run, such as "paused", at its newest step."""
        self.flush()
        with self._database.writing() as db:
            upkeep.note(db, run_id, kind, message)

    def mark_interrupted(self, run_ids: Iterable[str], message: str) -> None:
        """Give those of the runs that are still "running" the outcome "interrupted", with the figures saved so far."""
        with self._lock, self._database.writing() as db:
            for run_id in run_ids:
                if run_id in self._pending:
                    self._pending.pop(run_id).write(db, run_id)
                upkeep.interrupt(db, run_id, message)

    def weights_path(self, run_id: str) -> Path:
        """Where the trained weights of a run belong (safetensors); the folder exists, the file need not."""
        path = self.files.weights(run_id)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The weights folder {path.parent} cannot be made: {error.strerror}.") from error
        return path

    # ── the views ───────────────────────────────────────────────────────────────────────────────

    def rows(self, search: str = "", newest: int = -1) -> list[RunRow]:
        """All runs, newest first, or the newest of them; with `search`, those in which each of its words occurs."""
        with self._database.reading_aside() as db:
            rows = read_rows(db, newest)
        return [row for row in rows if row.matches(search)] if search.strip() else rows

    def history(self, run_id: str) -> RunHistory:
        """The whole record of a run as committed; StoreError where there is none or it is damaged."""
        return self.records.whole(run_id)

    def record(self, run_id: str) -> RunHistory:
        """As `history`, but readings of layers and skips are read when they are asked for, and kept in `columns`.

        It keeps no other thread waiting, so it may be called in one of its own."""
        return self.records.on_demand(run_id)

    def spec(self, run_id: str) -> RunSpec:
        """A run's settings alone; StoreError where there is none or they are damaged."""
        return self.records.spec(run_id)

    def completed_like(self, spec: RunSpec) -> list[str]:
        """Ids of the runs that this version of the program completed with these settings, newest first."""
        with self._database.reading() as db:
            return completed_like(db, spec)

    def shallower_twins(self, spec: RunSpec) -> list[str]:
        """Ids of the completed runs that are like `spec` but shallower, newest first."""
        with self._database.reading() as db:
            return shallower_twins(db, spec)

    def deeper_twins(self, run_id: str, spec: RunSpec, most: int) -> list[str]:
        """Ids of the newest runs, `most` at most, that are over, like `spec` but deeper, and have no other twin than
        the run `run_id` of this spec."""
        with self._database.reading() as db:
            return deeper_twins(db, run_id, spec, most)

    def events(self, run_id: str) -> list[RunEvent]:
        """What happened to a run, oldest first."""
        with self._database.reading() as db:
            return read_events(db, run_id)

    def save_analysis(self, run_id: str, result: AnalysisResult) -> None:
        """Keep an analysis of a run instead of its last one of this kind; StoreError where the run is gone."""
        values = (run_id, result.analysis, result.made, encode_analysis(result))
        with self._database.writing() as db:
            if not db.execute("SELECT 1 FROM runs WHERE id = ?", (run_id,)).fetchone():
                raise no_run(run_id, self._database.path)
            db.execute("INSERT OR REPLACE INTO analyses VALUES (?, ?, ?, ?)", values)

    def analyses(self, run_id: str) -> list[AnalysisResult]:
        """The newest result of each analysis of a run, oldest first; one that is damaged is left out."""
        with self._database.reading() as db:
            return read_analyses(db, run_id)

    def set_verdict(self, run_id: str, verdict: str) -> None:
        """Note the title of a run's first finding, for lists."""
        self._update(run_id, "UPDATE runs SET verdict = ? WHERE id = ?", verdict)

    def rename(self, run_id: str, name: str) -> None:
        """Give a run another name; StoreError for an empty one or an unknown run."""
        if not name.strip():
            raise StoreError("A run needs a name: type at least one character.")
        self._update(run_id, "UPDATE runs SET name = ? WHERE id = ?", name.strip())

    def annotate(self, run_id: str, *, tags: Iterable[str] | None = None, notes: str | None = None) -> None:
        """Give a run other tags or other notes; what is None stays as it is. StoreError for an unknown run."""
        if tags is not None:
            words = dict.fromkeys(word for tag in tags for word in tag.split())
            self._update(run_id, "UPDATE runs SET tags = ? WHERE id = ?", " ".join(words))
        if notes is not None:
            self._update(run_id, "UPDATE runs SET notes = ? WHERE id = ?", notes)

    def set_reference(self, run_id: str | None) -> None:
        """Make a run the one that others are compared with; None: no run is. StoreError for an unknown run."""
        with self._database.writing() as db:
            db.execute("UPDATE runs SET reference = 0 WHERE reference != 0")
            marked = db.execute("UPDATE runs SET reference = 1 WHERE id = ?", (run_id,)).rowcount
            if run_id is not None and not marked:
                raise no_run(run_id, self._database.path)

    def delete(self, run_id: str) -> None:
        """Hide a run; `restore` brings it back until this object is closed. Refused while it trains."""
        with self._database.reading() as db:
            status = db.execute("SELECT status FROM runs WHERE id = ?", (run_id,)).fetchone()
        if status == ("running",):
            raise StoreError("This run is still training. Stop it first, then delete it.")
        self._update(run_id, "UPDATE runs SET deleted_by = ? WHERE id = ?", self._token)

    def restore(self, run_id: str) -> None:
        """Undo `delete`; StoreError where the run is gone for good."""
        self._update(run_id, "UPDATE runs SET deleted_by = ? WHERE id = ?", None)

    def close(self) -> None:
        """Save what waits, remove for good what was deleted through this object, and close the file. Safe to repeat."""
        if self._closed:
            return
        self._closed = True
        self.columns.close()
        try:
            self.flush()
            with self._database.writing() as db:
                purged = upkeep.purge(db, self._token)
            self.files.remove(purged)
            self._database.compact()
        finally:
            self._database.close()

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _open_run(self, run_id: str) -> Pending:
        if run_id not in self._pending:
            raise StoreError(f"Run {run_id} is not being trained here, so it cannot be extended.")
        return self._pending[run_id]

    def _update(self, run_id: str, statement: str, value: str | None) -> None:
        with self._database.writing() as db:
            if db.execute(statement, (value, run_id)).rowcount == 0:
                raise no_run(run_id, self._database.path)
