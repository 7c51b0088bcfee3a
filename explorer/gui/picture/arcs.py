"""The skips, drawn as arcs over the strip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from explorer.gui.picture.arc_labels import paint_labels
from explorer.gui.picture.arc_shapes import ArcShapes
from explorer.gui.picture.scaled_item import Scale, ScaledItem, in_pixels
from explorer.gui.picture.shown import ShownArc
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr

NARROW = 6.0  # pixels; narrower arcs are upright hairpins without antialiasing
THIN = 16.0  # pixels; narrower arcs get a one-pixel line, which is crisper and five times faster
CROWD = 60  # nested arcs on screen, from which on all are thin, paler and without dashes
FAINT = 0.55  # opacity of an arc in a crowd
THICKER = 0.8  # pixels more for an arc of several skips
STEMS = 2.5  # pixels; below that stems would melt into one another
SQUARE = 9.0
DOTS = (1.0, 2.4)  # of an arc whose gate is asked to be moved
DASHES: Mapping[str, Sequence[float]] = {
    "identity": (),
    "projection": (2.6, 1.6),
    "zero-padding": (1.0, 1.6),
    "concatenation": (4.0, 1.8, 1.0, 1.8),
}
Style = tuple[str, float, float]  # kind, gate, width in pixels (0: its gate decides)


class ArcsItem(ScaledItem):
    """Every arc in one item: on solid in its kind's dashes, off as a ghost, partly on thinner and paler.

    Only arcs on screen are painted. `squares` are the colors of the layers on each shortcut, drawn at its apex.
    `widths` say in pixels how much of the gradient takes the shortcut; empty or 0: not known.
    An arc with a gate that is asked to be moved, and is not yet, is dotted.
    An arc of several skips is thicker, its gate is the mean of theirs, and its label tells how many are on.
    """

    def __init__(self) -> None:
        super().__init__()
        self.arcs: Sequence[ShownArc] = ()
        self.shapes = ArcShapes((), 0, 0)
        self.gates: tuple[float, ...] = ()
        self.labels: Mapping[int, str] = {}
        self.widths: tuple[float, ...] = ()
        self.squares: Mapping[int, Sequence[QColor]] = {}
        self.requested: frozenset[int] = frozenset()
        self.hovered: frozenset[int] = frozenset()
        self.selected: int | None = None
        self.live = False  # a click acts on a running network
        self._theme = DARK
        self._ratio = 1.0  # cosmetic pens count device pixels

    def set_arcs(self, arcs: Sequence[ShownArc], shapes: ArcShapes) -> None:
        """Replace the arcs; all are on until `set_gates`."""
        if [arc.members for arc in arcs] != [arc.members for arc in self.arcs]:
            self.hovered, self.selected = frozenset(), None
        self.arcs, self.shapes, self.squares = arcs, shapes, {}
        self.gates, self.labels, self.widths, self.requested = (1.0,) * len(arcs), {}, (), frozenset()
        self.update()

    def set_gates(self, gates: Sequence[float], requested: Sequence[bool] = ()) -> None:
        """Set the gate of every skip, 0 (off) to 1 (on), and whether it is asked to be moved (empty: none is), in the
        order of the layout's arcs."""
        asked = frozenset(i for i, arc in enumerate(self.arcs) if requested and any(requested[m] for m in arc.members))
        new = tuple(sum(gates[i] for i in arc.members) / len(arc.members) for arc in self.arcs)
        labels = {
            i: tr("{on} of {count}", on=sum(gates[m] > 0 for m in arc.members), count=len(arc.members))
            for i, arc in enumerate(self.arcs)
            if len(arc.members) > 1
        }
        if (new, labels, asked) != (self.gates, self.labels, self.requested):
            self.gates, self.labels, self.requested = new, labels, asked
            self.update()

    def set_squares(self, squares: Mapping[int, Sequence[QColor]]) -> None:
        """Set the colors of the layers on shortcuts, by arc index."""
        if squares or self.squares:
            self.squares = squares
            self.update()

    def set_widths(self, widths: Sequence[float]) -> None:
        """Set the width of every arc shown (pixels; 0: its gate decides)."""
        if tuple(widths) != self.widths:
            self.widths = tuple(widths)
            self.update()

    def set_marked(self, hovered: frozenset[int], selected: int | None) -> None:
        """Highlight the arcs under the pointer or brush, and ring the keyboard's one."""
        if (hovered, selected) != (self.hovered, self.selected):
            self.hovered, self.selected = hovered, selected
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint the arcs on screen."""
        if not len(self.shapes):
            return
        seen = self.seen()
        scale = painter.worldTransform().m11()
        shown = self.shapes.visible(seen.left(), seen.right())
        if not len(shown):
            return
        width = float((self.shapes.x1 - self.shapes.x0)[shown].max()) * scale
        self._ratio = painter.device().devicePixelRatioF()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if width < NARROW:
            self._paint_hairpins(painter, shown.tolist(), stems=width >= STEMS)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_curves(painter, shown.tolist(), thin=width < THIN)
        self._paint_marked(painter)
        self._paint_requested(painter, shown.tolist())  # over the highlight: the pointer is where it was clicked
        if width >= NARROW:
            pixels = in_pixels(painter)
            self._paint_squares(painter, pixels, shown.tolist())
            labels = {i: self.labels[i] for i in shown.tolist() if i in self.labels}
            paint_labels(painter, pixels, self.shapes, labels, self._theme)

    def _paint_curves(self, painter: QPainter, shown: Sequence[int], thin: bool) -> None:
        """One stroke for each arc: stroking 150 arcs as one path was measured at 15 times that cost."""
        styles: dict[tuple[Style, bool], list[int]] = {}
        for index in shown:
            styles.setdefault((self._style(index), index in self.labels), []).append(index)
        crowded = len(shown) > CROWD and self.shapes.nested
        for style, many in sorted(styles, key=lambda each: each[0][1]):  # ghosts lie below
            pen = self._faint(style[1]) if crowded else self._pen(*style, thin=thin, extra=THICKER if many else 0.0)
            for index in styles[style, many]:
                painter.strokePath(self.shapes.path(index), pen)

    def _paint_hairpins(self, painter: QPainter, shown: Sequence[int], stems: bool) -> None:
        """Hundreds of arcs a few pixels wide: a body, a roof and (with `stems`) a stem each, in two colors."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        lines: dict[bool, list[QLineF]] = {False: [], True: []}
        bodies: dict[bool, list[QRectF]] = {False: [], True: []}
        s = self.shapes
        for index in shown:
            x0, x1, top, on = s.x0[index], s.x1[index], s.base - s.height[index], self.gates[index] > 0
            bodies[on].append(QRectF(x0, top, x1 - x0, s.height[index]))
            lines[on].append(QLineF(x0, top, x1, top))
            if stems:
                lines[on].append(QLineF(x0, s.base, x0, top))
        for on in (False, True):
            color = QColor(self._theme.skip if on else self._theme.skip_off)
            painter.setPen(QPen(color, 0))
            painter.drawLines(lines[on])
            color.setAlphaF(0.15 if stems else 0.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRects(bodies[on])

    def _pen(self, kind: str, gate: float, width: float, *, extra: float = 0.0, thin: bool = False) -> QPen:
        on = gate > 0
        color = QColor(self._theme.skip if on else self._theme.skip_off)
        color.setAlphaF(0.45 + 0.55 * gate if on else 0.85)
        pen = self._cosmetic(color, (1.0 if thin or not on else width or 1.0 + gate) + extra)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if kind == "identity" else Qt.PenCapStyle.FlatCap)
        dashes = DASHES[kind]
        if dashes:  # counted in widths: a wide arc keeps the rhythm of a thin one
            rhythm = 2.0 / width if width and on and not thin else 1.0
            pen.setDashPattern([max(0.4, dash * rhythm) for dash in dashes])
        return pen

    def _faint(self, gate: float) -> QPen:
        """One of hundreds of crossing arcs: dashes would make a pattern of their own, at three times the cost."""
        color = QColor(self._theme.skip if gate > 0 else self._theme.skip_off)
        color.setAlphaF(FAINT * (0.5 + 0.5 * gate))
        return self._cosmetic(color, 1.0)

    def _cosmetic(self, color: QColor, width: float) -> QPen:
        pen = QPen(color, width * self._ratio)
        pen.setCosmetic(True)
        return pen

    def _paint_requested(self, painter: QPainter, shown: Sequence[int]) -> None:
        pen = self._cosmetic(QColor(self._theme.warning), 2.0)
        pen.setDashPattern(DOTS)
        for index in self.requested.intersection(shown):
            painter.strokePath(self.shapes.path(index), pen)

    def _paint_marked(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.selected is not None:
            ring = QColor(self._theme.accent)
            ring.setAlphaF(0.5)
            painter.strokePath(self.shapes.path(self.selected), self._cosmetic(ring, 7.0))
            painter.strokePath(self.shapes.path(self.selected), self._pen(*self._style(self.selected), extra=0.5))
        for index in self.hovered:
            glow = QColor(self._theme.warning if self.live else self._theme.text)
            glow.setAlphaF(0.5 if self.live else 0.28)
            painter.strokePath(self.shapes.path(index), self._cosmetic(glow, 6.0))
            painter.strokePath(self.shapes.path(index), self._pen(*self._style(index), extra=1.0))

    def _style(self, index: int) -> Style:
        return self.arcs[index].kind, self.gates[index], self.widths[index] if self.widths else 0.0

    def _paint_squares(self, painter: QPainter, scale: Scale, shown: Sequence[int]) -> None:
        """The layers on each shortcut, as squares at the arc's apex in the color of their reading."""
        if not self.squares:
            return
        painter.setPen(QPen(QColor(self._theme.skip), 1.2))
        for index in shown:
            colors = self.squares.get(index, ())
            side = min(SQUARE, float(self.shapes.x1[index] - self.shapes.x0[index]) * scale.x_factor * 0.45)
            apex = QPointF(scale.x(self.shapes.middle[index]), scale.y(self.shapes.base - self.shapes.height[index]))
            left = apex.x() - side * len(colors) / 2
            for place, color in enumerate(colors):
                painter.setBrush(color)
                painter.drawRoundedRect(QRectF(left + place * side, apex.y() - side / 2, side, side), 2, 2)
