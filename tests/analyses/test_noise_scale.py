"""The noise scale against the gradient of every single image, and what it says of a run's batch."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn import functional

from explorer.analyses.analysis_registry import ANALYSES, carry_out
from explorer.analyses.noise_scale import _figures, _sentences, gradients
from explorer.analyses.tally import Estimate
from explorer.registry import SpecError
from explorer.runs.analysis import AnalysisResult


def noise(subject, **settings) -> AnalysisResult:
    return carry_out(ANALYSES["noise-scale"], subject, settings, lambda share: None)


def by_hand(subject) -> tuple[np.ndarray, float]:
    """tr(Σ)/|G|² over the whole training split, image by image in float64: each layer, and all parameters."""
    network = subject.network()
    network.module.double()
    images, labels = subject.training_batch(len(subject.split.train_x))
    parameters = list(dict.fromkeys([*network.layer_weights(), *network.module.parameters()]))
    sums, squares = [torch.zeros_like(p) for p in parameters], np.zeros(len(parameters))
    for image, label in zip(images.double(), labels, strict=True):
        found = torch.autograd.grad(functional.cross_entropy(network.module(image[None]), label[None]), parameters)
        for place, gradient in enumerate(found):
            sums[place] += gradient
            squares[place] += float((gradient**2).sum())
    count = len(images)
    signal = np.array([float((s / count).pow(2).sum()) for s in sums])
    spread = (squares / count - signal) * count / (count - 1)
    layers = len(network.graph.layers)
    return (spread / signal)[:layers], spread.sum() / signal.sum()


def test_it_agrees_with_the_gradient_of_every_image(subject_of, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without batch norm, where an image has a gradient of its own; over a pass of batches of 1, which is exact."""
    subject = subject_of("resnet-8", norm="none", width=2)
    small = subject.split._replace(train_x=subject.split.train_x[:200], train_y=subject.split.train_y[:200])
    monkeypatch.setitem(subject.__dict__, "split", small)
    layers, whole = by_hand(subject)
    result = noise(subject, size=1, batches=200)
    own, network, _ = result.figures[0].series
    assert own.y == pytest.approx(layers, rel=1e-3)
    assert network.y == pytest.approx(np.full(len(layers), whole), rel=1e-3)


def test_larger_batches_estimate_the_same(subject_of) -> None:
    subject = subject_of("resnet-8", norm="none")
    scales = [noise(subject, size=size, batches=1000).figures[0].series[1].y[0] for size in (10, 50)]
    assert scales[1] == pytest.approx(scales[0], rel=0.35)


def test_a_layer_no_gradient_reaches_has_zeros(subject_of) -> None:
    subject = subject_of("resnet-8", shortcut="C")
    network = subject.network()
    network.set_gate("skip1", 0)
    found = gradients(network, subject.training_batch(4), 0)
    assert len(found) == len(list(network.module.parameters()))
    place = [network.graph.calls[layer].path for layer in network.graph.layers].index("stage1.0.shortcut.conv")
    assert not found[place].any()


def test_it_is_set_beside_the_runs_batch(subject_of) -> None:
    result = noise(subject_of(trained=True), batches=20)
    assert result.sentences[0].startswith("resnet-8 as trained: the noise scale is ")
    assert "halves of the 640 examples say" in result.sentences[0]
    assert "times the run's batch of 64" in result.sentences[0]
    assert result.figures[0].series[2].y.tolist() == [64.0] * 8


def test_the_start_can_be_asked_of_a_trained_run(subject_of) -> None:
    asked = [noise(subject_of(trained=trained), batches=4, begun=True) for trained in (False, True)]
    assert asked[0].sentences == asked[1].sentences
    assert "at initialization" in asked[0].sentences[0]


def test_batches_of_one_are_refused_where_batch_norm_sees_single_pixels(subject_of) -> None:
    with pytest.raises(SpecError, match="size is 1; allowed: 2 or more for this network"):
        noise(subject_of("resnet18", width=8), size=1, batches=4)


def test_gradients_that_are_not_finite_are_said_to_be_so(subject_of, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = subject_of(norm="none")
    network = subject.network()
    with torch.no_grad():
        for weight in network.layer_weights():
            weight.mul_(1e20)
    monkeypatch.setattr(subject, "network", lambda **_: network)
    (sentence,) = noise(subject, batches=4).sentences
    assert "the gradient is not finite" in sentence
    assert "noise scale is large" not in sentence


def said(subject_of, noise: list[float], signal: list[float]) -> tuple[str, ...]:
    found = Estimate(np.array(noise), np.array(signal))
    return _sentences(subject_of(), "net", found, [150.0, np.nan], 512)


def test_the_scale_is_that_of_all_weights_and_the_range_that_of_the_layers(subject_of) -> None:
    """Two layers of 5 and 50, 128, two digits of it, for all: twice the batch of 64."""
    whole, layers = said(subject_of, [10.0, 100.0, 256.0], [2.0, 2.0, 2.0])
    assert (
        "the noise scale is 130 examples (halves of the 512 examples say 150 and unknown), 2 times the run's" in whole
    )
    assert "needs 3 times the fewest possible steps and 1.5 times the fewest possible examples" in whole
    assert layers == "By layers it is 5 to 50."


def test_what_cannot_be_told(subject_of) -> None:
    assert "the network explodes" in said(subject_of, [1.0, 1.0, np.inf], [1.0, 1.0, 1.0])[0]
    assert "cannot be distinguished from 0 with 512 examples" in said(subject_of, [1.0, 1.0, 1.0], [1.0, 1.0, 0.0])[0]
    assert len(said(subject_of, [np.inf, 1.0, 1.0], [1.0, 0.0, 1.0])) == 1, "no layer is known"


def test_a_signal_that_came_out_at_or_below_0_is_not_drawn() -> None:
    found = Estimate(np.ones(4), np.array([2.0, 0.0, -1.0, 1.0]))
    signal = _figures(found, 3, "as trained", 64)[1].series[1].y
    assert signal[0] == 2
    assert np.isnan(signal[1:]).all()
