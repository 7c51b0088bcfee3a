"""Initial weights: every parameter draws from a generator of its own, so networks agree wherever names do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

import torch
from torch import Generator, nn
from torch.nn.modules.linear import NonDynamicallyQuantizableLinear

from explorer.choices.activation import RELU_GAIN
from explorer.choices.init import INITS, zero_bias
from explorer.choices.inits.xavier import xavier

if TYPE_CHECKING:
    from explorer.choices.init import Rules


def generator_for(seed: int, name: str) -> Generator:
    """A CPU generator whose stream depends on nothing but `seed` and the parameter's name."""
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return Generator().manual_seed(int.from_bytes(digest[:4], "little"))  # torch uses 32 bits of a seed


_CONVOLUTIONS = (
    nn.Conv1d, nn.Conv2d, nn.Conv3d, nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d,
)  # fmt: skip
_LAYERS = (*_CONVOLUTIONS, nn.Linear, nn.MultiheadAttention)
_PROJECTIONS = ("in_proj_weight", "q_proj_weight", "k_proj_weight", "v_proj_weight")


@torch.no_grad()
def initialize(
    module: nn.Module, rule: str, seed: int, zero_gamma: Iterable[str] = (), gain: float = RELU_GAIN
) -> None:
    """Set every convolution, linear and attention layer of `module` by `rule`, the name of one of INITS.

    A rule without rules for layers leaves what the network's own code drew. Attention is projected by Xavier's rule
    whatever `rule` is, as in PyTorch: no ReLU follows it.

    `gain` is that of the network's activation: rules that follow it scale the weights of convolutions to it.

    `zero_gamma` names the norm layers whose γ starts at 0, so that their branch starts silent
    (Goyal et al. 2017, arXiv 1706.02677, section 5.1); those without a γ are passed over. Other norms keep
    γ = 1, β = 0.
    """
    init = INITS[rule]
    placed = {} if init.placed is None else init.placed(module)
    if init.rules is not None:
        for name, layer in module.named_modules():
            if isinstance(layer, _LAYERS):
                _initialize_layer(layer, name, placed.get(name, init.rules), seed)
                if init.follows and gain != RELU_GAIN and isinstance(layer, _CONVOLUTIONS):
                    layer.weight.mul_(gain / RELU_GAIN)
    for name in zero_gamma:
        gamma = getattr(module.get_submodule(name), "weight", None)
        if gamma is not None:
            nn.init.zeros_(gamma)


def _initialize_layer(layer: nn.Module, name: str, rules: Rules, seed: int) -> None:
    """The layer's own parameters; a weight computed from others (weight norm) is none and stays as it is."""
    own = dict(layer.named_parameters(recurse=False))
    if isinstance(layer, nn.MultiheadAttention):
        for projection in own.keys() & set(_PROJECTIONS):
            xavier(own[projection], generator_for(seed, f"{name}.{projection}"))
        if "in_proj_bias" in own:
            nn.init.zeros_(own["in_proj_bias"])
    elif "weight" in own:
        draw_weight, draw_bias = rules(layer)
        draw_weight(own["weight"], generator_for(seed, f"{name}.weight"))
        if isinstance(layer, NonDynamicallyQuantizableLinear):
            draw_bias = zero_bias  # PyTorch starts the bias of an attention's output projection at 0
        if "bias" in own:
            draw_bias(own["bias"], own["weight"], generator_for(seed, f"{name}.bias"))
