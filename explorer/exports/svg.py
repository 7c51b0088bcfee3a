"""Plots as SVG text: axes, lines, bands, marks and pictures of numbers, readable on paper and on a screen."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.number_text import number

LEFT, RIGHT, TOP, BOTTOM = 58, 14, 30, 42
_TICKS = 5
COLORS = ("#1f6fb8", "#c8501f", "#12825a", "#8a4fbf", "#9a6700", "#0e8a9c", "#b83280", "#5b6675")
"""Apart in the common color-vision deficiencies and in gray; used again from the first where there are more lines."""
_INFERNO = np.array(
    [(0, 0, 4), (31, 12, 72), (85, 15, 109), (136, 34, 106), (186, 54, 85), (227, 89, 51), (249, 140, 10),
     (249, 201, 50), (252, 255, 164)], np.float64,
)  # fmt: skip
_NOT_FINITE = (255, 43, 214)


def color(place: int) -> str:
    """The color of a line by its place."""
    return COLORS[place % len(COLORS)]


@dataclass
class Plot:
    """Axes over `x` and `y` (lowest and highest value); `log` for decades of y, `ticks` for x as names or numbers."""

    title: str
    x_label: str
    y_label: str
    x: tuple[float, float]
    y: tuple[float, float]
    log: bool = False
    ticks: Sequence[tuple[float, str]] = ()
    percent: bool = False
    width: int = 470
    height: int = 300
    _drawn: list[str] = field(default_factory=list)

    def line(self, xs: ArrayLike, ys: ArrayLike, stroke: str, *, width: float = 2, opacity: float = 1) -> None:
        """A line through the finite points."""
        points = self._points(xs, ys)
        if len(points) == 1:
            self.mark(float(np.asarray(xs).ravel()[0]), float(np.asarray(ys).ravel()[0]), stroke)
        elif points:
            self._drawn.append(
                f'<polyline points="{" ".join(points)}" fill="none" stroke="{stroke}" stroke-width="{width:g}" '
                f'stroke-opacity="{opacity:g}" stroke-linejoin="round"/>'
            )

    def band(self, xs: ArrayLike, low: ArrayLike, high: ArrayLike, fill: str) -> None:
        """The area between two lines."""
        points = [*self._points(xs, low), *reversed(self._points(xs, high))]
        if len(points) > 2:
            self._drawn.append(f'<polygon points="{" ".join(points)}" fill="{fill}" fill-opacity="0.16"/>')

    def mark(self, x: float, y: float, stroke: str, hollow: bool = False, about: str = "") -> None:
        """A dot; `about` is told where the pointer rests on it."""
        if points := self._points([x], [y]):
            left, top = points[0].split(",")
            told = f"<title>{escape(about)}</title>" if about else ""
            fill = "white" if hollow else stroke
            self._drawn.append(f'<circle cx="{left}" cy="{top}" r="3" fill="{fill}" stroke="{stroke}">{told}</circle>')

    def picture(self, levels: NDArray[np.float64]) -> None:
        """Numbers 0–1 of shape (rows, columns) as colors over the whole plot; NaN is magenta."""
        self._drawn.append(
            f'<image x="{LEFT}" y="{TOP}" width="{self._wide}" height="{self._high}" preserveAspectRatio="none" '
            f'style="image-rendering:pixelated" href="data:image/png;base64,{_png(levels)}"/>'
        )

    def render(self) -> str:
        """The whole picture."""
        box = f'<rect x="{LEFT}" y="{TOP}" width="{self._wide}" height="{self._high}" fill="none" stroke="#b6bfca"/>'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" width="{self.width}" '
            f'height="{self.height}" role="img" aria-label="{escape(self.title)}" font-family="sans-serif" '
            'font-size="11">'
            f'<text x="{LEFT}" y="18" font-size="13" font-weight="600" fill="#1b222c">{escape(self.title)}</text>'
            f"{self._axes()}{''.join(self._drawn)}{box}</svg>"
        )

    @property
    def _wide(self) -> int:
        return self.width - LEFT - RIGHT

    @property
    def _high(self) -> int:
        return self.height - TOP - BOTTOM

    def _axes(self) -> str:
        parts = []
        for value, text in self._y_ticks():
            top = self._top(value)
            parts.append(f'<line x1="{LEFT}" x2="{LEFT + self._wide}" y1="{top:.1f}" y2="{top:.1f}" stroke="#e3e7ec"/>')
            parts.append(_text(LEFT - 6, top + 4, text, "end"))
        for value, text in self.ticks or [(v, number(v)) for v in _nice(*self.x)]:
            left = self._left(value)
            parts.append(f'<line x1="{left:.1f}" x2="{left:.1f}" y1="{TOP}" y2="{TOP + self._high}" stroke="#eef1f4"/>')
            parts.append(_text(left, TOP + self._high + 15, text))
        middle = TOP + self._high / 2
        parts.append(_text(LEFT + self._wide / 2, self.height - 8, self.x_label))
        parts.append(f'<g transform="translate(13 {middle:.0f}) rotate(-90)">{_text(0, 0, self.y_label)}</g>')
        return "".join(parts)

    def _y_ticks(self) -> list[tuple[float, str]]:
        if self.log:
            low, high = (round(math.log10(end)) for end in self.y)
            every = max(1, math.ceil((high - low) / 6))
            return [(10.0**power, f"1e{power}") for power in range(low, high + 1, every)]
        return [(v, f"{100 * v:.3g} %" if self.percent else number(v)) for v in _nice(*self.y)]

    def _left(self, value: float) -> float:
        low, high = self.x
        return LEFT + self._wide * ((value - low) / (high - low) if high > low else 0.5)

    def _top(self, value: float) -> float:
        low, high = (math.log10(end) for end in self.y) if self.log else self.y
        at = math.log10(value) if self.log else value
        share = (at - low) / (high - low) if high > low else 0.5
        return TOP + self._high * (1 - min(1.0, max(0.0, share)))

    def _points(self, xs: ArrayLike, ys: ArrayLike) -> list[str]:
        pairs = zip(np.asarray(xs, float).ravel(), np.asarray(ys, float).ravel(), strict=True)
        here = ((x, y) for x, y in pairs if math.isfinite(x) and math.isfinite(y) and (y > 0 or not self.log))
        return [f"{self._left(x):.1f},{self._top(y):.1f}" for x, y in here]


def legend(entries: Sequence[tuple[str, str]]) -> str:
    """Colors and what they stand for, as HTML."""
    items = "".join(f'<span><i style="background:{shade}"></i>{escape(text)}</span>' for shade, text in entries)
    return f'<p class="legend">{items}</p>'


def strip(on: Sequence[float], width: int = 240) -> str:
    """Gates of a network's skips in order, as small bars: filled where they are on."""
    if not on:
        return ""
    each = width / len(on)
    bars = "".join(
        f'<rect x="{place * each:.1f}" y="0" width="{max(1.0, each - 1):.1f}" height="10" '
        f'fill="#12825a" fill-opacity="{gate:g}" stroke="#12825a"/>'
        for place, gate in enumerate(on)
    )
    return f'<svg viewBox="-1 -1 {width + 2} 12" width="{width}" height="12" role="img">{bars}</svg>'


