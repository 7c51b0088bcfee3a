"""The menu of models and folders of images that were used lately."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QMenu, QWidget

from explorer.desk.settings import Settings
from explorer.gui.widgets.labels import plain_tip
from explorer.runs.folders import folder_name
from explorer.runs.short_names import file_name
from explorer.wording import tr


class RecentMenu(QMenu):
    """Lists them anew whenever it opens. `model_wanted` carries "/home/me/net.py:Net", `folder_wanted` a dataset."""

    model_wanted = Signal(str)
    folder_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Open recent"), parent)
        self.setObjectName("menuRecent")
        self.setToolTipsVisible(True)
        self._settings: Settings | None = None
        self.menuAction().setObjectName("recent")
        self.menuAction().setToolTip(tr("Models and image folders that were used lately"))
        self.aboutToShow.connect(self._fill)

    def remember(self, settings: Settings) -> None:
        """Take what is listed from here."""
        self._settings = settings
        self._fill()

    def _fill(self) -> None:
        self.clear()
        if self._settings is None:
            return
        for opened in self._settings.models():
            self._add(tr("Model {opened}", opened=file_name(opened)), opened, self.model_wanted)
        for data in self._settings.folders():
            folder = folder_name(data.name)
            if folder is not None and Path(folder.path).is_dir():
                self._add(tr("Images {name}", name=Path(folder.path).name), data.name, self.folder_wanted)
        if self.isEmpty():
            nothing = self.addAction(tr("No model or folder opened yet"))
            nothing.setObjectName("recentNothing")
            nothing.setEnabled(False)

    def _add(self, text: str, name: str, wish: SignalInstance) -> None:
        action = self.addAction(text.replace("&", "&&"))
        action.setObjectName(f"recent{len(self.actions())}")
        action.setToolTip(plain_tip(name))
        action.triggered.connect(lambda: wish.emit(name))
