"""Small multiples: panels of one size over the same axes, and the legend under them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from explorer.gui.comparison.chart_panel import ChartPanel
from explorer.gui.comparison.trace import Axis, Scale, Trace
from explorer.gui.comparison.view_parts import scrolling
from explorer.gui.plots.export import csv_table
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import DARK, Theme

MOST = 24
"""Panels that are drawn; more would be too small to read."""


def columns_for(count: int) -> int:
    """Panels in a row: one to three, four beyond nine."""
    return count if count <= 3 else 2 if count == 4 else 3 if count <= 9 else 4


class PanelGrid(QWidget):
    """Draws panels; `run_wanted` and `zoomed` are those of its panels, `menu_wanted` is a right click on one. A zoom of
    one is a zoom of all."""

    run_wanted = Signal(str, QPoint)
    zoomed = Signal(object)
    menu_wanted = Signal(QPoint, list)  # place, the runs (Dot) at the place that is read

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.panels: list[ChartPanel] = []
        self._theme = DARK
        self._held = QWidget()
        self._grid = QGridLayout(self._held)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self.legend = Label()
        self.legend.setObjectName(f"{name}_legend")
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(scrolling(self._held), 1)
        column.addWidget(self.legend)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        for panel in self.panels:
            panel.set_theme(theme)

    def show_panels(
        self, panels: Sequence[tuple[str, Sequence[Trace]]], x: Scale, y: Scale, *, keep: bool = False
    ) -> None:
        """Draw these panels; with `keep` the parts on show stay."""
        shown = panels[:MOST]
        self._fit_count(len(shown))
        across = columns_for(len(shown))
        for place, (panel, (title, traces)) in enumerate(zip(self.panels, shown, strict=True)):
            self._grid.addWidget(panel, place // across, place % across)
            panel.show_traces(title, traces, x, y, keep=keep)

    def show_legend(self, named: Sequence[tuple[str, QColor]], more: Sequence[str] = ()) -> None:
        """Say which color is which, and what the styles and the band are."""
        entries = [
            f"<span style='color:{color.name()}'>■</span>&nbsp;{escape(name).replace(' ', '&nbsp;')}"
            for name, color in named
        ]
        words = [f"<span style='color:{self._theme.muted}'>{escape(text)}</span>" for text in more if text]
        self.legend.setText("&nbsp;&nbsp; ".join([*entries, *words]))

    def table(self) -> str:
        """x and y of every line of every panel as CSV."""
        columns: dict[str, Axis] = {}
        for panel in self.panels:
            for trace in panel.traces:
                name = ": ".join(part for part in (panel.title.text(), trace.label) if part)
                columns |= {f"{name}: x": trace.x, f"{name}: y": trace.y}
        return csv_table(columns) if columns else ""

    def fit(self) -> None:
        """Show everything in each panel."""
        for panel in self.panels:
            panel.fit()

    def _fit_count(self, count: int) -> None:
        while len(self.panels) < count:
            panel = ChartPanel(f"{self.objectName()}_{len(self.panels)}")
            panel.set_theme(self._theme)
            panel.run_wanted.connect(self.run_wanted)
            panel.zoomed.connect(self._zoomed)
            panel.canvas.menu_wanted.connect(lambda at, panel=panel: self.menu_wanted.emit(at, panel.here))
            self.panels.append(panel)
        while len(self.panels) > count:
            panel = self.panels.pop()
            self._grid.removeWidget(panel)
            panel.hide()
            panel.deleteLater()

    def _zoomed(self, shown: object) -> None:
        for panel in self.panels:
            if panel is not self.sender():
                x, y = self.sender_ranges(panel, shown)
                panel.canvas.show_range(x, y)
        self.zoomed.emit(shown)

    def sender_ranges(self, panel: ChartPanel, shown: object) -> tuple[tuple[float, float], tuple[float, float]]:
        """The ranges that another panel takes from the one that was zoomed; the whole after a fit."""
        source = self.sender()
        if shown is None or not isinstance(source, ChartPanel):
            return panel.x_scale.shown, panel.y_scale.shown
        x, y = source.canvas.view.viewRange()
        return (x[0], x[1]), (y[0], y[1])
