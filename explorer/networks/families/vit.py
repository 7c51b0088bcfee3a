"""Small vision transformers (Dosovitskiy et al. 2020, arXiv 2010.11929), for the built-in data."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from explorer.choices.family import FAMILIES, Family

if TYPE_CHECKING:
    from torch import nn

    from explorer.runs.spec import NetworkSpec

DEPTHS = tuple(range(2, 49, 2))


def _make(depth: int, spec: NetworkSpec, *, before: bool) -> nn.Module:
    from explorer.networks import vit

    return vit.VisionTransformer(depth, spec, before=before)


PRE_NORM = FAMILIES.register(
    Family(
        "vit",
        "Vision transformer",
        "N blocks of attention and MLP on patches of about an eighth of the image, a skip connection around each of "
        "the two, norms before them (Dosovitskiy et al. 2020, arXiv 2010.11929).",
        DEPTHS,
        skips_on=True,
        make=partial(_make, before=True),
        group="Transformers",
        options=frozenset({"width", "activation", "slope"}),
        defaults={"activation": "gelu", "width": 32},
        label="ViT",
        shallow=4,
    )
)
POST_NORM = FAMILIES.register(
    replace(
        PRE_NORM,
        name="vit-postnorm",
        title="Vision transformer, post-norm",
        description="The same with norms after each addition, as in Vaswani et al. 2017 (arXiv 1706.03762): deep ones "
        "need warm-up (Xiong et al. 2020, arXiv 2002.04745).",
        make=partial(_make, before=False),
        label="Post-norm ViT",
    )
)
