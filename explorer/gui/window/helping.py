"""The window's side of the guide: opens it where F1 is pressed, and remembers how it looked."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from explorer.desk.settings import Settings
from explorer.gui.guide.guide_window import GuideWindow
from explorer.gui.guide.topics import topic
from explorer.gui.widgets.shortcuts import sequences
from explorer.gui.widgets.theme import DARK, Theme

_GEOMETRY = "guideGeometry"


class Helping(QObject):
    """Makes the window of the guide when it is first asked for. In the main window F1 is an entry of the menu Help;
    each dialog and each further window gets the key when it first has the keyboard."""

    def __init__(self, settings: Settings, home: QWidget) -> None:
        super().__init__(home)
        self._settings, self._home = settings, home
        self._theme, self._ended = DARK, False
        self.window: GuideWindow | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._give_key)  # a method: the connection ends with this object

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        if self.window is not None:
            self.window.set_theme(theme)

    def open(self) -> None:
        """Show the page that tells of what has the keyboard."""
        self._made().open(*topic(QApplication.focusWidget() or self._home))

    def end(self) -> None:
        """Close the guide, and give no dialog the key any more: what is opened then would outlive the window."""
        self._ended = True
        self.close()

    def close(self) -> None:
        """Close the guide; it is made anew when it is asked for again."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _made(self) -> GuideWindow:
        if self.window is None:
            self.window = GuideWindow()
            self.window.set_theme(self._theme)
            self.window.view.set_zoom(self._settings.guide_zoom)
            self.window.restoreGeometry(self._settings.bytes(_GEOMETRY))
            self.window.closing.connect(self._keep)
        return self.window

    def _keep(self) -> None:
        assert self.window is not None
        self._settings.keep_bytes(_GEOMETRY, self.window.saveGeometry())
        self._settings.guide_zoom = self.window.view.zoom

    def _give_key(self, _old: QWidget | None, new: QWidget | None) -> None:
        window = new.window() if new is not None else self._home
        if window in (self._home, self.window) or self._ended:
            return
        if window.findChild(QShortcut, "guideKey") is None:
            for keys in sequences("guide"):
                key = QShortcut(QKeySequence(keys), window, self.open)
                key.setObjectName("guideKey")
