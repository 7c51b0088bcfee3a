"""Handwritten digits, 8×8, inside scikit-learn: the default, with nothing to download."""

from __future__ import annotations

import torch

from explorer.datasets.dataset_registry import DATASETS, Dataset, Progress, Split

TRAIN_SIZE = 1500


def _load(seed: int, progress: Progress | None = None) -> Split:
    from sklearn.datasets import load_digits  # costs a second; only a run needs it

    images, labels = load_digits(return_X_y=True)
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
    )
)
