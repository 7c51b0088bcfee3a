"""Which settings differ, and how a chart sorts runs by them."""

from __future__ import annotations

from explorer.comparison.grouping import Choice, along, default_choice, differing, splitting
from tests.runs.run_rows import row_of

PAIRS = [row_of(f"{kind}-{depth}", seed=seed) for kind in ("plain", "resnet") for depth in (8, 20) for seed in (0, 1)]


def test_plain_and_residual_twins_differ_in_their_kind_not_in_skips_too():
    assert differing(PAIRS) == ("kind", "depth", "seed")


def test_a_residual_network_with_its_skips_off_is_a_plain_one():
    assert differing([row_of("plain-20"), row_of("resnet-20", skips="off")]) == ()


def test_single_skips_are_a_difference_of_their_own():
    rows = [row_of("resnet-20"), row_of("resnet-20", skips=("skip1",))]
    assert differing(rows) == ("skips",)


def test_depth_by_kind_is_the_chart_of_pairs():
    assert default_choice(PAIRS) == Choice("depth", "kind")


def test_what_is_left_becomes_the_panels():
    rows = [
        row_of(f"{kind}-{d}", norm=norm) for kind in ("plain", "resnet") for d in (8, 20) for norm in ("none", "batch")
    ]
    assert default_choice(rows) == Choice("depth", "kind", "norm")


def test_without_depths_a_number_is_the_axis_and_without_numbers_any_setting():
    assert default_choice([row_of(lr=lr) for lr in (0.1, 0.01)]) == Choice("lr")
    assert default_choice([row_of(norm=norm) for norm in ("batch", "none")]) == Choice("norm")
    assert default_choice([row_of(), row_of(seed=1)]) == Choice("depth")


def test_what_differs_at_one_place_splits_lines_and_what_goes_with_x_does_not():
    rows = [row_of("resnet-20"), row_of("resnet-110", warmup=400), row_of("resnet-20", "wide", width=32)]
    choice = Choice("depth")
    assert splitting(rows, choice) == ("width",)
    assert along(rows, choice) == ("warmup",)


def test_seeds_are_averaged_and_nothing_else_unless_wanted():
    rows = [row_of(seed=0), row_of(seed=1), row_of(seed=0, run_id="c", lr=0.01)]
    assert splitting(rows, Choice("depth")) == ("lr",)
    assert splitting(rows, Choice("depth", over=("seed", "lr"))) == ()
