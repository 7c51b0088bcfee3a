"""The color scale beside a surface: its bands, with their values."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.gui.analyses.surface_data import BANDS, ZScale, band_colors
from explorer.gui.widgets.accessible import Role
from explorer.gui.widgets.labels import plain_tip
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr

_WIDTH, _BAR, _FONT_PX, _EDGE = 74, 12.0, 11, 12.0


class ScaleBar(QWidget):
    """Low at the bottom; a value at each end and at some borders between. One bar serves A and B."""

    accessible_role = Role.Graphic

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self._scale = ZScale(0.0, 1.0, False)
        font = QFont(self.font())
        font.setPixelSize(_FONT_PX)
        self.setFont(font)
        self.setFixedWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_scale(self, scale: ZScale, title: str) -> None:
        """Show this scale of the quantity `title`."""
        self._scale = scale
        low, high = self.value(0.0), self.value(1.0)
        self.setAccessibleName(tr("Color scale: {title} from {low} to {high}", title=title, low=low, high=high))
        self.setToolTip(
            plain_tip(
                tr(
                    "{title}, {low} to {high}{logarithmic}: one scale for A and B",
                    title=title,
                    low=low,
                    high=high,
                    logarithmic=tr(", logarithmic") if scale.log else "",
                )
            )
        )
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def value(self, share: float) -> str:
        """The value at a share of the bar's height, for people."""
        at = self._scale.low + share * (self._scale.high - self._scale.low)
        value = 10.0**at if self._scale.log else at
        return f"{value:.0f}" if 1e3 <= abs(value) < 1e5 else f"{value:.3g}".replace("-", "−").replace("e+0", "e")

    def sizeHint(self) -> QSize:
        """As high as there is room."""
        return QSize(_WIDTH, 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bands and values."""
        painter = QPainter(self)
        metrics = QFontMetricsF(self.font())
        area = QRectF(4, _EDGE, _BAR, self.height() - 2 * _EDGE)
        for number, color in enumerate(band_colors()):
            top = area.bottom() - (number + 1) * area.height() / BANDS
            painter.fillRect(QRectF(area.left(), top, _BAR, area.height() / BANDS + 0.7), QColor(*color.tolist()))
        painter.setPen(QColor(self._theme.muted))
        for share in np.linspace(0, 1, min(5, max(2, int(area.height() / 40)))):
            y = area.bottom() - float(share) * area.height()
            spot = QRectF(area.right() + 6, y - metrics.height() / 2, _WIDTH, metrics.height())
            painter.drawText(spot, int(Qt.AlignmentFlag.AlignVCenter), self.value(float(share)))
        painter.end()
