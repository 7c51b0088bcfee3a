"""A line of text that can be edited; while it is not, what does not fit is shortened in its middle."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QStylePainter

_MARGIN = 2  # pixels, as QLineEdit's own


class ElidedLine(QLineEdit):
    """Without the focus, a text that is too long ends as it ends, with an ellipsis in its middle."""

    @property
    def shown(self) -> str:
        """The text as it is painted."""
        if self.hasFocus():
            return self.text()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self._contents().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shortened text where the whole does not fit."""
        if self.shown == self.text():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self._contents(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.shown)

    def _contents(self) -> QRect:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        return inside.adjusted(_MARGIN, 0, -_MARGIN, 0)
