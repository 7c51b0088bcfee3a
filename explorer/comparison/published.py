"""Published results, to be drawn beside runs of the same recipe."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.runs.rows import RunRow
from explorer.runs.values import value

SOURCE = "He et al. 2015, table 6"
TEST_ERROR = {20: 0.0875, 32: 0.0751, 44: 0.0717, 56: 0.0697, 110: 0.0643, 1202: 0.0793}
"""Test error of ResNets on CIFAR-10 by depth, 0–1: the best of 5 runs for 110, one run for the others."""

_RECIPE = {
    "dataset": "cifar-10", "augment": "crop-flip", "optimizer": "sgd", "lr": 0.1, "momentum": 0.9,
    "weight_decay": 1e-4, "batch_size": 128, "norm": "batch", "init": "he", "shortcut": "A", "width": 16,
    "schedule": "step",
}  # fmt: skip
_STEPS = (63_000, 65_000)


def has_recipe(rows: Sequence[RunRow]) -> bool:
    """Whether all runs were asked for with the paper's own recipe: data, network, optimizer, rates and 64,000 steps."""
    return bool(rows) and all(_follows(row) for row in rows)


def _follows(row: RunRow) -> bool:
    epochs = value(row, "epochs")
    steps = row.steps_per_epoch * (epochs if isinstance(epochs, int) else 0)
    family = value(row, "family") in ("plain", "resnet")
    return family and _STEPS[0] <= steps <= _STEPS[1] and all(value(row, n) == found for n, found in _RECIPE.items())
