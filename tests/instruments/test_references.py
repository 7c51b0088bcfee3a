"""Every instrument that probes agrees with float64, by a forward pass written out by hand and torch.autograd.grad."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from explorer.instruments.instrument_registry import INSTRUMENTS, Instrument
from explorer.runs.snapshot import ABSENT, BINS, DECADES
from explorer.tracing import Network
from explorer.tracing.gates import gated
from explorer.tracing.trace import nodes_for, trace
from explorer.training.probe_pass import ProbePass

HALF = 0.5  # the gate of the second skip


class Block(nn.Module):
    """Two convolutions with batch norm and a shortcut, in place as much as can be."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(4, 4, 3, padding=1), nn.BatchNorm2d(4)
        self.conv2, self.norm2 = nn.Conv2d(4, 4, 3, padding=1), nn.BatchNorm2d(4)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm2(self.conv2(self.relu(self.norm1(self.conv1(x)))))
        y += x
        return self.relu(y)


class Small(nn.Module):
    """A stem without norm, two blocks and a head."""

    def __init__(self) -> None:
        super().__init__()
        self.stem, self.relu = nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(inplace=True)
        self.first, self.second = Block(), Block()
        self.head = nn.Linear(4, 3)

    def forward(self, x: Tensor) -> Tensor:
        x = self.second(self.first(self.relu(self.stem(x))))
        return self.head(x.mean((2, 3)))


def made() -> Small:
    torch.manual_seed(3)
    module = Small()
    with torch.no_grad():
        module.stem.bias[1] = -30.0  # a dead channel
        for block in (module.first, module.second):
            for norm in (block.norm1, block.norm2):
                norm.weight.uniform_(0.5, 2)
                norm.bias.uniform_(-1, 1)
    return module


def batch(dtype: torch.dtype = torch.float32) -> tuple[Tensor, Tensor]:
    images = torch.randn(6, 1, 5, 5, generator=torch.Generator().manual_seed(4))
    return images.to(dtype), torch.arange(6) % 3


Seen = dict[str, list[tuple[Tensor, ...] | None]]


def by_hand() -> Seen:
    """What is seen at each place, float64: six layers, two skips."""
    net = made().double()
    images, labels = batch(torch.float64)
    outputs: list[Tensor] = []
    seen: Seen = {"response": [], "activation": [], "junction": []}
    forks: list[tuple[Tensor, Tensor]] = []

    def layer(x: Tensor, conv: nn.Module) -> Tensor:
        outputs.append(conv(x))
        return outputs[-1]

    def normed(x: Tensor, norm: nn.BatchNorm2d) -> Tensor:
        mean, var = x.mean((0, 2, 3), keepdim=True), x.var((0, 2, 3), correction=0, keepdim=True)
        y = (x - mean) / (var + norm.eps).sqrt() * norm.weight[:, None, None] + norm.bias[:, None, None]
        seen["response"].append((y,))
        return y

    def active(x: Tensor) -> Tensor:
        seen["activation"].append((x.clamp(min=0),))
        return x.clamp(min=0)

    x = layer(images, net.stem)
    seen["response"].append((x,))
    x = active(x)
    for block, gate in ((net.first, 1.0), (net.second, HALF)):
        by_shortcut, by_residual = x * 1, x * 1
        forks.append((by_shortcut, by_residual))
        y = active(normed(layer(by_residual, block.conv1), block.norm1))
        y = normed(layer(y, block.conv2), block.norm2)
        seen["junction"].append((y, gate * by_shortcut))
        x = active(y + gate * by_shortcut)
    scores = layer(x.mean((2, 3)), net.head)
    seen["response"].append((scores,))
    seen["activation"].append(None)
    loss = -torch.log_softmax(scores, 1)[torch.arange(6), labels].mean()
    gradients = torch.autograd.grad(loss, [*outputs, *(t for pair in forks for t in pair)])
    seen["output-gradient"] = [(gradient,) for gradient in gradients[: len(outputs)]]
    returned = gradients[len(outputs) :]
    seen["fork"] = [(returned[0], returned[1]), (returned[2], returned[3])]
    return seen


def length(x: Tensor) -> float:
    return math.sqrt(sum(value * value for value in x.flatten().tolist()))