def decades(values: Sequence[NDArray[np.float64]]) -> tuple[float, float]:
    """Whole decades around all finite numbers above zero; one around 1 where there are none."""
    found = [v[np.isfinite(v) & (v > 0)] for v in values]
    all_of = np.concatenate([np.ones(0), *found])
    if not len(all_of):
        return 0.1, 10.0
    low, high = math.floor(math.log10(all_of.min())), math.ceil(math.log10(all_of.max()))
    return 10.0**low, 10.0 ** max(high, low + 1)


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="#5b6675">{escape(text)}</text>'


def _nice(low: float, high: float) -> list[float]:
    """Round numbers from low to high."""
    if not high > low:
        return [low]
    rough = (high - low) / _TICKS
    step = 10 ** math.floor(math.log10(rough))
    step *= next(factor for factor in (1, 2, 5, 10) if factor * step >= rough)
    return [float(v) for v in np.arange(math.ceil(low / step), math.floor(high / step + 1e-9) + 1) * step]


def _png(levels: NDArray[np.float64]) -> str:
    from PIL import Image

    finite = np.isfinite(levels)
    at = np.clip(np.where(finite, levels, 0), 0, 1) * (len(_INFERNO) - 1)
    anchors = np.arange(len(_INFERNO))
    pixels = np.stack([np.interp(at, anchors, _INFERNO[:, channel]) for channel in range(3)], axis=-1)
    pixels[~finite] = _NOT_FINITE
    file = io.BytesIO()
    Image.fromarray(pixels.round().astype(np.uint8)).save(file, "PNG", optimize=True)
    return base64.b64encode(file.getvalue()).decode()
