"""Mouse and wheel over the picture, turned into what they mean."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QCursor, QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from explorer.gui.picture.canvas import Canvas
from explorer.gui.widgets.accessible import Role
from explorer.gui.widgets.labels import plain_tip

TOLERANCE = 8.0  # pixels around an arc that still mean it
BRUSH_STEP = 3.0  # pixels between the points a brush looks at
ZOOM_PER_DEGREE = 0.9990


class GestureCanvas(Canvas):
    """The canvas under a pointer: click an arc, Shift-drag across several, drag to pan, wheel to zoom (with Ctrl:
    time, with Shift: pan). Emits meanings; changes only the view.

    `clicked` carries an arc's index, `brushed` each crossed arc once in order, `pointed` the pointer's
    position (None when it leaves), `picked` and `opened` where a click and a double click beside the arcs were.
    """

    accessible_role = Role.Graphic

    clicked = Signal(int)
    brushed = Signal(object)
    pointed = Signal(object)
    picked = Signal(QPointF)
    opened = Signal(QPointF)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tip = ""
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._panning = False
        self._brush: list[int] | None = None

    def arc_at(self, position: QPointF) -> int | None:
        """The arc a widget position means."""
        at = self.strip_at(position)
        return None if at is None else self.arcs.shapes.nearest(at.x(), at.y(), self.pixels_per_layer, TOLERANCE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, a pan or a brush."""
        event.accept()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = self._last = event.position()
        brush = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.strip_at(event.position()) is not None
        self._brush = [] if brush else None
        if brush:
            self._brush_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point, pan or brush."""
        event.accept()
        position = event.position()
        if self._brush is not None:
            self._brush_to(position)
        elif self._pressed is not None:
            self._pan_to(position)
        else:
            arc = self.arc_at(position)
            self._mark(() if arc is None else (arc,))
            self.pointed.emit(position)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what the press began."""
        event.accept()
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        brushed, panned = self._brush, self._panning
        self._pressed, self._brush, self._panning = None, None, False
        self.unsetCursor()
        if brushed is not None:
            self._mark(())
            if brushed:
                self.brushed.emit(tuple(brushed))
        elif not panned:
            arc = self.arc_at(event.position())
            if arc is not None:
                self.clicked.emit(arc)
            else:
                self.picked.emit(event.position())
        self.pointed.emit(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On an arc the second click is a click like any other."""
        if event.button() == Qt.MouseButton.LeftButton and self.arc_at(event.position()) is None:
            event.accept()
            self.opened.emit(event.position())
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom into layers; with Ctrl into time; sideways or with Shift: pan."""
        event.accept()
        across, down = event.angleDelta().x(), event.angleDelta().y()
        factor = ZOOM_PER_DEGREE**down
        strip = self.strip.mapSceneToView(self.mapToScene(event.position().toPoint()))
        heat = self.heat_at(event.position())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if heat is not None:
                self.zoom_steps(factor, heat.y())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(across) > abs(down):
            self.pan(QPointF(across or down, 0))
        else:
            self.zoom_layers(factor, strip.x())

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        if self._brush is None:
            self._mark(())
        self.pointed.emit(None)

    def set_pointer(self, pointer: QCursor | Qt.CursorShape | None) -> None:
        """Show this pointer, None the usual one; while something is dragged the drag's stays."""
        if self._panning or self._brush is not None:
            return
        if pointer is None:
            self.unsetCursor()
        else:
            self.setCursor(pointer)

    def tell(self, text: str) -> None:
        """What the tooltip says; at once where it is on show."""
        if QToolTip.isVisible() and QToolTip.text() == plain_tip(self.tip):
            QToolTip.showText(QCursor.pos(), plain_tip(text), self)
        self.tip = text

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the pointed-at details as a tooltip, after the system's usual delay."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self.tip), self)
            return True
        return bool(super().viewportEvent(event))

    def _pan_to(self, position: QPointF) -> None:
        moved = position - self._last
        if not self._panning and moved.manhattanLength() < QApplication.startDragDistance() / 2:
            return
        self._panning = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.pan(moved)
        self._last = position

    def _brush_to(self, position: QPointF) -> None:
        """Collect the arcs between the last position and this one."""
        if self._brush is None:
            return
        way = position - self._last
        points = max(1, int(max(abs(way.x()), abs(way.y())) / BRUSH_STEP))
        for i in range(points + 1):
            arc = self.arc_at(self._last + way * (i / points))
            if arc is not None and arc not in self._brush:
                self._brush.append(arc)
        self._last = position
        self._mark(self._brush)

    def _mark(self, hovered: tuple[int, ...] | list[int]) -> None:
        self.arcs.set_marked(frozenset(hovered), self.arcs.selected)
