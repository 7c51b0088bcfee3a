"""The look by hand against closed forms and networks whose answer is known."""

from __future__ import annotations

import torch

from explorer.runs.spec import NetworkSpec
from explorer.tracing import Network, build
from tests.labeled_set.looking import look

SHAPE = (1, 8, 8)


def network(name: str = "plain-8", **settings: str) -> Network:
    return build(NetworkSpec(name=name, width=4, input_shape=SHAPE, **settings), seed=0)


def images() -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(1)
    return torch.randn(40, *SHAPE, generator=generator), torch.randint(0, 10, (40,), generator=generator)


def test_the_heads_gradient_is_that_of_the_closed_form() -> None:
    """dL/dW of a linear layer under cross-entropy is (softmax − one-hot)ᵀ · features / N."""
    net, (x, y) = network(), images()
    found = look(net, (x, y))
    module = net.module.double()
    kept: list[torch.Tensor] = []
    (head,) = [m for m in module.modules() if isinstance(m, torch.nn.Linear)]
    head.register_forward_hook(lambda _, given, out: kept.append(given[0]))
    scores = module(x.double())
    error = torch.softmax(scores, 1) - torch.nn.functional.one_hot(y, 10)
    gradient = error.T @ kept[0] / len(y)
    assert abs(found.gradients[-1] / float(gradient.detach().norm()) - 1) < 1e-9
    expected = -torch.log_softmax(scores, 1)[torch.arange(40), y].mean()
    assert abs(found.loss - float(expected.detach())) < 1e-9
    assert len(found.gradients) == len(found.weights) == 8
    assert abs(found.weights[-1] / float(head.weight.detach().norm()) - 1) < 1e-9


def test_one_answer_for_every_image() -> None:
    net = network(norm="none")
    with torch.no_grad():
        convs = [m for m in net.module.modules() if isinstance(m, torch.nn.Conv2d)]
        convs[-1].weight.zero_()
        convs[-1].bias.fill_(-1)
    found = look(net, images())
    assert found.spread == 0
    assert found.gradients[0] == 0
    live = look(network(norm="none"), images())
    assert live.spread > 0.01
    assert abs(found.dead - live.dead - 1 / 7) < 0.05  # all channels behind one of seven activations


def test_nothing_is_disturbed() -> None:
    net = network("stochastic-8")
    before = {name: value.clone() for name, value in net.module.state_dict().items()}
    torch.manual_seed(5)
    state = torch.get_rng_state()
    look(net, images())
    assert torch.equal(torch.get_rng_state(), state)
    assert net.module.training
    for name, value in net.module.state_dict().items():
        assert torch.equal(value, before[name])
        assert value.dtype == before[name].dtype


def test_running_statistics_decide_the_settled_accuracy() -> None:
    net, (x, y) = network(), images()
    (head,) = [m for m in net.module.modules() if isinstance(m, torch.nn.Linear)]
    with torch.no_grad():
        head.weight.zero_()
        head.bias.copy_(torch.nn.functional.one_hot(torch.tensor(3), 10).float())
    assert abs(look(net, (x, y)).settled_accuracy - float((y == 3).float().mean())) < 1e-9


def test_dead_channels_of_tokens_behind_gelu() -> None:
    """GELU(−6) is −6e-9: nothing, beside what the other channels give."""
    net = network("vit-2", activation="gelu")
    before = net.module.get_submodule("blocks.1.mlp.0")  # of two
    with torch.no_grad():
        before.weight[::2] = 0
        before.bias[::2] = -6
    assert abs(look(net, images()).dead - 0.5 / 2) < 1e-9
