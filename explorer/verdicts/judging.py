"""Judging a run by all verdicts; stored ones with their shallower twin, and the title noted for lists."""

from __future__ import annotations

from contextlib import suppress

from explorer.runs.depth_twins import is_twin
from explorer.runs.history import RunHistory
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore
from explorer.runs.store_errors import StoreError
from explorer.verdicts.finding import Finding
from explorer.verdicts.precedence import ordered
from explorer.verdicts.readings import Record
from explorer.verdicts.verdict_registry import VERDICTS

REJUDGED = 10
"""How many deeper runs are judged anew when their twin comes, the newest: this takes time at the end of a run."""


def judge(run: RunHistory, twin: RunHistory | None = None) -> tuple[Finding, ...]:
    """What the verdicts say of a run, first what matters most; never empty once there is a step.

    A finding of severity "unknown" claims nothing: the first of them stands alone, where no other verdict applies.
    """
    found = applying(run, twin)
    return tuple(f for f in found if f.severity != "unknown") or found[:1]


def applying(run: RunHistory, twin: RunHistory | None = None) -> tuple[Finding, ...]:
    """The findings of all verdicts that apply, those of severity "unknown" among them, in their order."""
    record = Record(run)
    found = (verdict.judge(record, twin) for verdict in VERDICTS)
    return ordered(record, (finding for finding in found if finding is not None))


def stored_twin(store: RunStore, spec: RunSpec) -> RunHistory | None:
    """The newest completed run that is a shallower twin of `spec`, None where there is none; StoreError."""
    for run_id in store.shallower_twins(spec):
        with suppress(StoreError):  # a damaged run is no twin
            run = store.record(run_id)
            if is_twin(spec, run.spec):
                return run
    return None


def note_verdict(store: RunStore, run_id: str) -> tuple[Finding, ...]:
    """Judge a run that is over and note its first finding's title; likewise the deeper runs whose twin it is.

    Its findings; StoreError where the store fails.
    """
    run = store.record(run_id)
    findings = _noted(store, run, stored_twin(store, run.spec))
    for deeper in _deeper(store, run):
        _noted(store, deeper, run)
    return findings


def _noted(store: RunStore, run: RunHistory, twin: RunHistory | None) -> tuple[Finding, ...]:
    findings = judge(run, twin)
    store.set_verdict(run.run_id, findings[0].title if findings else "")
    return findings


def _deeper(store: RunStore, run: RunHistory) -> list[RunHistory]:
    """Stored runs that are over and have this one as their first twin; damaged ones are left out."""
    if run.outcome is None or run.outcome.status != "completed":
        return []
    found = []
    for run_id in store.deeper_twins(run.run_id, run.spec, REJUDGED):
        with suppress(StoreError):
            found.append(store.record(run_id))
    return [deeper for deeper in found if is_twin(deeper.spec, run.spec)]
