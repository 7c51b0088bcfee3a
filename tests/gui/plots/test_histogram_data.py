"""Histograms as numbers."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.gui.plots.histogram_data import (
    GRADIENTS,
    Spread,
    bin_text,
    bins_shown,
    chosen,
    columns_at,
    spread,
    top_share,
)
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import BINS, DECADES, REACH
from explorer.runs.spec import RunSpec
from tests.gui.support import probed_history, residual_graph

GRAPH = residual_graph(8)


def one(index, share=1.0, scale="decades"):
    shares = np.zeros((1, BINS), np.float32)
    shares[0, index] = share
    return Spread(np.float32([0]), shares, scale)


def test_the_shares_of_several_layers_are_the_mean_of_their_layers_shares():
    run, layers = probed_history(GRAPH), GRAPH.layers[2:4]
    found = spread(run, layers)
    assert found.steps.tolist() == [0, 10, 20]
    rows = run.readings("gradient-histogram").reshape(3, -1, BINS)
    for place in range(3):
        wanted = np.mean([rows[place, c] / rows[place, c].sum() for c in (2, 3)], axis=0)
        np.testing.assert_allclose(found.shares[place, 2:], wanted[2:], rtol=1e-5)
        assert found.shares[place, 0] == pytest.approx(wanted[:2].sum(), rel=1e-5)
    np.testing.assert_allclose(found.shares.sum(1), 1, rtol=1e-5)


def test_without_probes_or_layers_there_is_none():
    assert spread(probed_history(GRAPH), ()) is None
    assert spread(RunHistory("run", RunSpec(), GRAPH, 23), GRAPH.layers[:1]) is None


def test_a_step_shows_the_probe_before_it():
    found = spread(probed_history(GRAPH), GRAPH.layers[:1])
    assert [found.place(step) for step in (None, 0, 9, 10, 24)] == [2, 0, 0, 1, 2]
    assert columns_at(found, 24, 5).tolist() == [0, 0, 1, 1, 2]


def test_the_same_layers_are_found_by_name_and_else_by_place():
    other = residual_graph(14)
    assert chosen(other, ["conv1", "stage1_0_conv1_add"], GRAPH) == ("conv1",)
    assert chosen(GRAPH, ["stage1_1_conv1"], other) == (GRAPH.main_path[other.main_path.index("stage1_1_conv1")],)
    assert chosen(GRAPH, ["stage3_1_conv2"], other) == ()
    assert chosen(GRAPH, ["stage1_0_conv1_add"], GRAPH) == ()


def test_shown_are_the_decades_between_the_outermost_and_what_has_none():
    decade = 2 - DECADES[0]  # the bin of 1 … 10
    assert bins_shown([one(decade - 9), one(decade - 2)]) == list(range(decade - 2, decade - 10, -1))
    assert len(bins_shown([one(decade)])) == 5
    assert decade in bins_shown([one(decade)])
    assert bins_shown([one(0)])[-1] == 0
    assert bins_shown([one(BINS - 1)])[0] == BINS - 1
    for edge in (2, BINS - 2):
        assert len(bins_shown([one(edge)])) == 5


@pytest.mark.parametrize(("share", "top"), [(0.03, 0.1), (0.31, 0.4), (0.4, 0.4), (1.0, 1.0)])
def test_the_scale_ends_at_a_tenth(share, top):
    assert top_share([one(5, share)]) == pytest.approx(top)


def test_bins_are_named_by_their_decades():
    assert bin_text(2 - DECADES[0] - 4) == "10⁻⁴ to 10⁻³"
    assert [bin_text(i, short=True) for i in (0, 2, BINS - 1)] == ["0", "10⁻²⁰", "∞"]


def test_multiples_are_shown_as_far_below_zero_as_above():
    middle = REACH + 1
    assert bins_shown([one(middle + 6, scale="multiples"), one(middle - 2, scale="multiples")]) == [
        i for i in range(middle + 6, middle - 7, -1) if i != middle
    ]
    assert bins_shown([one(middle, scale="multiples")]) == list(range(middle + 4, middle - 5, -1))
    assert bins_shown([one(BINS - 1, scale="multiples")])[0] == BINS - 1
    assert bins_shown([one(0, scale="multiples")])[0] == BINS - 2
    texts = [bin_text(i, True, "multiples") for i in (0, 1, middle - 1, middle, middle + 1, BINS - 2, BINS - 1)]
    assert texts == ["< −6", "−6", "−0.5", "0", "0.5", "> 6", "NaN"]
    assert bin_text(0, scale="multiples") == "below −6 × √(2/fan-in)"


def test_weights_below_the_first_decade_are_not_zeros():
    """Bin 1 has another meaning on each scale."""
    run = probed_history(GRAPH)
    info = replace(GRADIENTS, bins="multiples")
    rows = run.readings("gradient-histogram").reshape(3, -1, BINS)
    found = spread(run, GRAPH.layers[:1], info)
    np.testing.assert_allclose(found.shares[0], rows[0, 0] / rows[0, 0].sum(), rtol=1e-5)
