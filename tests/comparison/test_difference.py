"""What the spread over seeds allows to be said: against closed forms."""

from __future__ import annotations

import math

import pytest

from explorer.comparison.chart import make_chart
from explorer.comparison.difference import difference, sentences
from explorer.comparison.grouping import Choice
from tests.runs.run_rows import row_of


def t_quantile_of_2(p):
    """Student's t with two degrees of freedom has a closed form."""
    return (2 * p - 1) * math.sqrt(2 / (4 * p * (1 - p)))


T2 = t_quantile_of_2(0.975)  # 4.3027


def test_pairs_by_seed_take_the_spread_between_seeds_away():
    a, b = {0: 0.1, 1: 0.5, 2: 0.9}, {0: 0.11, 1: 0.52, 2: 0.93}  # gaps .01 .02 .03: mean .02, sd .01
    found = difference(a, b)
    half = T2 * 0.01 / math.sqrt(3)
    assert (found.count, found.paired, found.mean) == (3, True, pytest.approx(0.02))
    assert found.interval == pytest.approx((0.02 - half, 0.02 + half))
    assert not found.told_apart  # 0.0248 is more than 0.02


def test_a_difference_larger_than_the_noise_is_told_apart():
    found = difference({0: 0.5, 1: 0.51, 2: 0.52}, {0: 0.1, 1: 0.12, 2: 0.11})
    assert found.mean == pytest.approx(-0.4)
    assert found.told_apart


def test_other_seeds_are_no_pairs_and_compared_as_two_groups():
    # equal variances .0001 and sizes 3: Welch's degrees of freedom are 4, its error sqrt(2 · .0001 / 3)
    found = difference({0: 0.1, 1: 0.11, 2: 0.12}, {5: 0.2, 6: 0.21, 7: 0.22})
    half = 2.7764451 * math.sqrt(2 * 0.0001 / 3)
    assert (found.paired, found.mean) == (False, pytest.approx(0.1))
    assert found.interval == pytest.approx((0.1 - half, 0.1 + half), rel=1e-6)


@pytest.mark.parametrize("count", [1, 2])
def test_below_three_seeds_there_is_no_interval(count):
    a = dict.fromkeys(range(count), 0.1)
    assert difference(a, dict.fromkeys(a, 0.9)).interval is None
    assert difference(a, {seed + 10: 0.9 for seed in a}).interval is None


def test_the_same_difference_in_each_seed_is_its_own_interval():
    assert difference({0: 0.1, 1: 0.2, 2: 0.3}, {0: 0.2, 1: 0.3, 2: 0.4}).interval == pytest.approx((0.1, 0.1))
    assert difference({0: 0.0, 1: 0.0, 2: 0.0}, {3: 0.5, 4: 0.5, 5: 0.5}).interval == (0.5, 0.5)


def test_nothing_is_compared_with_nothing():
    assert difference({}, {0: 1.0}) is None


def runs(kind, depth, errors, **more):
    return [row_of(f"{kind}-{depth}", seed=s, test=1 - error, **more) for s, error in enumerate(errors)]


def chart_of(*groups):
    rows = [row for group in groups for row in group]
    return make_chart(rows, Choice("depth", "kind"), ["test_error"])


def test_the_sentence_names_the_deepest_point_and_all_depths():
    chart = chart_of(
        runs("plain", 8, (0.05, 0.06, 0.07)),
        runs("plain", 56, (0.60, 0.62, 0.58)),
        runs("resnet", 8, (0.05, 0.06, 0.07)),
        runs("resnet", 56, (0.02, 0.03, 0.01)),
    )
    deepest, overall = sentences(chart, "test_error")
    # gaps −.58 −.59 −.57
    half = 100 * T2 * 0.01 / math.sqrt(3)
    assert deepest == (
        "At depth 56, the test error of resnet is 58.0 points lower than that of plain (95 % interval of the "
        f"difference −{58 + half:.1f} to −{58 - half:.1f}, 3 seeds, paired by seed)."
    )
    assert overall.startswith("Over all 2 values of depth, the test error of resnet is 29.0 points lower")


def test_few_seeds_are_said_to_be_too_few():
    chart = chart_of(runs("plain", 56, (0.6,)), runs("resnet", 56, (0.1,)))
    assert sentences(chart, "test_error") == [
        "At depth 56, the test error of resnet is 50.0 points lower than that of plain (one seed): "
        "too few seeds to tell."
    ]


def test_no_interval_reaches_beyond_what_an_error_can_be():
    chart = chart_of(runs("plain", 20, (0.9, 0.5, 0.9)), runs("resnet", 20, (0.0, 0.4, 0.0)))
    (said,) = sentences(chart, "test_error")
    assert "−100.0 to +51.4, 3 seeds" in said  # T2 · 46.2 / √3 = 114.7 around −63.3


def test_a_difference_within_the_noise_is_said_to_be_none():
    chart = chart_of(runs("plain", 20, (0.1, 0.2, 0.3)), runs("resnet", 20, (0.2, 0.1, 0.35)))
    (said,) = sentences(chart, "test_error")
    assert said.endswith("3 seeds, paired by seed): the seeds do not tell them apart.")


def test_one_line_is_compared_with_itself_at_other_depths():
    chart = chart_of(runs("plain", 20, (0.1, 0.1, 0.1)), runs("plain", 56, (0.6, 0.6, 0.6)))
    assert sentences(chart, "test_error") == [
        "The test error of depth 56 is 50.0 points higher than that of depth 20, the same in each of 3 seeds."
    ]


def test_several_lines_are_compared_with_the_wanted_one():
    rows = [
        row for norm, e in (("batch", 0.1), ("group", 0.2), ("none", 0.9)) for row in runs("plain", 20, (e,), norm=norm)
    ]
    chart = make_chart(rows, Choice("depth", "norm"), ["test_error"])
    said = sentences(chart, "test_error", base=("none",))
    assert [text.split(" is ")[0] for text in said] == [
        "At depth 20, the test error of normalization batch",
        "At depth 20, the test error of normalization group",
    ]
