"""Initial weights: every parameter draws from a generator of its own, so networks agree wherever names do."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable
from functools import partial

import torch
from torch import Generator, Tensor, nn
from torch.nn.modules.linear import NonDynamicallyQuantizableLinear


def generator_for(seed: int, name: str) -> Generator:
    """A CPU generator whose stream depends on nothing but `seed` and the parameter's name."""
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return Generator().manual_seed(int.from_bytes(digest[:4], "little"))  # torch uses 32 bits of a seed


def _zero(bias: Tensor, weight: Tensor, generator: Generator) -> None:
    nn.init.zeros_(bias)


def _he(weight: Tensor, generator: Generator) -> None:
    """Normal with variance 2/fan_in (He et al. 2015, arXiv 1502.01852, equation 10)."""
    nn.init.kaiming_normal_(weight, mode="fan_in", nonlinearity="relu", generator=generator)


def _he_transposed(weight: Tensor, generator: Generator, groups: int, strides: int) -> None:
    """As `_he`: an output of a transposed convolution sums inputs/groups · kernel / strides products on average."""
    fan_in = weight.shape[0] / groups * weight[0, 0].numel() / strides
    nn.init.normal_(weight, 0, math.sqrt(2 / fan_in), generator=generator)


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
_TRANSPOSED = (nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d)
_LAYERS = (nn.Conv1d, nn.Conv2d, nn.Conv3d, *_TRANSPOSED, nn.Linear, nn.MultiheadAttention)
_PROJECTIONS = ("in_proj_weight", "q_proj_weight", "k_proj_weight", "v_proj_weight")


@torch.no_grad()
def initialise(module: nn.Module, rule: str, seed: int, zero_gamma: Iterable[str] = ()) -> None:
    """Set every convolution, linear and attention layer of `module` by `rule` (one of runs.spec.INITS).

    "own" leaves what the network's own code drew. "he" is for what a ReLU follows: a linear layer (the classifier)
    keeps PyTorch's default, as in torchvision's ResNets. With He's variance there too the first loss of ResNet-56 is
    4 … 8 instead of 2.8, and some seeds never recover from the first steps. Attention is projected by Xavier's rule
    whatever `rule` is, as in PyTorch: no ReLU follows it.

    `zero_gamma` names the norm layers whose γ starts at 0, so that their branch starts silent
    (Goyal et al. 2017, arXiv 1706.02677, section 5.1); those without a γ are passed over. Other norms keep
    γ = 1, β = 0.
    """
    if rule != "own":
        for name, layer in module.named_modules():
            if isinstance(layer, _LAYERS):
                _initialise_layer(layer, name, rule, seed)
    for name in zero_gamma:
        gamma = getattr(module.get_submodule(name), "weight", None)
        if gamma is not None:
            nn.init.zeros_(gamma)


def _initialise_layer(layer: nn.Module, name: str, rule: str, seed: int) -> None:
    """The layer's own parameters; a weight computed from others (weight norm) is none and stays as it is."""
    own = dict(layer.named_parameters(recurse=False))
    if isinstance(layer, nn.MultiheadAttention):
        for projection in own.keys() & set(_PROJECTIONS):
            _xavier(own[projection], generator_for(seed, f"{name}.{projection}"))
        if "in_proj_bias" in own:
            nn.init.zeros_(own["in_proj_bias"])
    elif "weight" in own:
        weight_rule, bias_rule = _rules(layer, rule)
        weight_rule(own["weight"], generator_for(seed, f"{name}.weight"))
        if "bias" in own:
            bias_rule(own["bias"], own["weight"], generator_for(seed, f"{name}.bias"))


def _rules(layer: nn.Module, rule: str) -> tuple[_Weight, _Bias]:
    if rule == "he" and isinstance(layer, nn.Linear):
        rule = "pytorch"
    if rule == "he" and isinstance(layer, _TRANSPOSED):
        return partial(_he_transposed, groups=layer.groups, strides=math.prod(layer.stride)), _zero
    weight, bias = _RULES[rule]
    # PyTorch starts the bias of an attention's output projection at 0
    return weight, _zero if isinstance(layer, NonDynamicallyQuantizableLinear) else bias
