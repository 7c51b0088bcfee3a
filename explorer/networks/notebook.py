"""The six networks of the notebook that this program grew from, and the controlled pair that it lacks."""

from __future__ import annotations

from collections.abc import Callable

from torch import nn

from explorer.networks.notebook_parts import DEEP_RESNET, DEEP_VGG, RESNET, VGG, alexnet, resnet, vgg
from explorer.networks.registry import FAMILIES, Family
from explorer.runs.spec import NetworkSpec


def _register(
    name: str, title: str, description: str, make: Callable[[NetworkSpec], nn.Module], init: str = "pytorch"
) -> Family:
    return FAMILIES.register(
        Family(
            f"notebook-{name}",
            title,
            description,
            depths=(),
            skips_on=True,
            make=lambda depth, spec: make(spec),
            group="Notebook",
            options=frozenset(),
            defaults={"init": init},
            smallest=24 if name == "alexnet" else 8,
        )
    )


_register(
    "alexnet",
    "Notebook AlexNet",
    "The notebook's AlexNet for 32×32: five convolutions of 7×7, 5×5 and 3×3, no norm, no skips.",
    alexnet,
)
_register(
    "vgg",
    "Notebook VGG",
    "The notebook's VGG without norm: nine convolutions, no skips. With PyTorch's initial weights it does not learn.",
    lambda spec: vgg(VGG, spec, norm=False),
)
_register(
    "vgg-bn",
    "Notebook VGG + BN",
    "The notebook's VGG with batch norm after every convolution but the last: nine convolutions, no skips.",
    lambda spec: vgg(VGG, spec, norm=True),
)
_register(
    "deep-vgg-bn",
    "Notebook deeper VGG + BN",
    "The notebook's deeper VGG with batch norm: 17 convolutions, no skips.",
    lambda spec: vgg(DEEP_VGG, spec, norm=True),
)
_register(
    "deep-vgg-bn-skips",
    "Notebook deeper VGG + BN with skips",
    "The notebook's deeper VGG + BN and five skips, nothing else changed: identities around the two inserted groups, "
    "projections around three pairs. With its skips off it is the notebook's network, with the same initial weights.",
    lambda spec: vgg(DEEP_VGG, spec, norm=True, skips=True),
)
_register(
    "resnet",
    "Notebook ResNet",
    "The notebook's residual network: a stem of three convolutions and eight blocks, most skips learned projections.",
    lambda spec: resnet(RESNET, spec),
    "he",
)
_register(
    "deep-resnet",
    "Notebook deeper ResNet",
    "The notebook's deeper residual network: five more blocks with identity skips before the last.",
    lambda spec: resnet(DEEP_RESNET, spec),
    "he",
)
