"""What is marked in the heatmap: moments at which gates were moved, the crosshair, and a part that is framed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from explorer.gui.picture.scaled_item import LEFT, Scale, ScaledItem, in_pixels
from explorer.gui.widgets.theme import DARK, Theme
from explorer.runs.gate_script import moments
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Intervention
from explorer.wording import tr, tr_count

FONT_PX = 11
MOST = 0.6
"""Of the heatmap's width, for the label of several marks."""
LOWEST_FRAME = 7.0  # pixels
Mark = tuple[int, str]


@dataclass(frozen=True)
class Frame:
    """A part of the heatmap: layers (places in `graph.main_path`, ascending) over steps first … last − 1."""

    layers: tuple[int, ...]
    steps: tuple[int, int]

    def groups(self) -> list[tuple[int, int]]:
        """First and last of each run of neighboring layers."""
        found: list[tuple[int, int]] = []
        for layer in self.layers:
            if found and layer == found[-1][1] + 1:
                found[-1] = (found[-1][0], layer)
            else:
                found.append((layer, layer))
        return found


def marks(interventions: Iterable[Intervention]) -> list[Mark]:
    """(step, label) for every step at which gates moved: "skip4 off", "27 skips off", "3 skips on, 1 skip at 0.5"."""
    return [(m.step, _label({i.skip: i.gate for i in m.moved}) + m.until) for m in moments(interventions)]


def marks_of(history: RunHistory) -> list[Mark]:
    """The marks of a run; of a fork, where it begins too."""
    begin = [(history.parent_step, "fork")] if history.parent else []
    return sorted([*begin, *marks(history.interventions)], key=lambda mark: mark[0])


def _label(gates: dict[str, float]) -> str:
    if len(gates) == 1:
        skip, gate = next(iter(gates.items()))
        return f"{skip} {_state(gate)}"
    states = [_state(gate) for gate in gates.values()]
    counts = {state: states.count(state) for state in dict.fromkeys(states)}
    return ", ".join(
        tr_count("{count} skip {state}", "{count} skips {state}", n, state=state) for state, n in counts.items()
    )


def _state(gate: float) -> str:
    return {0.0: tr("off"), 1.0: tr("on")}.get(gate, tr("at {gate:g}", gate=gate))


class MarkersItem(ScaledItem):
    """A dotted line at each mark, and the step and the layer that a linked crosshair points at; labels of
    marks that are too close become one."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: Sequence[Mark] = ()
        self.cursor: int | None = None
        self.layer: int | None = None
        self.frame: Frame | None = None
        self._theme = DARK

    def set_marks(self, found: Sequence[Mark]) -> None:
        """Replace the marks."""
        if found != self.marks:
            self.marks = found
            self.update()

    def set_cursor(self, step: int | None) -> None:
        """Point at a step, or at none."""
        if step != self.cursor:
            self.cursor = step
            self.update()

    def set_layer(self, layer: int | None) -> None:
        """Frame the column of a layer (from 0), or none."""
        if layer != self.layer:
            self.layer = layer
            self.update()

    def set_frame(self, frame: Frame | None) -> None:
        """Frame a part of the heatmap, or nothing."""
        if frame != self.frame:
            self.frame = frame
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint the lines on screen."""
        if not self.marks and self.cursor is None and self.layer is None and self.frame is None:
            return
        seen = self.seen()
        scale = in_pixels(painter)
        area = QRectF(scale.x(seen.left()), scale.y(seen.top()), 0, 0)
        area.setRight(scale.x(seen.right()))
        area.setBottom(scale.y(seen.bottom()))
        self._paint_marks(painter, scale, area)
        if self.frame is not None:
            _paint_frame(painter, self.frame, scale, area)
        if self.cursor is not None:
            y = scale.y(self.cursor + 0.5)
            _line(painter, QLineF(area.left(), y, area.right(), y))
        if self.layer is not None:
            for edge in (self.layer + LEFT, self.layer + 1 + LEFT):
                x = scale.x(edge)
                _line(painter, QLineF(x, area.top(), x, area.bottom()))

    def _paint_marks(self, painter: QPainter, scale: Scale, area: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont()
        font.setPixelSize(FONT_PX)
        painter.setFont(font)
        shown = [(y, label) for step, label in self.marks if area.top() <= (y := scale.y(step)) <= area.bottom()]
        for y, _ in shown:
            for color, style in (
                (QColor(0, 0, 0, 130), Qt.PenStyle.SolidLine),
                (QColor("white"), Qt.PenStyle.DotLine),
            ):
                painter.setPen(QPen(color, 1.4, style))
                painter.drawLine(QLineF(area.left(), y, area.right(), y))
        metrics = QFontMetricsF(painter.font())
        for box, label in labels(shown, area, metrics):  # above all lines: the next one may cross a label
            self._paint_label(painter, box, label)

    def _paint_label(self, painter: QPainter, box: QRectF, label: str) -> None:
        fill = QColor(self._theme.panel)
        fill.setAlphaF(0.88)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)


def labels(marks: Sequence[tuple[float, str]], area: QRectF, metrics: QFontMetricsF) -> list[tuple[QRectF, str]]:
    """Where labels stand, kept inside the heatmap: each on its line (y, text), and one for several lines that are too
    close to one another, which says all of it or, where there is no room for that, how many they are."""
    found: list[tuple[QRectF, list[str]]] = []
    for y, label in marks:
        top = min(max(y - metrics.height() / 2, area.top() + 1), area.bottom() - metrics.height() - 4)
        if found and top < found[-1][0].bottom() + 1:
            found[-1][1].append(label)
        else:
            found.append((QRectF(0, top, 0, metrics.height() + 3), [label]))
    placed = []
    for box, texts in found:
        text = ", ".join(texts)
        if len(texts) > 1 and metrics.horizontalAdvance(text) > area.width() * MOST:
            text = tr("{count} marks", count=len(texts))
        box.setWidth(metrics.horizontalAdvance(text) + 12)
        box.moveRight(area.right() - 8)
        placed.append((box, text))
    return placed


def _paint_frame(painter: QPainter, frame: Frame, scale: Scale, area: QRectF) -> None:
    """A rectangle around each group of neighboring layers, at least a few pixels high, kept inside the heatmap."""
    top, bottom = (min(max(scale.y(step), area.top() + 1), area.bottom() - 1) for step in frame.steps)
    if bottom - top < LOWEST_FRAME:
        top = min(max((top + bottom - LOWEST_FRAME) / 2, area.top() + 1), area.bottom() - 1 - LOWEST_FRAME)
        bottom = top + LOWEST_FRAME
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for first, last in frame.groups():
        left, right = max(scale.x(first + LEFT), area.left() + 1), min(scale.x(last + 1 + LEFT), area.right() - 1)
        for color, width in ((QColor(0, 0, 0, 170), 4.0), (QColor("white"), 1.8)):
            painter.setPen(QPen(color, width))
            painter.drawRoundedRect(QRectF(left, top, right - left, bottom - top), 3, 3)


def _line(painter: QPainter, line: QLineF) -> None:
    """A thin line that shows on every color."""
    for color, width in ((QColor(0, 0, 0, 150), 3.0), (QColor("white"), 1.0)):
        painter.setPen(QPen(color, width))
        painter.drawLine(line)
