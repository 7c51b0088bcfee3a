"""Image files to arrays of one size, in a pool of threads."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import joblib
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from explorer.datasets.pixel_depth import Depth, eight_bits

_BLOCK = 64
_GRAY_MODES = {"1", "L", "LA", "La", "I", "F"}

Decoded = NDArray[np.uint8] | str
"""An image (C, H, W), or why it could not be read."""


def decoded(paths: Sequence[str], size: int, channels: int, depth: Depth) -> Iterator[list[Decoded]]:
    """The images of `paths`, in order, in blocks: (channels, size, size) each.

    The shorter side is scaled to `size`, and the middle is cut out: shapes are kept, edges of oblong images are not.
    An image of that size is left as it is. Cameras' orientation is heeded, transparency lies on white, more than
    8 bits become 8 by `depth`, an animation is its first picture.
    """
    with _quiet(), ThreadPoolExecutor(joblib.cpu_count()) as pool:
        for start in range(0, len(paths), _BLOCK):
            yield list(pool.map(lambda path: _read(path, size, channels, depth), paths[start : start + _BLOCK]))


def all_gray(paths: Sequence[str]) -> bool:
    """Whether every image is gray by its header; one that cannot be opened does not count. Ends at the first color."""
    with _quiet(), ThreadPoolExecutor(joblib.cpu_count()) as pool:
        for start in range(0, len(paths), _BLOCK):
            if not all(pool.map(_gray, paths[start : start + _BLOCK])):
                return False
    return True


def _gray(path: str) -> bool:
    try:
        with Image.open(path) as image:
            return image.mode in _GRAY_MODES or image.mode.startswith("I;16")
    except Exception:  # as in _read
        return True


def _read(path: str, size: int, channels: int, depth: Depth) -> Decoded:
    try:
        with Image.open(path) as image:
            image.draft(None, (2 * size, 2 * size))  # a large JPEG is decoded at a fraction of its size
            plain = _flat(ImageOps.exif_transpose(eight_bits(image, depth)), channels)
            fitted = ImageOps.fit(plain, (size, size), Image.Resampling.BILINEAR)
    except (
        Exception
    ) as error:  # Pillow's readers raise nearly anything on damaged files: OSError, SyntaxError, struct.error
        return str(error).replace(repr(path), "").rstrip(": ") or type(error).__name__  # its path is told anyway
    return np.asarray(fitted).reshape(size, size, channels).transpose(2, 0, 1)


def _flat(image: Image.Image, channels: int) -> Image.Image:
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    return image.convert("L" if channels == 1 else "RGB")


@contextmanager
def _quiet() -> Iterator[None]:
    """Pillow warns of large images and odd metadata; what matters of that is in the list of skipped images."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
