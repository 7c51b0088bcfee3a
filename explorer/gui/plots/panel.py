"""What every plot has: a titled panel, a read-out, a canvas, a menu and a picture to save."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QColor, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from explorer.gui.plots.canvas import Canvas
from explorer.gui.plots.overlay import Mark, Note, Overlay
from explorer.gui.plots.readout import NARROWEST, Readout
from explorer.gui.widgets.accessible import tell
from explorer.gui.widgets.labels import ElidedLabel
from explorer.gui.widgets.picture_file import SaveError, ask_for_file, copy_widget, save_widget
from explorer.gui.widgets.theme import DARK, LIGHT, Theme, style_sheet
from explorer.wording import tr


class PlotPanel(QFrame):
    """A header (title, read-out) over a canvas. Subclasses draw, read and tabulate.

    `failed` carries a sentence for people where a picture could not be saved."""

    failed = Signal(str)

    def __init__(self, name: str, title: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme: Theme = DARK
        self.setObjectName(name)
        self.setProperty("panel", True)
        self.title = ElidedLabel()
        self.title.setText(title)
        self.title.setProperty("role", "title")
        self.title.set_about(about)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.readout = Readout(self.theme)
        self.readout.setMinimumWidth(NARROWEST)
        self.canvas = Canvas()
        self.canvas.setObjectName(f"{name}_canvas")
        self.canvas.setAccessibleName(title)
        self.canvas.setAccessibleDescription(about)
        self.overlay = Overlay(self.canvas.bottom.label.font())
        self.canvas.add(self.overlay)
        self._lay_out()
        self._make_menu(name)
        self._following = True
        self.canvas.fit_wanted.connect(self.fit)
        # queued: what the arrows point at is read only then
        self.canvas.nudged.connect(self._tell_reading, Qt.ConnectionType.QueuedConnection)
        self.canvas.moved_by_user.connect(self._leave_following)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.theme = theme
        self.readout.set_theme(theme)
        self.canvas.set_theme(theme)

    def set_size(self, factor: float) -> None:
        """Write what stands in the plot and at its axes so many times as large."""
        self.canvas.set_size(factor)
        self.overlay.set_font(self.canvas.bottom.label.font())

    def refresh(self) -> None:
        """Draw what is new."""
        raise NotImplementedError

    def table(self) -> str:
        """All values of the plot as CSV."""
        raise NotImplementedError

    def fit(self) -> None:
        """Show everything, and follow the runs as they grow."""
        self._following = True
        self.redraw()

    def redraw(self) -> None:
        """Draw again although no value changed."""
        raise NotImplementedError

    def emptiness(self) -> list[Mark]:
        """What stands in a plot without any values."""
        return [Note(tr("Start training to see curves."), QColor(self.theme.muted), middle=True)]

    def save_to(self, path: Path, theme: Theme | None = None) -> None:
        """Save the panel with its title and read-out as .svg, .pdf or .png, in another theme where one is given; emits
        `failed` where that cannot be."""
        before = self.theme
        if theme is not None:
            self.setStyleSheet(f"{style_sheet(theme)}QLabel {{ color: {theme.text}; }}")
            self.set_theme(theme)
        try:
            save_widget(self, path, self.theme.panel)
        except SaveError as error:
            self.failed.emit(str(error))
        finally:
            if theme is not None:
                self.setStyleSheet("")
                self.set_theme(before)

    def _tell_reading(self) -> None:
        tell(self.canvas, self.readout.text())

    def _leave_following(self) -> None:
        self._following = False
        self.redraw()

    def _lay_out(self) -> None:
        self.header = QHBoxLayout()
        self.header.setContentsMargins(10, 6, 12, 0)
        self.header.setSpacing(10)
        self.header.addWidget(self.title)
        self.header.addWidget(self.readout, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 3)
        column.setSpacing(0)
        column.addLayout(self.header)
        column.addWidget(self.canvas, 1)

    def _make_menu(self, name: str) -> None:
        self.copy_action = QAction(tr("Copy values as CSV"), self)
        self.copy_action.triggered.connect(lambda: QGuiApplication.clipboard().setText(self.table()))
        self.picture_action = QAction(tr("Copy picture"), self)
        self.picture_action.triggered.connect(lambda: copy_widget(self, self.theme.panel))
        self.save_action = QAction(tr("Save picture…"), self)
        self.save_action.triggered.connect(lambda: self._ask_where_to_save(None))
        self.print_action = QAction(tr("Save picture for print…"), self)
        self.print_action.triggered.connect(lambda: self._ask_where_to_save(LIGHT))
        self.fit_action = QAction(tr("Fit"), self)
        self.fit_action.triggered.connect(self.fit)
        self.menu = QMenu(self)
        self.menu.setObjectName(f"{name}_menu")
        self.menu.addActions(
            [self.copy_action, self.picture_action, self.save_action, self.print_action, self.fit_action]
        )
        self.canvas.menu_wanted.connect(self._open_menu)

    def _open_menu(self, position: QPoint) -> None:
        self.menu.popup(position)

    def _ask_where_to_save(self, theme: Theme | None) -> None:
        path = ask_for_file(self, tr("Save picture"), f"{self.objectName()}.svg")
        if path is not None:
            self.save_to(path, theme)
