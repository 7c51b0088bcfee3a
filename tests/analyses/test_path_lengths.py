"""Shares by length against a sum over all paths, and the published direction."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
import torch

from explorer.analyses.analysis_registry import ANALYSES, carry_out
from explorer.analyses.path_lengths import Lengths, _figures, _sentences, _with_each, choices, measured
from explorer.analyses.paths import Paths, open_junctions
from explorer.runs.analysis import AnalysisResult


def lengths(subject, **settings) -> AnalysisResult:
    return carry_out(ANALYSES["path-lengths"], subject, settings, lambda share: None)


def last(work):
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def test_shares_are_those_of_all_paths(subject_of) -> None:
    subject = subject_of(trained=True)
    network = subject.network()
    paths = Paths(network, open_junctions(network), subject.training_batch(6), None)
    sums = np.zeros(4)
    for through in product((False, True), repeat=3):
        sums[sum(through)] += paths.magnitudes(torch.tensor([through] * 6)).mean()
    found = last(measured(paths, 3, 0, 6, 6 * 3))
    assert found.shares == pytest.approx(sums / sums.sum(), rel=1e-5)
    assert found.paths == pytest.approx(np.array([1, 3, 3, 1]) / 8)
    assert found.means == pytest.approx(sums / [1, 3, 3, 1], rel=1e-5)
    assert found.excess == pytest.approx(sums.sum() / paths.magnitudes(None).mean(), rel=1e-5)


def test_few_paths_are_all_walked_and_of_many_some_are_drawn() -> None:
    draw = torch.Generator().manual_seed(0)
    every = list(choices(5, 2, rows=3, rounds=10, draw=draw))
    assert len(every) == math.comb(5, 2)
    assert len({tuple(chosen[0].tolist()) for chosen in every}) == 10
    drawn = torch.cat(list(choices(27, 9, rows=64, rounds=8, draw=draw)))
    assert drawn.shape == (512, 27)
    assert (drawn.sum(1) == 9).all()
    assert drawn.float().mean(0).tolist() == pytest.approx([9 / 27] * 27, abs=0.1)


def test_a_plain_network_has_one_path(subject_of) -> None:
    result = lengths(subject_of("plain-8"))
    assert "there is one path, of length 3" in result.sentences[0]
    assert [series.x.tolist() for series in result.figures[0].series] == [[3], [3]]
    assert result.figures[0].series[0].y.tolist() == [100]


@pytest.mark.parametrize(
    ("name", "text"), [("densenet121", "by concatenation"), ("notebook-vgg", "has no skips: its only path")]
)
def test_networks_without_such_paths_say_so(subject_of, name: str, text: str) -> None:
    result = lengths(subject_of(name, stem="small"))
    assert result.figures == ()
    assert text in result.sentences[0]


def test_silent_branches_leave_the_shortest_path(subject_of) -> None:
    result = lengths(subject_of("resnet-8", zero_gamma=True))
    assert result.figures[0].series[0].y == pytest.approx([100, 0, 0, 0])


def test_the_gradient_comes_by_short_paths(subject_of) -> None:
    """Veit et al.: paths are shorter than half the blocks; here before training already."""
    shares = lengths(subject_of("resnet-56", width=8), samples=64).figures[0].series[0]
    assert shares.y.sum() == pytest.approx(100)
    assert (shares.x * shares.y).sum() / 100 < 27 / 2 - 1


def test_a_block_more_multiplies_by_the_geometric_mean() -> None:
    """From 1 to 8 in two blocks: √8 with each."""
    samples = tuple(np.full(5, mean) for mean in (1.0, 2.0, 8.0))
    found = Lengths(np.arange(3.0), np.array([0.25, 0.5, 0.25]), samples, np.full(3, 1 / 3), 1.5)
    assert _with_each(found) == pytest.approx(8**0.5)
    assert "goes from 1 to 8 nats per unit of image, times 2.8 with every block" in _sentences("net", found)[1]
    silent = Lengths(np.arange(2.0), np.full(2, 0.5), (np.zeros(2), np.ones(2)), np.array([0.0, 1.0]), 1.5)
    assert math.isnan(_with_each(silent))


def test_the_band_is_from_the_5th_to_the_95th_percentile() -> None:
    found = Lengths(np.arange(2.0), np.full(2, 0.5), (np.arange(101.0), np.arange(201.0)), np.full(2, 0.5), 1.0)
    (series,) = _figures(found, "as trained")[1].series
    assert [series.low.tolist(), series.high.tolist()] == [[5, 10], [95, 190]]
    assert series.y.tolist() == [50, 100]
