"""Folders of images made for the labeled set: too few digits, and digits with wrong labels, to overfit on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from explorer.paths import data_dir
from explorer.runs.spec import RunSpec

MADE = "{made}"
"""Stands in a spec's dataset for the folder in which these lie: "folder:8:{made}/few-digits"."""

TEST_IMAGES = 297
_SHADES = 15  # the digits' 16 gray levels as bytes


@dataclass(frozen=True)
class Made:
    """`train` images for training, a share `wrong` of them under a label drawn at random; the test labels are right."""

    name: str
    train: int
    wrong: float


FOLDERS = (
    Made("few-digits", 60, 0.0),
    Made("hundred-digits", 100, 0.0),
    Made("noisy-digits", 600, 0.4),
    Made("third-wrong-digits", 400, 0.3),
    Made("fewer-wrong-digits", 600, 0.2),
    Made("hardly-wrong-digits", 600, 0.03),
)


def located(spec: RunSpec, root: Path | None = None) -> RunSpec:
    """The spec with the folder's place on this machine in it; the images are made where they are missing."""
    dataset = spec.training.dataset
    if MADE not in dataset:
        return spec
    root = root or data_dir() / "labeled"
    for made in FOLDERS:
        if dataset.endswith(f"{MADE}/{made.name}"):
            make(made, root / made.name)
    return replace(spec, training=replace(spec.training, dataset=dataset.replace(MADE, str(root))))


def make(made: Made, folder: Path) -> None:
    """Write the images, class by class; a folder that is there already stays as it is."""
    from PIL import Image
    from sklearn.datasets import load_digits

    if folder.exists():
        return
    images, labels = load_digits(return_X_y=True)
    draws = np.random.default_rng(0)
    order = draws.permutation(len(images))
    given = np.where(draws.random(len(labels)) < made.wrong, draws.integers(0, 10, len(labels)), labels)
    unfinished = folder.with_name(f"{folder.name}.part")
    for part, rows in (("test", order[:TEST_IMAGES]), ("train", order[TEST_IMAGES : TEST_IMAGES + made.train])):
        for row in rows:
            place = unfinished / part / str((labels if part == "test" else given)[row])
            place.mkdir(parents=True, exist_ok=True)
            pixels = (images[row].reshape(8, 8) * _SHADES).astype(np.uint8)
            Image.fromarray(pixels).save(place / f"{row:04d}.png")
    unfinished.rename(folder)
