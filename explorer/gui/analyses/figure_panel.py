"""What every figure of an analysis has: a titled panel, a read-out, and its picture and values to take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from explorer.choices.figure import Figure
from explorer.desk.sides import Side
from explorer.gui.plots.readout import NARROWEST, Readout
from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.labels import ElidedLabel
from explorer.gui.widgets.picture_file import FILTERS, SaveError, ask_for_file, save_text, save_widget
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr

F = TypeVar("F", bound=Figure)
_SIZE, HIGHEST = (640, 320), 400
_PICTURES = "PNG picture (*.png);;SVG picture (*.svg)"


class FigurePanel(QFrame, Generic[F]):
    """Draws the figures of equal id of A and B. Subclasses fill `body`, `redraw` from `figures`, and tabulate.

    `failed` carries a sentence where a file could not be written, `saved` one where it was, `skip_pointed` the skips
    that what is pointed at stands for (side → skip id)."""

    failed = Signal(str)
    saved = Signal(str)
    skip_pointed = Signal(object)

    def __init__(self, figures: Mapping[Side, F], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme: Theme = DARK
        self.figures: dict[Side, F] = dict(figures)
        self.setObjectName(f"figure_{self.any.id}")
        self.setProperty("panel", True)
        self.setMaximumHeight(HIGHEST)
        self.title = ElidedLabel()
        self._name()
        self.title.setProperty("role", "title")
        self.title.setMinimumWidth(40)  # a narrow dock shortens a long title rather than the figure
        self.readout = Readout(self.theme)
        self.readout.setMinimumWidth(NARROWEST)
        self.export = QToolButton()
        self.body = QVBoxLayout()
        self.header = QHBoxLayout()
        self._make_menu()
        self._lay_out()

    @property
    def any(self) -> F:
        """One of the figures: what they share is read from it."""
        return next(iter(self.figures.values()))

    def set_figures(self, figures: Mapping[Side, F]) -> None:
        """Draw other figures of this id; nothing is done where they are the same."""
        if {side: id(f) for side, f in figures.items()} != {side: id(f) for side, f in self.figures.items()}:
            self.figures = dict(figures)
            self._name()
            self.fit()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.theme = theme
        self.readout.set_theme(theme)
        self.export.setIcon(icon("save", theme))
        self.redraw()

    def fit(self) -> None:
        """Show everything."""
        self.redraw()

    def redraw(self) -> None:
        """Draw the figures as they are."""
        raise NotImplementedError

    def table(self) -> str:
        """All values as CSV."""
        raise NotImplementedError

    def save_to(self, path: Path) -> None:
        """Save the picture (.svg, .pdf, .png) or the values (.csv); emits `saved` or `failed`."""
        try:
            if path.suffix.lower() == ".csv":
                save_text(self.table(), path)
            else:
                save_widget(self, path, self.theme.panel)
        except SaveError as error:
            self.failed.emit(str(error))
        else:
            self.saved.emit(tr("Saved {path}", path=path))

    def sizeHint(self) -> QSize:
        """Wide, and low enough for two figures in a small dock."""
        return QSize(*_SIZE)

    def _name(self) -> None:
        font = QFont(self.title.font())
        font.setWeight(QFont.Weight.DemiBold)
        self.title.setText(self.any.title)
        self.title.setMaximumWidth(QFontMetrics(font).horizontalAdvance(self.any.title) + 8)

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        self.header.setContentsMargins(10, 5, 5, 0)
        self.header.setSpacing(8)
        self.header.addWidget(self.title, 100)  # all that it needs; the read-out has the rest
        self.header.addWidget(self.readout, 1)
        self.header.addWidget(self.export)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 4)
        column.setSpacing(2)
        column.addLayout(self.header)
        column.addLayout(self.body, 1)

    def _make_menu(self) -> None:
        name = self.any.id
        self.menu = QMenu(self)
        self.menu.setObjectName(f"figureMenu_{name}")
        self.menu.setToolTipsVisible(True)
        self._entry(
            "saveFigure",
            tr("Save picture …"),
            tr("Save this figure as SVG, PDF or PNG"),
            lambda: self._ask(".svg", FILTERS),
        )
        self._entry(
            "saveValues", tr("Save values as CSV …"), tr("Save every value of this figure"), self._ask_for_values
        )
        self._entry("copyValues", tr("Copy values as CSV"), tr("Copy every value of this figure"), self._copy)
        self._entry("fitFigure", tr("Fit"), tr("Fit the figure to its data (double click)"), self.fit)
        self.export.setObjectName(f"figureExport_{name}")
        self.export.setToolTip(tr("Save this figure's picture or values, or copy the values"))
        self.export.setAccessibleName(tr("Save or copy: {title}", title=self.any.title))
        self.export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.export.setMenu(self.menu)
        self.export.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.export.setStyleSheet("QToolButton::menu-indicator { image: none; } QToolButton { padding: 2px 4px; }")

    def _entry(self, name: str, text: str, tip: str, do: Callable[[], None]) -> None:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setToolTip(tip)
        action.triggered.connect(do)
        self.menu.addAction(action)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.table())

    def _ask_for_values(self) -> None:
        self._ask(".csv", (tr("Values (*.csv)"),))

    def _ask(self, ending: str, kinds: tuple[str, ...]) -> None:
        path = ask_for_file(self, tr("Save"), f"{self.any.id}{ending}", kinds)
        if path is not None:
            self.save_to(path)
