"""Every instrument that probes agrees with float64, by a forward pass written out by hand and torch.autograd.grad."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from explorer.instruments.bins import EDGES, decades, multiples, shares
from explorer.instruments.context import StepContext, Weights
from explorer.instruments.instrument_registry import INSTRUMENTS, Instrument
from explorer.runs.snapshot import ABSENT, BINS, DECADES, REACH
from explorer.tracing import Network
from explorer.tracing.gates import gated
from explorer.tracing.trace import nodes_for, trace
from explorer.training.probe_pass import PLACES, ProbePass

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
    seen: Seen = {"response": [], "activation": [], "junction": [], "block": []}
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
        seen["block"].append((y + gate * by_shortcut,))
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
    "block-variance": lambda x: float(np.var(x.detach().numpy())),
    "gradient-share": lambda shortcut, residual: length(shortcut) / (length(shortcut) + length(residual)),
}
PASSED = [i for i in INSTRUMENTS if i.at in PLACES and i.at != "tokens" and i.per != "bins"]


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


# ── tokens ──────────────────────────────────────────────────────────────────────────────────────


class Attending(nn.Module):
    """Tokens of an image's columns: attention without parameters, and an MLP, each with a shortcut; then a map."""

    def __init__(self) -> None:
        super().__init__()
        self.embed, self.mlp = nn.Linear(5, 4), nn.Linear(4, 4)
        self.conv, self.head = nn.Conv2d(1, 1, 3, padding=1), nn.Linear(4, 3)

    def forward(self, x: Tensor) -> Tensor:
        x = self.embed(x.flatten(1, 2))
        x = x + (x @ x.transpose(1, 2)).softmax(-1) @ self.mlp(x)
        y = x.unsqueeze(1)
        y = y + self.conv(y)
        return self.head(y.mean((1, 2)))


def test_token_rank_is_the_distance_from_equal_tokens_and_has_no_meaning_for_maps():
    torch.manual_seed(6)
    module = Attending()
    traced = trace(copy.deepcopy(module).to("meta"), "attending", (1, 5, 5))
    rewritten, junctions = gated(module, nodes_for(module, traced), traced.graph)
    readings = ProbePass(Network(rewritten, traced.graph, junctions)).measure(*batch())["token-rank"]
    exact = copy.deepcopy(module).double()
    x = exact.embed(batch(torch.float64)[0].flatten(1, 2))
    x = x + (x @ x.transpose(1, 2)).softmax(-1) @ exact.mlp(x)
    expected = []
    for tokens in x.detach().numpy():
        best = np.linalg.lstsq(np.ones((len(tokens), 1)), tokens, rcond=None)[0]  # the x of the definition
        expected.append(np.linalg.norm(tokens - best) / np.linalg.norm(tokens))
    assert readings.tolist() == pytest.approx([np.mean(expected), ABSENT], rel=1e-5)


@pytest.mark.parametrize(("tokens", "rank"), [(torch.ones(2, 3, 4), 0.0), (torch.zeros(2, 3, 4), 0.0)])
def test_equal_tokens_have_rank_zero(tokens, rank):
    assert INSTRUMENTS["token-rank"].measure(tokens).item() == rank
    assert math.isnan(INSTRUMENTS["token-rank"].measure(tokens * math.nan).item())


# ── histograms ──────────────────────────────────────────────────────────────────────────────────

VALUES = [0.0, 1e-45, 3e-21, 1e-20, 9.9e-4, 1.01e-3, 0.5, 1.0, 9.99, 99999.0, 1e5, 1e30, math.inf, math.nan]


def by_decade(value: float) -> int:
    low, high = DECADES
    if abs(value) < torch.finfo(torch.float32).tiny:
        return 0
    if not abs(value) < 10.0**high:
        return BINS - 1
    return max(math.floor(math.log10(abs(value)) + 1e-9) - low + 2, 1)


def by_multiple(value: float) -> int:
    if math.isnan(value):
        return BINS - 1
    if value == 0:
        return REACH + 1
    place = min(REACH + 1, math.floor(min(abs(value), 1e9) * 2) + 1)
    return REACH + 1 + (place if value > 0 else -place)


def binned(values: list[float], sort: Callable[[float], int]) -> list[float]:
    """The share of numbers in each bin, one number at a time."""
    counts = [0.0] * BINS
    for value in values:
        counts[sort(value)] += 1 / len(values)
    return counts


