"""Small classifiers for images of 1×8×8 that are written in ways which are easily read wrong."""

from __future__ import annotations

import collections
import itertools
import random
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor, autograd, nn
from torch.nn import functional as F  # noqa: N812
from torch.nn.utils import parametrizations, spectral_norm
from torch.utils.checkpoint import checkpoint

TRAINS: dict[str, Callable[[], nn.Module]] = {}
"""By name: what trains as it is written."""
REFUSED: dict[str, tuple[Callable[[], nn.Module], str]] = {}
"""By name: what is refused, and words that name the cause."""


def trains(make: Any) -> Any:
    TRAINS[make.__name__] = make
    return make


def refused(words: str) -> Callable[[Any], Any]:
    def register(make: Any) -> Any:
        REFUSED[make.__name__] = make, words
        return make

    return register


def conv(inputs: int = 4, outputs: int = 4) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, 3, padding=1)


class Base(nn.Module):
    """Stem, a body, a head."""

    def __init__(self) -> None:
        super().__init__()
        self.stem, self.a, self.b, self.head = conv(1), conv(), conv(), nn.Linear(4, 10)

    def body(self, x: Tensor) -> Tensor:
        return x + self.b(self.a(x).relu())

    def forward(self, x: Tensor) -> Any:
        return self.head(self.body(self.stem(x)).mean((2, 3)))


class With(Base):
    """A body of one module."""

    def __init__(self, part: nn.Module) -> None:
        super().__init__()
        self.part = part

    def body(self, x: Tensor) -> Tensor:
        return self.part(x) + x


# ── custom backward ──────────────────────────────────────────────────────────────────────────────


class Reverse(autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, scale: float) -> Tensor:
        ctx.scale = scale
        return x.view_as(x)

    @staticmethod
    def backward(ctx: Any, *gradients: Any) -> Any:
        return -ctx.scale * gradients[0], None


