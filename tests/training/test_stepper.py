"""A step on networks with auxiliary heads: what is trained, what is reported."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
import torch
from torch import Tensor, nn

from explorer.runs.spec import TrainingSpec
from explorer.training.evaluation import evaluate
from explorer.training.stepper import Stepper, auxiliary_loss


class TwoHeads(nn.Module):
    """Class scores and, behind them, whatever `behind` makes of the hidden features."""

    def __init__(self, behind) -> None:
        super().__init__()
        self.body, self.head, self.side = nn.Linear(4, 5), nn.Linear(5, 3), nn.Linear(5, 3)
        self._behind = behind

    def forward(self, x: Tensor):
        hidden = self.body(x).relu()
        behind = self._behind(self, hidden)
        return self.head(hidden) if behind is None else (self.head(hidden), *behind)


BEHIND = {
    "no tuple": (lambda net, hidden: None, 0.0),
    "one head": (lambda net, hidden: (net.side(hidden),), 0.3),
    "a head that is not in use": (lambda net, hidden: (None, net.side(hidden)), 0.3),
    "features": (lambda net, hidden: (hidden,), 0.0),
}


def batch() -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(2)
    return torch.randn(7, 4, generator=generator), torch.arange(7) % 3


def made(case: str) -> TwoHeads:
    torch.manual_seed(0)
    return TwoHeads(BEHIND[case][0])


@pytest.mark.parametrize("case", BEHIND)
def test_auxiliary_heads_train_with_their_weight_and_are_not_reported(case):
    net = made(case)
    reference = deepcopy(net).double()
    network = SimpleNamespace(module=net, own=None, layer_weights=lambda: [net.body.weight, net.head.weight])
    measured = Stepper(network, TrainingSpec(lr=0.1), 10).step(batch(), 0)

    x, y = batch()
    hidden = reference.body(x.double()).relu()
    log_probability = torch.log_softmax(torch.stack([reference.head(hidden), reference.side(hidden)]), -1)
    own, side = -log_probability[:, torch.arange(7), y].mean(1)
    (own + BEHIND[case][1] * side).backward()

    assert measured.loss.item() == pytest.approx(own.item(), rel=1e-5)
    for name in ("body", "head", "side"):
        found, expected = net.get_submodule(name).weight.grad, reference.get_submodule(name).weight.grad
        if found is None:
            found = torch.zeros(3, 5)
        assert torch.allclose(found.double(), expected, atol=1e-6), name


def test_two_heads_count_once_each():
    scores, (_, labels) = torch.randn(7, 3), batch()
    one = auxiliary_loss((scores, scores), labels)
    assert auxiliary_loss((scores, scores, scores), labels).item() == pytest.approx(2 * one.item())


def test_evaluation_takes_the_first_output():
    with_head, without = made("one head"), made("no tuple")
    assert torch.equal(evaluate(with_head, [batch()]), evaluate(without, [batch()]))


def _steps(draws: float, disturbed: bool) -> list[Tensor]:
    """Three steps of a small network that drops with probability `draws`."""
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(4, 50), nn.Dropout(draws), nn.Linear(50, 3))
    network = SimpleNamespace(module=net, own=None, layer_weights=lambda: [net[0].weight, net[2].weight])
    stepper, losses = Stepper(network, TrainingSpec(seed=4), 10), []
    for step in range(3):
        if disturbed:
            torch.rand(step + 1)
        losses.append(stepper.step(batch(), step).loss)
    return losses


@pytest.mark.parametrize("draws", [0.0, 0.5])
def test_what_a_step_draws_depends_on_seed_and_step_alone(draws: float):
    """Another run, a probe or an analysis may draw between two steps."""
    assert _steps(draws, disturbed=False) == _steps(draws, disturbed=True)


def test_steps_draw_anew_and_leave_the_global_state_alone():
    net = nn.Sequential(nn.Dropout(0.5), nn.Linear(4, 3))
    network = SimpleNamespace(module=net, own=None, layer_weights=lambda: [net[1].weight])
    stepper, seen = Stepper(network, TrainingSpec(), 10), []
    net[1].register_forward_pre_hook(lambda module, inputs: seen.append(inputs[0] == 0))
    before = torch.get_rng_state()
    for step in range(2):
        stepper.step(batch(), step)
    assert not torch.equal(*seen)
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize("clip", [0.0, 0.05, 1e6])
def test_gradients_are_clipped_to_a_norm_for_the_update_alone(clip: float):
    net = made("no tuple")
    reference = deepcopy(net).double()
    weights = [net.body.weight, net.head.weight]
    seen: list[float] = []
    stepper = Stepper(
        SimpleNamespace(module=net, own=None, layer_weights=lambda: weights), TrainingSpec(lr=0.1, clip=clip), 10
    )
    x, y = batch()
    stepper.step((x, y), 0, lambda context: seen.extend(norm.item() for norm in context.norms.gradients))

    torch.nn.functional.cross_entropy(reference(x.double()), y).backward()
    gradients = [parameter.grad for parameter in reference.parameters() if parameter.grad is not None]
    total = torch.cat([gradient.flatten() for gradient in gradients]).norm().item()
    factor = min(1.0, clip / total) if clip else 1.0
    assert total > 0.05
    assert total < 1e6
    for name in ("body", "head"):
        before = reference.get_submodule(name).weight
        update = before - 0.1 * (factor * before.grad + 1e-4 * before)
        assert torch.allclose(net.get_submodule(name).weight.double(), update, atol=1e-6), name
    assert seen == pytest.approx([reference.get_submodule(name).weight.grad.norm().item() for name in ("body", "head")])
