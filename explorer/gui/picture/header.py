"""The line above a picture: which run, which network, what it is made of, and how much of it is drawn."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from explorer.desk.sides import Side
from explorer.desk.titles import COUNTING_RULE
from explorer.gui.picture.detail_button import DetailButton
from explorer.gui.widgets.labels import ElidedLabel, Label
from explorer.gui.widgets.theme import Theme
from explorer.wording import tr

TITLE = 1.15  # of the font's size
_APART, _CLOSE = 8, 4  # pixels between the parts, and where there is little room
_FEWEST = 40  # pixels of the muted line: less says nothing


class PictureHeader(QWidget):
    """The side's chip in its color, the network's name, and a muted line that is shortened at its end."""

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"header{side}")
        self._side = side
        self._switches: list[QToolButton] = []
        self.chip = Label(side)
        self.chip.setObjectName(f"chip{side}")
        self.chip.setAccessibleName(tr("Run {side}", side=side))
        self.chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.title = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self.title.setProperty("role", "title")
        self.title.setObjectName(f"title{side}")
        self.details = ElidedLabel()
        self.details.setProperty("role", "muted")
        self.details.setObjectName(f"details{side}")
        self.details.set_about(tr(COUNTING_RULE))
        self.details.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.detail = DetailButton(side)
        self.detail.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 2)
        row.setSpacing(_APART)
        row.addWidget(self.chip)
        row.addWidget(self.title)
        row.addWidget(self.details, 1)
        row.addWidget(self.detail)

    def add_switch(self, switch: QToolButton) -> None:
        """Stand a switch beside the level of detail."""
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(row.count() - 1, switch)
        self._switches.append(switch)
        self._make_room()

    def set_texts(self, title: str, details: str) -> None:
        """Set the network's name and the line beside it; its tooltip is the whole line and how work is counted."""
        self.title.setText(title)
        self.details.setText(details)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The network's name comes before the level of detail, and both before a few letters of the muted line."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        row = self.layout()
        assert row is not None
        margins = row.contentsMargins()
        inside = self.width() - margins.left() - margins.right() - 3 * _APART
        inside -= sum(switch.sizeHint().width() + _APART for switch in self._switches)
        beside = self.chip.sizeHint().width() + self.title.sizeHint().width()
        compact = beside + self.detail.width_of(compact=False) > inside
        self.detail.set_compact(compact)
        row.setSpacing(_CLOSE if compact else _APART)
        self.details.setVisible(inside - beside - self.detail.width_of(compact=compact) >= _FEWEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the keys of a button that has the focus: the picture below, which has not, does not act on them."""
        event.accept()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        color: QColor = theme.side(self._side)
        self.chip.setStyleSheet(
            f"background: {color.name()}; color: {theme.panel}; border-radius: 4px; padding: 1px 7px; font-weight: 700;"
        )
        self.title.setStyleSheet(
            f"color: {theme.text}; font-weight: 600; font-size: {TITLE * self.fontInfo().pixelSize():.0f}px;"
        )
        self.detail.set_theme(theme)
        self.details.setStyleSheet(f"color: {theme.muted};")
