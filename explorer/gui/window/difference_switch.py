"""The switch that turns B's heatmap into the difference B − A."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from explorer.comparison.layer_pairs import LayerPairs, layer_pairs
from explorer.gui.picture.difference import DifferenceMap
from explorer.gui.picture.difference_legend import DifferenceLegend
from explorer.gui.picture.network_view import NetworkView
from explorer.gui.picture.record import Record
from explorer.gui.widgets.offers import offer
from explorer.gui.widgets.shortcuts import tooltip
from explorer.gui.widgets.theme import Theme
from explorer.wording import tr

_NO_RUNS = "Train or open a run in A and in B first."
_NOT_LOG = "Choose an instrument with a logarithmic scale, such as Gradient RMS."


class DifferenceSwitch(QObject):
    """Compares the records of two views on the window's clock, and only what has changed. The legend below B is on
    show while the difference is; `resized` is called when that changes."""

    def __init__(
        self, action: QAction, a: NetworkView, b: NetworkView, legend: DifferenceLegend, resized: Callable[[], None]
    ) -> None:
        super().__init__(b)
        self.action = action
        self._a, self._b, self._legend, self._resized = a, b, legend, resized
        self._seen: tuple[object, ...] = ()
        self._pairs: tuple[object, object, LayerPairs] | None = None
        action.setIconText("B − A")
        action.toggled.connect(lambda _: self.refresh())
        self.button = QToolButton()
        self.button.setDefaultAction(action)
        self.button.setObjectName("difference_switch")
        self.button.setAccessibleName(tr("Difference B − A"))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        b.header.add_switch(self.button)
        legend.hide()
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._legend.set_theme(theme)
        self.button.setStyleSheet(
            f"QToolButton {{ background: {theme.raised}; color: {theme.muted}; border: 1px solid {theme.raised}; "
            "border-radius: 4px; padding: 0 6px; font-size: 11px; }"
            f"QToolButton:hover, QToolButton:focus {{ border-color: {theme.accent}; color: {theme.text}; }}"
            f"QToolButton:checked {{ border-color: {theme.accent}; color: {theme.text}; }}"
            f"QToolButton:disabled {{ color: {theme.skip_off}; }}"
        )

    def fit(self) -> None:
        """The heatmap is fitted by its own view."""

    def refresh(self) -> None:
        """Draw the difference of what both runs have measured, if it is wanted and possible."""
        a, b = self._a.sight.record, self._b.sight.record
        why = self._obstacle(a, b)
        offer(self.action, tooltip("difference"), why)
        wanted = self.action.isChecked() and not why and a is not None and b is not None
        if not wanted or a is None or b is None:
            self._show(None)
            return
        state = (a.waterfall, b.waterfall, a.waterfall.steps, b.waterfall.steps, a.info)
        if state == self._seen:
            return
        self._show(DifferenceMap(a.waterfall, b.waterfall, self._pairs_of(a, b)), b.info.title)
        self._seen = state

    def text_at(self, layer: int, step: int) -> str:
        """The difference of a layer at a step, for people."""
        shown = self._b.canvas.heatmap.difference
        if shown is None or not 0 <= step < shown.steps:
            return ""
        decades = float(shown.values[step // shown.steps_per_row, layer])
        return tr("B − A: {decades:+.2f} decades", decades=decades).replace("-", "−") if decades == decades else ""  # noqa: PLR0124 (NaN)

    def _obstacle(self, a: Record | None, b: Record | None) -> str:
        if a is None or b is None or not a.waterfall.steps or not b.waterfall.steps:
            return tr(_NO_RUNS)
        return tr(_NOT_LOG) if a.info.scale == "linear" else ""

    def _pairs_of(self, a: Record, b: Record) -> LayerPairs:
        drawn = self._a.sight.drawn, self._b.sight.drawn
        if self._pairs is None or (self._pairs[0], self._pairs[1]) != drawn:
            columns = [cell.call for cell in drawn[1].cells], [cell.call for cell in drawn[0].cells]
            self._pairs = *drawn, layer_pairs(b.history.graph, a.history.graph, columns)
        return self._pairs[2]

    def _show(self, difference: DifferenceMap | None, measure: str = "") -> None:
        self._seen = ()
        self._b.canvas.heatmap.set_difference(difference)
        self._b.sight.beside = self.text_at
        if difference is not None and self._pairs is not None:
            self._legend.show_scale(difference.decades, measure, self._pairs[2].words)
        if self._legend.isHidden() == (difference is not None):
            self._legend.setVisible(difference is not None)
            self._resized()
