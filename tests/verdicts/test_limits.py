"""Every limit of a rule at its boundary: given on one side of the figure that is written here, not on the other.

The figures are written out, not imported: they were chosen on the labeled runs, and the README's precision is theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from explorer.number_text import number
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import ABSENT
from explorer.verdicts.readings import Record
from tests.verdicts.found import (
    cannot_tell,
    dead_relus,
    degradation,
    exploding,
    forward_collapse,
    healthy,
    lr_too_high,
    lr_too_low,
    overfitting,
    unfinished,
    vanishing,
)
from tests.verdicts.runs_by_hand import CHANCE_LOSS, LAYERS, PER_EPOCH, falling, make_run

STUCK = falling(500, end=1.5)
SLOW = falling(500, end=1.6, over=1.0)
CLOSE = 0.02
"""How near to a limit, in it, figures are tried."""


def run(loss: Any = STUCK, readings: Mapping[str, Any] | None = None, **changes: Any) -> RunHistory:
    return make_run(loss, readings=readings, **changes)


def dead(share: float = 0.7, accuracy: float = 0.1, loss: float = 2.3) -> RunHistory:
    shares = np.full(LAYERS, share, np.float32)
    shares[-1] = ABSENT
    return run(loss, {"dead-channels": shares}, accuracy=accuracy)


def explodes(norm: float, accuracy: float = 0.5, kind: str = "batch") -> RunHistory:
    return run(STUCK, {"gradient-norm": norm}, accuracy=accuracy, network={"norm": kind})


def jumps(size: float = 0.9, step: int = 0, accuracy: float = 0.5) -> RunHistory:
    updates = np.full((500, LAYERS), 1e-2, np.float32)
    updates[step] = size
    return run(STUCK, {"update-ratio": updates}, accuracy=accuracy)


def slow(update: float = 2e-5, accuracy: float | None = None, loss: Any = SLOW, **changes: Any) -> RunHistory:
    return run(loss, {"update-ratio": update}, accuracy=accuracy, **changes)


def sinks(share: float) -> Any:
    """A loss that falls by this share from the mean of the first third of the steps to that of the last."""
    return np.linspace(2 * (1 + 0.75 * share), 2 * (1 - 0.75 * share), 500) / (1 + 0.25 * share)


def overfits(rise: float = 2.0, fall: float = 0.1, train: float = 0.9, test: float = 0.6) -> RunHistory:
    """A test loss that rises to `rise` times its least after the eighth of twenty epochs, and a training loss that is
    `fall` of what it was then."""
    losses = np.concatenate([np.full(200, 1.0), np.full(300, fall)])
    tests = [*np.full(8, 1.0), *np.full(12, rise)]
    return run(losses, accuracy=train, test_loss=tests, test_accuracy=test)


def gap(train: float, test: float) -> RunHistory:
    return run(0.02, accuracy=train, test_accuracy=test)


def improves(drop: float, accuracy: float = 0.5, over: bool = True) -> RunHistory:
    """The line through the late loss falls by this share from its first half to its second."""
    start = 500 - 300
    late = 1.0 - drop * (np.arange(300) - 74.5) / 150
    return run(np.concatenate([np.full(start, 1.2), late]), accuracy=accuracy, status="completed" if over else None)


def goes_on(share_of_chance: float) -> RunHistory:
    return run(CHANCE_LOSS * share_of_chance, accuracy=0.2, status=None)


def alike(spread: float) -> RunHistory:
    return run(CHANCE_LOSS, {"image-std": spread}, accuracy=0.1)


Judge = Callable[[RunHistory, RunHistory | None], object]


@pytest.mark.parametrize(
    ("judge", "made", "limit", "above"),
    [
        (dead_relus.judge, lambda v: dead(share=v), 0.6, True),
        (dead_relus.judge, lambda v: dead(accuracy=v), 0.9, False),
        (dead_relus.judge, lambda v: dead(loss=v), 2 * CHANCE_LOSS, False),
        (exploding.judge, explodes, 60, True),
        (exploding.judge, lambda v: explodes(v, kind="none"), 12, True),
        (exploding.judge, lambda v: explodes(100, accuracy=v), 0.93, False),
        (lr_too_high.judge, jumps, 0.15, True),
        (lr_too_high.judge, lambda v: jumps(accuracy=v), 0.92, False),
        (lr_too_low.judge, slow, 7e-4, False),
        (lr_too_low.judge, lambda v: slow(accuracy=v), 0.92, False),
        (lr_too_low.judge, lambda v: slow(loss=sinks(v)), 0.009, True),
        (overfitting.judge, lambda v: overfits(rise=v), 1.2, True),
        (overfitting.judge, lambda v: overfits(fall=v), 0.7, False),
        (overfitting.judge, lambda v: overfits(train=v), 0.7, True),
        (overfitting.judge, lambda v: overfits(test=v), 0.9 - 0.03, False),
        (overfitting.judge, lambda v: gap(1.0, v), 1 - 0.12, False),
        (overfitting.judge, lambda v: gap(v, 0.5), 0.95, True),
        (unfinished.judge, improves, 0.05, True),
        (unfinished.judge, lambda v: improves(0.2, accuracy=v), 0.93, False),
        (unfinished.judge, goes_on, 0.95, False),
        (forward_collapse.judge, alike, 1e-3, False),
    ],
)
def test_a_figure_at_its_limit(judge: Judge, made: Callable[[float], RunHistory], limit: float, above: bool) -> None:
    near = {side: limit * (1 + side * CLOSE) for side in (-1, 1)}
    given = {side: judge(made(value), None) is not None for side, value in near.items()}
    assert given == {-1: not above, 1: above}


@pytest.mark.parametrize(
    ("judge", "made", "least"),
    [
        (dead_relus.judge, lambda n: make_run(2.3, steps=n, accuracy=0.1, readings={"dead-channels": 0.7}), 20),
        (unfinished.judge, lambda n: make_run(SLOW[-n:], steps=n, status=None), 20),
        (overfitting.judge, lambda n: make_run(0.02, steps=n * PER_EPOCH, accuracy=1.0, test_accuracy=0.5), 6),
        (lr_too_low.judge, lambda n: slow(loss=SLOW[:n], steps=n), 3 * PER_EPOCH),
        (lr_too_low.judge, lambda n: slow(loss=SLOW[:n], steps=n, training={"warmup": 100}), 140),
        (lr_too_high.judge, lambda n: make_run(2.2, steps=n, accuracy=0.2, readings={"update-ratio": 0.9}), 20),
        (lr_too_high.judge,
         lambda n: make_run(2.2, steps=n, accuracy=0.2, readings={"update-ratio": 0.9}, status=None), 40),
        (forward_collapse.judge,
         lambda n: make_run(CHANCE_LOSS, steps=n, accuracy=0.1, readings={"image-std": 1e-6}), 20),
        (forward_collapse.judge,
         lambda n: make_run(CHANCE_LOSS, steps=n, accuracy=0.1, readings={"image-std": 1e-6}, status=None), 40),
    ],
)  # fmt: skip
def test_a_number_of_steps_or_epochs_at_its_limit(judge: Judge, made: Callable[[int], RunHistory], least: int) -> None:
    assert judge(made(least), None) is not None
    assert judge(made(least - 1), None) is None


@pytest.mark.parametrize(("gap", "said"), [(0.029, False), (0.031, True)])
def test_a_rising_test_loss_is_overfitting_beside_a_gap_of_three_points(gap: float, said: bool) -> None:
    assert (overfitting.judge(overfits(train=0.9, test=0.9 - gap), None) is not None) == said


@pytest.mark.parametrize(("step", "said"), [(199, True), (200, False)])
def test_only_an_early_jump_is_the_learning_rate(step: int, said: bool) -> None:
    assert (lr_too_high.judge(jumps(step=step), None) is not None) == said


@pytest.mark.parametrize(("left", "shrunk"), [(0.049, True), (0.051, False)])
def test_weights_are_worn_away_below_a_twentieth(left: float, shrunk: bool) -> None:
    weights = np.full((500, LAYERS), 10.0, np.float32)
    weights[100:] *= left
    assert Record(run(readings={"weight-norm": weights})).shrunk == shrunk


@pytest.mark.parametrize(("accuracy", "loss", "stuck"), [(0.1, 0.985, True), (0.1, 0.975, False), (0.2, 1.0, False)])
def test_a_network_is_stuck_where_loss_and_accuracy_are_those_of_guessing(
    accuracy: float, loss: float, stuck: bool
) -> None:
    assert Record(run(CHANCE_LOSS * loss, accuracy=accuracy)).stuck == stuck


@pytest.mark.parametrize(("batches", "accuracy", "stuck"), [(80, 0.135, True), (80, 0.138, False)])
def test_the_margin_of_guessing_is_two_points_and_four_deviations(batches: int, accuracy: float, stuck: bool) -> None:
    """Eighty batches of 64: 0.02 + 4 √(0.1 · 0.9 / 5120) = 0.0368."""
    assert Record(run(CHANCE_LOSS, accuracy=accuracy)).stuck == stuck


@pytest.mark.parametrize(("part", "stuck"), [((0.6, 0.8), False), ((0.8, 1.0), False), ((0.3, 0.6), True)])
def test_stuck_is_judged_by_the_last_two_fifths(part: tuple[float, float], stuck: bool) -> None:
    accuracy = np.full(500, 0.1, np.float32)
    accuracy[round(500 * part[0]) : round(500 * part[1])] = 0.5
    assert Record(run(CHANCE_LOSS, accuracy=accuracy)).stuck == stuck


@pytest.mark.parametrize(("majority", "said"), [(0.149, False), (0.151, True)])
def test_an_uneven_baseline_is_worth_a_word(majority: float, said: bool) -> None:
    shares = [majority, *[(1 - majority) / 9] * 9]
    assert bool(Record(run(class_shares=shares)).uneven) == said


@pytest.mark.parametrize(("noise", "said"), [(0.02, True), (3.0, False)])
def test_a_fall_must_stand_out_of_its_noise(noise: float, said: bool) -> None:
    wobble = np.random.default_rng(0).normal(0, noise, 500)
    assert (lr_too_low.judge(slow(loss=sinks(0.1) + wobble, accuracy=0.2), None) is not None) == said
    late = np.concatenate([np.full(200, 1.2), 1.0 - 0.1 * (np.arange(300) - 74.5) / 150])
    assert (unfinished.judge(run(late + wobble, accuracy=0.5), None) is not None) == said


def test_evidence_spans_the_epochs_that_were_looked_at() -> None:
    found = healthy.judge(make_run(), None)
    assert found is not None
    assert found.evidence[0].steps == (449, 499), "the last three of twenty epochs, by their last steps"
    too_good = overfitting.judge(gap(1.0, 0.5), None)
    assert too_good is not None
    assert too_good.evidence[-1].steps == (424, 499), "the last fifth"


@pytest.mark.parametrize(("moved", "first"), [(100, 124), (101, 149)])
def test_an_epoch_counts_where_all_its_steps_do(moved: int, first: int) -> None:
    assert Record(make_run(moved=(moved,))).epochs[0].step == first


def test_the_spread_of_a_mean_is_its_standard_error() -> None:
    noise = np.random.default_rng(0).normal(2, 0.3, 500).astype(np.float32)
    assert Record(run(noise)).spread((100, 300)) == pytest.approx(noise[100:300].std() / np.sqrt(200), rel=1e-4)


def test_large_numbers_are_written_with_an_exponent_from_ten_thousand_on() -> None:
    assert (number(9999), number(10_000), number(0.001), number(0.00099)) == ("9,999", "1.0e4", "0.001", "9.9e-4")


@pytest.mark.parametrize(("changes", "offered"), [({}, True), ({"status": None}, False), ({"moved": (100,)}, False)])
def test_a_twin_is_offered_for_whole_runs_that_are_over(changes: dict[str, Any], offered: bool) -> None:
    found = cannot_tell.judge(run(STUCK, **changes), None)
    assert found is not None
    assert (found.offer is not None) == offered


@pytest.mark.parametrize(("good", "given"), [(16, True), (17, False), (19, False)])
def test_degradation_looks_at_the_last_three_epochs(good: int, given: bool) -> None:
    accuracy = np.full(500, 0.4, np.float32)
    accuracy[good * PER_EPOCH : (good + 1) * PER_EPOCH] = 0.95
    twin = make_run(accuracy=0.9, network={"name": "plain-20"})
    assert (degradation.judge(run(accuracy=accuracy), twin) is not None) == given


@pytest.mark.parametrize(("low", "said"), [(range(4), False), (range(6, 10), False), (range(10), True)])
def test_a_gradient_has_vanished_from_the_first_ten_steps_on(low: range, said: bool) -> None:
    """In the middle of the network: the median over those steps."""
    norms = np.full((500, LAYERS), 1e-2, np.float32)
    norms[10:, 5:8] = 1e-7
    norms[list(low), 5:8] = 1e-7
    found = vanishing.judge(run(CHANCE_LOSS, {"gradient-norm": norms}, accuracy=0.1), None)
    assert (found is not None) == said


@pytest.mark.parametrize(
    ("weak", "spread", "said"), [(0.0196, 0.0098, True), (0.0204, 0.0098, False), (0.0196, 0.0102, False)]
)
def test_a_weak_gradient_has_vanished_where_the_scores_are_alike_too(weak: float, spread: float, said: bool) -> None:
    """Of the first two of eleven layers: below 2 % of the classifier's, and scores alike to 1 %."""
    norms = np.full(LAYERS, 0.5, np.float32)
    norms[:2], norms[-1] = weak, 1.0
    found = vanishing.judge(run(CHANCE_LOSS, {"gradient-norm": norms, "image-std": spread}, accuracy=0.1), None)
    assert (found is not None) == said


