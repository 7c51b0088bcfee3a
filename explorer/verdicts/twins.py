"""The run that would decide about depth: the same in everything, but shallower."""

from __future__ import annotations

from dataclasses import replace

from explorer.runs.spec import RunSpec
from explorer.runs.twins import depth_of, family

SHALLOW = 20
"""The depth of He et al.'s shallower network (2015, figure 1). Their family and its bottlenecks both have it."""

_IMAGENET = {"imagenet-plain": 18, "imagenet-resnet": 18}  # of 18 and 34 layers in the paper's section 4.1


def shallower(spec: RunSpec) -> RunSpec | None:
    """The spec of the shallower twin, None where there is none to offer: it is shallow itself, or not of a family."""
    depth = depth_of(spec.network)
    if depth is None:
        return None
    name = family(spec.network.name)
    target = _IMAGENET.get(name, SHALLOW)
    if depth <= target:
        return None
    return replace(spec, network=replace(spec.network, name=f"{name}-{target}"))
