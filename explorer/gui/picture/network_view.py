"""The signature picture of one side: header, strip with arcs, and the heatmap hanging below."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from explorer.graph.layout import Layout, layout
from explorer.graph.model import NetworkGraph
from explorer.gui.colours import colour
from explorer.gui.picture import details
from explorer.gui.picture.gestures import GestureCanvas
from explorer.gui.picture.header import PictureHeader
from explorer.gui.picture.levels import DEFAULT
from explorer.gui.picture.markers import marks
from explorer.gui.picture.menu import build_menu
from explorer.gui.picture.record import Levels, Record
from explorer.gui.theme import DARK, Side, Theme
from explorer.runs.history import RunHistory

KEYS = "Click an arc to switch its skip; Shift and drag across several; ← → and Space do the same; F shows everything."
_MOVES = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -(10**9), Qt.Key.Key_End: 10**9,
}  # fmt: skip
_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_TOGGLES = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NetworkView(QWidget):
    """Draws one network and its run; emits wishes and never changes either.

    `levels_wanted(low, high)`: this run's readings need these decades (log10); whoever owns the shared scale
    answers with `set_levels` on every view. `step_hovered` carries the step under the pointer, None when it leaves.
    """

    toggle_wanted = Signal(tuple)
    stage_wanted = Signal(int, bool)
    all_wanted = Signal(bool)
    levels_wanted = Signal(float, float)
    hovered = Signal(str)
    step_hovered = Signal(object)

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side = side
        self.setObjectName(f"network{side}")
        self.setAccessibleName(f"Network {side}")
        self.setAccessibleDescription(KEYS)
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._graph: NetworkGraph | None = None
        self._drawn = Layout((), (), ())
        self._gates: dict[str, float] = {}
        self._record: Record | None = None
        self._version = -1
        self._instrument, self._measure = "gradient-rms", "gradient RMS"
        self._levels, self._wanted = DEFAULT, DEFAULT
        self._step: int | None = None
        self._selected, self._ring = 0, False
        self._theme = DARK
        self._build(side)

    def _build(self, side: Side) -> None:
        self.header = PictureHeader(side)
        self.message = QLabel()
        self.message.setObjectName(f"message{side}")
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setWordWrap(True)
        self.message.setProperty("role", "muted")
        self.canvas = GestureCanvas()
        self.canvas.setObjectName(f"canvas{side}")
        self.canvas.setAccessibleName(f"Layers, skips and readings of {side}")
        self.canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.message)
        self.pages.addWidget(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.pages, 1)
        self.canvas.clicked.connect(lambda arc: self._toggle((arc,)))
        self.canvas.brushed.connect(self._toggle)
        self.canvas.pointed.connect(self._pointed)
        self.canvas.customContextMenuRequested.connect(self._show_menu)

    # ── what is on show ──────────────────────────────────────────────────────────────────────────

    def set_header(self, title: str, details: str) -> None:
        """Set the network's name and the muted line beside it."""
        self.header.set_texts(title, details)

    def set_graph(self, graph: NetworkGraph | None, message: str = "") -> None:
        """Draw a network, its skips as in the architecture; without one, say `message`. Takes the run off show."""
        self._graph = graph
        self.message.setText(message)
        self.pages.setCurrentIndex(0 if graph is None else 1)
        self._drawn = Layout((), (), ()) if graph is None else layout(graph)
        self._gates = {} if graph is None else {s.id: float(s.enabled) for s in graph.skips}
        self._selected = max(0, min(self._selected, len(self._drawn.arcs) - 1))
        self.canvas.set_layout_of(self._drawn)
        self._show_gates()
        self.set_history(None)

    def set_gates(self, gates: Mapping[str, float]) -> None:
        """Draw the skips with these gates (0 … 1); skips not named keep theirs."""
        self._gates.update((skip, gate) for skip, gate in gates.items() if skip in self._gates)
        self._show_gates()

    def set_history(self, history: RunHistory | None) -> None:
        """Show a run's readings below the network; ValueError where it is another network's run."""
        self._record = None
        if history is not None:
            self._record = Record(history, self._drawn, self._instrument, self._levels)
        self._version, self._wanted = -1, DEFAULT
        self.canvas.heatmap.set_waterfall(None if self._record is None else self._record.waterfall)
        self.canvas.set_rows(0)
        self.canvas.markers.set_marks(())
        self._show_shades()
        self.refresh()

    def set_instrument(self, name: str, title: str) -> None:
        """Show another instrument; `title` is its name for people."""
        self._measure = title
        if name != self._instrument:
            self._instrument = name
            self.set_history(None if self._record is None else self._record.history)

    def set_levels(self, low: float, high: float) -> None:
        """Colour by this scale: log10 of the readings at the map's two ends."""
        if (low, high) != self._levels:
            self._levels = (low, high)
            if self._record is not None:
                self._record.set_levels(self._levels)
            self.canvas.heatmap.changed()
            self._show_shades()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.header.set_theme(theme)
        self.canvas.set_theme(theme)
        self.message.setStyleSheet(f"color: {theme.muted};")
        self._show_shades()

    def show_step(self, step: int | None) -> None:
        """Colour the cells by their readings at a step; None: the newest."""
        self._step = step
        self._show_shades()

    def set_cursor_step(self, step: int | None) -> None:
        """Point at a step in the heatmap with a thin line, or at none."""
        self.canvas.markers.set_cursor(step)

    def set_cursor_layer(self, layer: int | None) -> None:
        """Frame a layer's column in the heatmap (index in `graph.main_path`), or none."""
        self.canvas.markers.set_layer(layer if layer is not None and layer < self.canvas.layers else None)

    def refresh(self) -> None:
        """Draw what the run has measured since the last call; free where that is nothing."""
        record = self._record
        if record is None or record.history.version == self._version:
            return
        self._version = record.history.version
        self.canvas.markers.set_marks(marks(record.history.interventions))
        if not record.take():
            return
        self.canvas.set_rows(record.waterfall.steps)
        self.canvas.heatmap.changed()
        if self._step is None:
            self._show_shades()
        self._ask_for_levels(record.wanted_levels())

    def fit(self) -> None:
        """Show the whole network and every step."""
        self.canvas.fit()

    # ── drawing ──────────────────────────────────────────────────────────────────────────────────

    def _show_gates(self) -> None:
        self.canvas.arcs.set_gates([self._gates[arc.skip] for arc in self._drawn.arcs])
        self._show_selected()

    def _show_shades(self) -> None:
        shades, branches = (None, {}) if self._record is None else self._record.shades(self._step)
        self.canvas.cells.set_shades(shades)
        squares = {arc: [colour(int(s), self._theme) for s in found] for arc, found in branches.items()}
        self.canvas.arcs.set_squares(squares)

    def _show_selected(self) -> None:
        shown = self._selected if self._ring and self._drawn.arcs else None
        self.canvas.arcs.set_marked(self.canvas.arcs.hovered, shown)

    def _ask_for_levels(self, wanted: Levels | None) -> None:
        if wanted is not None and wanted != self._wanted:
            self._wanted = wanted
            self.levels_wanted.emit(*wanted)

    # ── pointer ──────────────────────────────────────────────────────────────────────────────────

    def _toggle(self, arcs: tuple[int, ...]) -> None:
        self._selected = arcs[-1]
        self._show_selected()
        self.toggle_wanted.emit(tuple(self._drawn.arcs[arc].skip for arc in arcs))

    def _pointed(self, position: QPointF | None) -> None:
        text = "" if position is None else self.text_at(position)
        self.canvas.tip = text
        self.hovered.emit(text)
        self.step_hovered.emit(None if position is None else self._step_at(position))

    def text_at(self, position: QPointF) -> str:
        """What a pointer at a canvas position is told; empty where there is nothing."""
        graph = self._graph
        if graph is None:
            return ""
        arc = self.canvas.arc_at(position)
        if arc is not None:
            skip = self._drawn.arcs[arc].skip
            return details.skip_text(graph, skip, self._gates[skip])
        strip, heat = self.canvas.strip_at(position), self.canvas.heat_at(position)
        place = strip or heat
        layer = None if place is None else self.canvas.layer_at(place.x())
        if layer is None:
            return ""
        call, record, step = self._drawn.cells[layer].call, self._record, self._step_at(position)
        if strip is not None:
            value = None if record is None else record.value(layer, self._step)
            return details.layer_text(graph, call, self._measure, value) if strip.y() >= self.canvas.cells.top else ""
        value = None if record is None or step is None else record.value(layer, step)
        if step is None or value is None:
            return ""
        reading = f"{self._measure}: {details.reading_text(value)}"
        return details.point_text(graph, call, layer + 1, step, reading)

    def _step_at(self, position: QPointF) -> int | None:
        at = self.canvas.heat_at(position)
        return int(at.y()) if at is not None and 0 <= at.y() < self.canvas.rows else None

    def context_menu(self, position: QPointF) -> QMenu:
        """The menu for a canvas position: the skip and the stage there, all skips, the view."""
        arc, at = self.canvas.arc_at(position), self.canvas.strip_at(position)
        skip = None
        if arc is not None:
            name = self._drawn.arcs[arc].skip
            skip = (f"Switch {name} {'off' if self._gates[name] > 0 else 'on'}", lambda: self._toggle((arc,)))
        stage = next((s.stage for s in self._drawn.stages if at is not None and s.x0 <= at.x() < s.x1), None)
        return build_menu(
            self,
            skip,
            None if stage is None else (stage, lambda on: self.stage_wanted.emit(stage, on)),
            self.all_wanted.emit,
            self.fit,
        )

    def _show_menu(self, position: QPoint) -> None:
        menu = self.context_menu(QPointF(position))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.canvas.mapToGlobal(position))

    # ── keyboard ─────────────────────────────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← → Home End move from skip to skip, Space and Enter toggle, F shows everything."""
        key = Qt.Key(event.key())
        self._ring = True
        if key == Qt.Key.Key_F:
            self.fit()
        elif key in _MOVES and self._drawn.arcs:
            self._select(self._selected + _MOVES[key])
        elif key in _TOGGLES and self._drawn.arcs:
            self._toggle((self._selected,))
        else:
            super().keyPressEvent(event)

    def _select(self, index: int) -> None:
        self._selected = max(0, min(index, len(self._drawn.arcs) - 1))
        arc = self._drawn.arcs[self._selected]
        self.canvas.show_between(arc.x0, arc.x1)
        self._show_selected()
        if self._graph is not None:
            text = details.skip_text(self._graph, arc.skip, self._gates[arc.skip])
            self.setAccessibleDescription(text)
            self.hovered.emit(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the keyboard's cursor where the keyboard brought the focus; a click does not need it."""
        super().focusInEvent(event)
        self._ring = event.reason() in _KEYBOARD
        self._show_selected()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the keyboard's cursor."""
        super().focusOutEvent(event)
        self._ring = False
        self._show_selected()
