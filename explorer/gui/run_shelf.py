"""Stored runs in the window: lists them in the dock, puts them into A or B, renames, deletes, restores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from explorer.gui.message_bar import MessageBar
from explorer.gui.runs_dock import RunsDock
from explorer.gui.theme import Side
from explorer.gui.workbench import Workbench
from explorer.runs.store import RunStore, StoreError


class RunShelf(QObject):
    """Between the dock, which wishes, the store, which keeps, and the workbench, which shows. Whatever the store
    refuses is said in the message bar; the dock is never left showing what is not there."""

    def __init__(self, store: RunStore, dock: RunsDock, bench: Workbench, messages: MessageBar) -> None:
        super().__init__(dock)
        self._store, self._dock, self._bench, self._messages = store, dock, bench, messages
        dock.open_wanted.connect(self._open)
        dock.rename_wanted.connect(lambda run_id, name: self._do(lambda: store.rename(run_id, name)))
        dock.delete_wanted.connect(self._delete)
        dock.restore_wanted.connect(lambda run_ids: self._each(store.restore, run_ids))
        dock.visibilityChanged.connect(self.reload)
        bench.trainer.changed.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        """List the stored runs anew (only while the dock is on show)."""
        if not self._dock.isVisible():
            return
        try:
            self._dock.set_rows(self._store.rows())
        except StoreError as error:
            self._messages.show_message(str(error), kind="error")

    def _open(self, run_id: str, side: Side) -> None:
        history = self._bench.trainer.histories.get(run_id)
        try:
            self._bench.show_run(side, history or self._store.history(run_id))
        except StoreError as error:
            self._messages.show_message(str(error), kind="error")

    def _delete(self, run_ids: Sequence[str]) -> None:
        gone = self._each(self._store.delete, run_ids)
        self._bench.hide_runs(gone)

    def _each(self, change: Callable[[str], None], run_ids: Sequence[str]) -> list[str]:
        return [run_id for run_id in run_ids if self._do(partial(change, run_id))]

    def _do(self, change: Callable[[], None]) -> bool:
        try:
            change()
        except StoreError as error:
            self._messages.show_message(str(error), kind="error")
            return False
        finally:
            self.reload()
        return True
