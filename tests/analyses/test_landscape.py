"""Loss landscapes: filter-normalized directions, and losses at places that are reached by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from explorer.analyses.analysis_registry import carry_out
from explorer.analyses.landscape import LANDSCAPE, OF_THE_BATCH, STORED, Surroundings, direction, downward
from explorer.analyses.subject import Subject
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.tracing import build

SPEC = NetworkSpec(name="resnet-8", width=4, input_shape=(1, 8, 8))
SMALL = {"points": 3, "images": 200, "lines": 2, "span": 0.5}


def _ask(**settings):
    subject = Subject(RunSpec(network=SPEC, training=TrainingSpec(device="cpu")))
    result = carry_out(LANDSCAPE, subject, {**SMALL, **settings}, lambda share: None)
    return subject, {figure.id: figure for figure in result.figures}, result.sentences


def test_every_filter_of_a_direction_is_as_long_as_the_weights_own():
    module = build(SPEC, 3).module
    with torch.no_grad():
        module.get_parameter("stem.conv.weight")[1] = 0
    found = direction(module, 0, "0")
    weights = dict(module.named_parameters())
    assert set(found) == {name for name in weights if name.endswith(("conv.weight", "head.weight"))}
    for name, along in found.items():
        for filter, own in zip(along, weights[name].detach(), strict=True):
            assert math.dist(filter.flatten(), [0] * filter.numel()) == pytest.approx(
                math.dist(own.flatten(), [0] * own.numel()), rel=1e-5
            ), name


def test_twins_share_their_random_numbers_and_directions_and_seeds_do_not():
    plain, residual = build(replace(SPEC, name="plain-8"), 0).module, build(SPEC, 0).module
    ours, theirs = direction(plain, 0, "0"), direction(residual, 0, "0")
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)
    for other in (direction(plain, 1, "0"), direction(plain, 0, "1")):
        assert not torch.allclose(other["stem.conv.weight"], ours["stem.conv.weight"])


def test_one_step_back_is_where_it_began_to_the_bit():
    module = build(SPEC, 0).module
    before = {name: tensor.clone() for name, tensor in module.state_dict().items()}
    place, along = Surroundings(module), direction(module, 0, "0")
    place.go((0.3, along), (-1.0, along))
    assert not torch.equal(module.get_parameter("head.weight"), before["head.weight"])
    assert torch.equal(module.get_parameter("head.bias"), before["head.bias"])
    place.go((0.0, along))
    assert all(torch.equal(tensor, before[name]) for name, tensor in module.state_dict().items())


@pytest.mark.parametrize("statistics", [STORED, OF_THE_BATCH])
def test_losses_are_those_of_weights_moved_by_hand(statistics):
    subject, figures, _ = _ask(statistics=statistics, images=100)  # one piece, whose statistics are those of all
    images, labels = subject.training_batch(100)
    start = subject.network().module
    first, second = (direction(start, 0, name) for name in ("0", "1"))

    def loss(alpha: float, beta: float) -> float:
        moved = subject.network().module.double()
        for name, weight in moved.named_parameters():
            if name in first:
                weight.data += alpha * first[name].double() + beta * second[name].double()
        moved.train(statistics == OF_THE_BATCH)
        return float(functional.cross_entropy(moved(images.double()), labels).detach())

    surface, line = figures["landscape-surface"], figures["landscape-loss"].series[0]
    assert surface.x.tolist() == surface.y.tolist() == [-0.5, 0, 0.5]
    for j, beta in enumerate(surface.y):
        assert surface.z[j] == pytest.approx([loss(alpha, beta) for alpha in surface.x], rel=1e-4)
    assert line.x.tolist() == [-0.5, -0.25, 0, 0.25, 0.5]
    assert line.low == pytest.approx([min(loss(a, 0), loss(0, a)) for a in line.x], rel=1e-4)
    assert line.high == pytest.approx([max(loss(a, 0), loss(0, a)) for a in line.x], rel=1e-4)
    assert surface.z[1, 1] == line.y[2] == line.low[2]


def test_sentences_tell_of_the_middle_and_of_guessing():
    _, figures, sentences = _ask()
    text = " ".join(sentences)
    assert f"The loss of {figures['landscape-loss'].series[0].y[2]:.3g} grows" in text
    worse = (figures["landscape-surface"].z >= math.log(10)).mean()
    assert f"{100 * worse:.0f} % of the 9 points" in text
    assert figures["landscape-loss"].series[1].y == pytest.approx([math.log(10)] * 5)


def test_an_even_number_of_points_gets_one_more_and_one_line_has_no_band():
    _, figures, _ = _ask(points=4, lines=1, images=32)
    assert figures["landscape-surface"].z.shape == (5, 5)
    line = figures["landscape-loss"].series[0]
    assert len(line.x) == 9
    assert not len(line.low)


def test_curvature_is_that_of_quadratic_surfaces():
    y, x = np.mgrid[-2:3, -2:3].astype(float)
    assert downward(x**2 + y**2) == 0
    assert downward(x**2 - 0.1 * y**2) == 1
    assert downward(x**2 + y**2 + 1.9 * x * y) == 0
    assert downward(x**2 + y**2 + 2.1 * x * y) == 1
    assert downward(np.where(x == 2, np.inf, x**2 + y**2)) == pytest.approx(1 / 3)


def test_batch_norm_alone_measures_its_statistics_anew():
    from explorer.analyses.landscape import _fix_norms

    module = nn.Sequential(nn.BatchNorm2d(2), nn.Dropout(), nn.GroupNorm(1, 2))
    _fix_norms(module, OF_THE_BATCH)
    assert [layer.training for layer in module] == [True, False, False]
    _fix_norms(module, STORED)
    assert [layer.training for layer in module] == [False, False, False]


def test_a_loss_that_is_not_finite_where_it_begins_is_all_that_is_said(monkeypatch):
    network = build(replace(SPEC, norm="none"), 0)
    with torch.no_grad():
        for weight in network.layer_weights():
            weight.mul_(1e20)
    monkeypatch.setattr(Subject, "network", lambda self: network)
    _, _, (sentence,) = _ask()
    assert "the network's loss is not finite" in sentence
