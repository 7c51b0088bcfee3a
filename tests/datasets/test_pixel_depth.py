"""More than 8 bits come to 0–255 by the range of the whole folder, and that is said."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from explorer.datasets.dataset_registry import SPLIT_SEED
from explorer.datasets.decoding import decoded
from explorer.datasets.folder import survey_of
from explorer.datasets.pixel_depth import Depth, Range, depth_of

RAMP = np.arange(256).reshape(16, 16)


def _saved(path: Path, values: np.ndarray) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(values).save(path)
    return str(path)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        pytest.param((RAMP * 16 + 7).astype(np.uint16), "whole numbers from 0 to 4,095", id="12 bits"),
        pytest.param((RAMP * 4 + 1).astype(np.uint16), "whole numbers from 0 to 1,023", id="10 bits"),
        pytest.param((RAMP * 256 + 7).astype(np.uint16), "whole numbers from 0 to 65,535", id="16 bits"),
        pytest.param(RAMP.astype(np.uint16), "", id="8 bits in 16"),
        pytest.param((RAMP * 5_000_000).astype(np.int32), "whole numbers from 0 to 1.275e+09", id="32 bits"),
        pytest.param((RAMP - 128).astype(np.int32) * 100, "whole numbers from -12,800 to 12,700", id="negative"),
        pytest.param((RAMP / 255).astype(np.float32), "floating-point values from 0 to 1", id="0 to 1"),
        pytest.param(RAMP.astype(np.float32), "", id="0 to 255"),
        pytest.param((RAMP / 127.5 - 1).astype(np.float32), "floating-point values from -1 to 1", id="-1 to 1"),
        pytest.param((RAMP * 40).astype(np.float32), "floating-point values from 0 to 10,200", id="wide"),
    ],
)
def test_a_ramp_comes_out_as_0_to_255(tmp_path: Path, values: np.ndarray, said: str) -> None:
    path = _saved(tmp_path / "a.tiff", values)
    depth = depth_of([path])
    ((image,),) = decoded([path], 16, 1, depth)
    assert np.array_equal(image[0], RAMP)
    assert [said in note and note.endswith("by the same factor.") for note in depth.notes()] == [True] * bool(said)


def test_one_scale_for_all_images_of_a_folder(tmp_path: Path) -> None:
    """A dark image stays dark beside a bright one."""
    dark = _saved(tmp_path / "dark.png", np.full((4, 4), 160, np.uint16))
    bright = _saved(tmp_path / "bright.png", np.full((4, 4), 4000, np.uint16))
    depth = depth_of([dark, bright])
    ((first, second),) = decoded([dark, bright], 4, 1, depth)
    assert (first.max(), second.min()) == (10, 250)
    assert depth == Depth(Range(0, 4095, 1 / 16))


def test_what_is_not_finite_does_not_count(tmp_path: Path) -> None:
    values = np.array([[0, 50, np.nan], [100, np.inf, -np.inf]], np.float32) * 10
    path = _saved(tmp_path / "a.tiff", values)
    depth = depth_of([path, str(tmp_path / "missing.png"), _saved(tmp_path / "c.png", np.zeros((2, 2), np.uint8))])
    assert depth.floating == Range(0, 1000, 0.255)
    assert depth.whole is None


def test_it_is_said_when_the_folder_is_looked_at_and_when_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESIDUAL_EXPLORER_DATA", str(tmp_path / "cache"))
    for name, value in (("a", 400), ("b", 4000)):
        for k in range(5):
            _saved(tmp_path / "images" / name / f"{k}.png", np.full((4, 4), value, np.uint16))
    dataset, notes = survey_of(f"folder:4:{tmp_path / 'images'}")
    line = "Images of whole numbers from 0 to 4,095 are scaled to 0–255, all by the same factor."
    assert line in notes
    split = dataset.load(SPLIT_SEED)
    assert split.train_x.unique().tolist() == [25, 250]
    assert dataset.notes() == (line,)


def _png(path: Path, values: np.ndarray) -> str:
    """16 bits of each of 3 or 4 colors, which Pillow cannot write."""
    height, width, bands = values.shape
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    head = struct.pack(">IIBBBBB", width, height, 16, {3: 2, 4: 6}[bands], 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    packed = (struct.pack(">I", len(b)) + n + b + struct.pack(">I", zlib.crc32(n + b)) for n, b in chunks)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(packed))
    return str(path)


def _tiff(path: Path, values: np.ndarray, order: str, turn: int = 1) -> str:
    """The same as an uncompressed TIFF in a byte order; `turn` is how a camera was held."""
    height, width, bands = values.shape
    data = values.astype(f"{order}u2").tobytes()
    entries = {256: width, 257: height, 259: 1, 262: 2, 273: 8, 274: turn, 277: bands, 278: height, 279: len(data)}
    place, count = 8 + len(data), len(entries) + 1
    entries[258] = place + 2 + 12 * count + 4
    head = {"<": b"II", ">": b"MM"}[order] + struct.pack(f"{order}HI", 42, place)
    fields = (
        struct.pack(f"{order}HHII", tag, 3 if tag == 258 else 4, bands if tag == 258 else 1, entries[tag])
        for tag in sorted(entries)
    )
    bits = struct.pack(f"{order}{bands}H", *[16] * bands)
    path.write_bytes(head + data + struct.pack(f"{order}H", count) + b"".join(fields) + bytes(4) + bits)
    return str(path)


COLORS = np.dstack([RAMP, RAMP[::-1], RAMP.T])


@pytest.mark.parametrize("kind", ["png", "<", ">"])
@pytest.mark.parametrize(
    ("factor", "said"), [(16, "whole numbers from 0 to 4,095"), (256, "whole numbers from 0 to 65,535"), (1, "")]
)
def test_colors_of_16_bits_are_scaled_by_their_range(tmp_path: Path, kind: str, factor: int, said: str) -> None:
    values = COLORS * factor + (factor > 1) * 7
    path = _png(tmp_path / "a.png", values) if kind == "png" else _tiff(tmp_path / "a.tiff", values, kind)
    depth = depth_of([path])
    ((image,),) = decoded([path], 16, 3, depth)
    assert np.array_equal(image.transpose(1, 2, 0), COLORS)
    assert [said in note for note in depth.notes()] == [True] * bool(said)


def test_opacity_of_16_bits_is_no_color(tmp_path: Path) -> None:
    """A dark image whose opacity uses the whole range is scaled by its colors alone."""
    opaque = np.full((16, 16, 1), 65535)
    opaque[0] = 0
    path = _png(tmp_path / "a.png", np.dstack([COLORS * 4, opaque]))
    depth = depth_of([path])
    assert depth.whole == Range(0, 1023, 0.25)
    ((image,),) = decoded([path], 16, 3, depth)
    assert np.array_equal(image.transpose(1, 2, 0)[1:], COLORS[1:])
    assert (image[:, 0] == 255).all(), "what is transparent is white"


def test_colors_of_16_bits_are_turned_as_the_camera_was_held(tmp_path: Path) -> None:
    path = _tiff(tmp_path / "a.tiff", COLORS * 16, "<", turn=6)
    ((image,),) = decoded([path], 16, 3, depth_of([path]))
    assert np.array_equal(image.transpose(1, 2, 0), np.rot90(COLORS, -1))
