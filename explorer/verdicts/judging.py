"""Judging a run by all verdicts; stored ones with their shallower twin, and the title noted for lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress

from explorer.runs.depth_twins import is_twin
from explorer.runs.history import RunHistory
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore
from explorer.runs.store_errors import StoreError
from explorer.verdicts.finding import Finding
from explorer.verdicts.precedence import ordered
from explorer.verdicts.readings import Record
from explorer.verdicts.twins import FACTOR, Twins, at_rate, longer, shorter
from explorer.verdicts.verdict_registry import VERDICTS

REJUDGED = 10
"""How many deeper runs are judged anew when their twin comes, the newest: this takes time at the end of a run."""


def judge(run: RunHistory, others: Iterable[RunHistory] = ()) -> tuple[Finding, ...]:
    """What the verdicts say of a run, first what matters most; never empty once there is a step. `others` are runs to
    compare it with, if they are its twins.

    A finding of severity "unknown" claims nothing: the first of them stands alone, where no other verdict applies.
    """
    found = applying(run, others)
    return tuple(f for f in found if f.severity != "unknown") or found[:1]


def applying(run: RunHistory, others: Iterable[RunHistory] = ()) -> tuple[Finding, ...]:
    """The findings of all verdicts that apply, those of severity "unknown" among them, in their order."""
    record, twins = Record(run), Twins(run.spec, others)
    found = (verdict.judge(record, twins) for verdict in VERDICTS)
    return ordered(record, (finding for finding in found if finding is not None))


def stored_twins(store: RunStore, spec: RunSpec) -> tuple[RunHistory, ...]:
    """Of each kind of twin of `spec` the newest completed run: shallower, and those that findings offer, at another
    learning rate or longer; StoreError."""
    wanted = (twin for twin in (at_rate(spec, FACTOR), at_rate(spec, 1 / FACTOR), longer(spec)) if twin is not None)
    kinds = (store.shallower_twins(spec), *(store.completed_like(twin) for twin in wanted))
    found = [_first(store, ids, lambda other: Twins(spec, [other]).known) for ids in kinds]
    long = found[-1]
    if long is not None:
        found.append(_first(store, store.shallower_twins(long.spec), lambda other: is_twin(long.spec, other.spec)))
    return tuple(run for run in found if run is not None)


def _first(store: RunStore, ids: Iterable[str], fits: Callable[[RunHistory], bool]) -> RunHistory | None:
    for run_id in ids:
        with suppress(StoreError):  # a damaged run is no twin
            run = store.record(run_id)
            if fits(run):
                return run
    return None


def note_verdict(store: RunStore, run_id: str) -> tuple[Finding, ...]:
    """Judge a run that is over and note its first finding's title; likewise the runs whose twin it is.

    Its findings; StoreError where the store fails.
    """
    run = store.record(run_id)
    findings = _noted(store, run)
    for other in _compared_with(store, run):
        _noted(store, other)
    return findings


def _noted(store: RunStore, run: RunHistory) -> tuple[Finding, ...]:
    findings = judge(run, stored_twins(store, run.spec))
    store.set_verdict(run.run_id, findings[0].title if findings else "")
    return findings


def _compared_with(store: RunStore, run: RunHistory) -> list[RunHistory]:
    """Stored runs that are over and are judged by this one; damaged ones are left out.

    Also those with fewer epochs than the deeper ones: whether these are only slower, the long runs decide.
    """
    if run.outcome is None or run.outcome.status != "completed":
        return []
    deeper = store.deeper_twins(run.run_id, run.spec, REJUDGED)
    specs = [at_rate(run.spec, FACTOR), at_rate(run.spec, 1 / FACTOR), shorter(run.spec)]
    for run_id in deeper:
        with suppress(StoreError):
            specs.append(shorter(store.spec(run_id)))
    ids = [*deeper, *(run_id for spec in specs if spec is not None for run_id in store.completed_like(spec)[:1])]
    found = []
    for run_id in ids:
        with suppress(StoreError):
            found.append(store.record(run_id))
    return found
