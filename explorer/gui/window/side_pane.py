"""One side of the window: its card above its picture."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.desk.gates import confirmed, requested
from explorer.desk.pane_state import PaneState
from explorer.desk.sides import Side
from explorer.gui.cards.run_card import RunCard
from explorer.gui.picture.difference_legend import DifferenceLegend
from explorer.gui.picture.markers import Frame
from explorer.gui.picture.network_view import NetworkView
from explorer.gui.widgets.theme import Theme

LOWEST = 215  # pixels: header, strip, axis, and a heatmap that still shows rows


class SidePane(QWidget):
    """Card and picture of A or B. `show_state` draws a PaneState by calling only the setters that changed."""

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"pane{side}")
        self.card = RunCard(side)
        self.view = NetworkView(side)
        self.view.setMinimumHeight(LOWEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.card)
        column.addWidget(self.view, 1)
        self.legend = DifferenceLegend()
        self.legend.hide()
        column.addWidget(self.legend)
        self._shown: PaneState | None = None

    def show_state(self, state: PaneState) -> None:
        """Draw the state."""
        old, self._shown = self._shown, state
        if old is None or old.spec != state.spec:
            self.card.set_spec(state.spec)
        if old is None or old.locked != state.locked:
            self.card.set_locked(state.locked)
        if old is None or (old.title, old.details) != (state.title, state.details):
            self.view.set_header(state.title, state.details)
        if old is None or old.graph is not state.graph or old.message != state.message:
            self.view.set_graph(state.graph, state.message)
            if state.graph is not None:
                self.card.set_has_skips(bool(state.graph.skips))
        if old is None or old.gates != state.gates or old.graph is not state.graph:
            gates = dict(state.gates)
            self.view.set_gates(confirmed(gates), requested(gates))
        if old is None or old.history is not state.history or old.graph is not state.graph:
            self.view.set_history(state.history)
        if old is None or old.moment != state.moment:
            self.view.set_moment(state.moment)

    def lowest_at(self, width: int) -> int:
        """The height that card and picture need at this width."""
        column = self.layout()
        assert column is not None
        below = 0 if self.legend.isHidden() else self.legend.height() + column.spacing()
        card = 0 if self.card.isHidden() else self.card.height_at(width) + column.spacing()
        return card + LOWEST + below

    def set_frame(self, frame: Frame | None, strip: bool = True) -> None:
        """Frame a part of the picture's heatmap and (with `strip`) its layers' cells, or nothing."""
        self.view.canvas.markers.set_frame(frame)
        self.view.canvas.drawing.frames.set_groups(frame.groups() if frame is not None and strip else ())

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.card.set_theme(theme)
        self.view.set_theme(theme)
