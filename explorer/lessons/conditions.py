"""Whether what a step waits for holds, on plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from explorer.experiments.run_options import interventions_from, parse_skips, with_slope
from explorer.experiments.sweep_file import settings_of
from explorer.lessons.names import Run, Until
from explorer.lessons.steps import WaitStep
from explorer.runs.snapshot import Status
from explorer.runs.spec import RunSpec


@dataclass(frozen=True, kw_only=True)
class SideFacts:
    """What there is on one side of the window. `status` is that of its run, None where it has none. `steps` counts
    those that are done. `gates` are the skips' gates as they are now; `moved` how often one was moved while the run
    trained. `analyses` and `verdicts` are the names of those that are there."""

    spec: RunSpec
    status: Status | None = None
    steps: int = 0
    gates: Mapping[str, float] = field(default_factory=dict)
    moved: int = 0
    analyses: frozenset[str] = frozenset()
    verdicts: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What there is in the window: both sides, and the instrument that is shown."""

    sides: Mapping[Run, SideFacts]
    instrument: str = ""


def holds(wait: WaitStep, facts: Facts) -> bool:
    """Whether what `wait` waits for is so."""
    if wait.until == "instrument":
        return facts.instrument == wait.instrument
    side = facts.sides.get(wait.run)
    return side is not None and _ASKED[wait.until](wait, side)


def _set(wanted: Mapping[str, Any], spec: RunSpec) -> bool:
    flat = settings_of(spec.network, spec.training)
    read = {"skips": parse_skips, "at": interventions_from}
    flat["at"] = spec.training.interventions
    return all(flat.get(key) == read.get(key, _same)(value) for key, value in with_slope(wanted).items())


def _same(value: Any) -> Any:
    return value


_ASKED: Mapping[Until, Callable[[WaitStep, SideFacts], bool]] = {
    "run-started": lambda _wait, side: side.status is not None and side.steps > 0,
    "run-ended": lambda _wait, side: side.status in ("completed", "stopped", "diverged"),
    "step": lambda wait, side: side.status is not None and side.steps >= wait.step,
    "skip-off": lambda _wait, side: any(gate == 0 for gate in side.gates.values()),
    "all-skips-on": lambda _wait, side: bool(side.gates) and all(gate > 0 for gate in side.gates.values()),
    "gate-moved": lambda _wait, side: side.moved > 0,
    "analysis": lambda wait, side: wait.analysis in side.analyses,
    "verdict": lambda wait, side: wait.verdict in side.verdicts,
    "setting": lambda wait, side: _set(wait.setting, side.spec),
}
