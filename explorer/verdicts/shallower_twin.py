"""The run that would decide about depth: the same in everything, but shallower."""

from __future__ import annotations

from dataclasses import replace

from explorer.choices.family import FAMILIES
from explorer.runs.depth_twins import depth_of, skips_on, twin_key
from explorer.runs.spec import RunSpec


def is_residual_twin(a: RunSpec, b: RunSpec) -> bool:
    """Whether `b` is the same as `a` but for its skips, which are on, while those of `a` are off."""
    depth = depth_of(a.network)
    if depth is None or depth_of(b.network) != depth or skips_on(a.network) or not skips_on(b.network):
        return False
    return twin_key(replace(a, network=replace(a.network, skips="on"))) == twin_key(b)


def shallower(spec: RunSpec) -> RunSpec | None:
    """The spec of the shallower twin, None where there is none to offer: it is shallow itself, or not of a family."""
    depth, family = depth_of(spec.network), FAMILIES.get(spec.network.family)
    if depth is None or family is None or depth <= family.shallow:
        return None
    return replace(spec, network=spec.network.at(family.shallow))
