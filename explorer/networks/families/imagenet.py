"""The ImageNet networks of He et al. 2015 (arXiv 1512.03385, table 1): plain and residual, with shortcut A, B or C."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from explorer.choices.family import FAMILIES, Family

if TYPE_CHECKING:
    from torch import nn

    from explorer.runs.spec import NetworkSpec

GROUP = "ImageNet (He et al. 2015)"


def _make(depth: int, spec: NetworkSpec) -> nn.Module:
    from explorer.networks import imagenet

    return imagenet.make(depth, spec)


_RESNET = Family(
    "imagenet-resnet",
    "ImageNet ResNet",
    "He et al.'s residual network for ImageNet: a skip connection around every block of two or three convolutions.",
    (18, 34, 50, 101, 152),
    skips_on=True,
    make=_make,
    group=GROUP,
    options=frozenset({"shortcut", "stem", "zero_gamma"}),
    defaults={"shortcut": "B", "init": "he"},
    shape=(3, 224, 224),
    classes=1000,
    twin="imagenet-plain",
    shallow=18,  # of 18 and 34 layers in the paper's section 4.1
    label="ResNet",
)
IMAGENET_PLAIN = FAMILIES.register(
    replace(
        _RESNET,
        name="imagenet-plain",
        title="ImageNet plain",
        description="He et al.'s plain network for ImageNet: the residual one with every skip connection switched off.",
        depths=(18, 34),
        skips_on=False,
        twin="imagenet-resnet",
        label="Plain",
    )
)
IMAGENET_RESNET = FAMILIES.register(_RESNET)
