"""Interventions that are planned in a run's settings: "150: stage 2 = 0", "150-300: all = 0.5"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from explorer.registry import SpecError
from explorer.runs.snapshot import Intervention
from explorer.wording import said_count

FORM = "STEP: SKIPS = GATE, or FIRST-LAST: SKIPS = GATE for a ramp; SKIPS are all, stage N, or ids such as skip1,skip4"
_TEXT = re.compile(r"\s*(\d{1,12})\s*(?:[-–]\s*(\d{1,12})\s*)?:\s*(.+?)\s*=\s*([^=\s]+)\s*")
_SKIPS = re.compile(r"all|stage [1-9]\d{0,3}|[A-Za-z0-9_.]+(?:,[A-Za-z0-9_.]+)*")
_MOST_STEPS = 100_000_000


@dataclass(frozen=True, kw_only=True)
class GateMove:
    """The gates of `skips` ("all", "stage 2" or ids) are `gate` from step `first` on. With `last` above 0 they move
    there in equal parts, one in each of the steps `first` … `last`, and are `gate` in step `last`."""

    first: int
    skips: str
    gate: float
    last: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.first <= _MOST_STEPS:
            raise SpecError(f"step of an intervention is {self.first}; allowed: at least 0.")
        if self.last and not self.first < self.last <= _MOST_STEPS:
            raise SpecError(f"a ramp of gates goes from step {self.first} to {self.last}; allowed: a later last step.")
        if not 0 <= self.gate <= 1:  # NaN too
            raise SpecError(f"gate of an intervention is {self.gate:g}; allowed: 0 (off) to 1 (on).")
        if not _SKIPS.fullmatch(self.skips):
            raise SpecError(
                f"skips of an intervention are {self.skips!r}; allowed: all, stage N, or ids such as skip1."
            )

    def __str__(self) -> str:
        when = f"{self.first}-{self.last}" if self.last else f"{self.first}"
        return f"{when}: {self.skips} = {self.gate!r}"

    @property
    def end(self) -> int:
        """The step in which the gates have arrived."""
        return self.last or self.first


def parse(text: str) -> GateMove:
    """The inverse of `str`; SpecError where the text is no planned intervention."""
    found = _TEXT.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        first, last, skips, gate = found.groups()
        value = float(gate)
    except ValueError:
        raise SpecError(f"intervention is {text!r}; allowed: {FORM}.") from None
    names = "stage " + skips.split()[1] if re.fullmatch(r"stage\s+\d+", skips) else re.sub(r"\s*,\s*", ",", skips)
    return GateMove(first=int(first), skips=names, gate=value, last=int(last or 0))


def told(moves: Sequence[GateMove]) -> str:
    """How many interventions are planned, for people; empty where none is."""
    return said_count("{count} intervention", "{count} interventions", len(moves)) if moves else ""


class Moment(NamedTuple):
    """Gates that moved before step `step`, and at each step until `last` where it is a planned ramp; `moved` is what
    they were then."""

    step: int
    last: int
    moved: tuple[Intervention, ...]

    @property
    def until(self) -> str:
        """ " by step 300" of a ramp, else empty."""
        return f" by step {self.last:,}" if self.last > self.step else ""


def moments(interventions: Iterable[Intervention]) -> list[Moment]:
    """Interventions step by step; a planned ramp is one moment."""
    found: list[Moment] = []
    for step, group in groupby(sorted(interventions, key=lambda i: i.step), key=lambda i: i.step):
        moved = tuple({i.skip: i for i in group}.values())
        before = found[-1] if found else None
        if before is not None and before.last == step - 1 and _goes_on(before.moved, moved):
            found[-1] = Moment(before.step, step, moved)
        else:
            found.append(Moment(step, step, moved))
    return found


def _goes_on(before: tuple[Intervention, ...], now: tuple[Intervention, ...]) -> bool:
    return all(i.planned for i in (*before, *now)) and {i.skip for i in before} == {i.skip for i in now}


def replayed(interventions: Iterable[Intervention]) -> tuple[GateMove, ...]:
    """The plan that repeats recorded interventions: gates that were moved to one value before one step together."""
    together: dict[tuple[int, float], list[str]] = {}
    for moved in interventions:
        together.setdefault((moved.step, moved.gate), []).append(moved.skip)
    return tuple(GateMove(first=step, skips=",".join(skips), gate=gate) for (step, gate), skips in together.items())
