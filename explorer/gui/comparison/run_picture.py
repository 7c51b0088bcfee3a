"""What pictures of many runs have in common: one of them is chosen with the pointer or the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QScrollArea, QWidget

from explorer.gui.widgets.accessible import Role, tell
from explorer.gui.widgets.theme import DARK
from explorer.wording import tr

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_KEYS = "Arrow keys choose a run, Enter asks what to do with it."


class RunPicture(QWidget):
    """`run_wanted` carries a run and the place for a menu. Subclasses paint, and say what each place shows."""

    accessible_role = Role.Chart

    run_wanted = Signal(str, QPoint)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(tr(_KEYS))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = DARK
        self._chosen: int | None = None

    def shown(self) -> Sequence[tuple[str, str]]:
        """Label and id of the run at every place."""
        raise NotImplementedError

    def area(self, place: int) -> QRectF:
        """Where a place is."""
        raise NotImplementedError

    @property
    def across(self) -> int:
        """Places in a row."""
        return 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose another run, or ask what to do with the chosen one."""
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -self.across, Qt.Key.Key_Down: self.across}
        key, shown = Qt.Key(event.key()), self.shown()
        if shown and key in moves:
            now = self._chosen if self._chosen is None else min(self._chosen, len(shown) - 1)  # rows may have gone
            there = 0 if now is None else now + moves[key]
            self._choose(there if 0 <= there < len(shown) else now)
        elif key in _ENTER and self._chosen is not None and self._chosen < len(shown):
            at = self.area(self._chosen).center().toPoint()
            self.run_wanted.emit(shown[self._chosen][1], self.mapToGlobal(at))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Ring nothing."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._choose(None)

    def paint_chosen(self, painter: QPainter) -> None:
        """Ring the chosen run."""
        if self._chosen is not None and self._chosen < len(self.shown()):
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.area(self._chosen).adjusted(-1, -1, 1, 1))

    def _choose(self, place: int | None) -> None:
        self._chosen = place
        self.update()
        if place is None:
            return
        tell(self, self.shown()[place][0])
        above: QWidget | None = self
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            at = self.area(place).center().toPoint()
            above.ensureVisible(at.x(), at.y(), 40, round(self.area(place).height() / 2) + 24)
