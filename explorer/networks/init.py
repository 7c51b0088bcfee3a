"""Initial weights: every parameter draws from a generator of its own, so networks agree wherever names do."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable

import torch
from torch import Generator, Tensor, nn


def generator_for(seed: int, name: str) -> Generator:
    """A CPU generator whose stream depends on nothing but `seed` and the parameter's name."""
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return Generator().manual_seed(int.from_bytes(digest[:4], "little"))  # torch uses 32 bits of a seed


def _zero(bias: Tensor, weight: Tensor, generator: Generator) -> None:
    nn.init.zeros_(bias)


def _he(weight: Tensor, generator: Generator) -> None:
    """Normal with variance 2/fan_in (He et al. 2015, arXiv 1502.01852, equation 10)."""
    nn.init.kaiming_normal_(weight, mode="fan_in", nonlinearity="relu", generator=generator)


def _xavier(weight: Tensor, generator: Generator) -> None:
    """Uniform with variance 2/(fan_in + fan_out) (Glorot & Bengio 2010, equation 16)."""
    nn.init.xavier_uniform_(weight, generator=generator)


def _pytorch(weight: Tensor, generator: Generator) -> None:
    """PyTorch's default for convolutions and linear layers: uniform with variance 1/(3·fan_in)."""
    nn.init.kaiming_uniform_(weight, a=math.sqrt(5), generator=generator)


def _pytorch_bias(bias: Tensor, weight: Tensor, generator: Generator) -> None:
    bound = 1 / math.sqrt(weight[0].numel())
    nn.init.uniform_(bias, -bound, bound, generator=generator)


_Weight = Callable[[Tensor, Generator], None]
_Bias = Callable[[Tensor, Tensor, Generator], None]
_RULES: dict[str, tuple[_Weight, _Bias]] = {
    "he": (_he, _zero),
    "xavier": (_xavier, _zero),
    "pytorch": (_pytorch, _pytorch_bias),
}


@torch.no_grad()
def initialise(module: nn.Module, rule: str, seed: int, zero_gamma: Iterable[str] = ()) -> None:
    """Set every convolution and linear layer of `module` by `rule` (one of runs.spec.INITS).

    "he" is for what a ReLU follows: a linear layer (the classifier) keeps PyTorch's default, as in torchvision's
    ResNets. With He's variance there too the first loss of ResNet-56 is 4 … 8 instead of 2.8, and some seeds never
    recover from the first steps.

    `zero_gamma` names the norm layers whose γ starts at 0, so that their branch starts silent
    (Goyal et al. 2017, arXiv 1706.02677, section 5.1). Other norms keep γ = 1, β = 0.
    """
    for name, layer in module.named_modules():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            own = "pytorch" if rule == "he" and isinstance(layer, nn.Linear) else rule
            weight_rule, bias_rule = _RULES[own]
            weight_rule(layer.weight, generator_for(seed, f"{name}.weight"))
            if layer.bias is not None:
                bias_rule(layer.bias, layer.weight, generator_for(seed, f"{name}.bias"))
    for name in zero_gamma:
        nn.init.zeros_(module.get_parameter(f"{name}.weight"))