class Step(autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        return (x > 0).float()

    @staticmethod
    def backward(ctx: Any, *gradients: Any) -> Any:
        return gradients[0]


class Halves(autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Any:
        return x[:, :2].clone(), x[:, 2:].clone()

    @staticmethod
    def backward(ctx: Any, *gradients: Any) -> Any:
        return torch.cat(gradients, 1) * 2


@trains
class GradientReversal(Base):
    def body(self, x: Tensor) -> Tensor:
        return x + self.b(Reverse.apply(self.a(x), 0.5))


@trains
class StraightThrough(Base):
    def body(self, x: Tensor) -> Tensor:
        return x + self.b(Step.apply(self.a(x)))


@trains
class StraightThroughDetach(Base):
    def body(self, x: Tensor) -> Tensor:
        y = self.a(x)
        return x + self.b(y + (y.round() - y).detach())


@trains
class TwoResults(Base):
    def body(self, x: Tensor) -> Tensor:
        first, second = Halves.apply(self.a(x))
        return x + self.b(torch.cat([second, first], 1))


class Quantized(nn.Linear):
    def forward(self, input: Tensor) -> Tensor:
        return F.linear(input, Step.apply(self.weight), self.bias)


@trains
class QuantizedWeight(Base):
    def __init__(self) -> None:
        super().__init__()
        self.head = Quantized(4, 10)


@trains
class GradientHook(Base):
    def body(self, x: Tensor) -> Tensor:
        y = self.a(x)
        if self.training:
            y.register_hook(lambda g: g * 3)
        return x + self.b(y)


@trains
class HookedBranch(Base):
    def body(self, x: Tensor) -> Tensor:
        y = self.a(x).relu()
        y = y * 1.0
        return x + self.b(y)


@trains
def backward_hook_on_a_block() -> nn.Module:
    part = nn.Sequential(conv(), nn.Tanh(), conv())
    part.register_full_backward_hook(lambda m, given, _: (given[0] * 2,))
    return With(part)


# ── settings in regions ──────────────────────────────────────────────────────────────────────────


@trains
class FrozenBackbone(Base):
    def forward(self, x: Tensor) -> Any:
        with torch.no_grad():
            x = self.body(self.stem(x))
        return self.head(x.mean((2, 3)))


@trains
class FrozenMiddle(Base):
    def body(self, x: Tensor) -> Tensor:
        with torch.no_grad():
            y = self.a(x).relu()
        return x + self.b(y)


class NoGradBlock(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.one, self.two = conv(), conv()

    @torch.no_grad()
    def features(self, x: Tensor) -> Tensor:
        return self.one(x)

    def forward(self, x: Tensor) -> Tensor:
        return self.two(self.features(x))


@trains
def decorated_no_grad() -> nn.Module:
    return With(NoGradBlock())


@trains
class EnableInside(Base):
    def body(self, x: Tensor) -> Tensor:
        with torch.no_grad():
            y = self.a(x)
            with torch.enable_grad():
                z = self.b(x)
        return x + y + z


@trains
class GradSwitch(Base):
    def body(self, x: Tensor) -> Tensor:
        before = torch.is_grad_enabled()
        torch.set_grad_enabled(False)
        y = self.a(x)
        torch.set_grad_enabled(before)
        return x + self.b(y)


@trains
class Autocast(Base):
    def forward(self, x: Tensor) -> Any:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x = self.body(self.stem(x))
        return self.head(x.float().mean((2, 3)))


@trains
class AutocastTwice(Base):
    def body(self, x: Tensor) -> Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            y = self.a(x)
            with torch.autocast("cpu", enabled=False):
                y = y.float().exp().log()
            return x + self.b(y)

    def forward(self, x: Tensor) -> Any:
        return self.head(self.body(self.stem(x)).float().mean((2, 3)))


@trains
class Detached(Base):
    def body(self, x: Tensor) -> Tensor:
        return x.detach() + self.b(self.a(x))


# ── modes ────────────────────────────────────────────────────────────────────────────────────────


class FrozenNorm(Base):
    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(4)

    def body(self, x: Tensor) -> Tensor:
        return x + self.b(self.norm(self.a(x)).relu())


@trains
class OwnTrain(FrozenNorm):
    def train(self, mode: bool = True) -> Any:
        super().train(mode)
        self.norm.eval()
        return self


class Stubborn(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv, self.norm = conv(), nn.BatchNorm2d(4)

    def train(self, mode: bool = True) -> Any:
        return super().train(False)

    def forward(self, x: Tensor) -> Tensor:
        return F.dropout(self.norm(self.conv(x)), 0.5, training=self.training)


@trains
def own_train_of_a_part() -> nn.Module:
    return With(Stubborn())


@trains
def train_replaced_on_an_instance() -> nn.Module:
    net = With(nn.Sequential(conv(), nn.BatchNorm2d(4)))
    net.part.train = lambda mode=True: net.part  # type: ignore[method-assign]
    for part in net.part:
        part.training = False
    return net


@trains
class FunctionalDropout(Base):
    def body(self, x: Tensor) -> Tensor:
        return x + F.dropout(self.a(x), 0.5, self.training)


@trains
class AlwaysDropout(Base):
    def body(self, x: Tensor) -> Tensor:
        return x + F.dropout(self.a(x), 0.5)


@trains
class AuxiliaryHead(Base):
    def forward(self, x: Tensor) -> Any:
        x = self.stem(x)
        y = self.head(self.body(x).mean((2, 3)))
        return (y, self.head(x.mean((2, 3)))) if self.training else y


@refused("softmax")
class SoftmaxInEvaluation(Base):
    def forward(self, x: Tensor) -> Any:
        y = super().forward(x)
        return y if self.training else y.softmax(1)


# ── buffers ──────────────────────────────────────────────────────────────────────────────────────


class RunningMean(Base):
    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(1, 4, 1, 1))
        self.mean: Tensor

    def update(self, x: Tensor) -> None:
        raise NotImplementedError

    def body(self, x: Tensor) -> Tensor:
        if self.training:
            self.update(x)
        x = x - self.mean
        return x + self.b(self.a(x).relu())


@trains
class BufferInPlace(RunningMean):
    def update(self, x: Tensor) -> None:
        with torch.no_grad():
            self.mean.mul_(0.9).add_(0.1 * x.mean((0, 2, 3), keepdim=True))


@trains
class BufferAssigned(RunningMean):
    def update(self, x: Tensor) -> None:
        self.mean = 0.9 * self.mean + 0.1 * x.detach().mean((0, 2, 3), keepdim=True)


@trains
class BufferCopied(RunningMean):
    @torch.no_grad()
    def update(self, x: Tensor) -> None:
        self.mean.copy_(0.9 * self.mean + 0.1 * x.mean((0, 2, 3), keepdim=True))


@trains
class BufferThroughData(RunningMean):
    def update(self, x: Tensor) -> None:
        self.mean.data.mul_(0.9).add_(0.1 * x.data.mean((0, 2, 3), keepdim=True))


@trains
class BufferLerp(RunningMean):
    def update(self, x: Tensor) -> None:
        self.mean.lerp_(x.detach().mean((0, 2, 3), keepdim=True), 0.1)


@trains
class BufferAlways(RunningMean):
    def body(self, x: Tensor) -> Tensor:
        self.mean += 0.5
        return x * self.mean.exp().reciprocal() + self.a(x)


@trains
class StepCounter(Base):
    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("steps", torch.zeros(()))
        self.steps: Tensor

    def body(self, x: Tensor) -> Tensor:
        if self.training:
            self.steps += 1
        return x + (self.steps / 20).clamp(max=1) * self.a(x)


class Initialized(nn.Module):
    """Scales by the first batch it sees (ActNorm)."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("seen", torch.zeros(()))
        self.scale = nn.Parameter(torch.ones(1, 4, 1, 1))
        self.conv = conv()

    def forward(self, x: Tensor) -> Tensor:
        if self.seen.item() == 0:
            self.scale.data.copy_(1 / x.detach().std((0, 2, 3), keepdim=True))
            self.seen.fill_(1)
        return self.conv(x * self.scale)


@trains
def data_dependent_initialization() -> nn.Module:
    return With(Initialized())


# ── Python state and random numbers ──────────────────────────────────────────────────────────────


@refused("self.calls += 1")
class Counter(Base):
    def __init__(self) -> None:
        super().__init__()
        self.calls = 0

    def body(self, x: Tensor) -> Tensor:
        self.calls += 1
        return x + min(1.0, self.calls / 20) * self.a(x)


@refused("random.random()")
class Coin(Base):
    def body(self, x: Tensor) -> Tensor:
        if self.training and random.random() < 0.5:
            return x
        return x + self.a(x)


@refused("np.random.rand()")
class NumpyCoin(Base):
    def body(self, x: Tensor) -> Tensor:
        return x + self.a(x) * float(np.random.rand())  # noqa: NPY002


@refused("torch.rand(1)")
class TorchCoin(Base):
    def body(self, x: Tensor) -> Tensor:
        if torch.rand(1).item() < 0.5:
            return x
        return x + self.a(x)


class CoinBlock(nn.Module):
    def __init__(self, flip: Callable[[], float]) -> None:
        super().__init__()
        self.flip, self.conv = flip, conv()

    def forward(self, x: Tensor) -> Tensor:
        if self.training and self.flip() < 0.5:
            return x
        return x + self.conv(x)


@trains
def coin_in_a_block() -> nn.Module:
    return With(nn.Sequential(CoinBlock(random.random), nn.ReLU(), CoinBlock(random.random)))


@trains
def torch_coin_in_a_block() -> nn.Module:
    return With(nn.Sequential(CoinBlock(lambda: torch.rand(1).item()), CoinBlock(lambda: torch.rand(1).item())))


class CountingBlock(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.calls, self.conv = 0, conv()

    def forward(self, x: Tensor) -> Tensor:
        self.calls += 1
        return self.conv(x) * min(1.0, self.calls / 20)


@trains
def counter_in_a_block() -> nn.Module:
    return With(CountingBlock())


class ListBlock(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.history: list[float] = []
        self.conv = conv()

    def forward(self, x: Tensor) -> Tensor:
        self.history.append(1.0)
        return self.conv(x) / len(self.history)


@trains
def list_in_a_block() -> nn.Module:
    return With(ListBlock())


@trains
class Noise(Base):
    def body(self, x: Tensor) -> Tensor:
        return x + self.b(self.a(x) + torch.randn_like(x))


@trains
class FixedSizeNoise(Base):
    def body(self, x: Tensor) -> Tensor:
        return x + self.b(self.a(x) + torch.randn(4, 8, 8))


@refused("in training than in evaluation")
class StochasticDepth(Base):
    def body(self, x: Tensor) -> Tensor:
        y = self.b(self.a(x))
        if self.training:
            y = y * torch.empty(x.shape[0], 1, 1, 1).bernoulli_(0.5)
        return x + y


@refused("nn.Conv2d(4, 4, 1)(x)")
class LayerMadeInForward(Base):
    def body(self, x: Tensor) -> Tensor:
        return x + nn.Conv2d(4, 4, 1)(x)


@refused("self.last")
class LastBatch(Base):
    def __init__(self) -> None:
        super().__init__()
        self.last: Any = None

    def body(self, x: Tensor) -> Tensor:
        y = self.a(x)
        if self.last is not None:
            y = y + self.last
        self.last = y.detach().mean((0,), keepdim=True)
        return x + y


@trains
class FeaturesKept(Base):
    def body(self, x: Tensor) -> Tensor:
        self.features = self.a(x)
        return x + self.b(self.features)


# ── names, sharing and weights computed from others ──────────────────────────────────────────────


@trains
class Names(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        parts = {"class": conv(), "3 x 3": conv(), "it's": conv(), 'a "b"': conv(), "a-b": nn.BatchNorm2d(4)}
        self.stem, self.gates, self.modes, self.head = conv(1), conv(), nn.ModuleDict(parts), nn.Linear(4, 10)

    def forward(self, x: Tensor) -> Any:
        x = self.gates(self.stem(x))
        for part in self.modes.values():
            x = x + part(x)
        return self.head(x.mean((2, 3)))


@trains
class Reused(Base):
    def body(self, x: Tensor) -> Tensor:
        for _ in range(3):
            x = x + self.a(x).relu()
        return x


@trains
class Tied(Base):
    def __init__(self) -> None:
        super().__init__()
        self.b.weight = self.a.weight


@trains
class TiedTransposed(Base):
    def body(self, x: Tensor) -> Tensor:
        return x + F.conv_transpose2d(self.a(x).relu(), self.a.weight, padding=1)


@trains
class SpectralNorm(Base):
    def __init__(self) -> None:
        super().__init__()
        self.a = spectral_norm(self.a)


@trains
class NewSpectralNorm(Base):
    def __init__(self) -> None:
        super().__init__()
        self.a = parametrizations.spectral_norm(self.a)


@trains
class WeightNorm(Base):
    def __init__(self) -> None:
        super().__init__()
        self.a = parametrizations.weight_norm(self.a)


@trains
class WeightStandardized(Base):
    def body(self, x: Tensor) -> Tensor:
        weight = self.a.weight - self.a.weight.mean((1, 2, 3), keepdim=True)
        return x + F.conv2d(x, weight, self.a.bias, padding=1)


@trains
class Frozen(Base):
    def __init__(self) -> None:
        super().__init__()
        self.stem.requires_grad_(False)


@trains
class ZeroInitialized(Base):
    def __init__(self) -> None:
        super().__init__()
        nn.init.zeros_(self.b.weight)
        self.scale = nn.Parameter(torch.full((1, 4, 1, 1), 1e-6))

    def body(self, x: Tensor) -> Tensor:
        return x + self.scale * self.b(Reverse.apply(self.a(x), 1.0))


# ── ordinary, and still awkward ──────────────────────────────────────────────────────────────────


@trains
class InPlace(Base):
    def body(self, x: Tensor) -> Tensor:
        y = F.relu(self.a(x), inplace=True)
        y = self.b(y)
        y += x
        return y.relu_()


@trains
class Checkpointed(Base):
    def forward(self, x: Tensor) -> Any:
        return self.head(checkpoint(self.body, self.stem(x), use_reentrant=False).mean((2, 3)))


@trains
class ReentrantCheckpoint(Base):
    def body(self, x: Tensor) -> Tensor:
        deep = checkpoint(self.a, x, use_reentrant=True) if self.training and x.requires_grad else self.a(x)
        return x + deep


@trains
class CheckpointedDropout(Base):
    def inner(self, x: Tensor) -> Tensor:
        return F.dropout(self.a(x), 0.5, self.training)

    def body(self, x: Tensor) -> Tensor:
        return x + checkpoint(self.inner, x, use_reentrant=False)


@trains
class UNet(Base):
    def __init__(self) -> None:
        super().__init__()
        self.join = conv(8)

    def body(self, x: Tensor) -> Tensor:
        low = F.interpolate(self.a(F.max_pool2d(x, 2)), scale_factor=2)
        return self.join(torch.cat([x, low], 1))


@trains
class SqueezeExcite(Base):
    def __init__(self) -> None:
        super().__init__()
        self.squeeze, self.excite = nn.Linear(4, 2), nn.Linear(2, 4)

    def body(self, x: Tensor) -> Tensor:
        y = self.a(x)
        scale = self.excite(self.squeeze(y.mean((2, 3))).relu()).sigmoid()
        return x + y * scale[:, :, None, None]


@trains
class ConvNeXt(Base):
    def __init__(self) -> None:
        super().__init__()
        self.deep = nn.Conv2d(4, 4, 7, padding=3, groups=4)
        self.norm, self.up, self.down = nn.LayerNorm(4), nn.Linear(4, 8), nn.Linear(8, 4)
        self.gamma = nn.Parameter(torch.full((4,), 1e-6))

    def body(self, x: Tensor) -> Tensor:
        y = self.norm(self.deep(x).permute(0, 2, 3, 1))
        return x + (self.gamma * self.down(F.gelu(self.up(y)))).permute(0, 3, 1, 2)


@trains
class Attention(Base):
    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(4, 12), nn.Linear(4, 4)

    def body(self, x: Tensor) -> Tensor:
        n, c, h, w = x.shape
        tokens = x.flatten(2).transpose(1, 2)
        q, k, v = self.qkv(tokens).chunk(3, -1)
        tokens = tokens + self.out((q @ k.transpose(1, 2) / 2).softmax(-1) @ v)
        return tokens.transpose(1, 2).reshape(n, c, h, w)


@trains
class MultiheadAttention(Base):
    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.MultiheadAttention(4, 2, dropout=0.2, batch_first=True)

    def body(self, x: Tensor) -> Tensor:
        tokens = x.flatten(2).transpose(1, 2)
        mixed, _ = self.attention(tokens, tokens, tokens, need_weights=False)
        return (tokens + mixed).transpose(1, 2).reshape(x.shape)


@trains
class FNet(Base):
    def body(self, x: Tensor) -> Tensor:
        return x + self.a(x + torch.fft.fft2(x).real)


@trains
class Lstm(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.rnn, self.head = nn.LSTM(8, 6, batch_first=True), nn.Linear(6, 10)

    def forward(self, x: Tensor) -> Tensor:
        _, (hidden, _) = self.rnn(x.squeeze(1))
        return self.head(hidden[-1])


class Lambda(nn.Module):
    def __init__(self, function: Callable[[Tensor], Tensor]) -> None:
        super().__init__()
        self.function = function

    def forward(self, x: Tensor) -> Tensor:
        return self.function(x)


@trains
def lambda_layers() -> nn.Module:
    return nn.Sequential(conv(1), Lambda(lambda x: x * x.sigmoid()), Lambda(lambda x: x.mean((2, 3))), nn.Linear(4, 10))


@trains
class ForwardHook(Base):
    def __init__(self) -> None:
        super().__init__()
        self.a.register_forward_hook(lambda m, given, result: result + given[0])


@trains
def hook_on_the_whole() -> nn.Module:
    net = Base()
    net.register_forward_hook(lambda m, given, scores: scores * 2)
    return net


@trains
class DictOutput(Base):
    def forward(self, x: Tensor) -> Any:
        features = self.body(self.stem(x)).mean((2, 3))
        return {"features": features, "out": self.head(features)}


@trains
class SizeLoop(Base):
    def body(self, x: Tensor) -> Tensor:
        for _ in range(x.shape[-1] // 4):
            x = x + self.a(x)
        return x


@trains
class Bfloat16(Base):
    def __init__(self) -> None:
        super().__init__()
        self.bfloat16()

    def forward(self, x: Tensor) -> Any:
        return super().forward(x.bfloat16()).float()


@trains
class ConstantInForward(Base):
    def body(self, x: Tensor) -> Tensor:
        total = torch.zeros(4, 8, 8)
        total += 1
        return x + self.a(x) * total


@refused("if x.abs().max() > 1e9")
class ValueBranch(Base):
    def body(self, x: Tensor) -> Tensor:
        if x.abs().max() > 1e9:
            return x
        return x + self.a(x)


@refused("torch.jit")
def scripted_part() -> nn.Module:
    return With(torch.jit.script(nn.Sequential(conv(), nn.ReLU())))


@refused("modified by an inplace operation")
class BreaksItself(Base):
    def body(self, x: Tensor) -> Tensor:
        y = self.a(x).sigmoid()
        z = y * self.b(x)
        y.mul_(2)
        return z


@refused("the parameter teacher.weight")
class AveragedTeacher(Base):
    """A moving average of weights, taken in forward."""

    def __init__(self) -> None:
        super().__init__()
        self.teacher = conv().requires_grad_(False)

    def body(self, x: Tensor) -> Tensor:
        with torch.no_grad():
            for mine, theirs in zip(self.a.parameters(), self.teacher.parameters(), strict=True):
                theirs.mul_(0.5).add_(mine, alpha=0.5)
        return x + self.a(x).relu() + self.teacher(x)


@refused("the parameter head.weight")
class NormedByHand(Base):
    def forward(self, x: Tensor) -> Any:
        self.head.weight.data = F.normalize(self.head.weight.data, dim=1)
        return super().forward(x)


@refused("the parameter a.weight")
class ClampedInTraining(Base):
    def body(self, x: Tensor) -> Tensor:
        if self.training:
            self.a.weight.data.clamp_(-0.05, 0.05)
        return x + self.b(self.a(x).relu())


@refused("the parameter scale")
class ScaledByFirstBatch(Base):
    def __init__(self) -> None:
        super().__init__()
        self.scale, self.ready = nn.Parameter(torch.ones(1)), False

    def body(self, x: Tensor) -> Tensor:
        if not self.ready:
            self.scale.data.fill_(1 / float(x.detach().std()))
            self.ready = True
        return x + self.b(self.a(x).relu()) * self.scale


@refused("the parameter late")
class ParameterMadeInForward(Base):
    def body(self, x: Tensor) -> Tensor:
        if not hasattr(self, "late"):
            self.late = nn.Parameter(torch.ones(4, 1, 1))
        return x + self.b(self.a(x).relu()) * self.late


@refused("differ")
class NormOfAllWeights(Base):
    def body(self, x: Tensor) -> Tensor:
        with torch.no_grad():
            size = sum(p.norm() for p in self.parameters())
        return x + self.b(self.a(x).relu()) / size


@refused("differ")
class WeightsInAList(Base):
    def __init__(self) -> None:
        super().__init__()
        self.weights = [self.a.weight, self.b.weight]

    def body(self, x: Tensor) -> Tensor:
        size = torch.stack([w.detach().norm() for w in self.weights]).sum()
        return x + self.b(self.a(x).relu()) / size


class _Schedule:
    def __init__(self) -> None:
        self.calls = 0

    def factor(self) -> float:
        self.calls += 1
        return float(self.calls > 15)


class _Counting(Base):
    """Adds the branch from the sixteenth call on; a subclass counts."""

    def count(self) -> int:
        raise NotImplementedError

    def body(self, x: Tensor) -> Tensor:
        return x + self.b(self.a(x).relu()) * float(self.count() > 15)


@refused("self.calls")
class CountsInATensor(_Counting):
    def __init__(self) -> None:
        super().__init__()
        self.calls = torch.zeros(())

    def count(self) -> int:
        self.calls += 1
        return int(self.calls)


@refused("self.schedule")
class CountsInAnObject(_Counting):
    def __init__(self) -> None:
        super().__init__()
        self.schedule = _Schedule()

    def count(self) -> int:
        self.schedule.factor()
        return self.schedule.calls


@refused("self.numbers")
class CountsInAnIterator(_Counting):
    def __init__(self) -> None:
        super().__init__()
        self.numbers = itertools.count()

    def count(self) -> int:
        return next(self.numbers)


@refused("self.settings")
class CountsDeepInside(_Counting):
    def __init__(self) -> None:
        super().__init__()
        self.settings = {"schedule": {"calls": [0]}}

    def count(self) -> int:
        self.settings["schedule"]["calls"][0] += 1
        return self.settings["schedule"]["calls"][0]


@refused("self.calls")
class CountsInAnArray(_Counting):
    def __init__(self) -> None:
        super().__init__()
        self.calls = np.zeros(1)

    def count(self) -> int:
        self.calls += 1
        return int(self.calls[0])


@refused("self.seen")
class CountsInADeque(_Counting):
    def __init__(self) -> None:
        super().__init__()
        self.seen: collections.deque[int] = collections.deque(maxlen=100)

    def count(self) -> int:
        self.seen.append(1)
        return len(self.seen)


@refused("put back")
class CountsInADefault(_Counting):
    def count(self, calls: list[int] = [0]) -> int:  # noqa: B006 (as people write it)
        calls[0] += 1
        return calls[0]


@refused("calls")
class CountsInItsClass(_Counting):
    calls = 0

    def count(self) -> int:
        type(self).calls += 1
        return type(self).calls


@refused("self.epochs")
class CountsEpochs(_Counting):
    def __init__(self) -> None:
        super().__init__()
        self.epochs = 0

    def train(self, mode: bool = True) -> CountsEpochs:
        super().train(mode)
        self.epochs += mode
        return self

    def count(self) -> int:
        return self.epochs


@refused("drop.p")
class DropsMoreAndMore(Base):
    def __init__(self) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.1)

    def body(self, x: Tensor) -> Tensor:
        self.drop.p = min(0.5, self.drop.p * 1.01)
        return x + self.drop(self.b(self.a(x).relu()))


@refused("hook")
class CountsInAHook(Base):
    def __init__(self) -> None:
        super().__init__()
        calls = [0]

        def hook(_part: nn.Module, _inputs: Any, output: Tensor) -> Tensor:
            calls[0] += 1
            return output * 2 if calls[0] > 15 else output

        self.a.register_forward_hook(hook)


@refused("differ")
class OtherwiseWithoutGradients(Base):
    def body(self, x: Tensor) -> Tensor:
        y = self.b(self.a(x).relu())
        return x + (y if torch.is_grad_enabled() else y * 2)


@refused("requires_grad of stem.weight")
class FreezesInForward(Base):
    def forward(self, x: Tensor) -> Any:
        self.stem.requires_grad_(False)
        return super().forward(x)


@refused("submodule a")
class SwapsItsLayers(Base):
    def body(self, x: Tensor) -> Tensor:
        self.a, self.b = self.b, self.a
        return x + self.b(self.a(x).relu())


@refused("'graph'")
class NameOfTorch(Base):
    def __init__(self) -> None:
        super().__init__()
        self.graph = conv()

    def body(self, x: Tensor) -> Tensor:
        return x + self.graph(x)


@trains
class FirstInFirstOut(Base):
    """A queue in a buffer, filled in training only."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("queue", torch.zeros(8, 4))

    def body(self, x: Tensor) -> Tensor:
        if self.training:
            self.queue = torch.cat([x.detach().mean((2, 3))[:1], self.queue[:-1]], 0)
        return x + self.b(self.a(x).relu()) + self.queue.mean(0)[None, :, None, None]


@trains
class HookOverSelf(Base):
    """Features kept by a hook that is a closure over the module."""

    def __init__(self) -> None:
        super().__init__()
        self.features: dict[str, Tensor] = {}
        self.a.register_forward_hook(lambda _m, _i, output: self.features.__setitem__("a", output))

    def body(self, x: Tensor) -> Tensor:
        self.a(x)
        return x + self.b(self.features["a"].relu())


@trains
class ScaleInAClosure(Base):
    def __init__(self) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(4, 1, 1))
        self.scaled = lambda x: x * self.scale

    def body(self, x: Tensor) -> Tensor:
        return x + self.b(self.scaled(self.a(x)).relu())


@trains
class LockHeld(Base):
    """Attributes that no copy can be made of."""

    def __init__(self) -> None:
        super().__init__()
        self.lock, self.numpy = threading.Lock(), np

    def body(self, x: Tensor) -> Tensor:
        with self.lock:
            return x + self.b(self.a(x).relu()) * float(self.numpy.pi)


@trains
class LimitedNorm(Base):
    """An embedding with max_norm writes to its weight in its own forward."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Embedding(16, 4, max_norm=0.5)

    def body(self, x: Tensor) -> Tensor:
        place = (x.detach().mean((1, 2, 3)).sigmoid() * 15).long()
        return self.a(x) + self.table(place)[:, :, None, None]


@trains
class WholeHooks(Base):
    """Hooks on the whole, one with keywords."""

    def __init__(self) -> None:
        super().__init__()
        self.register_forward_pre_hook(lambda _m, inputs: (inputs[0] * 2,))
        self.register_forward_hook(lambda _m, _a, _k, output: output * 3, with_kwargs=True)


class Normed(nn.Module):
    """A residual block with batch norm that keeps what it has computed, as people do for pictures and losses."""

    def __init__(self) -> None:
        super().__init__()
        self.conv, self.norm = conv(), nn.BatchNorm2d(4)
        self.seen: Any = None

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm(self.conv(x)).relu()
        self.seen = y.detach()
        return x + y


@trains
class KeepsActivations(Base):
    """In a block and at the root, with a running mean that is assigned."""

    def __init__(self) -> None:
        super().__init__()
        self.block = Normed()
        self.register_buffer("center", torch.zeros(4))

    def body(self, x: Tensor) -> Tensor:
        y = self.block(x)
        if self.training:
            self.center = self.center * 0.9 + 0.1 * y.detach().mean((0, 2, 3))
        self.features = y - self.center[:, None, None]
        return self.features


class Warm(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv, self.n = conv(), 0

    def forward(self, x: Tensor) -> Tensor:
        self.n += 1
        return x + self.conv(x) * (1.0 if self.n < 25 else 0.1)


class Rechecked(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv, self.norm = conv(), nn.BatchNorm2d(4)

    def forward(self, x: Tensor) -> Tensor:
        return checkpoint(lambda y: self.norm(self.conv(y)), x, use_reentrant=False) + x


@trains
class CountsBesideACheckpoint(Base):
    """Two parts that are kept whole for different reasons, and images that are written to."""

    def __init__(self) -> None:
        super().__init__()
        self.warm, self.again = Warm(), Rechecked()

    def forward(self, x: Tensor) -> Any:
        x.sub_(0.5)
        return super().forward(x)

    def body(self, x: Tensor) -> Tensor:
        return self.again(self.warm(x))


@refused("self.calls")
class CountsInANumpyNumber(_Counting):
    def __init__(self) -> None:
        super().__init__()
        self.calls = np.int64(0)

    def count(self) -> int:
        self.calls += 1
        return int(self.calls)


@refused("self.local")
class CountsInALocal(_Counting):
    def __init__(self) -> None:
        super().__init__()
        self.local = threading.local()
        self.local.calls = 0

    def count(self) -> int:
        self.local.calls += 1
        return int(self.local.calls)


@refused("self.calls")
class CountsBackwards(Base):
    """A hook on gradients that counts."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0
        self.a.register_full_backward_hook(self.warm)

    def warm(self, _part: nn.Module, gradients: Any, _output: Any) -> Any:
        self.calls += 1
        return tuple(None if g is None else g * min(1.0, self.calls / 15) for g in gradients)
