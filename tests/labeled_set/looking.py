"""What a network is like at one moment, measured on its own: float64, whole images, no instrument of the program."""

from __future__ import annotations

import copy
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from explorer.choices.activation import ACTIVATIONS
from explorer.datasets.batches import Batch
from explorer.random_state import seeded
from explorer.tracing import Network
from explorer.training.evaluation import accuracy, scores_of

GRADIENT_IMAGES = 512
NOTHING = 1e-6
"""Below this share of what a function gives at all, root mean square, a channel counts as 0: GELU and SiLU come to 0
in float32, which networks train in, and not in float64."""


@dataclass(frozen=True)
class Look:
    """`loss` in nats; `gradients` and `weights` are Euclidean norms of each layer on the main path, in order.

    `dead` is the share of channels behind activation functions that are zero for every image and at every place of a
    map, or for every token, the mean over the functions; `spread` how much class scores differ between images: their
    standard deviation over images relative to their root mean square. `settled_accuracy` is that on the images in
    evaluation mode, with the running statistics of batch norm: where it is far below the training accuracy, a bad test
    accuracy is no overfitting.
    """

    loss: float
    gradients: tuple[float, ...]
    weights: tuple[float, ...]
    dead: float
    spread: float
    settled_accuracy: float


def look(network: Network, images: Batch) -> Look:
    """Measure a copy in training mode; the network is left alone, and PyTorch's random state too.

    Loss and gradient over the first 512 images in float64, dead channels and spread over all of them.
    """
    module = copy.deepcopy(network.module).double()
    names = [network.graph.calls[call].weight for call in network.graph.main_path]
    weights = [module.get_parameter(name) for name in names if name is not None]
    x, y = images[0].double(), images[1]
    with seeded(0):  # stochastic depth draws
        module.train()
        loss = functional.cross_entropy(scores_of(module(x[:GRADIENT_IMAGES])), y[:GRADIENT_IMAGES])
        gradients = torch.autograd.grad(loss, weights, allow_unused=True)
        dead, scores = _responses(module, x)
        module.eval()
        with torch.no_grad():
            settled = accuracy(scores_of(module(x)), y)
    return Look(
        float(loss.detach()),
        tuple(0.0 if g is None else float(g.norm()) for g in gradients),
        tuple(float(w.detach().norm()) for w in weights),
        dead,
        float(scores.std(0).pow(2).mean().sqrt() / scores.pow(2).mean().sqrt()),
        float(settled),
    )


@torch.no_grad()
def _responses(module: nn.Module, x: Tensor) -> tuple[float, Tensor]:
    shares: list[float] = []
    functions = tuple({type(activation.make(0.1)) for activation in ACTIVATIONS})
    hooks = [
        m.register_forward_hook(lambda _, given, out: shares.append(_dead(out)))
        for m in module.modules()
        if isinstance(m, functions)
    ]
    try:
        scores = scores_of(module(x))
    finally:
        for hook in hooks:
            hook.remove()
    return sum(shares) / max(1, len(shares)), scores


def _dead(out: Tensor) -> float:
    """The share of channels, of maps (images, channels, y, x) or tokens (images, tokens, channels)."""
    channels = out.transpose(0, 1 if out.ndim == 4 else -1).flatten(1)
    return float((channels.abs() <= NOTHING * out.pow(2).mean().sqrt()).all(dim=1).double().mean())
