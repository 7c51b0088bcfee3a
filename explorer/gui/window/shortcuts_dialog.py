"""The sheet of shortcuts: every one in its group, searchable."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.shortcuts import Shortcut, by_group, keys_text
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr


def matching(search: str) -> dict[str, list[Shortcut]]:
    """The groups with the shortcuts in whose keys, text or group every word of `search` occurs."""
    words = search.casefold().split()
    found = {
        group: [s for s in entries if all(w in f"{tr(group)} {keys_text(s)} {tr(s.text)}".casefold() for w in words)]
        for group, entries in by_group().items()
    }
    return {group: entries for group, entries in found.items() if entries}


def sheet(groups: dict[str, list[Shortcut]], theme: Theme) -> str:
    """The groups as rich text."""
    rows = []
    for group, entries in groups.items():
        rows.append(f'<tr><td colspan="2" style="padding-top:10px"><b>{escape(tr(group))}</b></td></tr>')
        for entry in entries:
            keys = f'<td style="padding:3px 24px 3px 0; color:{theme.accent}">{escape(keys_text(entry))}</td>'
            rows.append(f'<tr>{keys}<td style="padding:3px 0">{escape(tr(entry.text))}</td></tr>')
    return f'<table cellspacing="0">{"".join(rows)}</table>' if rows else f"<p>{tr('No matching shortcuts.')}</p>"


class ShortcutsDialog(QDialog):
    """Lists the shortcuts; typing narrows the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutsDialog")
        self.setWindowTitle(tr("Shortcuts"))
        self.resize(520, 560)
        self._theme = DARK
        self._search = QLineEdit()
        self._search.setObjectName("shortcutsSearch")
        self._search.setPlaceholderText(tr("Search keys and actions"))
        self._search.setToolTip(tr("Show only the shortcuts that contain these words"))
        self._search.setAccessibleName(tr("Search shortcuts"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._show)
        self._sheet = Label()
        self._sheet.setWordWrap(True)
        self._sheet.setTextFormat(Qt.TextFormat.RichText)
        self._sheet.setObjectName("shortcutsSheet")
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._sheet.setContentsMargins(4, 0, 4, 4)
        area = QScrollArea()
        area.setObjectName("shortcutsArea")
        area.setAccessibleName(tr("Shortcuts by group"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._sheet)
        column = QVBoxLayout(self)
        column.addWidget(self._search)
        column.addWidget(area, 1)
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self._show()

    def _show(self) -> None:
        self._sheet.setText(sheet(matching(self._search.text()), self._theme))
