"""The header's choice of the level of detail."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from explorer.desk.sides import Side
from explorer.gui.picture.detail import Detail
from explorer.gui.widgets.theme import Theme
from explorer.wording import tr

TELL = "Level of detail: stages, blocks, layers or calls. Auto follows the zoom. (+ and − change it, 0 is Auto.)"
HEIGHT = 20  # pixels: not higher than the title beside it


class DetailButton(QToolButton):
    """Emits `chosen` with a Detail, or with None for the zoom's; shows which level is drawn."""

    chosen = Signal(object)

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"detail{side}")
        self.setToolTip(tr(TELL))
        self.setAccessibleName(tr("Level of detail of {side}", side=side))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(HEIGHT)
        menu = QMenu(self)
        menu.setObjectName(f"detailMenu{side}")
        menu.setToolTipsVisible(True)
        self.setMenu(menu)
        self._group = QActionGroup(self)
        self.actions_by_level: dict[Detail | None, QAction] = {}
        for level in (None, *Detail):
            action = QAction(tr("Auto") if level is None else level.title, self)
            menu.addAction(action)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, level=level: self.chosen.emit(level))
            self._group.addAction(action)
            self.actions_by_level[level] = action
        self._compact = False
        self.show_level(None, Detail.LAYERS, tuple(Detail))

    def show_level(self, chosen: Detail | None, level: Detail, available: tuple[Detail, ...]) -> None:
        """Tell what was chosen (None: Auto), what is drawn, and which levels the network has."""
        self._texts = (
            (tr("Auto"), tr("Auto: {title}", title=level.word)) if chosen is None else (level.title, level.title)
        )
        self.setAccessibleDescription(self._texts[1])
        self.set_compact(self._compact)
        self.actions_by_level[chosen].setChecked(True)
        for each, action in self.actions_by_level.items():
            there = each is None or each in available
            action.setEnabled(there)
            action.setToolTip(
                tr("Automatic: follows the zoom")
                if each is None
                else ""
                if there
                else tr("This network has no {title}", title=each.word)
            )

    def width_of(self, compact: bool) -> int:
        """The width that it needs in pixels, with the level that Auto has chosen or (`compact`) without."""
        return self.sizeHint().width() + sum(
            sign * self.fontMetrics().horizontalAdvance(text)
            for sign, text in ((1, self._texts[not compact]), (-1, self.text()))
        )

    def set_compact(self, compact: bool) -> None:
        """Leave out, where there is no room, which level Auto has chosen."""
        self._compact = compact
        self.setText(self._texts[not compact])

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.setStyleSheet(
            f"QToolButton {{ background: {theme.raised}; color: {theme.muted}; border: 1px solid {theme.raised}; "
            "border-radius: 4px; padding: 0 14px 0 6px; font-size: 11px; }"
            f"QToolButton:hover, QToolButton:focus {{ border-color: {theme.accent}; color: {theme.text}; }}"
        )
