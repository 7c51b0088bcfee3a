"""Maps as pictures: 0 is black, the largest value white, negative ones blue; NaN and infinity have their own colors."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from explorer.gui.widgets.theme import DARK
from explorer.looks import ChannelMaps

_NEGATIVE = np.array([0.42, 0.68, 1.0])
_NAN, _INFINITE = (
    np.array([color.red(), color.green(), color.blue()], np.uint8)
    for color in (QColor(DARK.nan), QColor(DARK.infinite))
)


def largest(*found: ChannelMaps | None) -> float:
    """The largest size of any finite value of these maps; 1 where there is none but 0."""
    values = [np.abs(maps.values[np.isfinite(maps.values)]).max(initial=0) for maps in found if maps is not None]
    return float(max(values, default=0)) or 1.0


def picture(values: NDArray[np.float32], top: float) -> QImage:
    """One map (h, w), a pixel for each value; `top` is white and −`top` the brightest blue."""
    height, width = values.shape
    finite = np.where(np.isfinite(values), values, 0) / top
    up, down = np.clip(finite, 0, 1)[..., None], np.clip(-finite, 0, 1)[..., None]
    colors = np.rint(255 * np.maximum(up, down * _NEGATIVE)).astype(np.uint8)
    colors[np.isnan(values)] = _NAN
    colors[np.isinf(values)] = _INFINITE
    data = np.ascontiguousarray(colors)
    return QImage(data.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
