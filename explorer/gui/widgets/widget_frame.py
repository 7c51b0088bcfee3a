"""A frame around any widget, wherever that goes."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFocusFrame, QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

_RADIUS = 6.0


class _Above(QProxyStyle):
    """Has Qt put a frame above the contents of the window; among the siblings a splitter would make room for it."""

    inside = False

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        answer: QStyleHintReturn | None = None,
    ) -> int:
        """Above, not below; all else as ever."""
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, answer)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """No margin where the frame is inside."""
        margins = (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin)
        return 0 if self.inside and metric in margins else super().pixelMetric(metric, option, widget)


class WidgetFrame(QFocusFrame):
    """A rounded line `width` pixels wide just outside of one widget, or just `inside` of it: there it is seen whole in
    whatever scrolls. Qt keeps it there. It takes no mouse."""

    def __init__(self, widget: QWidget, color: QColor, width: float, *, inside: bool = False) -> None:
        super().__init__(widget.window())
        self._above = _Above()
        self._above.inside = inside
        self.setStyle(self._above)
        self._color, self._width = color, width
        self.setWidget(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, inside of the frame's own edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._color, self._width))
        inset = self._width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
