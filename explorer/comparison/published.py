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
}  # fmt: skip
_SCHEDULES = ("step", "step-after-low")
"""The second is the paper's for 110 layers."""
_STEPS = (63_000, 65_000)


def has_recipe(rows: Sequence[RunRow]) -> bool:
    """Whether all runs were asked for with the paper's own recipe: data, network, optimizer, rates and 64,000 steps."""
    return bool(rows) and all(_follows(row) for row in rows)


def _follows(row: RunRow) -> bool:
    epochs, steps = value(row, "epochs"), value(row, "max_steps")
    if not steps:
        steps = row.steps_per_epoch * (epochs if isinstance(epochs, int) else 0)
    long = isinstance(steps, int) and _STEPS[0] <= steps <= _STEPS[1]
    kind = value(row, "family") in ("plain", "resnet") and value(row, "schedule") in _SCHEDULES
    return long and kind and all(value(row, name) == found for name, found in _RECIPE.items())
