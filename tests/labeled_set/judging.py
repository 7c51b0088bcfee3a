"""The labeled set trained anew and judged by the program's verdicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore
from explorer.verdicts.judging import judge
from tests.labeled_set.cases import Case, Labeled, read_labels
from tests.labeled_set.retraining import trained
from tests.labeled_set.scoring import Judged

TWIN = "-twin"
PROBE_EVERY = 20
"""About what the schedule that adapts comes to on these networks; fixed, so that a report can be had again."""

Told = Callable[[str], None]


def runs_of(cases: Sequence[Case]) -> dict[str, RunSpec]:
    """What has to be trained, by name: every case, and the twins of those that are judged beside one."""
    runs = {case.key: case.spec for case in cases}
    runs |= {case.key + TWIN: twin for case in cases if (twin := case.twin) is not None}
    return {
        name: replace(spec, training=replace(spec.training, probe_every=PROBE_EVERY)) for name, spec in runs.items()
    }


ASKED = 5
"""How often at most the twin is trained that a finding offers: there are so many kinds."""


def judged(
    cases: Sequence[Case], folder: Path, jobs: int = 1, told: Told = lambda name: None, labels: Path | None = None
) -> tuple[Judged, ...]:
    """Train the cases into the store at `folder` and judge each; `told` hears each run's name as it is done.

    Raises KeyError for a case that has no labels.
    """
    for name in trained(runs_of(cases), folder, jobs):
        told(name)
    known = read_labels(labels)
    store = RunStore(folder)
    try:
        return tuple(_judged(case, known[case.key], store) for case in cases)
    finally:
        store.close()


def judged_with_offers(
    cases: Sequence[Case], folder: Path, told: Told = lambda name: None, labels: Path | None = None
) -> tuple[Judged, ...]:
    """As `judged`, when a person has the twins trained that the findings offer, until none is offered any more."""
    judged(cases, folder, told=told, labels=labels)
    known = read_labels(labels)
    return tuple(_asked(case, known[case.key], folder, told) for case in cases)


def _asked(case: Case, label: Labeled, folder: Path, told: Told) -> Judged:
    names = [case.key + TWIN] if case.shallower else []
    while True:
        store = RunStore(folder)
        try:
            findings = judge(store.history(case.key), [store.history(name) for name in names])
        finally:
            store.close()
        offer = next((finding.offer for finding in findings if finding.offer is not None), None)
        if offer is None or len(names) > ASKED:
            return Judged(label, findings)
        names.append(f"{case.key}-offer-{len(names)}")
        for name in trained({names[-1]: offer.spec}, folder):
            told(name)


def _judged(case: Case, label: Labeled, store: RunStore) -> Judged:
    twins = [store.history(case.key + TWIN)] if case.shallower else []
    return Judged(label, judge(store.history(case.key), twins))
