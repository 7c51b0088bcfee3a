"""Stored runs in the window: lists them in the dock, puts them into A or B, renames, deletes, restores."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.desk.background import AtOnce, Doing
from explorer.desk.document import SideState, without_runs
from explorer.desk.sides import SIDES, Side
from explorer.desk.steps import DeleteRuns, Relabel
from explorer.desk.workbench import Workbench
from explorer.gui.runs.runs_dock import RunsDock
from explorer.gui.widgets.message_bar import MessageBar
from explorer.runs.history import RunHistory
from explorer.runs.rows import RunRow
from explorer.runs.snapshot import Outcome
from explorer.runs.store import RunStore
from explorer.runs.store_errors import OutdatedError, StoreError
from explorer.wording import tr

GONE = "The run in {} was deleted in another window or by another program. Its curves stay here until you replace it."

_LOOK_MS = 2000
_FIRST = 500


class RunShelf(QObject):
    """Between the dock, which wishes, the store, which keeps, and the workbench, which shows. Whatever the store
    refuses is said in the message bar; the dock is never left showing what is not there. Runs are read in the
    background: one that arrives when its side shows something else by now is not shown."""

    _lost = Signal(object)

    def __init__(
        self, store: RunStore, dock: RunsDock, bench: Workbench, messages: MessageBar, doing: Doing | None = None
    ) -> None:
        super().__init__(dock)
        self._store, self._dock, self._bench, self._messages = store, dock, bench, messages
        self._doing = doing or AtOnce()
        dock.open_wanted.connect(self._open)
        dock.rename_wanted.connect(self._rename)
        dock.delete_wanted.connect(self._delete)
        dock.restore_wanted.connect(self._restore)
        dock.tags_wanted.connect(self._tag)
        dock.notes_wanted.connect(self._note)
        dock.visibilityChanged.connect(self.reload)
        bench.trainer.changed.connect(self._training_changed)
        bench.trainer.ended.connect(self._settle)
        bench.changed.connect(self._fetch)
        store.columns.lost = self._lost.emit  # in the thread that reads
        self._lost.connect(self._unreadable)
        self._deletions: list[DeleteRuns] = []
        self._running: frozenset[str] = frozenset()
        self._opening: dict[Side, int] = {}
        self._listing, self._filled = 0, False
        self._mark: tuple[int, ...] = ()
        self._told_gone: set[str] = set()
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self._look)
        self._clock.start()
        self.reload()
        self._doing.run(store.sound, self._checked)

    def _look(self) -> None:
        """List the runs anew when another program began, ended or deleted one, and see to those on show."""
        if self._dock.isVisible():
            self._doing.run(self._store.overviews.mark, self._looked)
        if shown := self._stored_on_show():
            self._doing.run(partial(self._store.records.editions, shown), partial(self._compared, shown))

    def _stored_on_show(self) -> dict[str, str]:
        """The edition of each run on show that is over and was read from the store."""
        shown = [history for side in SIDES if (history := self._bench.history(side)) is not None]
        return {h.run_id: h.edition for h in shown if h.edition and h.run_id not in self._bench.trainer.live}

    def _compared(self, asked: Collection[str], answer: Future[dict[str, str]]) -> None:
        """Say which run on show was deleted elsewhere; read anew which was resumed or replaced. A run that ended since
        was not asked about."""
        with suppress(StoreError):  # busy: another time
            stored = answer.result()
            for run_id, edition in self._stored_on_show().items():
                if run_id not in asked:
                    continue
                if run_id not in stored:
                    self._tell_gone(run_id)
                elif stored[run_id] != edition:
                    self._read_anew(run_id)

    def _tell_gone(self, run_id: str) -> None:
        if run_id not in self._told_gone:
            self._told_gone.add(run_id)
            sides = [side for side in SIDES if self._bench.document.side(side).run_id == run_id]
            self._messages.show_message(tr(GONE).format(tr(" and ").join(sides)), kind="warning")

    def _unreadable(self, error: StoreError) -> None:
        """A column cannot be read any more."""
        if isinstance(error, OutdatedError):
            self._read_anew(error.run_id)
        else:
            self._refused(str(error))

    def _read_anew(self, run_id: str) -> None:
        """Read a run that was resumed or replaced, unless its steps come from the engine."""
        if run_id in self._bench.trainer.histories:
            self._doing.run(partial(self._store.record, run_id), self._have_anew)

    def _have_anew(self, answer: Future[RunHistory]) -> None:
        with suppress(StoreError):  # deleted meanwhile: the next look tells
            found, trainer = answer.result(), self._bench.trainer
            known = trainer.histories.get(found.run_id)
            coming = found.run_id in trainer.live or found.run_id in trainer.waiting
            if known is not None and known.edition != found.edition and not coming:
                self._bench.keep(found)
                self._bench.changed.emit()

    def _looked(self, answer: Future[tuple[int, ...]]) -> None:
        with suppress(StoreError):  # busy: another time
            before, self._mark = self._mark, answer.result()
            if before and before != self._mark:
                self.reload()

    def _checked(self, answer: Future[bool]) -> None:
        """Say that the runs file is damaged; what can be read of it is shown all the same."""
        with suppress(StoreError):  # busy or gone: what reads it next says so
            if not answer.result():
                self._refused(
                    tr(
                        "The runs file in {folder} is damaged. What can be read is shown. Save it with: "
                        "residual-explorer store salvage --to FOLDER",
                        folder=self._store.folder,
                    )
                )

    def reload(self) -> None:
        """List the stored runs anew (only while the dock is on show)."""
        if self._dock.isVisible():
            self._doing.drop(self._listing)
            newest = -1 if self._filled else _FIRST
            self._listing = self._doing.run(partial(_rows, self._store, newest), self._listed)

    def _listed(self, answer: Future[list[RunRow]]) -> None:
        try:
            rows = answer.result()
        except StoreError as error:
            self._refused(str(error))
            return
        self._dock.set_rows(rows)
        if not self._filled:  # the newest are on show at once, the others as soon as they are read
            self._filled = True
            if len(rows) == _FIRST:
                self.reload()

    def _training_changed(self) -> None:
        """List anew when a run began or ended: a moved gate or a pause is not worth reading 10,000 rows."""
        running = frozenset(self._bench.trainer.live)
        if running != self._running:
            self._running = running
            self.reload()

    def _open(self, run_id: str, side: Side) -> None:
        """Show the record that the window has, unless another program trains the run; else what is stored by now."""
        self._doing.drop(self._opening.pop(side, 0))
        known = self._bench.trainer.histories.get(run_id)
        if known is not None and (known.outcome is not None or run_id in self._bench.trainer.live):
            self._bench.show_run(side, known)
            return
        then = partial(self._opened, side, self._bench.document.side(side))
        self._opening[side] = self._doing.run(partial(self._store.record, run_id), then)

    def _opened(self, side: Side, before: SideState, answer: Future[RunHistory]) -> None:
        if self._bench.document.side(side) == before:
            try:
                self._bench.show_run(side, answer.result())
            except StoreError as error:
                self._refused(str(error))

    def _fetch(self) -> None:
        """Read what undo brought back on show and was let go since."""
        for run_id in self._bench.missing():
            self._doing.run(partial(self._store.record, run_id), partial(self._fetched, run_id))

    def _fetched(self, run_id: str, answer: Future[RunHistory]) -> None:
        try:
            self._bench.keep(answer.result())
            self._bench.changed.emit()
        except StoreError as error:
            self._refused(str(error))
            self._bench.show(without_runs(self._bench.document, [run_id]))

    def _settle(self, run_id: str, _outcome: Outcome) -> None:
        """A run that is over is in the store: its readings need not stay in memory."""
        if run_id in self._bench.trainer.histories:
            self._doing.run(partial(self._store.record, run_id), self._settled)

    def _settled(self, answer: Future[RunHistory]) -> None:
        with suppress(StoreError):  # it stays in memory
            stored = answer.result()
            history = self._bench.trainer.histories.get(stored.run_id)
            if history is not None and history.settle(stored):
                self._bench.keep(history)

    def _refused(self, text: str) -> None:
        self._messages.show_message(text, kind="error")

    def _delete(self, run_ids: Sequence[str]) -> None:
        what = self._dock.called(run_ids)
        step = DeleteRuns(run_ids, tr("delete {what}", what=what), self._bench, self._hide, self._bring_back)
        self._deletions.append(step)
        self._bench.steps.push(step)

    def _hide(self, run_ids: Sequence[str]) -> Sequence[str]:
        for token in self._opening.values():
            self._doing.drop(token)
        gone = self._tried(self._store.delete, run_ids)
        self._dock.offer_undo(gone)
        self.reload()
        return gone

    def _bring_back(self, run_ids: Sequence[str]) -> Sequence[str]:
        self._dock.withdraw_undo(run_ids)
        back = self._tried(self._store.restore, run_ids)
        self.reload()
        return back

    def _restore(self, run_ids: Sequence[str]) -> None:
        """Take the dock's offer: the last step is undone; an earlier one leaves what was done since."""
        for step in self._deletions:
            if list(step.gone) == list(run_ids):
                self._bench.undo() if step is self._bench.steps.last else step.restore()

    def _rename(self, run_id: str, name: str) -> None:
        before = self._dock.name_of(run_id)
        self._relabel(tr("rename “{before}”", before=before), {run_id: before}, {run_id: name}, self._store.rename)

    def _tag(self, run_ids: Sequence[str], tags: str) -> None:
        """Give the runs these tags in place of those that all of them had; others stay."""
        rows = self._dock.rows_of(run_ids)
        shared = set.intersection(*(set(row.tags) for row in rows)) if rows else set()
        before = {row.id: " ".join(row.tags) for row in rows}
        after = {row.id: " ".join([*(t for t in row.tags if t not in shared), *tags.split()]) for row in rows}
        self._relabel(tr("tag {called}", called=self._dock.called(run_ids)), before, after, self._store_tags)

    def _store_tags(self, run_id: str, tags: str) -> None:
        self._store.annotate(run_id, tags=tags.split())

    def _note(self, run_ids: Sequence[str], text: str) -> None:
        before = {row.id: row.notes for row in self._dock.rows_of(run_ids)}
        said = tr("note on {called}", called=self._dock.called(run_ids))
        self._relabel(said, before, dict.fromkeys(before, text), lambda run, to: self._store.annotate(run, notes=to))

    def _relabel(
        self, text: str, before: Mapping[str, str], after: Mapping[str, str], write: Callable[[str, str], None]
    ) -> None:
        def apply(texts: Mapping[str, str]) -> None:
            self._tried(lambda run: write(run, texts[run]), list(texts))
            self.reload()

        self._bench.steps.push(Relabel(text, before, after, apply))

    def _tried(self, change: Callable[[str], None], run_ids: Sequence[str]) -> list[str]:
        """Change runs and say what the store refuses; the ids of those that were changed."""
        changed = []
        for run_id in run_ids:
            try:
                change(run_id)
                changed.append(run_id)
            except StoreError as error:
                self._refused(str(error))
        return changed


def _rows(store: RunStore, newest: int) -> list[RunRow]:
    rows = store.rows(newest=newest)
    for row in rows:
        row.matches("")  # makes the text that a search looks in: here, not while somebody types
    return rows
