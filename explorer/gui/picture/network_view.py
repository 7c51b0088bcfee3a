"""The signature picture of one side: header, strip with arcs, and the heatmap hanging below."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from explorer.desk.background import AtOnce, Doing
from explorer.desk.sides import Side
from explorer.desk.switching import Moment
from explorer.graph.layout import layout
from explorer.graph.model import NetworkGraph
from explorer.gui.picture import keyboard
from explorer.gui.picture.arc_cursor import ArcCursor
from explorer.gui.picture.detail import Detail
from explorer.gui.picture.frame import PictureFrame
from explorer.gui.picture.gate_asking import GateAsking
from explorer.gui.picture.levels import DEFAULT
from explorer.gui.picture.markers import marks_of
from explorer.gui.picture.phase_shades import PhaseShown
from explorer.gui.picture.pointing import Pointing
from explorer.gui.picture.record import Record
from explorer.gui.picture.selection import Selection
from explorer.gui.picture.sight import EMPTY, Sight, text_at
from explorer.gui.picture.view_menu import menu_at
from explorer.gui.widgets.accessible import tell
from explorer.gui.widgets.theme import DARK, Theme
from explorer.infos import InstrumentInfo
from explorer.runs.history import RunHistory


class NetworkView(PictureFrame):
    """Draws one network and its run; emits wishes and never changes either.

    `levels_wanted(low, high)`: this run's readings need these decades (log10); whoever owns the shared scale
    answers with `set_levels` on every view. `step_hovered` carries the step under the pointer, None when it leaves.
    `node_selected` carries the ids of the selected calls: one, all of a box, or none. `failed` says what could not be
    saved, `saved` where the picture went, `refused` why a skip cannot be switched.
    """

    toggle_wanted = Signal(tuple)
    stage_wanted = Signal(int, bool)
    all_wanted = Signal(bool)
    levels_wanted = Signal(float, float)
    hovered = Signal(str)
    step_hovered = Signal(object)
    node_selected = Signal(object)
    saved = Signal(str)
    failed = Signal(str)
    refused = Signal(str)

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(side, parent)
        self.sight, self.theme, self._version = Sight(), DARK, -1
        self.doing: Doing = AtOnce()
        self.levels, self._wanted = DEFAULT, DEFAULT
        self.selection, self.arc_cursor = Selection(self.canvas, self), ArcCursor(self.canvas, self.sight)
        self.pointing = Pointing(self.canvas, self.sight, self.selection, self.arc_cursor)
        self.gates = GateAsking(self.canvas, self.sight, self.arc_cursor, self)
        canvas = self.canvas
        canvas.clicked.connect(lambda arc: self.toggle((arc,)))
        canvas.brushed.connect(self.toggle)
        self.gates.refused.connect(self.refused)
        self.pointing.hovered.connect(self.hovered)
        self.pointing.step_hovered.connect(self.step_hovered)
        canvas.picked.connect(self.selection.pick)
        canvas.opened.connect(self.selection.open)
        canvas.customContextMenuRequested.connect(self._show_menu)
        canvas.shown_changed.connect(self._show_detail)
        self.selection.changed.connect(self.node_selected)
        self.header.detail.chosen.connect(self.set_detail)

    # ── what is on show ──────────────────────────────────────────────────────────────────────────

    def set_graph(self, graph: NetworkGraph | None, message: str = "") -> None:
        """Draw a network, its skips as in the architecture; without one, say `message`. Takes the run off show."""
        sight = self.sight
        sight.put(None)
        before, drawn = sight.drawn, EMPTY if graph is None else layout(graph)
        sight.graph, sight.drawn = graph, drawn
        sight.present = {} if graph is None else {s.id: float(s.enabled) for s in graph.skips}
        if drawn is not before or graph is None:  # else nothing moves: only skips were switched
            self.canvas.set_layout_of(drawn, graph)
            self.selection.set_calls({} if graph is None else graph.calls)
        self.message.setText(message)
        self.pages.setCurrentIndex(0 if graph is None else 1)
        self.header.detail.setVisible(graph is not None)
        sight.take_gates()
        self._show_detail()
        self.set_history(None)

    def set_gates(self, gates: Mapping[str, float], requested: Mapping[str, float] | None = None) -> None:
        """Draw the skips with these gates (0–1), and dot those that are asked to be moved; skips not named keep
        their gates."""
        present, self.sight.requested = self.sight.present, dict(requested or {})
        present.update((skip, gate) for skip, gate in gates.items() if skip in present)
        self._show_gates()
        self.pointing.renew()

    def set_moment(self, moment: Moment) -> None:
        """What the run on show does: it decides what a click on a skip means."""
        self.sight.moment = moment
        self.canvas.arcs.live = moment in ("running", "paused", "halfway")
        self.pointing.renew()

    def set_history(self, history: RunHistory | None) -> None:
        """Show a run's readings below the network; ValueError where it is another network's run."""
        self.sight.put(None)
        if history is not None:
            self.sight.put(Record(history, self.sight.drawn, self.sight.info, self.levels, self.doing))
        self.canvas.heatmap.set_hint(self.sight.hint())
        self._version, self._wanted = -1, DEFAULT
        self.canvas.heatmap.set_waterfall(None if self.sight.record is None else self.sight.record.waterfall)
        self.canvas.set_rows(0)
        self.canvas.markers.set_marks(())
        self._show_gates()
        self._show_shades()
        self.refresh()

    def set_instrument(self, info: InstrumentInfo) -> None:
        """Show another instrument; shares are colored from 0 to 1, everything else by `set_levels`."""
        if info != self.sight.info:
            self.sight.info = info
            self.set_history(None if self.sight.record is None else self.sight.record.history)

    def set_levels(self, low: float, high: float) -> None:
        """Color by this scale: log10 of the readings at the map's two ends, or the ends of a scale of shares."""
        if (low, high) != self.levels:
            self.levels = (low, high)
            if self.sight.record is not None:
                self.sight.record.set_levels(self.levels)
            self.canvas.heatmap.changed()
            self._show_shades()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.theme = self.pointing.theme = theme
        self.header.set_theme(theme)
        self.canvas.set_theme(theme)
        self.minimap.set_theme(theme)
        self.message.setStyleSheet(f"color: {theme.muted};")
        self._show_shades()

    def show_step(self, step: int | None) -> None:
        """Show the readings, shares and skips of a step; None: the newest."""
        self.sight.step = step
        self._show_gates()
        self._show_shades()

    def show_phase(self, phase: PhaseShown | None) -> None:
        """Show a phase of the step under way in the strip; None: the readings."""
        self.sight.phase = phase
        self._show_shades()
        self.pointing.renew()

    def set_cursor_step(self, step: int | None) -> None:
        """Point at a step in the heatmap with a thin line, or at none."""
        self.canvas.markers.set_cursor(step)

    def set_cursor_layer(self, layer: int | None) -> None:
        """Frame a layer's column in the heatmap (index in `graph.main_path`), or none."""
        self.canvas.markers.set_layer(layer if layer is not None and layer < self.canvas.layers else None)

    def refresh(self) -> None:
        """Draw what the run has measured since the last call; free where that is nothing."""
        record = self.sight.record
        if record is None or record.history.version == self._version:
            return
        self.canvas.markers.set_marks(marks_of(record.history))
        taken = record.take() or self.canvas.heatmap.waterfall is not record.waterfall
        self.canvas.heatmap.set_hint(self.sight.hint())
        if record.coming:  # looked for again at the next call
            return
        self._version = record.history.version
        if not taken:
            return
        self.canvas.heatmap.set_waterfall(record.waterfall)
        self.canvas.set_rows(record.waterfall.steps)
        self.canvas.heatmap.changed()
        self.pointing.renew()
        if self.sight.step is None:
            self._show_shades()
        wanted = record.wanted_levels()
        if wanted is not None and wanted != self._wanted:
            self._wanted = wanted
            self.levels_wanted.emit(*wanted)

    def fit(self) -> None:
        """Show the whole network and every step."""
        self.canvas.fit()

    def set_detail(self, detail: Detail | None) -> None:
        """Draw stages, blocks, layers or calls from now on; None: what the zoom asks for."""
        self.canvas.choose(detail, self.selection.place())
        self._show_detail()

    def show_call(self, call: str) -> None:
        """Select a call and bring it into view; KeyError for one that the network does not have."""
        self.selection.show_call(call)
        self._tell_node()

    # ── drawing ──────────────────────────────────────────────────────────────────────────────────

    def _show_gates(self) -> None:
        self.sight.take_gates()
        if self.canvas.drawing.drawn is not self.sight.drawn:  # a network is being exchanged
            return
        arcs = self.sight.drawn.arcs
        requested = [arc.skip in self.sight.requested for arc in arcs]
        self.canvas.drawing.set_gates([self.sight.gates[arc.skip] for arc in arcs], requested)
        self.arc_cursor.show()

    def _show_shades(self) -> None:
        self.canvas.drawing.set_shades(*self.sight.shades())
        self.canvas.drawing.set_flow(self.sight.shares())
        self.minimap.update()

    def _show_detail(self) -> None:
        self.header.detail.show_level(self.canvas.chosen, self.canvas.level, self.canvas.details.available)
        self.arc_cursor.show()

    # ── pointer ──────────────────────────────────────────────────────────────────────────────────

    def toggle(self, arcs: tuple[int, ...] | None) -> None:
        """Ask for these arcs' skips to be switched, None: that of the keyboard's ring; or say why they cannot be."""
        skips = self.arc_cursor.toggled(arcs)
        why = self.sight.obstacle(skips)
        if why:
            self.refused.emit(why)
        else:
            self.toggle_wanted.emit(skips)

    def text_at(self, position: QPointF) -> str:
        """What a pointer at a canvas position is told; empty where there is nothing."""
        return text_at(self.canvas, self.selection.nodes, self.sight, position)

    def context_menu(self, position: QPointF) -> QMenu:
        """The menu for a canvas position: the skips, the node and the stage there, all skips, the view."""
        return menu_at(self, position)

    def _show_menu(self, position: QPoint) -> None:
        menu = self.context_menu(QPointF(position))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.canvas.mapToGlobal(position))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key opens the menu of the keyboard's skip; the canvas answers the mouse."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.arc_cursor.show(ring=True)
            self._show_menu(self.arc_cursor.place())

    # ── keyboard ─────────────────────────────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means; see `keyboard.meaning`. A skip is switched only once its ring is seen."""
        stroke = keyboard.meaning(event)
        arcs = stroke is not None and stroke.deed in ("arc", "toggle", "gate")
        if stroke is None or (arcs and not self.canvas.arcs.arcs):
            super().keyPressEvent(event)
            return
        seen = self.canvas.arcs.selected is not None
        self.arc_cursor.show(ring=arcs)
        if stroke.deed == "fit":
            self.fit()
        elif stroke.deed == "toggle" and not seen:
            self._tell(self.arc_cursor.move(0))
        elif stroke.deed == "arc":
            self._tell(self.arc_cursor.move(stroke.by))
        elif stroke.deed == "toggle":
            self.toggle(None)
        elif stroke.deed == "gate":
            self.gates.ask_at_cursor()
        elif stroke.deed == "node":
            self.selection.step(stroke.by)
            self._tell_node()
        else:
            self.set_detail(None if stroke.deed == "auto" else self.canvas.details.next(self.canvas.level, stroke.by))

    def _tell_node(self) -> None:
        nodes = self.selection.nodes
        node = nodes.of(self.selection.calls[0]) if self.selection.calls else None
        if node is not None:
            self._tell(self.sight.node_text(nodes, node))

    def _tell(self, text: str) -> None:
        tell(self, text)
        self.hovered.emit(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the keyboard's cursor where the keyboard brought the focus; a click does not need it."""
        super().focusInEvent(event)
        self.arc_cursor.show(ring=event.reason() in keyboard.FOCUSED)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the keyboard's cursor."""
        super().focusOutEvent(event)
        self.arc_cursor.show(ring=False)
