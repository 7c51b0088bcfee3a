"""Looking at a dataset: images as bytes for the screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from explorer.datasets.data_errors import DataError
from explorer.datasets.data_samples import sample, survey
from explorer.datasets.dataset_lookup import find
from explorer.datasets.dataset_registry import SPLIT_SEED, Dataset
from explorer.datasets.digits import DIGITS
from explorer.registry import UnknownNameError
from tests.datasets.tiny import registered


def test_images_are_of_the_training_split_with_their_labels(dataset: Dataset) -> None:
    images, labels = sample(dataset.name, 12, 5)
    channels, height, width = dataset.shape
    assert (images.shape, images.dtype) == ((12, height, width, channels), np.uint8)
    split = dataset.load(SPLIT_SEED)
    every = (split.train_x.permute(0, 2, 3, 1).double() * 255 / dataset.white).round()
    pairs = {(image.numpy().astype(np.uint8).tobytes(), int(y)) for image, y in zip(every, split.train_y, strict=True)}
    assert {(image.tobytes(), int(y)) for image, y in zip(images, labels, strict=True)} <= pairs


def test_the_seed_decides_which(dataset: Dataset) -> None:
    assert np.array_equal(sample(dataset.name, 12, 5)[0], sample(dataset.name, 12, 5)[0])
    assert not np.array_equal(sample(dataset.name, 12, 5)[0], sample(dataset.name, 12, 6)[0])


def test_digits_reach_from_black_to_white() -> None:
    images, labels = sample("digits", 2000, 0)
    assert len(images) == len(labels) == 1500
    assert set(np.unique(images)) == {round(k * 255 / 16) for k in range(17)}
    assert set(labels) == set(range(10))


def test_floating_point_is_spread_over_all_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    split = DIGITS.load(0)
    floats = split._replace(train_x=split.train_x.float() / 16 - 3)
    registered(replace(DIGITS, load=lambda seed, progress=None: floats), monkeypatch)
    assert set(np.unique(sample("digits", 1500, 0)[0])) == {round(k * 255 / 16) for k in range(17)}
    flat = split._replace(train_x=torch.full_like(split.train_x, 3, dtype=torch.float32))
    registered(replace(DIGITS, load=lambda seed, progress=None: flat), monkeypatch)
    assert (sample("digits", 4, 0)[0] == 0).all()


def test_a_folder_is_sampled_without_decoding_it_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESIDUAL_EXPLORER_DATA", str(tmp_path / "data"))
    for label, name in enumerate(("dark", "light")):
        (tmp_path / "images" / name).mkdir(parents=True)
        for k in range(20):
            shade = 200 * label + k
            Image.new("L", (4, 4), shade).save(tmp_path / "images" / name / f"{k}.png")
    (tmp_path / "images" / "dark" / "broken.png").write_text("no image")
    images, labels = sample(f"folder:8:{tmp_path / 'images'}", 100, 0)
    assert len(images) in (32, 33)  # the broken one may be in the test part
    assert images.shape[1:] == (8, 8, 1)
    assert ((images[:, 0, 0, 0] >= 200) == labels).all()
    assert not (tmp_path / "data").exists()


def test_survey_tells_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RESIDUAL_EXPLORER_DATA", str(tmp_path))
    assert survey("digits") == (DIGITS, ())
    assert survey("cifar-10") == (find("cifar-10"), ("Not downloaded yet: 170 MB.",))
    with pytest.raises(UnknownNameError, match="no dataset called"):
        survey("cifar")
    with pytest.raises(DataError, match="not downloaded"):
        sample("cifar-10", 1, 0)
