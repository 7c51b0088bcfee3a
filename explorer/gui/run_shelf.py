"""Stored runs in the window: lists them in the dock, puts them into A or B, renames, deletes, restores."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from explorer.gui.commands import DeleteRuns, Rename
from explorer.gui.message_bar import MessageBar
from explorer.gui.runs_dock import RunsDock
from explorer.gui.theme import Side
from explorer.gui.workbench import Workbench
from explorer.runs.history import RunHistory
from explorer.runs.store import RunStore, StoreError


class RunShelf(QObject):
    """Between the dock, which wishes, the store, which keeps, and the workbench, which shows. Whatever the store
    refuses is said in the message bar; the dock is never left showing what is not there."""

    def __init__(self, store: RunStore, dock: RunsDock, bench: Workbench, messages: MessageBar) -> None:
        super().__init__(dock)
        self._store, self._dock, self._bench, self._messages = store, dock, bench, messages
        dock.open_wanted.connect(self._open)
        dock.rename_wanted.connect(self._rename)
        dock.delete_wanted.connect(self._delete)
        dock.restore_wanted.connect(self._restore)
        dock.visibilityChanged.connect(self.reload)
        bench.trainer.changed.connect(self._training_changed)
        self._deletions: list[DeleteRuns] = []
        self._running: frozenset[str] = frozenset()
        self.reload()

    def reload(self) -> None:
        """List the stored runs anew (only while the dock is on show)."""
        if not self._dock.isVisible():
            return
        try:
            self._dock.set_rows(self._store.rows())
        except StoreError as error:
            self._messages.show_message(str(error), kind="error")

    def _training_changed(self) -> None:
        """List anew when a run began or ended: a moved gate or a pause is not worth reading 10,000 rows."""
        running = frozenset(self._bench.trainer.live)
        if running != self._running:
            self._running = running
            self.reload()

    def _open(self, run_id: str, side: Side) -> None:
        try:
            self._bench.show_run(side, self._record(run_id))
        except StoreError as error:
            self._messages.show_message(str(error), kind="error")

    def _record(self, run_id: str) -> RunHistory:
        """The record that the window has, unless another program trains the run: then what is stored by now."""
        trainer = self._bench.trainer
        known = trainer.histories.get(run_id)
        if known is not None and (known.outcome is not None or run_id in trainer.live):
            return known
        return self._store.history(run_id)

    def _delete(self, run_ids: Sequence[str]) -> None:
        what = self._dock.called(run_ids)
        step = DeleteRuns(run_ids, f"delete {what}", self._bench, self._hide, self._bring_back)
        self._deletions.append(step)
        self._bench.steps.push(step)

    def _hide(self, run_ids: Sequence[str]) -> Sequence[str]:
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

        def rename(to: str) -> None:
            self._tried(lambda run: self._store.rename(run, to), [run_id])
            self.reload()

        self._bench.steps.push(Rename(f"rename “{before}”", before, name, rename))

    def _tried(self, change: Callable[[str], None], run_ids: Sequence[str]) -> list[str]:
        """Change runs and say what the store refuses; the ids of those that were changed."""
        changed = []
        for run_id in run_ids:
            try:
                change(run_id)
                changed.append(run_id)
            except StoreError as error:
                self._messages.show_message(str(error), kind="error")
        return changed
