"""Sharpness against the eigenvalues of the whole Hessian, in float64."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch.nn import functional

from explorer.analyses.analysis_registry import ANALYSES, carry_out
from explorer.analyses.sharpness import _sentences
from explorer.runs.analysis import AnalysisResult


def sharpness(subject, **settings) -> AnalysisResult:
    return carry_out(ANALYSES["sharpness"], subject, {"images": 32, **settings}, lambda share: None)


def largest(subject, images: int) -> float:
    """The eigenvalue of the whole Hessian that is largest in size."""
    module = subject.network().module.double()
    x, y = subject.training_batch(images)
    names = [name for name, _ in module.named_parameters()]
    shapes = [parameter.shape for parameter in module.parameters()]
    flat = torch.cat([parameter.detach().flatten() for parameter in module.parameters()])

    def loss(vector: torch.Tensor) -> torch.Tensor:
        parts = vector.split([shape.numel() for shape in shapes])
        values = {name: part.view(shape) for name, part, shape in zip(names, parts, shapes, strict=True)}
        return functional.cross_entropy(torch.func.functional_call(module, values, (x.double(),)), y)

    found = torch.linalg.eigvalsh(torch.autograd.functional.hessian(loss, flat))
    return float(found[found.abs().argmax()])


@pytest.mark.parametrize("norm", ["none", "batch"])
def test_it_is_the_largest_eigenvalue_of_the_hessian(subject_of, norm: str) -> None:
    subject = subject_of("plain-8", norm=norm, width=1)
    result = sharpness(subject, iterations=400)
    assert result.figures[0].series[0].y[-1] == pytest.approx(abs(largest(subject, 32)), rel=0.02)


def test_it_stops_when_the_estimate_stands_and_says_when_it_does_not(subject_of) -> None:
    subject = subject_of("resnet-8", width=2)
    long, short = (sharpness(subject, iterations=count) for count in (400, 4))
    estimates = long.figures[0].series[0].y
    assert len(estimates) < 400
    assert abs(estimates[-1] - estimates[-2]) <= 1e-3 * estimates[-1]
    assert "take more iterations" not in long.sentences[0]
    assert len(short.figures[0].series[0].y) == 4
    assert "take more iterations" in short.sentences[0]


def test_the_line_is_that_of_the_runs_rate_and_momentum(subject_of) -> None:
    subject = subject_of("resnet-8", width=2)
    assert sharpness(subject, iterations=4).figures[0].series[1].y[0] == pytest.approx(3.8 / 0.1)
    for training, line in (({"momentum": 0.0, "lr": 0.02}, 100.0), ({"optimizer": "adam", "lr": 1e-3}, None)):
        spec = replace(subject.spec, training=replace(subject.spec.training, **training))
        series = sharpness(type(subject)(spec), iterations=4).figures[0].series
        assert [float(s.y[0]) for s in series[1:]] == ([] if line is None else [pytest.approx(line)])


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (50.0, "1.3 times (2 + 2β)/lr = 38: a step at the run's learning rate overshoots"),
        (30.0, "(2 + 2β)/lr is 38: the run's learning rate is stable"),
        (-50.0, "the run's learning rate is stable"),
        (float("nan"), "the curvature is not finite"),
    ],
)
def test_what_is_said(found: float, told: str) -> None:
    assert told in " ".join(_sentences("plain-8 at initialization", [found, found], 38.0, "(2 + 2β)/lr"))
    assert ("It is negative" in _sentences("x", [found, found], 38.0, "")[0]) == (found < 0)


def test_the_network_is_left_as_it_was(subject_of) -> None:
    subject = subject_of("resnet-8", trained=True)
    before = {name: value.clone() for name, value in subject.network().module.state_dict().items()}
    sharpness(subject, iterations=4)
    for name, value in subject.network().module.state_dict().items():
        assert torch.equal(value, before[name]), name


def test_attention_is_differentiated_twice(subject_of) -> None:
    result = sharpness(subject_of("vit-2", width=4), iterations=4)
    assert (result.figures[0].series[0].y > 0).all()
