"""The run that would decide about depth: the same in everything, but shallower."""

from __future__ import annotations

from dataclasses import replace

from explorer.runs.spec import RunSpec
from explorer.runs.twins import depth_of, family, is_twin, skips_on

SHALLOW = 20
"""The depth of He et al.'s shallower network (2015, figure 1). Their family and its bottlenecks both have it."""

_IMAGENET = {"imagenet-plain": 18, "imagenet-resnet": 18}  # of 18 and 34 layers in the paper's section 4.1


def is_residual_twin(a: RunSpec, b: RunSpec) -> bool:
    """Whether `b` is the same as `a` but for its skips, which are on, while those of `a` are off."""
    depth = depth_of(a.network)
    if depth is None or depth_of(b.network) != depth or skips_on(a.network) or not skips_on(b.network):
        return False
    deeper = f"{a.network.name.rpartition('-')[0]}-{depth + 1}"
    return is_twin(replace(a, network=replace(a.network, name=deeper, skips="on")), b)


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
