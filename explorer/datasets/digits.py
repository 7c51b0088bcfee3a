"""Handwritten digits, 8×8, inside scikit-learn: the default, with nothing to download."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch

from explorer.datasets.dataset_registry import DATASETS, Dataset, Progress, Split
from explorer.datasets.drawings import in_blocks

TRAIN_SIZE = 1500


def _file() -> Path:
    """Where scikit-learn keeps the digits."""
    spec = find_spec("sklearn")  # imports nothing
    folders = spec.submodule_search_locations if spec is not None else None
    return Path(*(folders or ())[:1], "datasets", "data", "digits.csv.gz")


def _images_and_labels(file: Path) -> tuple[np.ndarray, np.ndarray]:
    """All digits, read without importing scikit-learn, which takes 1.4 s; with it where it keeps them elsewhere."""
    if file.exists():
        table = np.loadtxt(file, delimiter=",", dtype=np.uint8)
        return table[:, :-1], table[:, -1]
    from sklearn.datasets import load_digits

    return load_digits(return_X_y=True)


def _load(seed: int, progress: Progress | None = None) -> Split:
    images, labels = _images_and_labels(_file())
    if progress is not None:
        progress(0.5)
    x = torch.from_numpy(images).to(torch.uint8).reshape(-1, 1, 8, 8)  # whole numbers, 0–16
    y = torch.from_numpy(labels).long()
    order = torch.randperm(len(x), generator=torch.Generator().manual_seed(seed))
    train, test = order[:TRAIN_SIZE], order[TRAIN_SIZE:]
    deviation, mean = torch.std_mean(x[train].float())  # of the training split alone
    if progress is not None:
        progress(1.0)
    return Split(x[train], y[train], x[test], y[test], mean.reshape(1), deviation.reshape(1))


DIGITS = DATASETS.register(
    Dataset(
        name="digits",
        title="Digits 8×8",
        shape=(1, 8, 8),
        classes=tuple("0123456789"),
        train_size=TRAIN_SIZE,
        test_size=297,
        license="UCI Optical Recognition of Handwritten Digits (Alpaydin and Kaynak, 1998), CC BY 4.0; in scikit-learn",
        load=_load,
        white=16.0,
        draw=in_blocks,
        drawn_note="Made like the data: scaled to fill 32×32, then the number of inked pixels of each 4×4 block.",
    )
)
