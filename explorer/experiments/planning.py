"""From a sweep file to the runs that it asks for, in the order in which they are trained."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from explorer.choices.family import FAMILIES, named, split
from explorer.experiments.run_options import run_from
from explorer.experiments.sweep_file import SweepFile, Values, settings_of
from explorer.experiments.toml_lines import Place
from explorer.registry import SpecError, UnknownNameError
from explorer.runs.cells import Planned
from explorer.runs.spec import RunSpec
from explorer.runs.spec_digest import spec_digest

MOST_CELLS = 10_000
_PAIRED = ("network", "family", "skips")
"""Settings in which the members of a pair differ."""


@dataclass(frozen=True)
class Plan:
    """The runs of a sweep in order, and what there is to say about it: duplicates, exclusions, rules without effect."""

    sweep: SweepFile
    cells: tuple[Planned, ...]
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The sweep's name."""
        return self.sweep.name

    @property
    def source(self) -> str:
        """The text of its file."""
        return self.sweep.source


def planned(sweep: SweepFile) -> Plan:
    """Every run that a sweep asks for, once. SweepError where a combination cannot be a run, or there is none.

    All seeds of a point and both members of a pair stand together; the points at the ends of every axis come first,
    then those between, so that a first picture comes early.
    """
    count = math.prod(map(len, sweep.vary.values())) * (2 if sweep.pairs else 1)
    if count > MOST_CELLS:
        sweep.refuse(f"asks for {count:,} runs; allowed: at most {MOST_CELLS:,}.", "vary")
    tally = _Tally(sweep)
    cells: dict[str, Planned] = {}
    ordered = sorted(_combined(sweep.vary), key=_order(sweep))
    for values in ordered:
        for label, settings in _members(sweep, values):
            cell = _cell(sweep, label, settings, tally)
            if cell is not None and cells.setdefault(spec_digest(cell.spec), cell) is not cell:
                tally.duplicates += 1
    if not cells:
        sweep.refuse("every run is excluded; leave out one of the [[exclude]] tables.", "exclude", 0)
    found = tuple(cells.values())
    return Plan(sweep, _together(sweep, found) if sweep.together else found, tally.notes())


def _together(sweep: SweepFile, cells: Sequence[Planned]) -> tuple[Planned, ...]:
    """The cells, each with the number of those that differ from it in the seed alone; SweepError where they
    cannot be trained together."""
    points = [replace(cell.spec, training=replace(cell.spec.training, seed=0)) for cell in cells]
    counts = Counter(points)
    try:
        return tuple(
            replace(cell, spec=replace(cell.spec, training=replace(cell.spec.training, together=counts[point])))
            for cell, point in zip(cells, points, strict=True)
        )
    except SpecError as error:
        alone = all(point.training.precision == "float32" for point in points)
        place = ("together",) if alone else _place(sweep, "precision")
        sweep.refuse(f"{error} Or remove together = true.", *place)


class _Tally:
    """What was left out, and which rules had an effect."""

    def __init__(self, sweep: SweepFile) -> None:
        self.sweep = sweep
        self.duplicates = self.excluded = 0
        rules = (("exclude", len(sweep.exclude)), ("when", len(sweep.when)))
        self.unused = [(rule, k) for rule, count in rules for k in range(count)]

    def used(self, rule: str, k: int) -> None:
        if (rule, k) in self.unused:
            self.unused.remove((rule, k))

    def notes(self) -> tuple[str, ...]:
        found = []
        if self.excluded:
            found.append(f"{self.excluded} left out by [[exclude]].")
        if self.duplicates:
            found.append(f"{self.duplicates} with the settings of another: trained once.")
        found += [f"[[{rule}]] number {k + 1} fits no run." for rule, k in self.unused]
        return tuple(found)


