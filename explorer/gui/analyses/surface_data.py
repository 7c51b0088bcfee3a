"""A surface's z as colors and contour lines: one scale for A and B, NaN, infinity and zero apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from explorer.choices.figures.surface import Surface
from explorer.gui.plots.scaling import scaled
from explorer.gui.widgets.theme import Theme

MAP = "viridis"  # perceptually uniform, safe in every common color-vision deficiency, and not the gradients' map
BANDS = 16
_FINEST = 96  # intervals on either axis after refining
Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class ZScale:
    """The color scale's two ends, in log10 where `log`."""

    low: float
    high: float
    log: bool

    def shares(self, scaled_z: Doubles) -> Doubles:
        """Where scaled values lie between the ends, 0–1."""
        return np.clip((scaled_z - self.low) / (self.high - self.low), 0, 1)

    def borders(self) -> Doubles:
        """Scaled z between one band of color and the next, shape (BANDS − 1,)."""
        return np.linspace(self.low, self.high, BANDS + 1)[1:-1]


def shared_scale(surfaces: Iterable[Surface]) -> ZScale:
    """One scale for these; 0–1 where there is no finite value."""
    surfaces = list(surfaces)
    log = any(surface.log_z for surface in surfaces)
    found = np.concatenate([scaled(surface.z, log).ravel() for surface in surfaces])
    found = found[np.isfinite(found)]
    low, high = (float(found.min()), float(found.max())) if len(found) else (0.0, 1.0)
    return ZScale(low, high if high > low else low + 1.0, log)


def refined(surface: Surface, log: bool) -> tuple[Doubles, Doubles, Doubles]:
    """x (m,), y (n,) and scaled z (n, m), interpolated linearly between what was measured, never beyond it."""
    z = scaled(surface.z, log)
    if surface.matrix or min(z.shape) < 2:
        return np.asarray(surface.x, float), np.asarray(surface.y, float), z
    x, y = _finer(surface.x), _finer(surface.y)
    rows = np.stack([np.interp(x, surface.x, row) for row in z])
    return x, y, np.stack([np.interp(y, surface.y, column) for column in rows.T], axis=1)


def _finer(places: Doubles) -> Doubles:
    times = max(1, _FINEST // (len(places) - 1))
    steps = np.arange(len(places) * times - times + 1) / times
    return np.interp(steps, np.arange(len(places)), places)


@cache
def band_colors() -> NDArray[np.uint8]:
    """The bands' colors from low to high, shape (BANDS, 3); read-only."""
    found: NDArray[np.uint8] = pg.colormap.get(MAP).getLookupTable(nPts=BANDS).astype(np.uint8)[:, :3]
    found.setflags(write=False)
    return found


def band(share: Doubles) -> NDArray[np.intp]:
    """The band of each share."""
    return np.minimum((share * BANDS).astype(np.intp), BANDS - 1)


def picture(surface: Surface, scale: ZScale, theme: Theme, *, fine: bool = True) -> NDArray[np.uint8]:
    """Colors (n, m, 3) of the refined (or the measured) grid, row 0 at the lowest y."""
    x, y, z = refined(surface, scale.log) if fine else (surface.x, surface.y, scaled(surface.z, scale.log))
    nearest = np.ix_(_nearest(y, surface.y), _nearest(x, surface.x))
    measured = np.asarray(surface.z, float)[nearest]
    z = np.where(np.isfinite(z), z, scaled(measured, scale.log))
    colors = band_colors()[band(np.nan_to_num(scale.shares(z)))]
    # in a matrix a gap is what was not asked, elsewhere it is a reading
    kinds = [(np.isnan(measured), theme.raised if surface.matrix else theme.nan), (np.isinf(measured), theme.infinite)]
    if scale.log:
        kinds.append((measured <= 0, theme.zero))
    for chosen, name in kinds:
        color = QColor(name)
        colors[chosen] = (color.red(), color.green(), color.blue())
    return colors


def _nearest(places: Doubles, known: Doubles) -> NDArray[np.intp]:
    return np.abs(np.subtract.outer(places, known)).argmin(axis=1)


def contours(surface: Surface, scale: ZScale) -> tuple[Doubles, Doubles]:
    """x and y of all lines between bands, NaN between one line and the next."""
    x, y, z = refined(surface, scale.log)
    lines: list[Doubles] = []
    for level in scale.borders():
        if np.nanmin(z, initial=np.inf) < level < np.nanmax(z, initial=-np.inf):
            for line in pg.functions.isocurve(np.nan_to_num(z.T, nan=scale.high), float(level), connected=True):
                lines += [np.asarray(line, float), np.full((1, 2), np.nan)]
    if not lines:
        return np.empty(0), np.empty(0)
    at = np.concatenate(lines)
    return _between(at[:, 0], x), _between(at[:, 1], y)


def _between(index: Doubles, places: Doubles) -> Doubles:
    return np.interp(index - 0.5, np.arange(len(places)), places)  # isocurve's pixels begin half an index earlier
