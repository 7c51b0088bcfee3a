"""Edits of a run's spec by one field, as pure functions: what a card does to a spec, without Qt."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from explorer.choices.family import FAMILIES, FamilyInfo, named
from explorer.choices.optimizer import OPTIMIZERS
from explorer.desk.families import SMALL, by_skips, in_family, stemmed
from explorer.desk.fields import Field
from explorer.engine.events import Ready
from explorer.infos import DatasetInfo
from explorer.registry import SpecError
from explorer.runs.short_names import file_name
from explorer.runs.spec import NO_DATA, NetworkSpec, RunSpec
from explorer.wording import tr

_NUMBERED = re.compile(r"(.*\D)(\d{1,6})")
_NETWORK = frozenset(f.name for f in fields(NetworkSpec))


def value_of(spec: RunSpec, field: Field) -> Any:
    """The field's value in the spec; the depth of a family of one network is None, and a user's own model stands
    where the family does, as "Net · net.py". A residual network without any skip is its plain twin, and the other way
    round: the family is that of the network, however it was set up."""
    if spec.network.source and field.kind in ("family", "depth"):
        own = f"{spec.network.name} · {file_name(spec.network.source)}"
        return own if field.kind == "family" else None
    if field.kind in ("family", "depth"):
        return _family_on_show(spec.network) if field.kind == "family" else spec.network.depth
    return getattr(spec.network if field.name in _NETWORK else spec.training, field.name)


def _family_on_show(network: NetworkSpec) -> str:
    family = FAMILIES.get(network.family)
    if family is None or network.skips not in ("on", "off"):
        return network.family
    return by_skips(family, on=network.skips == "on").name


def typed(field: Field, text: str) -> int | float:
    """The number a user typed; SpecError where it is none (its range is the spec's to check)."""
    if field.zero and text.strip().lower() == field.zero:
        return 0
    try:
        return float(text) if field.kind == "real" else int(text)
    except ValueError:
        kind = tr("a number such as 0.1 or 1e-3") if field.kind == "real" else tr("a whole number")
        kind += tr(", or {zero}", zero=field.zero) if field.zero else ""
        raise SpecError(
            tr("{title} is {text!r}; allowed: {kind}.", title=tr(field.title), text=text, kind=kind)
        ) from None


def text_of(value: float) -> str:
    """The shortest text that reads back as the same number: 0.1, 16, 1e-5."""
    return repr(value).removesuffix(".0").replace("e-0", "e-")


def written(field: Field, value: float) -> str:
    """A number as its box shows it."""
    return field.zero if field.zero and not value else text_of(value)


def stepped(value: float, up: bool, stops: Sequence[float]) -> float:
    """The next stop above or below the value (the value itself past the last); without stops ±1, not below 0."""
    if not stops:
        return max(0, value + (1 if up else -1))
    beyond = [stop for stop in stops if (stop > value if up else stop < value)]
    if not beyond:
        return value
    return min(beyond) if up else max(beyond)


def with_value(spec: RunSpec, field: Field, value: Any, catalog: Ready | None) -> RunSpec:
    """The spec after one edit, with what follows from it; SpecError says what is wrong with the value.

    A family may be named with a depth, as in "resnet-20". A new family comes with its own skips and settings (see
    `in_family`); picked skips do not survive a new depth, which has others; a new optimizer takes its default learning
    rate along, unless the rate was chosen by hand; data bring their shape.
    """
    match field.kind:
        case "family":
            new, depth = _called(catalog, value)
            name = _family_name(new, spec.network.depth) if depth is None else named(new.name, depth)
            return in_family(spec, family_of(spec.network, catalog), new, name)
        case "depth":
            check_depth(_family(catalog, spec.network.family), value)
            picked = not isinstance(spec.network.skips, str)
            network = replace(spec.network.at(value), skips="default" if picked else spec.network.skips)
            return replace(spec, network=network)
        case "dataset":
            return on_data(spec, value, catalog)
    if field.name in _NETWORK:
        return replace(spec, network=replace(spec.network, **{field.name: value}))
    changes = {field.name: value}
    if field.name == "optimizer" and spec.training.lr == OPTIMIZERS[spec.training.optimizer].lr:
        changes["lr"] = OPTIMIZERS[value].lr
    return replace(spec, training=replace(spec.training, **changes))


def family_of(network: NetworkSpec, catalog: Ready | None) -> FamilyInfo | None:
    """The network's family; None for a user's own model, and until the catalog is known."""
    known = () if catalog is None or network.source else catalog.families
    return next((family for family in known if family.name == network.family), None)


def check_depth(family: FamilyInfo, depth: int) -> None:
    """SpecError, naming the nearest allowed depths, where the family has no such depth."""
    if depth in family.depths:
        return
    place = bisect_left(family.depths, depth)
    near = tr(" or ").join(str(d) for d in family.depths[max(0, place - 1) : place + 1])
    few = ", ".join(map(str, family.depths[:3]))
    raise SpecError(
        tr(
            "depth is {depth}; {title} allows {few}, … {depths}. Nearest: {near}.",
            depth=depth,
            title=family.title,
            few=few,
            depths=family.depths[-1],
            near=near,
        )
    )


def _called(catalog: Ready | None, text: str) -> tuple[FamilyInfo, int | None]:
    """The family that a text names, by its name or title, and the depth where one follows: "vit", "ResNet 20".
    SpecError for another, and for a depth that the family does not have."""
    families = catalog.families if catalog else ()
    exact = {called.casefold(): family for family in families for called in (family.title, family.name)}
    known = {_squeezed(called): family for called, family in exact.items()}
    wanted, numbered = text.strip().casefold(), _NUMBERED.fullmatch(text.strip())
    family = None if numbered is None else known.get(_squeezed(numbered[1]))
    if wanted not in exact and numbered is not None and family is not None:
        if not family.depths:
            raise SpecError(
                tr(
                    "depth is {numbered}; {title} is one network and has no depth. Leave it out.",
                    numbered=numbered[2],
                    title=family.title,
                )
            )
        check_depth(family, int(numbered[2]))
        return family, int(numbered[2])
    family = exact.get(wanted) or known.get(_squeezed(wanted))
    if family is None:
        near = difflib.get_close_matches(_squeezed(wanted), known, 1)
        hint = tr(" Did you mean {title}?", title=known[near[0]].title) if near else ""
        allowed = tr("a family of the list (Alt+Down), also with a depth, such as resnet-20")
        allowed = allowed if families else tr("known once the engine is ready")
        raise SpecError(
            tr(
                "There is no network family {text!r}.{hint} Allowed: {allowed}.",
                text=text.strip(),
                hint=hint,
                allowed=allowed,
            )
        )
    return family, None


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _family_name(family: FamilyInfo, depth: int | None) -> str:
    if not family.depths:
        return family.name
    wanted = 56 if depth is None else depth
    return named(family.name, min(family.depths, key=lambda d: abs(d - wanted)))


def on_data(spec: RunSpec, name: str, catalog: Ready | None) -> RunSpec:
    """The spec on other data, with their shape and classes; without data ("none") with the family's own.

    The first layers change where one of the shapes is small and the other is not. SpecError for unknown data.
    """
    family, before = family_of(spec.network, catalog), spec.network.input_shape
    if name != NO_DATA:
        data = _dataset(catalog, name)
        network = replace(spec.network, input_shape=data.shape, classes=len(data.classes))
    elif family is not None:
        network = replace(spec.network, input_shape=family.shape, classes=family.classes)
    else:  # a user's own model keeps what was given for it
        network = spec.network
    if family is not None and (max(before[1:]) <= SMALL) != (max(network.input_shape[1:]) <= SMALL):
        network = stemmed(network, family)
    return replace(spec, network=network, training=replace(spec.training, dataset=name))


def _family(catalog: Ready | None, name: str) -> FamilyInfo:
    return _member(catalog.families if catalog else (), tr("network family"), name)


def _dataset(catalog: Ready | None, name: str) -> DatasetInfo:
    return _member(catalog.datasets if catalog else (), "data", name)


def _member(members: Sequence[Any], kind: str, name: str) -> Any:
    for member in members:
        if member.name == name:
            return member
    allowed = ", ".join(member.name for member in members) or tr("known once the engine is ready")
    raise SpecError(tr("{kind} is {name!r}; allowed: {allowed}.", kind=kind, name=name, allowed=allowed))
