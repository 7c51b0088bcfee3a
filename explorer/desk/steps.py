"""Undoable steps: an edit of the document, gates moved in a running network, and changes of stored runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from explorer.desk.document import Document, without_runs
from explorer.desk.undo import Step
from explorer.wording import tr

_MERGE_SECONDS = 1.0  # a slider's drag is one edit, not fifty


class Shown(Protocol):
    """The state on show."""

    document: Document

    def show(self, document: Document) -> None:
        """Show another state."""
        ...

    def blocked(self, document: Document) -> str:
        """Say why a state cannot be shown now; empty where it can."""
        ...

    def differs(self, document: Document) -> bool:
        """Whether showing a state would change anything."""
        ...


class EditDocument(Step):
    """From the state on show to another. Edits of one kind that follow each other within a second merge."""

    def __init__(self, text: str, after: Document, shown: Shown) -> None:
        super().__init__(text)
        self._before, self._after, self._shown = shown.document, after, shown
        self._made = time.monotonic()

    def merged(self, later: Step) -> bool:
        """Take over the later edit's result when it is the same kind and quick."""
        if not isinstance(later, EditDocument) or not self.text.startswith("set "):
            return False
        if later.text != self.text or later._made - self._made > _MERGE_SECONDS:
            return False
        self._after, self._made = later._after, later._made
        self.obsolete = self._after == self._before  # there and back is nothing to undo
        return True

    def obstacle(self, back: bool) -> str:
        """A running network cannot be taken off show."""
        return self._shown.blocked(self._target(back))

    def acts(self, back: bool) -> bool:
        """Nothing changes where all that differed was a run that was discarded."""
        return self._shown.differs(self._target(back))

    def redo(self) -> None:
        """Show the edited document."""
        self._shown.show(self._after)

    def undo(self) -> None:
        """Show the document as it was."""
        self._shown.show(self._before)

    def _target(self, back: bool) -> Document:
        return self._before if back else self._after


Gates = Mapping[str, float]


class MoveGates(Step):
    """Gates of running networks, by run: undo moves them back, which is an intervention of its own. `apply` returns
    False for a run that is over."""

    def __init__(
        self,
        text: str,
        before: Mapping[str, Gates],
        after: Mapping[str, Gates],
        apply: Callable[[str, Gates], bool],
        live: Callable[[str], bool],
    ) -> None:
        super().__init__(text)
        self._before, self._after, self._apply, self._live = before, after, apply, live

    def lost(self) -> str:
        """Gates move in a running network alone."""
        if any(self._live(run_id) for run_id in self._before):
            return ""
        return tr("“{text}” cannot be undone: the run has ended and its record is final.", text=self.text)

    def redo(self) -> None:
        """Move the gates."""
        self._move(self._after)

    def undo(self) -> None:
        """Move them back."""
        self._move(self._before)

    def _move(self, gates: Mapping[str, Gates]) -> None:
        moved = [self._apply(run_id, wanted) for run_id, wanted in gates.items()]
        self.obsolete = not any(moved)


class DeleteRuns(Step):
    """Stored runs deleted and taken off show. `delete` and `restore` return the ids that they could change."""

    def __init__(
        self,
        run_ids: Sequence[str],
        text: str,
        shown: Shown,
        delete: Callable[[Sequence[str]], Sequence[str]],
        restore: Callable[[Sequence[str]], Sequence[str]],
    ) -> None:
        super().__init__(text)
        self.gone: Sequence[str] = ()
        self._run_ids, self._shown, self._before = run_ids, shown, shown.document
        self._delete, self._restore = delete, restore

    def acts(self, back: bool) -> bool:
        """Nothing is left to undo where the runs were restored already."""
        return not back or bool(self.gone)

    def redo(self) -> None:
        """Delete the runs."""
        self.gone = self._delete(self._run_ids)
        self.obsolete = not self.gone
        if self.gone:
            self._shown.show(without_runs(self._before, self.gone))

    def undo(self) -> None:
        """Restore them, and show those that were on show."""
        missing = set(self.gone) - set(self.restore())
        self._shown.show(without_runs(self._before, missing))

    def restore(self) -> Sequence[str]:
        """Restore them and leave what is on show; return the ids of those that are back."""
        gone, self.gone = self.gone, ()
        return self._restore(gone)


class Relabel(Step):
    """Stored runs with another name, other tags or notes: the texts by run, before and after."""

    def __init__(
        self, text: str, before: Mapping[str, str], after: Mapping[str, str], apply: Callable[[Mapping[str, str]], None]
    ) -> None:
        super().__init__(text)
        self._before, self._after, self._apply = before, after, apply

    def redo(self) -> None:
        """Write the new texts."""
        self._apply(self._after)

    def undo(self) -> None:
        """Write the old texts."""
        self._apply(self._before)
