"""The six networks of the notebook that this program grew from, and the controlled pair that it lacks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from explorer.choices.family import FAMILIES, Family

if TYPE_CHECKING:
    from torch import nn

    from explorer.runs.spec import NetworkSpec

_Make = Callable[[Any, "NetworkSpec"], "nn.Module"]
"""From the module explorer.networks.notebook_parts and a spec to a network."""


def _register(name: str, title: str, description: str, make: _Make, init: str = "pytorch") -> Family:
    def made(_depth: int, spec: NetworkSpec) -> nn.Module:
        from explorer.networks import notebook_parts

        return make(notebook_parts, spec)

    return FAMILIES.register(
        Family(
            f"notebook-{name}",
            title,
            description,
            depths=(),
            skips_on=True,
            make=made,
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
    lambda parts, spec: parts.alexnet(spec),
)
_register(
    "vgg",
    "Notebook VGG",
    "The notebook's VGG without norm: nine convolutions, no skips. With PyTorch's initial weights it does not learn.",
    lambda parts, spec: parts.vgg(parts.VGG, spec, norm=False),
)
_register(
    "vgg-bn",
    "Notebook VGG + BN",
    "The notebook's VGG with batch norm after every convolution but the last: nine convolutions, no skips.",
    lambda parts, spec: parts.vgg(parts.VGG, spec, norm=True),
)
_register(
    "deep-vgg-bn",
    "Notebook deeper VGG + BN",
    "The notebook's deeper VGG with batch norm: 17 convolutions, no skips.",
    lambda parts, spec: parts.vgg(parts.DEEP_VGG, spec, norm=True),
)
_register(
    "deep-vgg-bn-skips",
    "Notebook deeper VGG + BN with skips",
    "The notebook's deeper VGG + BN and five skips, nothing else changed: identities around the two inserted groups, "
    "projections around three pairs. With its skips off it is the notebook's network, with the same initial weights.",
    lambda parts, spec: parts.vgg(parts.DEEP_VGG, spec, norm=True, skips=True),
)
_register(
    "resnet",
    "Notebook ResNet",
    "The notebook's residual network: a stem of three convolutions and eight blocks, most skips learned projections.",
    lambda parts, spec: parts.resnet(parts.RESNET, spec),
    "he",
)
_register(
    "deep-resnet",
    "Notebook deeper ResNet",
    "The notebook's deeper residual network: five more blocks with identity skips before the last.",
    lambda parts, spec: parts.resnet(parts.DEEP_RESNET, spec),
    "he",
)
