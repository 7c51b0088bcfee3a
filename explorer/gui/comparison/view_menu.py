"""What can be taken out of a comparison: its values as CSV, and its picture on the clipboard or in a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol, cast

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from explorer.gui.comparison.trace import Dot
from explorer.gui.widgets.picture_file import SaveError, ask_for_file, copy_widget, save_widget
from explorer.gui.widgets.theme import DARK, LIGHT, Theme, style_sheet
from explorer.wording import tr


class ComparisonView(Protocol):
    """A tab of the comparison."""

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        ...

    def table(self) -> str:
        """All values as CSV; empty where they are not values but a picture."""
        ...


class ViewMenu(QMenu):
    """Acts on the view that `open` was last called for. `run_wanted` carries a run that stands at the pointer's x, and
    the place of a menu; `failed` says what could not be saved."""

    run_wanted = Signal(str, QPoint)
    failed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("compare_menu")
        self.setToolTipsVisible(True)
        self.theme = DARK
        self._view: ComparisonView | None = None
        self._runs = self.addMenu(tr("Runs here"))
        self._runs.setObjectName("compare_runs_here")
        self._copy = self._entry(
            "copy_values", tr("Copy values as CSV"), tr("Every value of this tab, for a spreadsheet")
        )
        self._copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(self._shown.table()))
        picture = self._entry("copy_picture", tr("Copy picture"), tr("This tab as it looks, without its controls"))
        picture.triggered.connect(self._copy_picture)
        save = self._entry("save_picture", tr("Save picture…"), tr("SVG, PDF or PNG"))
        save.triggered.connect(lambda: self._ask(None))
        printed = self._entry("print_picture", tr("Save picture for print…"), tr("SVG, PDF or PNG in the light theme"))
        printed.triggered.connect(lambda: self._ask(LIGHT))

    def open(self, view: ComparisonView, place: QPoint, here: Sequence[Dot] = ()) -> None:
        """Pop up for a view; `here` are the runs at the pointer."""
        self._view = view
        self._copy.setEnabled(bool(view.table()))
        self._runs.clear()
        for dot in here:
            action = self._runs.addAction(dot.text)
            action.triggered.connect(partial(self.run_wanted.emit, dot.run_id, place))
        self._runs.menuAction().setVisible(bool(here))
        self.popup(place)

    def save_to(self, path: Path, theme: Theme | None = None) -> None:
        """Save the view without its controls, in another theme where one is given; emits `failed` where that cannot
        be."""
        try:
            with self._alone(theme) as widget:
                save_widget(widget, path, (theme or self.theme).window)
        except SaveError as error:
            self.failed.emit(str(error))

    @property
    def _shown(self) -> ComparisonView:
        assert self._view is not None
        return self._view

    def _entry(self, name: str, text: str, tip: str) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setToolTip(tip)
        self.addAction(action)
        return action

    def _copy_picture(self) -> None:
        with self._alone(None) as widget:
            copy_widget(widget, self.theme.window)

    def _ask(self, theme: Theme | None) -> None:
        widget = cast(QWidget, self._shown)
        path = ask_for_file(widget, tr("Save picture"), f"{widget.objectName()}.svg")
        if path is not None:
            self.save_to(path, theme)

    @contextmanager
    def _alone(self, theme: Theme | None) -> Iterator[QWidget]:
        """The view without its controls, in a theme."""
        widget = cast(QWidget, self._shown)
        controls = widget.findChildren(QWidget, "comparisonControls")
        for each in controls:
            each.hide()
        if theme is not None:
            widget.setStyleSheet(f"{style_sheet(theme)}QLabel {{ color: {theme.text}; }}")
            self._shown.set_theme(theme)
        layout = widget.layout()
        assert layout is not None
        layout.activate()
        try:
            yield widget
        finally:
            for each in controls:
                each.show()
            if theme is not None:
                widget.setStyleSheet("")
                self._shown.set_theme(self.theme)