@pytest.mark.parametrize("third", [0, 2])
def test_noise_of_either_end_hides_a_fall(third: int) -> None:
    loss = sinks(0.1)
    part = slice(500 * third // 3, 500 * (third + 1) // 3)
    noise = np.random.default_rng(0).normal(0, 3, len(loss[part]))
    loss[part] += noise - noise.mean()
    assert lr_too_low.judge(slow(loss=loss, accuracy=0.2), None) is None


def test_the_trend_is_that_of_a_line_through_the_loss() -> None:
    loss = (2 - np.arange(500) / 500 + np.random.default_rng(0).normal(0, 0.1, 500)).astype(np.float32)
    part = loss[100:300].astype(np.float64)
    (slope, _), covariance = np.polyfit(np.arange(200), part, 1, cov=True)
    fall, clear = Record(run(loss)).trend((100, 300))
    assert fall == pytest.approx(-slope * 100 / part[:100].mean(), rel=1e-6)
    assert clear == pytest.approx(-slope / np.sqrt(covariance[0, 0]), rel=1e-6)


def test_the_median_of_a_short_run_is_that_of_three_epochs() -> None:
    found = overfitting.judge(make_run(0.02, steps=10 * PER_EPOCH, accuracy=1.0, test_accuracy=0.5), None)
    assert found is not None
    assert found.evidence[-1].steps == (199, 249)
