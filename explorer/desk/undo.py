"""The one history: what the person did, in the order in which it was done."""

from __future__ import annotations

from abc import ABC, abstractmethod

from PySide6.QtCore import QObject, Signal


class Step(ABC):
    """One entry of the history: `redo` does it, `undo` takes it back; `text` says what it is. Either may find that
    nothing is left to do, and set `obsolete`: the step then leaves the history. `back` is True for undo, False for
    redo."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.obsolete = False

    @abstractmethod
    def redo(self) -> None:
        """Do it."""

    @abstractmethod
    def undo(self) -> None:
        """Take it back."""

    def merged(self, later: Step) -> bool:
        """Take over what a later step did and return True, where the two are one for the person."""
        return False

    def obstacle(self, back: bool) -> str:
        """Say why it cannot be undone or redone now; the step stays in the history."""
        return ""

    def lost(self) -> str:
        """Say why it can never be undone or redone again; the step leaves the history when it is tried."""
        return ""

    def acts(self, back: bool) -> bool:
        """Whether undoing or redoing it would change anything."""
        return True


class Steps(QObject):
    """Undoes and redoes steps. A step that cannot be undone is said: one that cannot be now stays (`said`), one
    that never can again leaves (`dropped`). Steps that would change nothing any more are passed over."""

    changed = Signal()
    said = Signal(str)  # of a step that stays
    dropped = Signal(str)  # of one that has left

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[Step] = []
        self._undone: list[Step] = []  # the one that redo does next is the last

    def push(self, step: Step) -> None:
        """Do a step and remember it; what was undone can no longer be redone."""
        step.redo()
        self._undone.clear()
        last = self.last
        if not step.obsolete and not (last is not None and last.merged(step)):
            self._done.append(step)
        elif last is not None and last.obsolete:
            self._done.pop()
        self.changed.emit()

    def undo(self) -> None:
        """Take the last step back."""
        self._go(back=True)

    def redo(self) -> None:
        """Do the last step that was undone again."""
        self._go(back=False)

    def clear(self) -> None:
        """Forget every step."""
        self._done.clear()
        self._undone.clear()
        self.changed.emit()

    @property
    def last(self) -> Step | None:
        """The step that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return bool(self._undone)

    @property
    def undo_text(self) -> str:
        """What undo would take back."""
        return self._done[-1].text if self._done else ""

    @property
    def redo_text(self) -> str:
        """What redo would do again."""
        return self._undone[-1].text if self._undone else ""

    def _go(self, back: bool) -> None:
        source, target = (self._done, self._undone) if back else (self._undone, self._done)
        while source:
            step = source[-1]
            why = step.obstacle(back)
            if why:
                self.said.emit(why)
                return
            lost, acts = step.lost(), step.acts(back)
            source.pop()
            step.undo() if back else step.redo()
            if not step.obsolete:
                target.append(step)
            self.changed.emit()
            if lost:
                self.dropped.emit(lost)
            if lost or acts:
                return
