"""Gradient profiles of many runs: one for each group of seeds, at step 0 and at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.comparison.chart import Chart
from explorer.comparison.grouping import SEED, Choice, default_choice, differing
from explorer.comparison.profiles import end_ratio
from explorer.runs.overviews import Overviews
from explorer.runs.rows import RunRow
from explorer.runs.snapshot import Floats
from explorer.runs.values import Value, order, value

STAGES = ("step 0", "final")


@dataclass(frozen=True)
class GroupProfile:
    """The profiles of the runs that differ in their seed alone, (layers,) each, at step 0 and at the end: the
    geometric mean over the seeds. `ratios` compare their first layers with their last."""

    key: tuple[Value, ...]
    label: str
    run_ids: tuple[str, ...]
    first: Floats
    last: Floats
    ratios: tuple[float, float]


def read_profiles(rows: Sequence[RunRow], overviews: Overviews, instrument: str) -> tuple[GroupProfile, ...]:
    """A profile for each setting but the seed, in the order of colors, then x: plain nets by depth, then residual."""
    names = [name for name in differing(rows) if name != SEED]
    best = default_choice(rows)
    names.sort(key=lambda name: (name == best.x, name != best.color))
    ends = overviews.ends([row.id for row in rows], instrument)
    graphs = overviews.graphs(ends)
    groups: dict[tuple[Value, ...], list[str]] = {}
    for row in rows:
        if row.id in ends:
            groups.setdefault(tuple(value(row, name) for name in names), []).append(row.id)
    teller = Chart(Choice("", ""), "sd", (), tuple(names))
    found = []
    for key in sorted(groups, key=lambda key: [order(v) for v in key]):
        ids = groups[key]
        first, last = (_mean([ends[run_id][end] for run_id in ids]) for end in (0, 1))
        label = teller.color_text((None, *key)) or "all runs"
        first_ratio, last_ratio = (end_ratio(profile, graphs.get(ids[0])) for profile in (first, last))
        found.append(GroupProfile(key, label, tuple(ids), first, last, (first_ratio, last_ratio)))
    return tuple(found)


def read_ratios(rows: Sequence[RunRow], overviews: Overviews, instrument: str) -> tuple[dict[str, float], ...]:
    """First against last layers of each run, by id: at step 0 and at the end."""
    ends = overviews.ends([row.id for row in rows], instrument)
    graphs = overviews.graphs(ends)
    return tuple({id: end_ratio(profiles[n], graphs.get(id)) for id, profiles in ends.items()} for n in range(2))


def _mean(profiles: Sequence[Floats]) -> Floats:
    """The geometric mean of those as long as the first, layer by layer; zero where one is zero, NaN where one is."""
    alike = np.stack([profile for profile in profiles if len(profile) == len(profiles[0])])
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.exp(np.log(alike.astype(np.float64)).mean(axis=0)).astype(np.float32)
