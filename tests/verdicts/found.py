"""Findings as tests look at them."""

from __future__ import annotations

from typing import Any

from runs_by_hand import CHANCE_LOSS, make_run

from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Finding


def given(found: Finding | None) -> Finding:
    assert found is not None
    return found


def spans(found: Finding) -> list[tuple[str, tuple[int, int], tuple[int, ...]]]:
    return [(evidence.measure, evidence.steps, evidence.layers) for evidence in found.evidence]


def at_chance(norms: Any, **changes: Any) -> RunHistory:
    readings = {"gradient-norm": norms, **changes.pop("readings", {})}
    return make_run(CHANCE_LOSS, accuracy=0.1, readings=readings, **changes)
