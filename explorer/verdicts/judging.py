"""Judging stored runs: each with its shallower twin, where that is stored too, and its title noted for lists."""

from __future__ import annotations

from dataclasses import replace

from explorer.runs.errors import StoreError
from explorer.runs.history import RunHistory
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore
from explorer.verdicts.finding import Finding
from explorer.verdicts.registry import judge
from explorer.verdicts.twins import depth_of, family_of, is_twin


def stored_twin(store: RunStore, spec: RunSpec) -> RunHistory | None:
    """The newest completed run that is a shallower twin of `spec`, None where there is none; StoreError."""
    depth = depth_of(spec.network)
    for row in store.rows() if depth is not None else ():
        other = depth_of(replace(spec.network, name=row.network))
        fits = row.status == "completed" and row.dataset == spec.training.dataset and not row.problem
        fits = fits and family_of(row.network) == family_of(spec.network.name)  # a spec takes longer to read
        if fits and other is not None and depth is not None and other < depth and is_twin(spec, store.spec(row.id)):
            return store.history(row.id)
    return None


def note_verdict(store: RunStore, run_id: str) -> tuple[Finding, ...]:
    """Judge a run that is over and note its first finding's title; likewise the deeper runs whose twin it is.

    Its findings; StoreError where the store fails.
    """
    run = store.history(run_id)
    findings = _noted(store, run, stored_twin(store, run.spec))
    for deeper in _deeper(store, run):
        _noted(store, deeper, run)
    return findings


def _noted(store: RunStore, run: RunHistory, twin: RunHistory | None) -> tuple[Finding, ...]:
    findings = judge(run, twin)
    store.set_verdict(run.run_id, findings[0].title if findings else "")
    return findings


def _deeper(store: RunStore, run: RunHistory) -> list[RunHistory]:
    """Stored runs that are over and have this one as a twin; damaged ones are left out."""
    if run.outcome is None or run.outcome.status != "completed":
        return []
    found = []
    for row in store.rows():
        if row.status == "running" or row.problem or row.dataset != run.spec.training.dataset or row.id == run.run_id:
            continue
        try:
            if is_twin(store.spec(row.id), run.spec):
                found.append(store.history(row.id))
        except StoreError:
            continue
    return found
