"""The rules that turn a case's facts into its labels. No verdict's threshold is looked at here.

Each rule speaks of the long-run outcome, or of what was measured by hand (looking.py). A rule whose facts are
missing is not fulfilled: a run that diverged was not looked at at its end; no other learning rate and no twin was
tried where the run learned all there is. A rule that noise could have decided is open: it neither holds nor fails.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

CHANCE = 0.2
TRAINED = 0.95
POINTS = 0.05
LOST = 0.1
"""The accuracy noted for a run that diverged. No share of the images that runs train on is exactly this."""
SHARE_NOISE, RATIO_NOISE = 0.01, 0.05
"""What another seed could change: a share by one point, any other figure by 5 %."""

Facts = Mapping[str, float | None]


class Known:
    """Facts by name, NaN where there is none: every comparison with it is False.

    Limits are moved by what is noise: with `lenience` +1 so that more is fulfilled, with −1 less.
    """

    def __init__(self, facts: Facts, lenience: int) -> None:
        self._facts = facts
        self._share, self._ratio = lenience * SHARE_NOISE, 1 + lenience * RATIO_NOISE

    def __getitem__(self, name: str) -> float:
        value = self._facts.get(name)
        return math.nan if value is None else value

    def above(self, share: float, limit: float) -> bool:
        """Whether a share is above a limit."""
        return share > limit - self._share

    def below(self, share: float, limit: float) -> bool:
        """Whether a share is below a limit."""
        return share < limit + self._share

    def over(self, value: float, limit: float) -> bool:
        """Whether a figure of any size is above a limit."""
        return value * self._ratio > limit

    def under(self, value: float, limit: float) -> bool:
        """Whether a figure of any size is below a limit."""
        return value < limit * self._ratio


@dataclass(frozen=True)
class Rule:
    """When a verdict is true of a run: in words, and as a test of the facts."""

    verdict: str
    words: str
    holds: Callable[[Known], bool]


def _vanishes(f: Known) -> bool:
    begins = f["start_first"] > 0 and f.under(f["start_first"], 0.01 * f["start_last"])
    falls = begins or f.under(f["end_first"], 0.01 * f["end_last"])
    return falls and f.below(f["train_accuracy"], CHANCE) and f.below(f["long_train_accuracy"], CHANCE)


def _explodes(f: Known) -> bool:
    return f.over(f["start_largest"], 10) and f.below(f["train_accuracy"], TRAINED)


def _freezes(f: Known) -> bool:
    grows = f.over(f["start_first"], 10 * f["start_last"]) and f.over(f["weights_grew"], 3)
    frozen = f.under(f["end_relative"], 0.1 * f["start_relative"])
    return f["normalized"] > 0 and grows and frozen and f.below(f["train_accuracy"], TRAINED)


def _overfits(f: Known) -> bool:
    gap = min(f["settled_accuracy"], f["train_accuracy"]) - f["test_accuracy"]
    stays = f.above(f["train_accuracy"] - f["long_test_accuracy"], 0.1)
    if f.above(gap, 0.1) and f.above(f["train_accuracy"], TRAINED) and stays:
        return True
    limit = 1.2 * f["best_test_loss"]
    rises = f.over(f["end_test_loss"], limit) and f.over(f["long_test_loss"], limit)
    return rises and f.under(f["train_loss"], f["best_train_loss"]) and f.above(gap, 0.02)


def _better(f: Known, name: str) -> bool:
    return f.above(f[name], max(f["train_accuracy"], CHANCE) + POINTS)


def _rate_is_too_high(f: Known) -> bool:
    lower = ("lower_rate_accuracy", "lowest_rate_accuracy")
    held = any(f[name] >= 0 and f[name] != LOST for name in lower)
    return any(_better(f, name) for name in lower) or (f["diverged"] >= 0 and held)


def _degrades(f: Known) -> bool:
    return f.above(f["twin_double_accuracy"], max(f["double_accuracy"], f["long_train_accuracy"]) + POINTS)


def _is_healthy(f: Known) -> bool:
    trained = f.above(f["train_accuracy"], TRAINED) and f.above(f["long_test_accuracy"], 0.9)
    return trained and f["long_diverged"] < 0


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
        _freezes,
    ),
    Rule(
        "lr-too-high",
        "At a tenth of the learning rate (where that stays at chance, at the first of a hundredth, a thousandth … a "
        "hundred-thousandth that does not) training accuracy is more than 5 points higher after equal epochs, and than "
        "chance; or the run diverged, and at one of these rates it does not.",
        _rate_is_too_high,
    ),
    Rule(
        "vanishing",
        "The first layer's gradient norm is below a hundredth of the last one's, at step 0 (where it is not exactly 0: "
        "a classifier that begins at zero lets none through) or at the end, and training accuracy stays at chance "
        "(below 20 %) in the long run.",
        _vanishes,
    ),
    Rule(
        "dead-relus",
        "At the end half the channels behind activation functions are zero for every training image.",
        lambda f: f.above(f["dead"], 0.5),
    ),
    Rule(
        "forward-collapse",
        "At the end class scores differ between images by less than a thousandth of their size.",
        lambda f: f.under(f["spread"], 1e-3),
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
        _degrades,
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
        lambda f: f.above(f["long_train_accuracy"], f["train_accuracy"] + POINTS),
    ),
    Rule(
        "healthy",
        "Training accuracy reaches 95 %, test accuracy 90 % in the long run, which does not diverge.",
        _is_healthy,
    ),
)
"""In the order of causes: the first one that holds is primary where the aim does not."""


def labels_of(facts: Facts, *, normalized: bool) -> tuple[str, ...]:
    """The verdicts that are true of a run, whatever the noise; `normalized` says whether its network has norms."""
    return _fulfilled(facts, normalized, -1)


def open_of(facts: Facts, *, normalized: bool) -> tuple[str, ...]:
    """The verdicts that noise decides: neither right nor wrong on this run."""
    true = labels_of(facts, normalized=normalized)
    return tuple(verdict for verdict in _fulfilled(facts, normalized, 1) if verdict not in true)


def primary_of(aim: str, labels: tuple[str, ...]) -> str:
    """The label that has to be found: what the run was set up for, where it came out so; "" without labels."""
    return aim if aim in labels else next(iter(labels), "")


def _fulfilled(facts: Facts, normalized: bool, lenience: int) -> tuple[str, ...]:
    known = Known({**facts, "normalized": float(normalized)}, lenience)
    return tuple(rule.verdict for rule in RULES if rule.holds(known))
