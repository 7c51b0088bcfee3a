"""Surfaces of an analysis: A's beside B's on one color scale, from above or as hills."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from explorer.choices.figures.surface import Surface
from explorer.desk.sides import SIDES, Side
from explorer.gui.analyses.figure_panel import HIGHEST, FigurePanel
from explorer.gui.analyses.scale_bar import ScaleBar
from explorer.gui.analyses.surface_data import ZScale, shared_scale
from explorer.gui.analyses.surface_map import SurfaceMap
from explorer.gui.analyses.surface_relief import SurfaceRelief, Turn
from explorer.gui.plots.export import csv_table
from explorer.gui.plots.readout import Reading
from explorer.gui.widgets.accessible import tell
from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import Theme
from explorer.number_text import figure
from explorer.wording import tr

_NARROW = 520  # pixels


class _Face(QWidget):
    """One side's surface: its letter, its map and its hills."""

    def __init__(self, side: Side, name: str) -> None:
        super().__init__()
        self.side = side
        self.letter = Label(side)
        self.map, self.relief = SurfaceMap(), SurfaceRelief()
        self.map.setObjectName(f"surfaceMap{side}_{name}")
        self.relief.setObjectName(f"surfaceRelief{side}_{name}")
        self.letter.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.map)
        self.stack.addWidget(self.relief)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.letter)
        column.addWidget(self.stack, 1)

    def show_surface(self, surface: Surface, scale: ZScale, theme: Theme) -> None:
        self.letter.setStyleSheet(f"color: {theme.side(self.side).name()}; font-weight: 600;")
        for widget in (self.map, self.relief):
            widget.setAccessibleName(f"{surface.title}, {self.side}")
        self.map.set_theme(theme)
        self.map.show_surface(surface, scale, theme)
        self.relief.show_surface(surface, scale, theme)


class SurfaceView(FigurePanel[Surface]):
    """Pointing at A's map reads the same place in B's, and the other way round. A matrix has no hills."""

    def __init__(self, figures: Mapping[Side, Surface], parent: QWidget | None = None) -> None:
        super().__init__(figures, parent)
        self.faces = {side: _Face(side, self.any.id) for side in SIDES}
        self.bar = ScaleBar()
        self.bar.setObjectName(f"surfaceScale_{self.any.id}")
        self.hills = self._make_switch()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(4)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(4)
        row.addLayout(self._both, 1)
        for face in self.faces.values():
            self._both.addWidget(face, 1)
            face.map.pointed.connect(self._point)
            face.map.menu_wanted.connect(self.menu.popup)
            face.relief.turned.connect(self._turn)
        row.addWidget(self.bar)
        self.body.addLayout(row, 1)
        self.redraw()

    def redraw(self) -> None:
        """Draw the figures as they are."""
        scale = shared_scale(self.figures.values())
        self.hills.setVisible(not self.any.matrix)
        self.hills.setIcon(icon("hills", self.theme))
        for side, face in self.faces.items():
            face.setVisible(side in self.figures)
            if side in self.figures:
                face.show_surface(self.figures[side], scale, self.theme)
        self.bar.set_theme(self.theme)
        self.bar.set_scale(scale, self.any.z_label)
        self._arrange()
        self._point(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange A and B anew."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """A and B side by side, or one above the other where each would be higher than wide."""
        directions = QBoxLayout.Direction
        stacked = self.width() < _NARROW and len(self.figures) > 1
        self._both.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)
        self.setMaximumHeight(HIGHEST * (2 if stacked else 1))

    def fit(self) -> None:
        """Show everything, the hills from where they were seen first."""
        self._turn(Turn())
        super().fit()

    def table(self) -> str:
        """One line for each point of a side's grid: x, y (or labels) and z."""
        columns: dict[str, NDArray[np.generic]] = {}
        for side, surface in self.figures.items():
            x, y = np.meshgrid(_names(surface, surface.x), _names(surface, surface.y))
            across, up = surface.x_label, surface.y_label
            up = tr("{up}, upward", up=up) if up == across else up  # two columns of one name would be one
            columns |= {f"{side} {across}": x.ravel(), f"{side} {up}": y.ravel(),
                        f"{side} {surface.z_label}": np.asarray(surface.z, float).ravel()}  # fmt: skip
        return csv_table(columns)

    def _make_switch(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"surfaceHills_{self.any.id}")
        button.setCheckable(True)
        button.setText("3-D")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(tr("Show the surface in 3D or as a map"))
        button.setAccessibleName(tr("3D surface"))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setStyleSheet("padding: 2px 6px;")
        button.toggled.connect(self._raise)
        self.header.insertWidget(self.header.count() - 1, button)
        return button

    def _raise(self, hills: bool) -> None:
        for face in self.faces.values():
            face.stack.setCurrentIndex(int(hills))

    def _turn(self, turn: Turn) -> None:
        for face in self.faces.values():
            face.relief.set_turn(turn)

    def _point(self, at: QPointF | None) -> None:
        readings, lead, place = [], "", None
        for side, surface in self.figures.items():
            if at is None:
                readings.append(Reading(side, ()))
                continue
            column, row = (int(np.abs(p - v).argmin()) for p, v in ((surface.x, at.x()), (surface.y, at.y())))
            place = float(surface.x[column]), float(surface.y[row])
            names = _names(surface, surface.x)[column], _names(surface, surface.y)[row]
            lead = ", ".join(name if isinstance(name, str) else figure(float(name)) for name in names)
            readings.append(Reading(side, (figure(float(surface.z[row, column])),)))
        for side in self.figures:
            self.faces[side].map.place(place)
        self.readout.read(lead, readings)
        for side in self.figures:
            tell(self.faces[side].map, self.readout.text())


def _names(surface: Surface, places: NDArray[np.float64]) -> NDArray[np.generic]:
    """What stands on an axis: the labels, or the numbers."""
    return np.array(surface.labels) if len(surface.labels) == len(places) else np.asarray(places, float)
