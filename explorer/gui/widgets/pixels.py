"""Images of a dataset on screen: a pixel stays a square."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap


def pixmap(image: NDArray[np.uint8], side: int, ratio: float = 1.0) -> QPixmap:
    """An image (H, W, 1 or 3), its longer side `side` pixels, enlarged without smoothing; `ratio` is how many pixels
    the screen has for one."""
    height, width, channels = image.shape
    form = QImage.Format.Format_RGB888 if channels == 3 else QImage.Format.Format_Grayscale8
    data = np.ascontiguousarray(image)
    shown = QImage(data.data, width, height, width * channels, form)
    wanted = round(side * ratio)
    how = Qt.TransformationMode.FastTransformation
    if max(height, width) > wanted:  # made smaller, it would lose rows and columns
        how = Qt.TransformationMode.SmoothTransformation
    made = QPixmap.fromImage(shown.scaled(wanted, wanted, Qt.AspectRatioMode.KeepAspectRatio, how))
    made.setDevicePixelRatio(ratio)
    return made
