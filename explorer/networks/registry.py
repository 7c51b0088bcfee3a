"""The networks that can be trained: families by name, and names such as "plain-56" resolved to family and depth."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from torch import nn

from explorer.choices.norm import NORMS
from explorer.registry import Registry, UnknownNameError
from explorer.runs.spec import NetworkSpec, SpecError


@dataclass(frozen=True)
class Family:
    """Networks of one design at several depths, called "<name>-<depth>".

    `depths` lists the allowed depths, ascending; it is empty for a family of one network, called "<name>".
    `skips_on` is the state of the skips under `NetworkSpec.skips == "default"`. `make(depth, spec)` gives
    the module with every skip in place and its own initial weights, on the default device.

    `group` is its heading in menus. `options` are the fields of NetworkSpec that `make` heeds besides input
    shape and classes ("init" acts on every family); the others have no effect and are not offered. `norms` are
    the norms it knows, all there are by default. `defaults` are the settings it was published with, taken along when it
    is chosen. `shape` and `classes` are its own input, used where there are no data; `smallest` is the least height and
    width it takes.
    """

    name: str
    title: str
    description: str
    depths: tuple[int, ...]
    skips_on: bool
    make: Callable[[int, NetworkSpec], nn.Module]
    group: str = "More"
    options: frozenset[str] = frozenset({"width", "norm"})
    norms: tuple[str, ...] = field(default_factory=NORMS.names)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    shape: tuple[int, int, int] = (3, 32, 32)
    classes: int = 10
    smallest: int = 1


FAMILIES: Registry[Family] = Registry("network family", "explorer.networks")


def resolve(name: str) -> tuple[Family, int]:
    """Family and depth (0 where the family has one network) of a network's name.

    Raises SpecError for a depth the family does not have, naming the nearest that it has, and
    UnknownNameError, which lists the allowed names, for anything else.
    """
    families = {family.name: family for family in FAMILIES}
    if name in families and not families[name].depths:
        return families[name], 0
    match = re.fullmatch(r"(.+)-(\d+)", name)
    if match is None or match[1] not in families or not families[match[1]].depths:
        raise UnknownNameError(_unknown(name))
    family, depth = families[match[1]], int(match[2])
    if depth not in family.depths:
        raise SpecError(_wrong_depth(family, depth))
    return family, depth


def make(spec: NetworkSpec) -> nn.Module:
    """The module of a spec, on the default device; errors as `resolve`, and SpecError for what it cannot be built of:
    a norm that the family does not know, images smaller than it takes."""
    family, depth = resolve(spec.name)
    if "norm" in family.options and spec.norm not in family.norms:
        raise SpecError(f"{spec.name} has no norm {spec.norm!r}; allowed: {', '.join(family.norms)}.")
    height, width = spec.input_shape[1:]
    if min(height, width) < family.smallest:
        raise SpecError(
            f"{family.title} takes images of {family.smallest}×{family.smallest} or more; these are {height}×{width}. "
            "Choose other data or, to look at the network, no data."
        )
    return family.make(depth, spec)


def _range_of(depths: tuple[int, ...]) -> str:
    if len(depths) <= 6:
        return ", ".join(map(str, depths))
    return f"{', '.join(map(str, depths[:3]))}, … {depths[-1]}"


def _wrong_depth(family: Family, depth: int) -> str:
    below = [d for d in family.depths if d < depth][-1:]
    above = [d for d in family.depths if d > depth][:1]
    nearest = " and ".join(f"{family.name}-{d}" for d in below + above)
    return f"{family.name}-{depth} does not exist: allowed depths are {_range_of(family.depths)}. Nearest: {nearest}."


def _unknown(name: str) -> str:
    allowed = [f"{f.name}-N with N = {_range_of(f.depths)}" if f.depths else f.name for f in FAMILIES]
    names = [f"{f.name}-{d}" for f in FAMILIES for d in f.depths] + [f.name for f in FAMILIES if not f.depths]
    near = difflib.get_close_matches(name.lower().replace("_", "-"), names, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"There is no network called {name!r}. Allowed: {'; '.join(allowed)}.{hint}"