def _combined(vary: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    for values in itertools.product(*vary.values()):
        yield dict(zip(vary, values, strict=True))


def _members(sweep: SweepFile, values: Values) -> Iterator[tuple[dict[str, Any], Values]]:
    """What varies, and all settings of a combination; of its twin too where the sweep is one of pairs."""
    settings = {**sweep.fixed, **values}
    yield dict(values), settings
    if sweep.pairs:
        differing = _twin(_network_name(sweep, settings), settings)
        yield {**values, **differing}, {**settings, **differing}


def _twin(network: str, settings: Values) -> dict[str, str]:
    """What the twin of a network differs in: the family, where that has a name, else its skips."""
    name, depth = split(network)
    family = FAMILIES.get(name)
    if family is None or not family.twin:
        on = family is not None and family.skips_on
        return {"skips": "off" if settings.get("skips", "on" if on else "off") != "off" else "on"}
    return {"network": named(family.twin, depth)} if "network" in settings else {"family": family.twin}


def _network_name(sweep: SweepFile, settings: Values) -> str:
    """The network of a combination; SweepError where it is not told, or told twice."""
    if "network" in settings:
        for key in ("family", "depth"):
            if key in settings:
                sweep.refuse("stands beside network; allowed: network, or family and depth.", *_place(sweep, key))
        return str(settings["network"])
    if "family" not in settings:
        sweep.refuse("no network is named; allowed: network, or family and depth, in [fixed] or [vary].")
    return named(settings["family"], settings.get("depth"))


def _place(sweep: SweepFile, key: str) -> Place:
    for k, rule in enumerate(sweep.when):
        if key in rule.sets and key not in sweep.vary and key not in sweep.fixed:
            return ("when", k, "set", key)
    return ("vary" if key in sweep.vary else "fixed", key)


def _cell(sweep: SweepFile, label: Values, settings: Values, tally: _Tally) -> Planned | None:
    """The run of a combination; None where it is excluded."""
    changed, spec = settings, _spec(sweep, settings)
    flat = settings_of(spec.network, spec.training)
    for k, condition in enumerate(sweep.exclude):
        if _fits(condition, settings, flat):
            tally.used("exclude", k)
            tally.excluded += 1
            return None
    for k, rule in enumerate(sweep.when):
        if _fits(rule.holds, settings, flat):
            tally.used("when", k)
            changed = {**changed, **rule.sets}
            spec = _spec(sweep, changed, "when", k, "set")
    return Planned(label, spec)


def _fits(condition: Mapping[str, Sequence[Any]], settings: Values, flat: Values) -> bool:
    """Whether all settings have one of the values; by what the file says or, where it does not, what the run has."""
    return all(settings.get(key, flat.get(key)) in values for key, values in condition.items())


def _spec(sweep: SweepFile, settings: Values, *place: str | int) -> RunSpec:
    name = _network_name(sweep, settings)
    try:
        return run_from(name, settings)
    except (SpecError, UnknownNameError) as error:
        key = next((key for key in ("depth", "family", "network") if key in settings), "network")
        sweep.refuse(str(error), *(place or _place(sweep, key)))


def _order(sweep: SweepFile) -> Any:
    """The key by which combinations are sorted: point, then pair member, then seed."""
    ranks = {}
    for key, values in sweep.vary.items():
        same = list(dict.fromkeys(_alike(key, value) for value in values))
        rank = dict(zip(_ends_first(len(same)), range(len(same)), strict=True))
        ranks[key] = {value: rank[same.index(_alike(key, value))] for value in values}
    axes = [key for key in sweep.vary if key != "seed"]
    places = {key: {value: k for k, value in reversed(list(enumerate(values)))} for key, values in sweep.vary.items()}

    def place(values: Values) -> tuple[Any, ...]:
        own = [ranks[axis][values[axis]] for axis in axes]
        seed = places["seed"][values["seed"]] if "seed" in values else 0
        return max(own, default=0), own, seed, [places[axis][values[axis]] for axis in axes]

    return place


def _alike(key: str, value: Any) -> Any:
    """A value by which the members of a pair are the same."""
    if key not in _PAIRED:
        return value
    if key == "skips":
        return "paired" if value in ("on", "off", "default") else value
    name, depth = split(value) if key == "network" else (value, None)
    family = FAMILIES.get(name)
    return named(min(name, family.twin) if family and family.twin else name, depth)


def _ends_first(count: int) -> list[int]:
    """0 … count − 1: both ends, then always the middle of the widest gap."""
    order = [k for k in (0, count - 1) if k < count][:count]
    while len(order) < count:
        known = sorted(order)
        low, high = max(itertools.pairwise(known), key=lambda gap: gap[1] - gap[0])
        order.append((low + high) // 2)
    return list(dict.fromkeys(order))