def across_images(r: Tensor) -> float:
    units = r.flatten(1)
    spread = ((units - units.mean(0)) ** 2).mean()
    return math.sqrt(spread.item() / (units**2).mean().item())


def dead(a: Tensor) -> float:
    return sum(not (a[:, c] != 0).any() for c in range(a.shape[1])) / a.shape[1]


ORACLES: dict[str, Callable[..., float]] = {
    "activation-mean": lambda a: abs(sum(a.flatten().tolist()) / a.numel()),
    "activation-std": lambda a: float(np.std(a.detach().numpy())),
    "zero-share": lambda a: float(np.mean(a.detach().numpy() == 0)),
    "dead-channels": dead,
    "image-std": across_images,
    "response-std": lambda r: float(np.std(r.detach().numpy())),
    "output-gradient": lambda g: length(g) / math.sqrt(g.numel()),
    "branch-ratio": lambda residual, shortcut: length(residual) / length(shortcut),
    "gradient-share": lambda shortcut, residual: length(shortcut) / (length(shortcut) + length(residual)),
}
PASSED = [i for i in INSTRUMENTS if i.at not in ("step", "gradients")]


def network() -> Network:
    module = made()
    traced = trace(copy.deepcopy(module).to("meta"), "small", (1, 5, 5))
    rewritten, junctions = gated(module, nodes_for(module, traced), traced.graph)
    found = Network(rewritten, traced.graph, junctions)
    found.set_gate(traced.graph.skips[1].id, HALF)
    return found


@pytest.mark.parametrize("instrument", PASSED, ids=lambda i: i.name)
def test_agrees_with_float64(instrument: Instrument):
    assert instrument.name in ORACLES, "a new instrument needs its formula in float64 here"
    oracle = ORACLES[instrument.name]
    expected = [ABSENT if seen is None else oracle(*seen) for seen in by_hand()[instrument.at]]
    found = ProbePass(network()).measure(*batch())[instrument.name]
    assert found.dtype == torch.float32
    assert found.tolist() == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("instrument", PASSED, ids=lambda i: i.name)
def test_a_network_of_nans_is_measured_and_is_nothing_healthy(instrument: Instrument):
    broken = network()
    with torch.no_grad():
        broken.layer_weights()[0].fill_(torch.nan)
    readings = ProbePass(broken).measure(*batch())[instrument.name]
    assert all(math.isnan(value) for value in readings.tolist() if value != ABSENT)


def test_a_skip_that_is_off_returns_no_gradient_and_has_no_ratio():
    found = network()
    found.set_gate(found.graph.skips[0].id, 0)
    readings = ProbePass(found).measure(*batch())
    assert readings["gradient-share"][0] == 0
    assert readings["branch-ratio"][0] == ABSENT
    assert readings["gradient-share"][1] > 0


# ── gradients ───────────────────────────────────────────────────────────────────────────────────

VALUES = [0.0, 1e-45, 3e-21, 1e-20, 9.9e-4, 1.01e-3, 0.5, 1.0, 9.99, 99999.0, 1e5, 1e30, math.inf, math.nan]


def binned(values: list[float]) -> list[int]:
    """The bins of numbers, one at a time."""
    counts = [0] * BINS
    low, high = DECADES
    for value in values:
        if abs(value) < torch.finfo(torch.float32).tiny:
            place = 0
        elif not abs(value) < 10.0**high:
            place = BINS - 1
        else:
            place = max(math.floor(math.log10(abs(value)) + 1e-9) - low + 2, 1)
        counts[place] += 1
    return counts


def test_gradients_are_sorted_into_decades(monkeypatch):
    monkeypatch.setattr("explorer.instruments.gradient_histogram.AT_ONCE", 4)
    layers = [VALUES, [-value for value in VALUES[2:8]]]
    gradients = [torch.tensor(values) for values in layers]
    step = SimpleNamespace(gradients=gradients, sizes=torch.tensor([float(len(g)) for g in gradients]))
    found = INSTRUMENTS["gradient-histogram"].measure(step)
    expected = [[count / len(values) for count in binned(values)] for values in layers]
    assert found.shape == (2, BINS)
    assert [row.tolist() for row in found] == [pytest.approx(row) for row in expected]
    assert {i.name for i in INSTRUMENTS if i.at == "gradients"} == {"gradient-histogram"}, "each needs a reference here"
