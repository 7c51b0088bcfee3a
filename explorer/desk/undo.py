"""The one history: what the person did, in the order in which it was done."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from explorer.desk.steps import Step


class Steps(QObject):
    """Undoes and redoes steps. A step that cannot be undone is said (`said`): one that cannot be now stays, one that
    never can again leaves. Steps that would change nothing any more are passed over."""

    changed = Signal()
    said = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack = QUndoStack(self)
        self._stack.indexChanged.connect(self._tell)  # a method: the connection ends with this object

    def push(self, step: Step) -> None:
        """Do a step and remember it."""
        self._stack.push(step)

    def undo(self) -> None:
        """Take the last step back."""
        self._go(back=True)

    def redo(self) -> None:
        """Do the last step that was undone again."""
        self._go(back=False)

    def clear(self) -> None:
        """Forget every step."""
        self._stack.clear()

    @property
    def last(self) -> Step | None:
        """The step that undo would take back."""
        return self._at(self._stack.index() - 1)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return self._stack.canUndo()

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return self._stack.canRedo()

    @property
    def undo_text(self) -> str:
        """What undo would take back."""
        return self._stack.undoText()

    @property
    def redo_text(self) -> str:
        """What redo would do again."""
        return self._stack.redoText()

    def _tell(self, _index: int) -> None:
        self.changed.emit()

    def _at(self, place: int) -> Step | None:
        step = self._stack.command(place) if 0 <= place < self._stack.count() else None
        return step if isinstance(step, Step) else None

    def _go(self, back: bool) -> None:
        while (step := self._at(self._stack.index() - back)) is not None:
            why = step.obstacle(back)
            if why:
                self.said.emit(why)
                return
            lost, acts = step.lost(), step.acts(back)
            self._stack.undo() if back else self._stack.redo()
            if lost:
                self.said.emit(lost)
            if lost or acts:
                return
