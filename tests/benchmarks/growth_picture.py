"""Measured costs against size, and their picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
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
        panel.titleLabel.setText(panel.titleLabel.text, color="k")
        panel.setLogMode(x=True, y=True)
        sizes, costs = np.array(series.sizes), np.array(series.costs)
        for side, label, values in (("bottom", series.size, sizes), ("left", "ms, processor", costs)):
            axis = panel.getAxis(side)
            axis.enableAutoSIPrefix(False)
            axis.setLabel(label)
            axis.setStyle(maxTickLevel=0)
            axis.setPen("k")
            axis.setTextPen("k")
            decades = np.floor(np.log10(values.min())), np.ceil(np.log10(values.max()))
            (panel.setXRange if side == "bottom" else panel.setYRange)(*decades, padding=0.02)
            axis.setTicks([[(at, f"{10.0**at:,g}") for at in np.arange(decades[0], decades[1] + 1)]])
        panel.plot(sizes, costs[-1] * sizes / sizes[-1], pen=pg.mkPen("#888888", style=Qt.PenStyle.DashLine))
        panel.plot(sizes, costs, pen=pg.mkPen("#0072b2", width=2), symbol="o", symbolSize=7, symbolBrush="#0072b2")
    page.show()
    QApplication.processEvents()
    page.grab().save(str(target))
    page.close()
