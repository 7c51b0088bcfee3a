"""Where notices stand: over a row of their own or of the status bar, so that nothing moves when one comes or goes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.gui.widgets.message_bar import MessageBar

_NARROWEST = 0.4  # of what the notice lies over: a narrower one would be too high
_NEAR = 8  # pixels of margin, where nothing is that a notice could cover


class NoticePlace(QWidget):
    """The place of a MessageBar in a layout: as wide as the notice where there is room, and of no height. The bar
    itself lies over `over`, its bottom at this place's bottom; a longer text makes it grow upward. Where it would then
    cover what stands beside `within`, or where this place is hidden, it lies at the bottom of `within`."""

    def __init__(
        self, bar: MessageBar, over: QWidget, parent: QWidget | None = None, within: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bar, self._over, self._within = bar, over, within or over
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        bar.setParent(over)
        bar.changed.connect(self._follow)
        for watched in {over, self._within}:
            watched.installEventFilter(self)
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
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._put()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        self.updateGeometry()
        self._put()

    def _put(self) -> None:
        """Lay the notice over what stands here."""
        if not self._bar.text:
            return
        here, room = self._rect_of(self), self._rect_of(self._within)
        wide = min(self._bar.natural_width(), max(here.width(), round(_NARROWEST * self._over.width())))
        notice = self._at(here, wide, here.height())
        grows, beside = (
            notice.top() < here.top() - _NEAR,
            notice.left() < room.left() or here.top() - room.bottom() > _NEAR,
        )
        if (grows and beside and self._within is not self._over) or not self.isVisibleTo(self._over):
            notice = self._at(room, min(self._bar.natural_width(), room.width()), 0)
        self._bar.setGeometry(notice)
        self._bar.raise_()

    def _at(self, room: QRect, wide: int, lowest: int) -> QRect:
        """A notice so wide in the lower right corner of `room`."""
        high = max(self._bar.heightForWidth(wide), lowest)
        return QRect(max(0, room.x() + room.width() - wide), room.y() + room.height() - high, wide, high)

    def _rect_of(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._over, QPoint(0, 0)), widget.size())