@pytest.mark.parametrize(("sort", "oracle"), [(decades, by_decade), (multiples, by_multiple)])
def test_numbers_are_sorted_into_their_bins(monkeypatch, sort, oracle):
    monkeypatch.setattr("explorer.instruments.bins.AT_ONCE", 8)
    rows = [VALUES, [-value for value in VALUES], [3.0**k * (-1) ** k for k in range(-len(VALUES) // 2, 7)]]
    found = shares(torch.tensor(rows), sort)
    assert [row.tolist() for row in found] == [pytest.approx(binned(row, oracle)) for row in rows]


def test_an_edge_belongs_to_the_bin_above_it():
    edges = torch.tensor(EDGES)
    assert decades(edges).tolist() == list(range(1, BINS))
    assert decades(torch.nextafter(edges, torch.zeros(()))).tolist() == list(range(BINS - 1))
    assert multiples(torch.tensor([-6.0, -5.75, -0.5, -0.25, 0.25, 0.5, 5.75, 6.0])).tolist() == [
        0, 1, 11, 12, 14, 15, 25, 26,
    ]  # fmt: skip


def test_what_is_not_finite_is_in_the_last_bin_whatever_its_bits():
    """Processors give NaN of any bits: with all of them set there was no bin, and a run that diverged failed."""
    bits = torch.tensor([-1, 0x7FFFFFFF, 0x7FC00000, 0x7F800001, 0x7F800000, -0x800000], dtype=torch.int32)
    assert set(decades(bits.view(torch.float32)).tolist()) == {BINS - 1}


def test_histograms_of_weights_and_gradients_are_those_of_each_layer():
    first, second, head = nn.Conv2d(1, 3, 3), nn.Conv2d(3, 3, 3, bias=False), nn.Linear(3, 2)
    module = nn.Sequential(first, second, nn.Flatten(), head).to(memory_format=torch.channels_last)
    weights = Weights([first.weight, second.weight, head.weight])
    module(torch.ones(2, 1, 5, 5)).square().sum().backward()
    step, before = StepContext(weights), [weight.detach().clone() for weight in weights.parameters]
    with torch.no_grad():
        for weight in weights.parameters:
            weight.zero_()  # the update: the weights are those before it
    gradients = INSTRUMENTS["gradient-histogram"].measure(step)
    spread = INSTRUMENTS["weight-histogram"].measure(step)
    for place, (weight, old, fan_in) in enumerate(zip(weights.parameters, before, (9, 27, 3), strict=True)):
        assert gradients[place].tolist() == pytest.approx(binned(weight.grad.flatten().tolist(), by_decade))
        multiples_of = (old.double() / math.sqrt(2 / fan_in)).flatten().tolist()
        assert spread[place].tolist() == pytest.approx(binned(multiples_of, by_multiple))


@pytest.mark.parametrize("images", [6, 4])
def test_the_activation_histogram_is_that_of_each_layer_and_empty_where_there_is_none(monkeypatch, images):
    monkeypatch.setattr("explorer.instruments.activation_histogram.IMAGES", images)
    expected = [
        [ABSENT] * BINS if seen is None else binned(seen[0][:images].flatten().tolist(), by_decade)
        for seen in by_hand()["activation"]
    ]
    found = ProbePass(network()).measure(*batch())["activation-histogram"].view(-1, BINS)
    assert [row.tolist() for row in found] == [pytest.approx(row, abs=1e-6) for row in expected]


def test_every_histogram_has_a_reference_here():
    assert {i.name for i in INSTRUMENTS if i.per == "bins"} == {
        "gradient-histogram", "weight-histogram", "activation-histogram",
    }  # fmt: skip
    assert {i.name for i in INSTRUMENTS if i.at == "tokens"} == {"token-rank"}


def test_channels_of_tokens_are_their_last_axis():
    tokens = torch.ones(3, 4, 5)  # images, tokens, channels
    tokens[:, :, 1] = 0  # a channel that is 0 everywhere
    tokens[:, 2] = 0  # a token that is 0 everywhere: its channels are not
    tokens[0] = 0
    assert float(INSTRUMENTS["dead-channels"].measure(tokens)) == pytest.approx(1 / 5)
