"""Every classification model of torchvision, one family each, under torchvision's own name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from explorer.choices.family import FAMILIES, Family
from explorer.networks.stem import SmallStem
from explorer.registry import SpecError

if TYPE_CHECKING:
    from torch import nn

    from explorer.runs.spec import NetworkSpec

Builder = Literal["plain_model", "googlenet", "with_auxiliary_heads", "regnet", "vision_transformer", "maxvit"]
"""The functions of explorer.networks.torchvision_build that build a model."""


@dataclass(frozen=True)
class Design:
    """Models of one paper. `titles` gives their titles by torchvision's names, which are the families' names.

    `smallest` is the least height and width with their own stem; `sizes` are the sides of their own images where
    those are not 224. Names are written down here, not asked of torchvision: importing it takes a second.
    """

    group: str
    paper: str
    titles: Mapping[str, str]
    smallest: int = 1
    stem: SmallStem | None = None
    sizes: Mapping[str, int] | None = None
    build: Builder = "plain_model"

    def make(self, name: str, spec: NetworkSpec, stem: SmallStem | None) -> nn.Module:
        """One of its models, with that stem in place of its own where it is given."""
        from explorer.networks import torchvision_build

        module: nn.Module = getattr(torchvision_build, self.build)(name, spec, stem)
        return module


_RESNET_STEM = SmallStem(1, pools=("maxpool",))
_STRIDE_STEM = SmallStem(1)  # the first convolution alone loses its stride
_REGNETS = ("400mf", "800mf", "1.6gf", "3.2gf", "8gf", "16gf")
_CLASSIC, _INCEPTION, _RESNET, _DENSE, _MOBILE, _EFFICIENT, _REGNET, _CONVNEXT, _TRANSFORMER = (
    f"ImageNet: {title}"
    for title in (
        "AlexNet and VGG", "GoogLeNet and Inception", "ResNet", "DenseNet", "small networks", "EfficientNet",
        "RegNet", "ConvNeXt", "transformers",
    )
)  # fmt: skip

DESIGNS = (
    Design(_CLASSIC, "Krizhevsky 2014 (arXiv 1404.5997)", {"alexnet": "AlexNet"}, 63,
           SmallStem(7, pools=("features.2",))),
    Design(_CLASSIC, "Simonyan & Zisserman 2015 (arXiv 1409.1556)",
           {f"vgg{n}": f"VGG-{n}" for n in (11, 13, 16, 19)}, 32),
    Design(_CLASSIC, "Simonyan & Zisserman 2015 (arXiv 1409.1556), with batch norm",
           {f"vgg{n}_bn": f"VGG-{n} + BN" for n in (11, 13, 16, 19)}, 32),
    Design(_INCEPTION, "Szegedy et al. 2014 (arXiv 1409.4842), without its auxiliary heads",
           {"googlenet": "GoogLeNet"}, 15, SmallStem(4, pools=("maxpool1",)), build="googlenet"),
    Design(_INCEPTION, "Szegedy et al. 2014 (arXiv 1409.4842), with its two auxiliary heads",
           {"googlenet-auxiliary": "GoogLeNet + auxiliary heads"}, 15, SmallStem(4, pools=("maxpool1",)),
           build="with_auxiliary_heads"),
    Design(_INCEPTION, "Szegedy et al. 2015 (arXiv 1512.00567), with its auxiliary head",
           {"inception_v3": "Inception v3"}, 299, sizes={"inception_v3": 299}, build="with_auxiliary_heads"),
    Design(_INCEPTION, "Szegedy et al. 2015 (arXiv 1512.00567), without its auxiliary head",
           {"inception_v3-plain": "Inception v3, no auxiliary head"}, 75,
           SmallStem(11, pools=("maxpool1", "maxpool2")), {"inception_v3-plain": 299}, "googlenet"),
    Design(_RESNET, "He et al. 2015 (arXiv 1512.03385)",
           {f"resnet{n}": f"ResNet-{n}" for n in (18, 34, 50, 101, 152)}, stem=_RESNET_STEM),
    Design(_RESNET, "Xie et al. 2016 (arXiv 1611.05431)",
           {"resnext50_32x4d": "ResNeXt-50 32×4d", "resnext101_32x8d": "ResNeXt-101 32×8d",
            "resnext101_64x4d": "ResNeXt-101 64×4d"}, stem=_RESNET_STEM),
    Design(_RESNET, "Zagoruyko & Komodakis 2016 (arXiv 1605.07146)",
           {f"wide_resnet{n}_2": f"Wide ResNet-{n}-2" for n in (50, 101)}, stem=_RESNET_STEM),
    Design(_DENSE, "Huang et al. 2016 (arXiv 1608.06993)",
           {f"densenet{n}": f"DenseNet-{n}" for n in (121, 161, 169, 201)}, 29,
           SmallStem(8, pools=("features.pool0",))),
    Design(_MOBILE, "Iandola et al. 2016 (arXiv 1602.07360)", {"squeezenet1_0": "SqueezeNet 1.0"}, 21,
           SmallStem(4, pools=("features.2",))),
    Design(_MOBILE, "Iandola et al. 2016 (arXiv 1602.07360), the smaller revision",
           {"squeezenet1_1": "SqueezeNet 1.1"}, 17, SmallStem(4, pools=("features.2",))),
    Design(_MOBILE, "Ma et al. 2018 (arXiv 1807.11164)",
           {f"shufflenet_v2_x{n.replace('.', '_')}": f"ShuffleNet v2 ×{n}" for n in ("0.5", "1.0", "1.5", "2.0")},
           stem=_RESNET_STEM),
    Design(_MOBILE, "Sandler et al. 2018 (arXiv 1801.04381)", {"mobilenet_v2": "MobileNet v2"}, stem=_STRIDE_STEM),
    Design(_MOBILE, "Howard et al. 2019 (arXiv 1905.02244)",
           {"mobilenet_v3_small": "MobileNet v3 small", "mobilenet_v3_large": "MobileNet v3 large"},
           stem=_STRIDE_STEM),
    Design(_MOBILE, "Tan et al. 2018 (arXiv 1807.11626)",
           {f"mnasnet{n.replace('.', '_')}": f"MNASNet {n}" for n in ("0.5", "0.75", "1.0", "1.3")},
           stem=_STRIDE_STEM),
    Design(_EFFICIENT, "Tan & Le 2019 (arXiv 1905.11946)",
           {f"efficientnet_b{n}": f"EfficientNet-B{n}" for n in range(8)}, stem=_STRIDE_STEM,
           sizes={f"efficientnet_b{n}": side for n, side in enumerate((224, 240, 288, 300, 380, 456, 528, 600))}),
    Design(_EFFICIENT, "Tan & Le 2021 (arXiv 2104.00298)",
           {f"efficientnet_v2_{n}": f"EfficientNetV2-{n.upper()}" for n in "sml"}, stem=_STRIDE_STEM,
           sizes={"efficientnet_v2_s": 384, "efficientnet_v2_m": 480, "efficientnet_v2_l": 480}),
    Design(_REGNET, "Radosavovic et al. 2020 (arXiv 2003.13678)",
           {f"regnet_x_{n.replace('.', '_')}": f"RegNetX-{n.upper()}" for n in (*_REGNETS, "32gf")},
           stem=_STRIDE_STEM, build="regnet"),
    Design(_REGNET, "Radosavovic et al. 2020 (arXiv 2003.13678), with squeeze-and-excitation",
           {f"regnet_y_{n.replace('.', '_')}": f"RegNetY-{n.upper()}" for n in (*_REGNETS, "32gf", "128gf")},
           stem=_STRIDE_STEM, build="regnet"),
    Design(_CONVNEXT, "Liu et al. 2022 (arXiv 2201.03545)",
           {f"convnext_{n}": f"ConvNeXt-{n.title()}" for n in ("tiny", "small", "base", "large")}, 32,
           SmallStem(16, 2, 2)),
    Design(_TRANSFORMER, "Dosovitskiy et al. 2020 (arXiv 2010.11929)",
           {f"vit_{kind}_{n}": f"ViT-{kind.upper()}/{n}"
            for kind, n in (("b", 16), ("b", 32), ("l", 16), ("l", 32), ("h", 14))},
           14, SmallStem(4, 4, 4), build="vision_transformer"),
    Design(_TRANSFORMER, "Liu et al. 2021 (arXiv 2103.14030)",
           {f"swin_{n}": f"Swin-{n.upper()}" for n in "tsb"}, 4, SmallStem(2, 2, 2)),
    Design(_TRANSFORMER, "Liu et al. 2021 (arXiv 2111.09883)",
           {f"swin_v2_{n}": f"Swin v2-{n.upper()}" for n in "tsb"}, 4, SmallStem(2, 2, 2),
           {f"swin_v2_{n}": 256 for n in "tsb"}),
    Design(_TRANSFORMER, "Tu et al. 2022 (arXiv 2204.01697)", {"maxvit_t": "MaxViT-T"}, 224, build="maxvit"),
)  # fmt: skip


def _make(design: Design, depth: int, spec: NetworkSpec) -> nn.Module:
    """The module of a design's model; SpecError for images that fit its small stem alone."""
    stem = design.stem if spec.stem == "small" else None
    height, width = spec.input_shape[1:]
    if stem is None and min(height, width) < design.smallest:
        raise SpecError(
            f"{spec.name} takes images of {design.smallest}×{design.smallest} or more with its own stem; these are "
            f"{height}×{width}. Choose the small stem, another dataset or, for the architecture only, no data."
        )
    return design.make(spec.name, spec, stem)


def _family(design: Design, name: str, title: str) -> Family:
    side = (design.sizes or {}).get(name, 224)
    return Family(
        name,
        title,
        f"{design.paper}, as torchvision builds it.",
        (),
        skips_on=True,
        make=partial(_make, design),
        group=design.group,
        options=frozenset({"stem"} if design.stem else ()),
        defaults={"init": "own"},
        shape=(3, side, side),
        classes=1000,
        smallest=min(design.smallest, design.stem.smallest if design.stem else design.smallest),
    )


TORCHVISION = tuple(
    FAMILIES.register(_family(design, name, title)) for design in DESIGNS for name, title in design.titles.items()
)
