"""The window's theme: the person's choice, or as the desktop's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from explorer.desk.settings import Settings
from explorer.gui.training.training_bar import TrainingBar
from explorer.gui.widgets.theme import DARK, LIGHT, Theme, palette, style_sheet, system_theme


class Themed(Protocol):
    """Any part of the window that takes a theme's colors."""

    def set_theme(self, theme: Theme) -> None:
        """Take them."""
        ...


class Theming(QObject):
    """Gives every part of the window the theme's colors; the bar shows the choice, the settings keep it."""

    def __init__(self, settings: Settings, bar: TrainingBar, themed: Sequence[Themed], parent: QObject) -> None:
        super().__init__(parent)
        self.theme = DARK
        self._settings, self._bar, self._themed = settings, bar, themed

    def choose(self, choice: str) -> None:
        """Follow the system, or be dark or light."""
        self._settings.theme = choice
        self._bar.set_theme_choice(choice)
        self.show({"dark": DARK, "light": LIGHT}.get(choice) or system_theme())

    def follow_system(self) -> None:
        """Take the desktop's color scheme, unless a theme was chosen."""
        if self._settings.theme == "system":
            self.show(system_theme())

    def show(self, theme: Theme) -> None:
        """Take these colors, whatever was chosen."""
        self.theme = theme
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setPalette(palette(theme))
        if app.styleSheet() != style_sheet(theme):  # Qt polishes every widget anew, even for the same sheet: 0.1 s
            app.setStyleSheet(style_sheet(theme))
        for part in self._themed:
            part.set_theme(theme)
