"""A sweep for people and for scripts: its runs, how far they are, how long they take."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from explorer.experiments.planning import Plan
from explorer.experiments.timing import seconds_left
from explorer.number_text import percent, time_left
from explorer.runs.cells import Cell, cell_name
from explorer.runs.sweep_rows import Sweep


def told(seconds: float | None) -> str:
    """A time for people; "unknown" where it is."""
    return "unknown" if seconds is None or seconds < 0 else time_left(seconds)


def plan_lines(plan: Plan, seconds: Sequence[float], stored: Collection[int]) -> list[str]:
    """The runs of a plan with the time that each is expected to take; those at the places `stored` need none."""
    names = [cell_name(cell.label, cell.spec) for cell in plan.cells]
    width = max(map(len, names))
    times = ["stored" if place in stored else told(time) for place, time in enumerate(seconds)]
    lines = [f"{name:<{width}}  {time}" for name, time in zip(names, times, strict=True)]
    total = sum(seconds) if min(seconds) >= 0 else None
    count = f"{len(names)} run{'s' * (len(names) != 1)}"
    reused = f", {len(stored)} of them stored already" if stored else ""
    return [*lines, *plan.notes, f"{plan.name}: {count}{reused}, expected time {told(total)}"]


def plan_data(plan: Plan, seconds: Sequence[float], stored: Collection[int]) -> dict[str, Any]:
    """A plan as JSON-ready data; seconds are null where they are not known."""
    runs = [
        {
            "name": cell_name(cell.label, cell.spec),
            "varied": dict(cell.label),
            "spec": cell.spec.to_dict(),
            "seconds": time if time >= 0 else None,
            "stored": place in stored,
        }
        for place, (cell, time) in enumerate(zip(plan.cells, seconds, strict=True))
    ]
    total = sum(seconds) if min(seconds) >= 0 else None
    return {"name": plan.name, "count": len(runs), "seconds": total, "notes": list(plan.notes), "runs": runs}


def counted(counts: Mapping[Any, int]) -> str:
    """How many cells are in which state, as in "12 done, 24 waiting"."""
    return ", ".join(f"{count} {state}" for state, count in counts.items() if count) or "no runs"


def status_lines(sweep: Sweep, cells: Sequence[Cell]) -> list[str]:
    """A line for each cell, and one for the whole."""
    width = max((len(cell.name) for cell in cells), default=0)
    lines = [f"{cell.name:<{width}}  {_state(cell)}" for cell in cells]
    left = f", time left: {told(seconds_left(cells))}" if sweep.unfinished and sweep.state == "active" else ""
    return [*lines, f"{sweep.name}: {sweep.doing}, {counted(sweep.counts)} of {sweep.total}{left}"]


def _state(cell: Cell) -> str:
    outcome = cell.outcome
    parts: list[str] = [cell.state]
    if cell.state == "running":
        parts.append(percent(cell.share, 0))
    if cell.state == "done" and outcome is not None:
        parts = [outcome.status, f"training accuracy {percent(outcome.train_accuracy)}"]
        parts.append(f"test accuracy {percent(outcome.test_accuracy)}")
    return "  ".join((*parts, *([cell.message] if cell.message else ())))


def status_data(sweep: Sweep, cells: Sequence[Cell]) -> dict[str, Any]:
    """A sweep in the store as JSON-ready data."""
    runs = [
        {
            "name": cell.name,
            "varied": dict(cell.label),
            "state": cell.state,
            "run": cell.run_id or None,
            "share": cell.share,
            "message": cell.message,
            "outcome": None if cell.outcome is None else asdict(cell.outcome),
            "spec": cell.spec.to_dict(),
        }
        for cell in cells
    ]
    about = {"id": sweep.id, "name": sweep.name, "state": sweep.state, "counts": dict(sweep.counts)}
    return {**about, "seconds_left": seconds_left(cells), "runs": runs}
