"""Any image as one of a dataset's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from explorer.datasets.chosen_images import chosen_image, thumbnails
from explorer.datasets.data_errors import DataError
from explorer.datasets.dataset_lookup import find
from explorer.datasets.dataset_registry import SPLIT_SEED, Dataset
from explorer.datasets.digits import DIGITS
from explorer.looks import Drawing, FromFile, FromTest

SPLIT = DIGITS.load(SPLIT_SEED)


def test_a_test_image_is_the_split_s_own_with_its_class() -> None:
    image, seen = chosen_image(FromTest(7), DIGITS, SPLIT)
    assert torch.equal(image, SPLIT.test_x[7])
    assert (seen.label, seen.note) == (int(SPLIT.test_y[7]), "")
    np.testing.assert_array_equal(
        seen.image[..., 0], (SPLIT.test_x[7, 0].numpy() * (255 / 16)).round().astype(np.uint8)
    )


@pytest.mark.parametrize("index", [-1, 297])
def test_a_test_image_that_there_is_not_is_refused(index: int) -> None:
    with pytest.raises(DataError, match="allowed: 0 to 296"):
        chosen_image(FromTest(index), DIGITS, SPLIT)


@pytest.mark.parametrize(
    ("mode", "inverted"), [("L", False), ("L", True), ("RGB", False), ("P", False), ("I;16", False)]
)
def test_a_file_of_the_data_s_size_keeps_its_pixels_in_the_data_s_range(
    mode: str, inverted: bool, tmp_path: Path
) -> None:
    gray = np.linspace(0, 255, 64).round().astype(np.uint8).reshape(8, 8)
    made = Image.fromarray(gray.astype(np.uint16) * 257) if mode == "I;16" else Image.fromarray(gray).convert(mode)
    made.save(tmp_path / "image.png")
    image, seen = chosen_image(FromFile(str(tmp_path / "image.png"), inverted), DIGITS, SPLIT)
    right = (255 - gray if inverted else gray).astype(float) * 16 / 255
    assert (image.dtype, image.shape) == (torch.uint8, (1, 8, 8))
    assert abs(image[0].numpy() - right).max() <= 0.51 + (1 / 16 if mode != "L" else 0)
    assert "center 8×8 cut out, in gray" in seen.note
    assert ("inverted" in seen.note) == inverted


@pytest.mark.parametrize("content", [b"", b"no image", b"\x89PNG\r\n\x1a\n broken"])
def test_a_file_that_is_no_image_is_refused_by_name(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(content)
    with pytest.raises(DataError, match=r"bad\.png cannot be read as an image"):
        chosen_image(FromFile(str(tmp_path / "bad.png")), DIGITS, SPLIT)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.png cannot be read as an image"):
        chosen_image(FromFile(str(tmp_path / "none.png")), DIGITS, SPLIT)


def test_every_dataset_takes_drawings_and_files(dataset: Dataset, tmp_path: Path) -> None:
    split = dataset.load(SPLIT_SEED)
    ink = np.zeros((280, 280), np.uint8)
    ink[40:240, 120:160] = 255
    Image.new("RGB", (50, 30), (255, 0, 0)).save(tmp_path / "red.png")
    for choice in (Drawing(ink), FromFile(str(tmp_path / "red.png"))):
        image, seen = chosen_image(choice, find(dataset.name), split)
        assert (image.shape, image.dtype) == (dataset.shape, split.test_x.dtype)
        assert float(image.max()) > 0.2 * dataset.white
        assert seen.note
        assert seen.label is None


def test_thumbnails_of_large_images_are_reduced() -> None:
    images = torch.zeros(2, 3, 200, 100, dtype=torch.uint8)
    assert thumbnails(images, DIGITS).shape == (2, 64, 32, 3)
