"""Gradients along a line against differences of the score, and the published direction."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from explorer.analyses.analysis_registry import ANALYSES, carry_out
from explorer.analyses.shattering import LAGS, gradients
from explorer.runs.analysis import AnalysisResult
from explorer.training.fixed_norms import fixed_norms


def shattering(subject, **settings) -> AnalysisResult:
    return carry_out(ANALYSES["shattering"], subject, {"seeds": 1, "lines": 2, **settings}, lambda share: None)


@pytest.mark.parametrize("trained", [False, True])
def test_gradients_are_the_slopes_of_the_score_along_the_line(subject_of, trained: bool) -> None:
    """In float64, by central differences."""
    subject = subject_of(trained=trained)
    (images, labels), network = subject.training_batch(32), subject.network()
    images = images.double()
    network.module.double()
    statistics = None if trained else images
    found = gradients(network, (images[:2], labels[:2]), 9, statistics)
    step = images[1] - images[0]
    with fixed_norms(network, statistics), torch.no_grad():
        for place in range(9):
            along = place / 8
            ends = torch.stack([images[0] + (along + side) * step for side in (-1e-6, 1e-6)])
            low, high = network.module(ends)[:, labels[0]].tolist()
            assert found[place] @ step.flatten().numpy() == pytest.approx((high - low) / 2e-6, rel=1e-3, abs=1e-5)


def test_plain_networks_shatter_with_depth_and_skips_keep_them_together(subject_of) -> None:
    lag_one = {}
    for name in ("plain-8", "plain-56", "resnet-56"):
        series = shattering(subject_of(name, width=8)).figures[0].series[0]
        assert series.label == "at initialization"
        assert len(series.y) == LAGS + 1
        lag_one[name] = series.y[1]
    assert lag_one["plain-8"] > 0.9
    assert lag_one["plain-56"] < 0.1
    assert lag_one["resnet-56"] > 0.7


def test_noises_stand_beside(subject_of) -> None:
    white, brown = shattering(subject_of(), points=64).figures[0].series[-2:]
    assert (white.label, brown.label) == ("white noise", "brown noise")
    assert white.dashed
    assert brown.dashed
    assert abs(white.y[1]) < 0.05
    assert brown.y[1] > 0.8


def test_a_trained_network_is_shown_as_trained_and_as_it_began(subject_of) -> None:
    result = shattering(subject_of(trained=True), points=64)
    assert [series.label for series in result.figures[0].series[:2]] == ["as trained", "at initialization"]
    assert not np.allclose(result.figures[0].series[0].y, result.figures[0].series[1].y)
    assert len(result.sentences) == 2


def test_other_depths(subject_of, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.analyses.siblings.DEPTHS", (8, 44))
    figure = shattering(subject_of("plain-8"), depths=True).figures[1]
    assert figure.series[0].x.tolist() == [8, 44]
    assert figure.series[0].y[0] > 0.5 > figure.series[0].y[1]


def test_a_gradient_that_float32_cannot_feel_in_the_score_is_not_called_smooth(subject_of) -> None:
    """Plain-56 without norm under PyTorch's init: the score is the same all along the line, to float32's last digit."""
    (sentence,) = shattering(subject_of("plain-56", norm="none", init="pytorch"), points=32).sentences
    assert "the gradient is too small to compare" in sentence
    assert "smooth" not in sentence
    (healthy,) = shattering(subject_of("resnet-8"), points=32).sentences
    assert "hardly" not in healthy


def test_there_are_no_more_lines_than_pairs_of_images(subject_of, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = subject_of()
    few = subject.split._replace(train_x=subject.split.train_x[:7], train_y=subject.split.train_y[:7])
    monkeypatch.setitem(subject.__dict__, "split", few)
    assert "over 3 lines" in shattering(subject, lines=100, points=32).sentences[0]


def test_a_linear_score_shatters_nowhere(subject_of, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "explorer.analyses.shattering.gradients", lambda network, ends, points, _: np.ones((points, 64))
    )
    (sentence,) = shattering(subject_of("plain-8"), seeds=1).sentences
    assert "the gradient is the same at every point of a line" in sentence
    assert "nan" not in sentence


def test_a_gradient_that_is_not_finite_is_not_called_linear(subject_of, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "explorer.analyses.shattering.gradients", lambda network, ends, points, _: np.full((points, 64), np.inf)
    )
    (sentence,) = shattering(subject_of("plain-8"), seeds=1).sentences
    assert "not finite" in sentence


def test_every_line_leads_through_two_images_of_its_own(subject_of, monkeypatch: pytest.MonkeyPatch) -> None:
    ends = []

    def keep(network, pair, points, statistics):
        ends.append(pair)
        return np.ones((points, 64))

    monkeypatch.setattr("explorer.analyses.shattering.gradients", keep)
    subject = subject_of("plain-8")
    shattering(subject, lines=40, seeds=1)
    images, labels = subject.training_batch(80, 0)
    assert torch.equal(torch.cat([pair[0] for pair in ends]), images)
    assert torch.equal(torch.cat([pair[1] for pair in ends]), labels)
