"""The built-in digits against scikit-learn's own copy."""

from pathlib import Path

import pytest
import torch

from explorer.datasets import digits
from explorer.datasets.batches import Batches
from explorer.datasets.dataset_registry import SPLIT_SEED
from explorer.datasets.digits import DIGITS, TRAIN_SIZE


def test_every_image_is_in_exactly_one_split():
    from sklearn.datasets import load_digits  # 2 s

    split = DIGITS.load(0)
    pixels, labels = load_digits(return_X_y=True)
    x = torch.cat([split.train_x, split.test_x]).flatten(1)
    y = torch.cat([split.train_y, split.test_y])
    raw = torch.from_numpy(pixels).int()
    ours = sorted(zip(x.tolist(), y.tolist(), strict=True))
    assert ours == sorted(zip(raw.tolist(), labels.tolist(), strict=True))


def test_batches_are_bit_for_bit_the_standardized_float_images():
    """Published figures stand on these bits: float32 images, standardized by their own mean and deviation."""
    from sklearn.datasets import load_digits

    split = DIGITS.load(SPLIT_SEED)
    pixels, _ = load_digits(return_X_y=True)
    x = torch.from_numpy(pixels).float().reshape(-1, 1, 8, 8)
    order = torch.randperm(len(x), generator=torch.Generator().manual_seed(SPLIT_SEED))
    deviation, mean = torch.std_mean(x[order[:TRAIN_SIZE]])
    expected = (x[order] - mean) / deviation
    batches = Batches(split, 64, 5, torch.device("cpu"))
    for (images, _), rows in zip(batches.train(2), batches.order(2).split(64), strict=False):
        assert torch.equal(images, expected[:TRAIN_SIZE][rows])
    assert torch.equal(torch.cat([images for images, _ in batches.test()]), expected[TRAIN_SIZE:])


def test_another_seed_gives_another_split():
    assert not torch.equal(DIGITS.load(3).train_y, DIGITS.load(4).train_y)


def test_they_are_read_without_importing_scikit_learn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The import takes longer than a short run does."""
    monkeypatch.setattr("sklearn.datasets.load_digits", lambda **_: pytest.fail("scikit-learn was used"))
    DIGITS.load(0)


def test_where_scikit_learn_keeps_them_elsewhere_it_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    here = DIGITS.load(0)
    monkeypatch.setattr(digits, "_file", lambda: tmp_path / "digits.csv.gz")
    there = DIGITS.load(0)
    for part in ("train_x", "train_y", "test_x", "test_y", "mean", "deviation"):
        assert torch.equal(getattr(here, part), getattr(there, part))
