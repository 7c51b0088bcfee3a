"""Measured costs against size, and their picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QApplication

COLUMNS, WIDTH, HEIGHT = 3, 380, 300  # panels in a row; pixels of a panel
LAST = 4  # points, the largest, that the exponent is fitted to: small networks mostly cost what a call costs


@dataclass(frozen=True)
class Series:
    """What was measured against which size, and the cost of each size in ms."""

    what: str
    size: str
    sizes: tuple[int, ...]
    costs: tuple[float, ...]

    @property
    def exponent(self) -> float:
        """p of cost ∝ size^p at the largest sizes: 1 is a straight line, less is better."""
        sizes, costs = np.log(self.sizes[-LAST:]), np.log(np.maximum(self.costs[-LAST:], 1e-9))
        return float(np.polyfit(sizes, costs, 1)[0])


def draw(found: Sequence[Series], target: Path) -> None:
    """One panel for each series, both axes logarithmic, beside a dashed straight line through its last point."""
    page = pg.GraphicsLayoutWidget()
    page.setBackground("w")
    page.resize(COLUMNS * WIDTH, -(-len(found) // COLUMNS) * HEIGHT)
    for place, series in enumerate(found):
        panel = page.addPlot(*divmod(place, COLUMNS), title=f"{series.what}: exponent {series.exponent:.2f}")
        panel.setLogMode(x=True, y=True)
        panel.setLabel("bottom", series.size)
        panel.setLabel("left", "ms, processor")
        sizes, costs = np.array(series.sizes), np.array(series.costs)
        panel.plot(sizes, costs[-1] * sizes / sizes[-1], pen=pg.mkPen("#888888", style=pg.QtCore.Qt.PenStyle.DashLine))
        panel.plot(sizes, costs, pen=pg.mkPen("#0072b2", width=2), symbol="o", symbolSize=7, symbolBrush="#0072b2")
    page.show()
    QApplication.processEvents()
    page.grab().save(str(target))
    page.close()
