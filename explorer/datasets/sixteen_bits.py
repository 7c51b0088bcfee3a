"""16 bits of each color. Pillow has no mode for them and keeps the first 8; reading again for the other 8 gives all."""

from __future__ import annotations

import re
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_RAW = re.compile(r"RGB[AXa]*;16[BLN]")
_OTHER = {"B": "L", "L": "B", "N": "B" if sys.byteorder == "little" else "L"}  # N: the machine's own order of bytes


def has_sixteen(image: Image.Image) -> bool:
    """Whether an image, opened and not loaded, has 16 bits of each color."""
    tiles = getattr(image, "tile", ())
    return bool(tiles) and all(_RAW.fullmatch(_raw(tile.args)) for tile in tiles)


def colors(image: Image.Image) -> NDArray[np.float64]:
    """The values of such an image, (H, W, 3), 0–65,535, without its opacity. Loads it."""
    tiles = [tile._replace(args=_other_byte(tile.args)) for tile in image.tile]  # type: ignore[attr-defined]
    with Image.open(image.filename) as again:  # type: ignore[attr-defined]
        again.tile = tiles
        last = np.asarray(again)[..., :3]
    return 256 * np.asarray(image)[..., :3].astype(np.float64) + last


def _raw(args: Any) -> str:
    """How the bytes of a tile become pixels, in Pillow's words, such as "RGB;16B"."""
    return str(args if isinstance(args, str) else args[0] if args else "")


def _other_byte(args: Any) -> Any:
    """The same with the other of the two bytes of each value."""
    raw = _raw(args)
    raw = raw[:-1] + _OTHER[raw[-1]]
    return raw if isinstance(args, str) else (raw, *args[1:])
