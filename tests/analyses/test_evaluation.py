"""Losses and errors, measured in pieces."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from explorer.analyses.evaluation import PIECE, Score, Tally, block_axis, block_labels, pieces, rise, score
from explorer.runs.spec import NetworkSpec
from explorer.tracing import describe


def _drain(work):
    shares = []
    try:
        while True:
            shares.append(next(work))
    except StopIteration as end:
        return shares, end.value


def test_pieces_hold_every_image_once():
    images, labels = torch.arange(2.0 * PIECE + 3)[:, None], torch.arange(2 * PIECE + 3)
    found = pieces((images, labels))
    assert [len(y) for _, y in found] == [87, 86, 86]  # none of one image, of which batch norm has no statistics
    assert torch.equal(torch.cat([x for x, _ in found]), images)
    assert torch.equal(torch.cat([y for _, y in found]), labels)


def test_what_fits_is_one_piece():
    assert [len(y) for _, y in pieces((torch.zeros(PIECE, 1), torch.zeros(PIECE)))] == [PIECE]


def test_score_agrees_with_numpy_over_uneven_pieces():
    scores = torch.randn(PIECE + 5, 4, generator=torch.Generator().manual_seed(0))
    labels = torch.arange(PIECE + 5) % 4
    shares, found = _drain(score(nn.Identity(), pieces((scores, labels)), Tally(4)))
    exact = scores.double().numpy()
    rows = np.arange(len(labels))
    losses = np.log(np.exp(exact).sum(1)) - exact[rows, labels.numpy()]
    assert found == pytest.approx((losses.mean(), (exact.argmax(1) != labels.numpy()).mean()), rel=1e-6)
    assert shares == [0.25, 0.5]


def test_the_first_of_several_outputs_counts():
    class Two(nn.Module):
        def forward(self, x):
            return x, -x

    batch = torch.eye(3) * 50, torch.arange(3)
    assert _drain(score(Two(), [batch], Tally(1)))[1] == Score(pytest.approx(0, abs=1e-6), 0.0)


def test_a_tally_never_passes_1():
    tally = Tally(2)
    assert [tally.step() for _ in range(3)] == [0.5, 1.0, 1.0]


def test_blocks_are_named_by_stage_and_number_or_else_by_their_skip():
    graph = describe(NetworkSpec(name="resnet-14"))
    assert block_labels(graph, graph.skips) == ("1.1", "1.2", "2.1", "2.2", "3.1", "3.2")
    assert block_labels(graph, graph.skips[3:4]) == ("2.2",)
    assert block_axis(graph, "block dropped") == "block dropped (stage.block)"
    twice = replace(graph, skips=tuple(replace(skip, block=1) for skip in graph.skips))
    assert block_labels(twice, twice.skips[:2]) == ("skip1", "skip2")
    assert block_axis(twice) == "block"


def test_blocks_of_a_network_without_stages_are_named_by_their_number():
    graph = describe(NetworkSpec(name="vit-2", width=4, input_shape=(1, 8, 8)))
    assert {skip.stage for skip in graph.skips} == {None}
    assert block_labels(graph, graph.skips) == ("1", "2", "3", "4")
    assert block_axis(graph, "block dropped") == "block dropped"


@pytest.mark.parametrize(("change", "text"), [(0.123, "+12.3"), (-0.01, "−1.0"), (0.0, "+0.0")])
def test_a_rise_has_its_sign(change, text):
    assert rise(change) == text
