"""How images with more than 8 bits are brought to 0–255: one scale for a whole folder, by the range of its values."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from explorer.datasets.sixteen_bits import colors, has_sixteen

SAMPLED = 400  # images whose values are looked at
_DEEP = frozenset((".png", ".tif", ".tiff", ".pgm", ".pnm", ".pfm", ".im", ".jp2", ".j2k", ".fits", ".fit"))
_DEPTHS = (8, 10, 12, 14, 16)
_Extremes = tuple[float, float]


@dataclass(frozen=True)
class Range:
    """Values from `low` to `high` become 0 to 255: (value − low) · gain, rounded."""

    low: float
    high: float
    gain: float


@dataclass(frozen=True)
class Depth:
    """The range of a folder's whole numbers, and that of its floating-point values; None where it has none."""

    whole: Range | None = None
    floating: Range | None = None

    def notes(self) -> tuple[str, ...]:
        """Lines for people: what is scaled, empty where nothing is."""
        kinds = (("whole numbers", self.whole), ("floating-point values", self.floating))
        return tuple(
            f"Images of {name} from {found.low:,g} to {found.high:,g} are scaled to 0–255, all by the same factor."
            for name, found in kinds
            if found is not None and found.gain != 1
        )


def is_deep(image: Image.Image) -> bool:
    """Whether an image has more than 8 bits, by its header."""
    return image.mode == "F" or image.mode.startswith("I") or has_sixteen(image)


def depth_of(paths: Sequence[str]) -> Depth:
    """The ranges of these images, from a sample of those whose format can have more than 8 bits."""
    deep = [path for path in paths if os.path.splitext(path)[1].lower() in _DEEP]
    whole: list[_Extremes] = []
    floating: list[_Extremes] = []
    for path in deep[:: max(1, math.ceil(len(deep) / SAMPLED))]:
        try:
            with Image.open(path) as image:
                if is_deep(image):
                    (floating if image.mode == "F" else whole).append(_extremes(_values(image)))
        except Exception:
            continue
    return Depth(_whole(whole) if whole else None, _floating(floating) if floating else None)


def eight_bits(image: Image.Image, depth: Depth) -> Image.Image:
    """An image of more than 8 bits as one of 8 bits; others as they are. Without a range its own values give one."""
    if not is_deep(image):
        return image
    values = _values(image)
    if image.mode == "F":
        found = depth.floating or _floating([_extremes(values)])
    else:
        found = depth.whole or _whole([_extremes(values)])
    scaled = (np.nan_to_num(values, nan=found.low) - found.low) * found.gain
    eight = scaled.round().clip(0, 255).astype(np.uint8)
    if image.mode == "RGBA":  # opacity has its own range, all of it
        eight = np.dstack((eight, np.asarray(image)[..., 3]))
    made = Image.fromarray(eight)
    made.getexif()[ExifTags.Base.Orientation] = image.getexif().get(ExifTags.Base.Orientation, 1)
    return made


def _values(image: Image.Image) -> NDArray[np.float64]:
    return colors(image) if has_sixteen(image) else np.asarray(image).astype(np.float64)


def _extremes(values: NDArray[np.float64]) -> _Extremes:
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)


def _whole(images: Sequence[_Extremes]) -> Range:
    """The smallest usual bit depth that holds the values, else the values' own range."""
    low, high = min(low for low, _ in images), max(high for _, high in images)
    bits = next((bits for bits in _DEPTHS if low >= 0 and high < 2**bits), None)
    return _linear(low, high) if bits is None else Range(0, 2**bits - 1, 2.0 ** (8 - bits))


def _floating(images: Sequence[_Extremes]) -> Range:
    """0 to 1 or 0 to 255 where that holds the values, else the values' own range."""
    low, high = min(low for low, _ in images), max(high for _, high in images)
    white = next((white for white in (1.0, 255.0) if low >= 0 and high <= white), None)
    return _linear(low, high) if white is None else Range(0, white, 255 / white)


def _linear(low: float, high: float) -> Range:
    return Range(low, high, 255 / (high - low) if high > low else 0)
