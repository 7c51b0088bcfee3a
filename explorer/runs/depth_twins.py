"""Which runs are the same in everything but depth, told from their specs alone."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from explorer.choices.family import FAMILIES
from explorer.runs.spec import NetworkSpec, RunSpec
from explorer.runs.spec_digest import changed, digest, effective


def is_twin(a: RunSpec, b: RunSpec) -> bool:
    """Whether `b` is the shallower twin of `a`: the same spec but for a smaller depth.

    Settings without effect do not count: the device, how often is probed, momentum under Adam, and whether skips that
    are off are called "plain" or "off". Never for a user's own model, nor where single skips are chosen: nobody knows
    what those are at another depth.
    """
    deep, shallow = depth_of(a.network), depth_of(b.network)
    return deep is not None and shallow is not None and shallow < deep and twin_key(a) == twin_key(b)


@lru_cache(maxsize=256)
def twin_key(spec: RunSpec) -> str:
    """A digest of everything that twins have in common; empty where a spec can have no twin.

    Settings at their default do not count, so that a setting that is added later leaves older keys as they are.
    """
    if depth_of(spec.network) is None:
        return ""
    same = {
        "family": _pair(spec.network.family),
        "skips on": skips_on(spec.network),
        "network": changed(replace(spec.network, name="", skips="default")),
        "training": changed(replace(effective(spec.training), device="auto")),
    }
    return digest(same)


def depth_of(network: NetworkSpec) -> int | None:
    """The depth of a network ("plain-56" → 56), None where its skips or its code have no other depth."""
    return network.depth if isinstance(network.skips, str) else None


def skips_on(network: NetworkSpec) -> bool:
    """Whether the skips are on before step 0: chosen, or the family's own state."""
    if network.skips == "default":
        family = FAMILIES.get(network.family)
        return family is None or family.skips_on
    return network.skips not in ("off", ())


def _pair(name: str) -> str:
    """A family with its twin, whichever of the two is given."""
    family = FAMILIES.get(name)
    return "/".join(sorted({name, family.twin} - {""})) if family else name
