"""What A and B answer: a bar for each class and network."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from explorer.desk.film_state import FilmState, class_name, top_classes
from explorer.desk.sides import Side
from explorer.gui.widgets.accessible import Role
from explorer.gui.widgets.labels import plain_tip
from explorer.gui.widgets.theme import DARK, Theme
from explorer.looks import Floats
from explorer.number_text import percent
from explorer.wording import tr

MOST = 10  # classes
LEAST = 0.005  # a score that is told
_LEFT = 0.32  # share of the width for names
EMPTY = "The answers of A and B appear here."


class AnswerBars(QWidget):
    """Softmax scores of A and B, one above the other in each class; the image's own class is bold."""

    accessible_role = Role.Chart

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answerBars")
        self.setAccessibleName(tr("Answers of A and B"))
        self.setMinimumSize(150, 110)
        self._theme = DARK
        self._scores: dict[Side, Floats] = {}
        self._label: int | None = None
        self._names: tuple[str, ...] = ()
        self._classes: tuple[int, ...] = ()

    def set_state(self, state: FilmState) -> None:
        """Draw the answers of a state; of networks of other classes than the first one's, only the first's."""
        seen = [(side, each.data, each.watched) for side, each in state.sides.items()]
        there = [(side, data, watched) for side, data, watched in seen if data is not None and watched is not None]
        names = there[0][1].classes if there else ()
        count = len(there[0][2].looked.scores) if there else 0
        kept = {s: w for s, data, w in there if data.classes == names and len(w.looked.scores) == count}
        self._scores = {side: watched.looked.scores for side, watched in kept.items()}
        self._label = next((watched.seen.label for watched in kept.values()), None)
        self._names = tuple(class_name(names, number) for number in range(max(count, len(names))))
        self._classes = top_classes(self._scores, self._label, MOST)
        self.setAccessibleDescription(self.text())
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def text(self) -> str:
        """The answers in words."""
        if not self._scores:
            return tr(EMPTY)
        lines = [f"{side}: {self._best(scores)}" for side, scores in self._scores.items()]
        own = [] if self._label is None else [tr("The image's class is {names}.", names=self._names[self._label])]
        return "\n".join([*lines, *own])

    def _best(self, scores: Floats) -> str:
        if not np.isfinite(scores).all():
            return tr("the scores are not finite")
        best = int(scores.argmax())
        wrong = self._label is not None and best != self._label
        return f"{self._names[best]}, {percent(scores[best])}{' (wrong)' if wrong else ''}"

    def sizeHint(self) -> QSize:
        """Ten classes."""
        return QSize(190, 180)

    def event(self, event: QEvent) -> bool:
        """Tell the answers in words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self.text()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        painter = QPainter(self)
        painter.setPen(QColor(self._theme.muted))
        if not self._scores:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, tr(EMPTY))
            return
        room = min(26.0, self.height() / max(1, len(self._classes)))
        font = QFont(self.font())
        font.setPixelSize(max(8, min(12, int(room) - 3)))
        each = QFontMetricsF(font).horizontalAdvance("100 % ")
        longest = max((len(self._names[c]) for c in self._classes), default=1)
        left = min(_LEFT * self.width(), 12 + 8.0 * longest)
        for row, number in enumerate(self._classes):
            own = number == self._label
            font.setBold(own)
            painter.setFont(font)
            painter.setPen(QColor(self._theme.text if own else self._theme.muted))
            area = QRectF(0, row * room, left - 6, room)
            name = painter.fontMetrics().elidedText(self._names[number], Qt.TextElideMode.ElideRight, int(left - 6))
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
            bars = QRectF(left, row * room + 1, self.width() - left - len(self._scores) * each - 6, room - 2)
            self._paint_bars(painter, number, bars)
            self._paint_figures(painter, number, QRectF(bars.right() + 4, bars.top(), each, bars.height()))

    def _paint_bars(self, painter: QPainter, number: int, area: QRectF) -> None:
        each = area.height() / len(self._scores)
        painter.fillRect(area, QColor(self._theme.raised))
        for at, (side, scores) in enumerate(self._scores.items()):
            score = float(scores[number])
            if np.isfinite(score):
                bar = QRectF(area.left(), area.top() + at * each, max(1.0, score * area.width()), max(1.0, each - 0.5))
                painter.fillRect(bar, self._theme.side(side))

    def _paint_figures(self, painter: QPainter, number: int, area: QRectF) -> None:
        """The score of each network in its color, side by side from `area` on."""
        for at, (side, text) in enumerate(self.figures(number).items()):
            painter.setPen(self._theme.side(side))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area.translated(at * area.width(), 0), right, text)

    def figures(self, number: int) -> dict[Side, str]:
        """What is written of a class beside its bars."""
        every = {side: float(scores[number]) for side, scores in self._scores.items()}
        return {
            side: tr("NaN") if not np.isfinite(score) else percent(score, 0) if score >= LEAST else ""
            for side, score in every.items()
        }
