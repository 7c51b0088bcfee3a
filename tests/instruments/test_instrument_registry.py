"""Every registered instrument keeps the contract and agrees with float64 gradients by a computation of its own."""

import math

import pytest
import torch
from torch import nn

from explorer.instruments.context import StepContext, Weights
from explorer.instruments.instrument_registry import INSTRUMENTS, Instrument, at

RATE = 0.5

# of gradient and weight before two equal steps: w − RATE · g, and again
ORACLES = {
    "gradient-norm": lambda g, w: math.sqrt((g * g).sum()),
    "gradient-rms": lambda g, w: math.sqrt((g * g).mean()),
    "gradient-weight-ratio": lambda g, w: math.sqrt((g * g).sum() / ((w - RATE * g) ** 2).sum()),
    "weight-norm": lambda g, w: math.sqrt(((w - RATE * g) ** 2).sum()),
    "update-ratio": lambda g, w: RATE * math.sqrt((g * g).sum() / ((w - RATE * g) ** 2).sum()),
    "start-distance": lambda g, w: 2 * RATE * math.sqrt((g * g).sum() / (w * w).sum()),
}
STEPS = at("step")


def _network(dtype: torch.dtype) -> nn.Sequential:
    torch.manual_seed(7)
    layers = nn.Sequential(
        nn.Conv2d(1, 3, 3, padding=1), nn.BatchNorm2d(3), nn.ReLU(), nn.Conv2d(3, 2, 3), nn.Flatten(), nn.Linear(8, 4)
    )
    return layers.to(dtype)


def _weights(network: nn.Sequential) -> list[nn.Parameter]:
    return [layer.weight for layer in network if isinstance(layer, nn.Conv2d | nn.Linear)]


def _loss(network: nn.Module, dtype: torch.dtype) -> torch.Tensor:
    generator = torch.Generator().manual_seed(1)
    images = torch.randn(6, 1, 4, 4, generator=generator).to(dtype)
    return nn.functional.cross_entropy(network(images), torch.arange(6) % 4)


@pytest.fixture
def step() -> StepContext:
    """The second of two steps of equal gradients."""
    network = _network(torch.float32)
    _loss(network, torch.float32).backward()
    weights = Weights(_weights(network))
    for _ in range(2):
        context = StepContext(weights)
        with torch.no_grad():
            for weight in weights.parameters:
                weight.sub_(weight.grad, alpha=RATE)
        _ = context.norms
    return context


@pytest.fixture
def exact() -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Gradient and weight of each layer in float64, by torch.autograd.grad."""
    network = _network(torch.float64)
    weights = _weights(network)
    return list(zip(torch.autograd.grad(_loss(network, torch.float64), weights), weights, strict=True))


@pytest.mark.parametrize("instrument", tuple(INSTRUMENTS), ids=lambda i: i.name)
def test_documents_itself(instrument: Instrument):
    for text in (instrument.title, instrument.formula, instrument.unit, instrument.limits, instrument.source):
        assert text.strip()
    assert any(sign.isdigit() for sign in instrument.healthy), "what good looks like needs numbers"


@pytest.mark.parametrize("instrument", STEPS, ids=lambda i: i.name)
def test_gives_one_finite_number_per_layer(instrument: Instrument, step: StepContext):
    reading = instrument.measure(step)
    assert reading.shape == (3,)
    assert reading.dtype == torch.float32
    assert not reading.requires_grad
    assert torch.isfinite(reading).all()


@pytest.mark.parametrize("instrument", STEPS, ids=lambda i: i.name)
def test_agrees_with_float64(instrument: Instrument, step: StepContext, exact):
    assert instrument.name in ORACLES, "a new instrument needs its formula in float64 here"
    expected = [ORACLES[instrument.name](g.detach(), w.detach()) for g, w in exact]
    assert instrument.measure(step).tolist() == pytest.approx(expected, rel=1e-5)


def test_default_picture_is_there():
    assert {"gradient-rms", "gradient-norm", "gradient-weight-ratio", "weight-norm"} <= set(INSTRUMENTS.names())
