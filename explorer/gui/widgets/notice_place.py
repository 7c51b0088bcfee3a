"""Where notices stand: over a row of their own or of the status bar, so that nothing moves when one comes or goes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.gui.widgets.message_bar import MessageBar

_NARROWEST = 0.4  # of what the notice lies over: a narrower one would be too high


class NoticePlace(QWidget):
    """The place of a MessageBar in a layout: as wide as the notice where there is room, and of no height. The bar
    itself lies over `over`, its bottom at this place's bottom; a longer text makes it grow upward."""

    def __init__(self, bar: MessageBar, over: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar, self._over = bar, over
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        bar.setParent(over)
        bar.changed.connect(self._follow)
        over.installEventFilter(self)
        self._follow()

    def sizeHint(self) -> QSize:
        """The notice in one line, or nothing."""
        return QSize(self._bar.natural_width() if self._bar.text else 0, 0)

    def minimumSizeHint(self) -> QSize:
        """It never makes a window wider."""
        return QSize(0, 0)

    def event(self, event: QEvent) -> bool:
        """Keep the notice here when the place moves."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
            self._put()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The place may stand elsewhere in what was resized or laid out anew."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._put()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        self.updateGeometry()
        self._put()

    def _put(self) -> None:
        """Lay the notice over what stands here."""
        if not self._bar.text:
            return
        right = self.mapTo(self._over, QPoint(self.width(), self.height()))
        wide = min(self._bar.natural_width(), max(self.width(), round(_NARROWEST * self._over.width())))
        high = max(self._bar.heightForWidth(wide), self.height())
        left = max(0, right.x() - wide)
        self._bar.setGeometry(QRect(left, right.y() - high, wide, high))
        self._bar.raise_()
