"""The rules that turn a case's facts into its labels. No verdict's threshold is looked at here.

Each rule speaks of the long-run outcome, or of what was measured by hand (labelled.looking). A rule whose facts are
missing is not fulfilled: a run that diverged was not looked at at its end; no other learning rate and no twin was
tried where the run learnt all there is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

CHANCE = 0.2
POINTS = 0.05
Facts = Mapping[str, float | None]


class Known:
    """Facts by name, NaN where there is none: every comparison with it is False."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def __getitem__(self, name: str) -> float:
        value = self._facts.get(name)
        return math.nan if value is None else value


@dataclass(frozen=True)
class Rule:
    """When a verdict is true of a run: in words, and as a test of the facts."""

    verdict: str
    words: str
    holds: Callable[[Known], bool]


def _vanishes(f: Known) -> bool:
    falls = f["start_first"] < 0.01 * f["start_last"] or f["end_first"] < 0.01 * f["end_last"]
    return falls and f["train_accuracy"] < CHANCE and f["long_train_accuracy"] < CHANCE


def _explodes(f: Known) -> bool:
    return f["start_largest"] > 10 and not f["train_accuracy"] >= 0.95


def _freezes(f: Known) -> bool:
    grows = f["start_first"] > 10 * f["start_last"] and f["weights_grew"] > 3
    return grows and f["end_relative"] < 0.1 * f["start_relative"] and not f["train_accuracy"] >= 0.95


def _overfits(f: Known) -> bool:
    rises = f["end_test_loss"] > 1.2 * f["best_test_loss"] and f["long_test_loss"] > 1.2 * f["best_test_loss"]
    gap = min(f["settled_accuracy"], f["train_accuracy"]) - f["test_accuracy"]
    wide = gap > 0.1 and f["train_accuracy"] >= 0.95 and f["long_test_accuracy"] < f["train_accuracy"] - 0.1
    return wide or (rises and f["train_loss"] < f["best_train_loss"] and gap > 0.02)


def _better(f: Known, name: str) -> bool:
    return f[name] > max(f["train_accuracy"], CHANCE) + POINTS


RULES = (
    Rule("diverged", "The loss became infinite or NaN within the run.", lambda f: f["diverged"] >= 0),
    Rule(
        "exploding",
        "At step 0 some layer's gradient norm (float64, 512 images) is above 10, 20 times that of networks that "
        "learn, and the run does not reach 95 % training accuracy.",
        _explodes,
    ),
    Rule(
        "false-vanishing",
        "At step 0 the first layer's gradient norm is above 10 times the last one's; a weight norm in the first third "
        "more than trebles within ten steps; gradient/weight there is below a tenth of that at step 0 at the end; and "
        "the run does not reach 95 % training accuracy.",
        lambda f: f["normalised"] > 0 and _freezes(f),
    ),
    Rule(
        "vanishing",
        "The first layer's gradient norm is below a hundredth of the last one's, at step 0 or at the end, and training "
        "accuracy stays at chance (below 20 %) in the long run.",
        _vanishes,
    ),
    Rule(
        "dead-relus",
        "At the end half the channels behind ReLUs are zero for every training image.",
        lambda f: f["dead"] >= 0.5,
    ),
    Rule(
        "forward-collapse",
        "At the end class scores differ between images by less than a thousandth of their size.",
        lambda f: f["spread"] < 1e-3,
    ),
    Rule(
        "lr-too-high",
        "At a tenth of the learning rate (at a hundredth, where that stays at chance too) training accuracy is more "
        "than 5 points higher after equal epochs, and than chance.",
        lambda f: _better(f, "lower_rate_accuracy") or _better(f, "lowest_rate_accuracy"),
    ),
    Rule(
        "lr-too-low",
        "At ten times the learning rate training accuracy is more than 5 points higher after equal epochs, and than "
        "chance.",
        lambda f: _better(f, "higher_rate_accuracy"),
    ),
    Rule(
        "degradation",
        "The shallower twin's training accuracy is more than 5 points higher, both trained for twice the epochs, and "
        "higher by that than this run's in the long run, too.",
        lambda f: f["twin_double_accuracy"] > max(f["double_accuracy"], f["long_train_accuracy"]) + POINTS,
    ),
    Rule(
        "overfitting",
        "The test loss is a fifth above its best, and stays so in the long run, while the training loss fell, and test "
        "accuracy is more than 2 points below training accuracy; or training accuracy reaches 95 % and test accuracy "
        "stays more than 10 points below. Training accuracy counts in evaluation mode too.",
        _overfits,
    ),
    Rule(
        "unfinished",
        "In the long run training accuracy is more than 5 points higher.",
        lambda f: f["long_train_accuracy"] > f["train_accuracy"] + POINTS,
    ),
    Rule(
        "healthy",
        "Training accuracy reaches 95 %, test accuracy 90 % in the long run, which does not diverge.",
        lambda f: f["train_accuracy"] >= 0.95 and f["long_test_accuracy"] >= 0.9 and f["long_diverged"] < 0,
    ),
)
"""In the order of causes: the first one that holds is primary where the aim does not."""


def labels_of(facts: Facts, *, normalised: bool) -> tuple[str, ...]:
    """The verdicts that are true of a run; `normalised` says whether its network has norms."""
    known = Known({**facts, "normalised": float(normalised)})
    return tuple(rule.verdict for rule in RULES if rule.holds(known))


def primary_of(aim: str, labels: tuple[str, ...]) -> str:
    """The label that has to be found: what the run was set up for, where it came out so; "" without labels."""
    return aim if aim in labels else next(iter(labels), "")
