"""Image files of every kind to arrays of one size, against Pillow's own pixels."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from explorer.datasets.decoding import all_gray, decoded
from explorer.datasets.pixel_depth import Depth

COLOR = np.random.default_rng(0).integers(0, 256, (16, 16, 3), np.uint8)
GRAY = COLOR[:, :, 0]


def _read(path: Path, size: int = 16, channels: int = 3) -> np.ndarray | str:
    ((image,),) = decoded([str(path)], size, channels, Depth())
    return image


def _saved(path: Path, image: Image.Image, **options: object) -> Path:
    image.save(path, **options)
    return path


@pytest.mark.parametrize("ending", ["png", "bmp", "tiff", "ppm", "tga", "webp"])
def test_lossless_formats_come_back_pixel_by_pixel(tmp_path: Path, ending: str) -> None:
    options = {"lossless": True} if ending == "webp" else {}
    path = _saved(tmp_path / f"a.{ending}", Image.fromarray(COLOR), **options)
    assert np.array_equal(_read(path), COLOR.transpose(2, 0, 1))


def test_jpeg_is_near(tmp_path: Path) -> None:
    smooth = np.broadcast_to(np.arange(16, dtype=np.uint8)[:, None, None] * 8, (16, 16, 3))
    image = _read(_saved(tmp_path / "a.jpg", Image.fromarray(np.ascontiguousarray(smooth)), quality=95))
    assert np.abs(image.astype(int) - smooth.transpose(2, 0, 1)).max() <= 3


def test_an_animation_is_its_first_picture_and_palettes_are_colors(tmp_path: Path) -> None:
    first, second = (Image.new("RGB", (16, 16), color).quantize(4) for color in ("red", "blue"))
    image = _read(_saved(tmp_path / "a.gif", first, save_all=True, append_images=[second]))
    assert (image == np.array([255, 0, 0], np.uint8)[:, None, None]).all()


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    deep = (GRAY.astype(np.uint16) << 8) + 7
    assert np.array_equal(_read(_saved(tmp_path / "a.png", Image.fromarray(deep)), channels=1)[0], GRAY)
    assert np.array_equal(_read(tmp_path / "a.png"), np.stack([GRAY] * 3))
    wide = Image.fromarray(deep.astype(np.int32))
    assert np.array_equal(_read(_saved(tmp_path / "a.tiff", wide), channels=1)[0], GRAY)


@pytest.mark.parametrize("white", [1.0, 255.0])
def test_floating_point_is_0_to_1_or_0_to_255(tmp_path: Path, white: float) -> None:
    ramp = (np.arange(256, dtype=np.float32).reshape(16, 16) / 255 * white).astype(np.float32)
    image = _read(_saved(tmp_path / "a.tiff", Image.fromarray(ramp)), channels=1)
    assert np.abs(image[0].astype(int) - np.arange(256).reshape(16, 16)).max() <= 1


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_transparency_lies_on_white(mode: str, tmp_path: Path) -> None:
    clear = Image.new("RGBA", (16, 16), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 16, 8))
    made = clear.quantize(4) if mode == "PA" else clear.convert(mode)
    image = _read(_saved(tmp_path / "a.png", made))
    assert (image[:, :8] == 0).all()
    assert (image[:, 8:] == 255).all()


@pytest.mark.parametrize("mode", ["1", "CMYK"])
def test_black_and_white_and_print_colors_are_read(mode: str, tmp_path: Path) -> None:
    made = Image.new("RGB", (16, 16), "white")
    made.paste((0, 0, 0), (0, 0, 8, 16))
    image = _read(_saved(tmp_path / "a.tiff", made.convert(mode)))
    assert (image[:, :, 8:] == 255).all()
    assert image[:, :, :8].max() == 0


def test_the_camera_orientation_is_heeded(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90° clockwise to show
    path = _saved(tmp_path / "a.png", Image.fromarray(COLOR), exif=exif)
    assert np.array_equal(_read(path), np.rot90(COLOR, -1).transpose(2, 0, 1))


def test_the_middle_of_an_oblong_image_is_kept(tmp_path: Path) -> None:
    wide = np.zeros((16, 48, 3), np.uint8)
    wide[:, 16:32] = COLOR
    assert np.array_equal(_read(_saved(tmp_path / "a.png", Image.fromarray(wide))), COLOR.transpose(2, 0, 1))
    tall = np.ascontiguousarray(wide.transpose(1, 0, 2))
    expected = np.ascontiguousarray(COLOR.transpose(1, 0, 2)).transpose(2, 0, 1)
    assert np.array_equal(_read(_saved(tmp_path / "b.png", Image.fromarray(tall))), expected)


@pytest.mark.parametrize("size", [1, 8, 100])
def test_any_size_is_scaled_and_one_color_stays_so(tmp_path: Path, size: int) -> None:
    image = _read(_saved(tmp_path / "a.png", Image.new("RGB", (37, 23), (10, 200, 30))), size)
    assert image.shape == (3, size, size)
    assert (image == np.array([10, 200, 30], np.uint8)[:, None, None]).all()


def test_a_large_photograph_is_scaled_to_its_mean_colors(tmp_path: Path) -> None:
    large = np.kron(COLOR[:2, :2], np.ones((400, 400, 1), np.uint8))
    image = _read(_saved(tmp_path / "a.jpg", Image.fromarray(large), quality=95), 8)
    corners = image[:, [0, 0, 7, 7], [0, 7, 0, 7]].T
    assert np.abs(corners.astype(int) - COLOR[:2, :2].reshape(4, 3)).max() <= 6


def test_unreadable_files_say_why_and_the_others_are_read(tmp_path: Path) -> None:
    good = _saved(tmp_path / "good.png", Image.fromarray(COLOR))
    out = io.BytesIO()
    Image.fromarray(np.kron(COLOR, np.ones((8, 8, 1), np.uint8))).save(out, "JPEG")
    (tmp_path / "cut.jpg").write_bytes(out.getvalue()[: len(out.getvalue()) // 2])
    (tmp_path / "cut.png").write_bytes(good.read_bytes()[:60])
    (tmp_path / "text.jpg").write_text("no image")
    (tmp_path / "empty.png").write_bytes(b"")
    names = ["good.png", "cut.jpg", "cut.png", "text.jpg", "empty.png", "missing.png", "good.png"]
    ((first, *bad, last),) = decoded([str(tmp_path / name) for name in names], 16, 3, Depth())
    assert np.array_equal(first, COLOR.transpose(2, 0, 1))
    assert np.array_equal(last, first)
    assert all(isinstance(why, str) and why for why in bad)
    assert "truncated" in bad[0]
    assert bad[2:] == ["cannot identify image file"] * 2 + ["[Errno 2] No such file or directory"]


def test_order_is_kept_over_many_blocks(tmp_path: Path) -> None:
    paths = [_saved(tmp_path / f"{k}.png", Image.new("L", (2, 2), k)) for k in range(150)]
    images = [image for block in decoded([str(path) for path in paths], 2, 1, Depth()) for image in block]
    assert [int(image[0, 0, 0]) for image in images] == list(range(150))


def test_gray_is_told_by_the_headers(tmp_path: Path) -> None:
    gray = [
        _saved(tmp_path / "l.png", Image.fromarray(GRAY)),
        _saved(tmp_path / "deep.png", Image.fromarray(GRAY.astype(np.uint16))),
        _saved(tmp_path / "one.png", Image.new("1", (4, 4))),
    ]
    (tmp_path / "text.jpg").write_text("no image")
    paths = [str(path) for path in (*gray, tmp_path / "text.jpg")]
    assert all_gray(paths)
    assert not all_gray([*paths, str(_saved(tmp_path / "c.png", Image.fromarray(COLOR)))])
