"""The made folders against the digits they are of."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from explorer.datasets.dataset_lookup import find
from explorer.datasets.dataset_registry import SPLIT_SEED
from explorer.runs.spec import RunSpec, TrainingSpec
from tests.labeled_set.pictures import FOLDERS, MADE, TEST_IMAGES, Made, located, make


def labels_in(folder: Path) -> dict[int, int]:
    """Label by row of the digits."""
    return {int(path.stem): int(path.parent.name) for path in folder.glob("*/*.png")}


@pytest.mark.parametrize("made", FOLDERS, ids=lambda made: made.name)
def test_images_and_labels(made: Made, tmp_path: Path) -> None:
    from sklearn.datasets import load_digits  # 2 s

    make(made, tmp_path / made.name)
    images, right = load_digits(return_X_y=True)
    test, train = labels_in(tmp_path / made.name / "test"), labels_in(tmp_path / made.name / "train")
    assert (len(test), len(train)) == (TEST_IMAGES, made.train)
    assert not set(test) & set(train)
    assert all(label == right[row] for row, label in test.items())
    wrong = np.mean([label != right[row] for row, label in train.items()])
    assert abs(wrong - 0.9 * made.wrong) < 0.06  # one drawn label in ten is the right one
    row, label = next(iter(test.items()))
    pixels = np.asarray(Image.open(tmp_path / made.name / "test" / str(label) / f"{row:04d}.png"))
    assert np.array_equal(pixels, 15 * images[row].reshape(8, 8))


def test_a_folder_that_is_there_stays(tmp_path: Path) -> None:
    make(FOLDERS[0], tmp_path / "few")
    (tmp_path / "few" / "test" / "0" / "more.png").touch()
    make(FOLDERS[0], tmp_path / "few")
    assert (tmp_path / "few" / "test" / "0" / "more.png").exists()


def test_a_spec_finds_its_folder(tmp_path: Path) -> None:
    spec = RunSpec(training=TrainingSpec(dataset=f"folder:8:{MADE}/few-digits"))
    found = located(spec, tmp_path).training.dataset
    assert found == f"folder:8:{tmp_path}/few-digits"
    split = find(found).load(SPLIT_SEED)
    assert (split.train_x.shape, split.test_x.shape) == ((60, 1, 8, 8), (297, 1, 8, 8))
    assert located(RunSpec(), tmp_path) == RunSpec()
