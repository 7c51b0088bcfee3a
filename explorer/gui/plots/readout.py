"""The line in a plot's header that says which run is which and reads exact values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.desk.sides import Side
from explorer.gui.widgets.accessible import Role
from explorer.gui.widgets.labels import plain_tip
from explorer.gui.widgets.theme import Theme
from explorer.wording import tr

NARROWEST = 78  # pixels: which color is A and which is B always fits
_GAP, _CHIP, _SPACE = 14.0, 9.0, 6.0
_NOTHING = "No values to read"


@dataclass(frozen=True)
class _Part:
    """A piece of the line: its text (a color chip where empty), its width and the room before it, in pixels."""

    text: str
    color: QColor
    width: float
    before: float = 0.0


@dataclass(frozen=True)
class Reading:
    """One run's values: the first is always written, the others (smoothed, test, …) where there is room. `told` are
    the values with what each of them is, for the tooltip; empty where they speak for themselves."""

    side: Side
    values: tuple[str, ...]
    told: tuple[str, ...] = ()


class Readout(QWidget):
    """Right-aligned: where ("step 137"), then a color chip, the letter and the values of each run.

    What does not fit is left out from the end of each run's values, then the place; the tool tip has it all."""

    accessible_role = Role.StaticText

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lead = ""
        self._readings: tuple[Reading, ...] = ()
        self.setAccessibleName(tr(_NOTHING))
        small = QFont(self.font())
        small.setPointSizeF(max(7.0, small.pointSizeF() - 0.75))
        self.setFont(small)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def read(self, lead: str, readings: Sequence[Reading]) -> None:
        """Show these; costs nothing where they are on show already."""
        if (lead, tuple(readings)) == (self._lead, self._readings):
            return
        self._lead, self._readings = lead, tuple(readings)
        self.setToolTip(plain_tip(self._told()))
        self.setAccessibleName(self.text() or tr(_NOTHING))
        self.update()

    def text(self) -> str:
        """All of it in plain words: "step 137 · A 1.532 1.601 · B 0.041"."""
        parts = [f"{r.side} {' '.join(r.values)}".strip() for r in self._readings]
        return " · ".join([self._lead, *parts] if self._lead else parts)

    def _told(self) -> str:
        """The place, and a line for each run that says what its values are."""
        lines = [f"{r.side}: {' · '.join(r.told or r.values)}" for r in self._readings if r.values]
        return "\n".join([self._lead, *lines] if self._lead else lines)

    def sizeHint(self) -> QSize:
        """One line of text; the width is what the header has left."""
        return QSize(120, self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        """One line of text, however narrow."""
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write as much as fits."""
        painter = QPainter(self)
        parts = self._fitting(QFontMetricsF(self.font()))
        x = self.width() - sum(part.width for part in parts)
        for part in parts:
            if part.text:
                painter.setPen(part.color)
                spot = QRectF(x + part.before, 0, part.width - part.before, self.height())
                painter.drawText(spot, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip), part.text)
            else:
                painter.fillRect(QRectF(x + part.before, (self.height() - _CHIP) / 2, _CHIP, _CHIP), part.color)
            x += part.width
        painter.end()

    def _fitting(self, metrics: QFontMetricsF) -> list[_Part]:
        most = max((len(r.values) for r in self._readings), default=0)
        parts: list[_Part] = []
        for lead, count in [*((self._lead, n) for n in range(most, 0, -1)), ("", most), ("", 1), ("", 0)]:
            parts = list(self._parts(lead, count, metrics))
            if sum(part.width for part in parts) <= self.width():
                break
        return parts

    def _parts(self, lead: str, count: int, metrics: QFontMetricsF) -> Iterator[_Part]:
        """The line with `count` values of each run; a part without text is a chip."""
        width = metrics.horizontalAdvance
        if lead:
            yield _Part(lead, QColor(self._theme.muted), width(lead))
        for reading in self._readings:
            color = self._theme.side(reading.side)
            yield _Part("", color, _GAP + _CHIP + 5, _GAP)
            yield _Part(reading.side, color, width(reading.side))
            for number, value in enumerate(reading.values[:count]):
                tint = self._theme.muted if number else self._theme.text
                yield _Part(value, QColor(tint), _SPACE + width(value), _SPACE)
