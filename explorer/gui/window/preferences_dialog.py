"""Preferences: a line for each, applied at once, with a button that resets it to its default."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QGridLayout, QPushButton, QVBoxLayout, QWidget

from explorer.desk.preferences import PREFERENCES, Preference
from explorer.desk.settings import Settings
from explorer.gui.widgets.labels import Label, ProblemLine
from explorer.wording import tr


class PreferencesDialog(QDialog):
    """Reads and writes the settings; `changed` carries the name of the one that was. `note` stands below them all."""

    changed = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None, note: str = "") -> None:
        super().__init__(parent)
        self._settings = settings
        self._boxes: dict[str, QComboBox] = {}
        self._resets: dict[str, QPushButton] = {}
        self.setObjectName("preferencesDialog")
        self.setWindowTitle(tr("Preferences"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, preference in enumerate(PREFERENCES):
            label = Label(tr(preference.title))
            box = self._boxes[preference.name] = self._box(preference)
            label.setBuddy(box)
            reset = self._resets[preference.name] = self._reset(preference)
            for column, widget in enumerate((label, box, reset)):
                grid.addWidget(widget, row, column)
            self._show(preference)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("preferencesClose")
        close.setToolTip(tr("Close; your choices are kept"))
        close.setAccessibleName(tr("Close"))
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout(self)
        page.setSpacing(14)
        page.addLayout(grid)
        told = ProblemLine("preferencesNote")
        told.tell(note)
        page.addWidget(told)
        page.addWidget(buttons)

    def _box(self, preference: Preference) -> QComboBox:
        made = QComboBox()
        made.setObjectName(f"preference_{preference.name}")
        made.setToolTip(tr(preference.about))
        made.setAccessibleName(tr(preference.title))
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for value, text in preference.choices:
            made.addItem(tr(text), value)
        made.activated.connect(lambda place: self._choose(preference, made.itemData(place)))
        return made

    def _reset(self, preference: Preference) -> QPushButton:
        made = QPushButton(tr("Reset"))
        made.setObjectName(f"preferenceReset_{preference.name}")
        told = tr(dict(preference.choices)[preference.default])
        made.setToolTip(tr("Reset to the default: {told}", told=told))
        made.setAccessibleName(tr("Reset {title}", title=tr(preference.title)))
        made.setAutoDefault(False)
        made.clicked.connect(partial(self._choose, preference, preference.default))
        return made

    def _choose(self, preference: Preference, value: object, *_: object) -> None:
        setattr(self._settings, preference.name, value)
        self._show(preference)
        self.changed.emit(preference.name)

    def _show(self, preference: Preference) -> None:
        value, box = getattr(self._settings, preference.name), self._boxes[preference.name]
        box.setCurrentIndex([known for known, _ in preference.choices].index(value))
        self._resets[preference.name].setEnabled(value != preference.default)
