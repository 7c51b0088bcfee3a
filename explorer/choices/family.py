"""What a network family is, the families there are, and names such as "plain-56": the one place that reads them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from explorer.choices.norm import NORMS
from explorer.registry import Registry, SpecError, UnknownNameError

if TYPE_CHECKING:
    from torch import nn

    from explorer.runs.spec import NetworkSpec

OPTIONS = ("width", "norm", "activation", "slope", "shortcut", "zero_gamma", "branch_scale", "stem")
"""Settings of a network that some families heed and others do not; the initial weights are every family's."""

_NUMBERED = re.compile(r"(.+)-(\d{1,9})")


@dataclass(frozen=True)
class FamilyInfo:
    """Networks of one design at several depths, called "<name>-<depth>", as menus and findings need them.

    `depths` lists the allowed depths, ascending; it is empty for a family of one network, called "<name>". `skips_on`
    is the state of the skips under `NetworkSpec.skips == "default"`, and `twin` the family that its networks are with
    their skips the other way, empty where that has no name. `shallow` is the depth of the twin that decides whether
    depth is to blame. `label` is the title where its group goes without saying.

    `group` is its heading in menus. `options` are the fields of NetworkSpec that it heeds besides input shape and
    classes ("init" acts on every family); the others have no effect and are not offered. `norms` are the norms it
    knows, all there are by default. `defaults` are the settings it was published with, taken along when it is chosen.
    `shape` and `classes` are its own input, used where there are no data; `smallest` is the least height and width it
    takes. `deepens`: it has the blocks of explorer.networks.cifar in three stages, so that a trained network can be
    copied into a deeper one.
    """

    name: str
    title: str
    description: str
    depths: tuple[int, ...]
    skips_on: bool
    group: str = "More"
    options: frozenset[str] = frozenset({"width", "norm"})
    norms: tuple[str, ...] = field(default_factory=NORMS.names)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    shape: tuple[int, ...] = (3, 32, 32)
    classes: int = 10
    smallest: int = 1
    twin: str = ""
    shallow: int = 20
    label: str = ""
    deepens: bool = False


@dataclass(frozen=True)
class Family(FamilyInfo):
    """A family that can be built: `make(depth, spec)` gives the module with every skip in place and its own initial
    weights, on the default device. It imports torch itself: the window reads the families too."""

    make: Callable[[int, NetworkSpec], nn.Module] = field(kw_only=True)


FAMILIES: Registry[Family] = Registry("network family", "explorer.networks.families", without=("torch",))


def split(name: str) -> tuple[str, int | None]:
    """Family and depth of a network's name: "plain-56" → ("plain", 56); a name without a number has no depth."""
    match = None if name in FAMILIES else _NUMBERED.fullmatch(name)
    return (name, None) if match is None else (match[1], int(match[2]))


def named(family: str, depth: int | None) -> str:
    """The inverse of `split`."""
    return family if depth is None else f"{family}-{depth}"


def resolve(name: str) -> tuple[Family, int]:
    """Family and depth (0 where the family has one network) of a network's name.

    Raises SpecError for a depth the family does not have, naming the nearest that it has, and
    UnknownNameError, which lists the allowed names, for anything else.
    """
    called, depth = split(name)
    family = FAMILIES.get(called)
    if family is None or bool(family.depths) != (depth is not None):
        raise UnknownNameError(_unknown(name))
    if depth is not None and depth not in family.depths:
        raise SpecError(_wrong_depth(family, depth))
    return family, depth or 0


def _range_of(depths: tuple[int, ...]) -> str:
    if len(depths) <= 6:
        return ", ".join(map(str, depths))
    return f"{', '.join(map(str, depths[:3]))}, … {depths[-1]}"


def _wrong_depth(family: Family, depth: int) -> str:
    below = [d for d in family.depths if d < depth][-1:]
    above = [d for d in family.depths if d > depth][:1]
    nearest = " and ".join(named(family.name, d) for d in below + above)
    name = named(family.name, depth)
    return f"{name} does not exist: allowed depths are {_range_of(family.depths)}. Nearest: {nearest}."


def _unknown(name: str) -> str:
    allowed = [f"{f.name}-N with N = {_range_of(f.depths)}" if f.depths else f.name for f in FAMILIES]
    names = [named(f.name, d) for f in FAMILIES for d in f.depths or (None,)]
    near = difflib.get_close_matches(name.lower().replace("_", "-"), names, n=1)
    hint = f"Did you mean {near[0]!r}? " if near else ""
    return f"There is no network called {name!r}. {hint}Allowed: {'; '.join(allowed)}."
