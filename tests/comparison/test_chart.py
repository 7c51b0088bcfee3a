"""Points, means and bands of a chart, and what it says of them."""

from __future__ import annotations

import math

import pytest

from explorer.comparison.chart import BANDS, make_chart, spread, together_words
from explorer.comparison.grouping import Choice
from tests.runs.run_rows import row_of

ERRORS = {0: 0.1, 1: 0.2, 2: 0.6}  # mean 0.3, deviations −0.2, −0.1, 0.3: variance 0.14 / 2
SD = math.sqrt(0.07)


def rows(kind="plain", depth=20, seeds=(0, 1, 2), **more):
    return [row_of(f"{kind}-{depth}", seed=seed, test=1 - ERRORS[seed], **more) for seed in seeds]


def only_point(chart):
    (line,) = chart.lines
    (point,) = line.points
    return point


@pytest.mark.parametrize(("band", "half"), [("sd", SD), ("se", SD / math.sqrt(3))])
def test_bands_around_the_mean(band, half):
    point = only_point(make_chart(rows(), Choice(), ["test_error"], band))
    assert (point.mean, point.low, point.high) == pytest.approx((0.3, 0.3 - half, 0.3 + half))


def test_the_range_reaches_from_the_lowest_to_the_highest_seed():
    assert spread(list(ERRORS.values()), "range") == pytest.approx((0.3, 0.1, 0.6))


def test_each_seed_has_its_mark():
    marks = only_point(make_chart(rows(), Choice(), ["test_error"])).marks
    assert [(mark.seed, mark.run_id) for mark in marks] == [(0, "plain-20-0"), (1, "plain-20-1"), (2, "plain-20-2")]
    assert [mark.value for mark in marks] == pytest.approx(list(ERRORS.values()))


@pytest.mark.parametrize("band", BANDS)
def test_words_say_what_the_band_is_and_of_how_many_seeds(band):
    titles = {"sd": "standard deviation", "se": "standard error", "range": "range"}
    assert make_chart(rows(), Choice(), ["test_error"], band).words == f"band: {titles[band]} of 3 seeds"
    uneven = [*rows(), *rows(depth=56, seeds=(0, 1))]
    assert make_chart(uneven, Choice(), ["test_error"], band).words == f"band: {titles[band]} of 2–3 seeds"
    assert make_chart(rows(seeds=(1,)), Choice(), ["test_error"], band).words == "one seed"
    assert make_chart([], Choice(), ["test_error"], band).words == "no completed run yet"


def test_a_band_over_more_than_seeds_is_one_of_runs():
    chart = make_chart(rows(), Choice(over=("seed", "lr")), ["test_error"])
    assert chart.words == "band: standard deviation of 3 runs"


def test_one_seed_has_no_band_but_its_own_value():
    point = only_point(make_chart(rows(seeds=(2,)), Choice(), ["test_error"]))
    assert (point.mean, point.low, point.high) == pytest.approx((0.6, 0.6, 0.6))


def test_runs_that_are_not_completed_are_marked_but_not_averaged():
    unfinished = row_of("plain-20", seed=9, test=0.9, row={"status": "running"})
    failed = row_of("plain-20", seed=8, row={"status": "diverged"})
    chart = make_chart([*rows(), unfinished, failed], Choice(), ["test_error"])
    point = only_point(chart)
    assert (point.count, len(point.marks), point.mean) == (3, 4, pytest.approx(0.3))
    assert chart.left_out == "Not in the means: 1 running (hollow marks). Without test error: 1 run."


def test_what_the_rows_do_not_say_can_be_measured():
    chart = make_chart(rows(seeds=(0, 1)), Choice(), ["ratio"], "range", {"ratio": {"plain-20-0": 4.0, "x": 9.0}})
    assert only_point(chart).mean == 4
    assert chart.left_out == "Without ratio: 1 run."


def test_colors_and_panels_are_in_order_and_named():
    both = [*rows("resnet"), *rows("plain"), *rows("plain", norm="none"), *rows("resnet", norm="none")]
    chart = make_chart(both, Choice("depth", "kind", "norm"), ["test_error"])
    assert chart.panels == ["batch", "none"]
    assert [chart.color_text(key) for key in chart.colors] == ["plain", "resnet"]


def test_lines_that_differ_in_more_say_so():
    chart = make_chart([*rows(), *rows(lr=0.01)], Choice("depth"), ["test_error"])
    assert [chart.color_text(key) for key in chart.colors] == ["learning rate 0.01", "learning rate 0.1"]


def test_what_changes_along_with_depth_is_said():
    found = [*rows("resnet"), *rows("resnet", 110, warmup=400)]
    chart = make_chart(found, Choice("depth"), ["test_error"])
    assert len(chart.lines) == 1
    assert together_words(found, chart) == "Along a line these change too: warm-up (0, 400)."


def test_categories_are_an_axis_too():
    chart = make_chart([*rows(norm="none"), *rows()], Choice("norm"), ["test_error"])
    assert not chart.numeric
    assert chart.xs == ["batch", "none"]
