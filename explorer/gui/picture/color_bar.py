"""The one color scale of both pictures: a bar with its decades or shares, and chips for 0, ∞ and NaN."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.gui.picture.levels import DEFAULT
from explorer.gui.picture.sight import UNKNOWN
from explorer.gui.widgets.accessible import Role
from explorer.gui.widgets.colors import FIRST, LAST, SPECIAL, ZERO, color, decade_text, lookup
from explorer.gui.widgets.theme import DARK, Theme
from explorer.infos import InstrumentInfo
from explorer.wording import tr

HEIGHT, BAR, FONT_PX, GAP, CHIP = 34, 11.0, 11, 12.0, 11.0
ROOM = 34.0  # pixels between two decade labels


class ColorBar(QWidget):
    """Title, bar with one tick a decade (of shares: a fifth), and a chip for each color outside the map. It shows, it
    does not choose."""

    accessible_role = Role.Graphic

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("colorBar")
        self.setAccessibleName(tr("Color scale"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self._theme = DARK
        self._levels = DEFAULT
        self._info = UNKNOWN
        self._describe()

    def sizeHint(self) -> QSize:
        """Wide enough for title, bar and chips."""
        return QSize(560, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for half a small window."""
        return QSize(320, HEIGHT)

    def set_levels(self, low: float, high: float) -> None:
        """Set log10 of the readings at the bar's two ends, or the ends themselves where they are shares."""
        self._levels = (low, high)
        self._describe()

    def set_instrument(self, info: InstrumentInfo) -> None:
        """Set which instrument the scale measures."""
        self.setProperty("instrument", info.name)
        self._info = info
        self._describe()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def _describe(self) -> None:
        low, high = (f"{level:g}" if self._linear else decade_text(round(level)) for level in self._levels)
        self.setAccessibleDescription(tr("{title}, from {low} to {high}", title=self._title, low=low, high=high))
        own = tr("NaN and infinity") if self._linear else tr("NaN, infinity and exact zero")
        self.setToolTip(
            tr(
                "{title} ({name}), {low} to {high}: one scale for A and B.\n{own} have their own "
                "colors; blank means not measured.",
                title=self._title,
                name=self._info.name,
                low=low,
                high=high,
                own=own,
            )
        )
        self.update()

    @property
    def _linear(self) -> bool:
        return self._info.scale == "linear"

    @property
    def _title(self) -> str:
        return self._info.title if self._linear else f"log₁₀ {self._info.title}"

    @property
    def _chips(self) -> list[tuple[str, int]]:
        """A share of 0 is the map's own lower end."""
        return [(name, index) for name, index in SPECIAL if index != ZERO or not self._linear]

    def _ticks(self, pixels: float) -> list[tuple[float, str]]:
        """Where on the scale there are ticks, and their labels; `pixels` is what one unit of it takes."""
        low, high = self._levels
        if self._linear:
            return [(tick / 5, f"{tick / 5:g}") for tick in range(round(low * 5), round(high * 5) + 1)]
        every = max(1, int(np.ceil(ROOM / pixels)))
        return [(decade, decade_text(decade)) for decade in range(int(np.ceil(low)), int(np.floor(high)) + 1, every)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint title, chips and the bar in the room between them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(FONT_PX)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        right = self._paint_chips(painter, metrics)
        area = QRectF(GAP, 4, self.width() - 2 * GAP, BAR + 2)
        painter.setPen(QColor(self._theme.muted))
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, self.width() * 0.4)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        left = GAP + metrics.horizontalAdvance(title) + GAP
        self._paint_bar(painter, metrics, QRectF(left, 5, max(40.0, right - GAP - left), BAR))
        painter.end()

    def _paint_chips(self, painter: QPainter, metrics: QFontMetricsF) -> float:
        """The chips from the right edge inwards; returns where the leftmost begins."""
        x = self.width() - GAP
        for name, index in reversed(self._chips):
            x -= metrics.horizontalAdvance(name)
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(QPointF(x, 5 + BAR - 1), name)
            x -= CHIP + 4
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(index, self._theme))
            painter.drawRoundedRect(QRectF(x, 5, CHIP, BAR), 2.5, 2.5)
            x -= GAP
        return x

    def _paint_bar(self, painter: QPainter, metrics: QFontMetricsF, bar: QRectF) -> None:
        shades = np.ascontiguousarray(lookup(self._theme)[FIRST : LAST + 1])
        painter.drawImage(bar, QImage(shades.data, len(shades), 1, shades.nbytes, QImage.Format.Format_RGB32))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.border), 1.0))
        painter.drawRect(bar)
        low, high = self._levels
        pixels = bar.width() / (high - low)
        painter.setPen(QColor(self._theme.muted))
        for tick, text in self._ticks(pixels):
            x = bar.left() + (tick - low) * pixels
            painter.drawLine(QPointF(x, bar.bottom()), QPointF(x, bar.bottom() + 3))
            half = metrics.horizontalAdvance(text) / 2
            painter.drawText(QPointF(x - half, bar.bottom() + 4 + metrics.ascent()), text)
