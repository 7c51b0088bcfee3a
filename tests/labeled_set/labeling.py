"""Deriving the labels of the cases, and keeping them with the facts behind them."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.labeled_set.cases import Case, Labeled, read_cases, read_labels, write_labels
from tests.labeled_set.facts import Facts, measured
from tests.labeled_set.labels import labels_of, open_of, primary_of

Told = Callable[[str], None]


def label_all(
    cases: Sequence[Case], jobs: int = 1, told: Told = lambda key: None, *, anew: bool = False, path: Path | None = None
) -> None:
    """Measure the cases that have no facts yet, or whose spec changed (all of them with `anew`), and write the labels.

    What is done is written after each case.
    """
    known = read_labels(path)
    everything = {case.key: case for case in read_cases()} | {case.key: case for case in cases}
    facts: dict[str, Facts] = {
        key: dict(label.facts)
        for key, label in known.items()
        if key in everything and everything[key].fingerprint == label.fingerprint
    }
    missing = [case for case in cases if anew or case.key not in facts]
    for key, found in _measured(missing, jobs):
        facts[key] = found
        write_labels(labeled(tuple(everything.values()), facts), path)
        told(key)
    write_labels(labeled(tuple(everything.values()), facts), path)


def labeled(cases: Sequence[Case], facts: dict[str, Facts]) -> tuple[Labeled, ...]:
    """The labels of those cases that there are facts of."""
    return tuple(_labeled(case, facts[case.key]) for case in cases if case.key in facts)


def _labeled(case: Case, facts: Facts) -> Labeled:
    normalized = case.spec.network.norm != "none"
    labels, undecided = labels_of(facts, normalized=normalized), open_of(facts, normalized=normalized)
    return Labeled(case.key, case.fingerprint, case.half, primary_of(case.aim, labels), labels, facts, undecided)


def _measured(cases: Sequence[Case], jobs: int) -> Iterator[tuple[str, Facts]]:
    if jobs == 1:
        yield from ((case.key, measured(case)) for case in cases)
        return
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from zip((case.key for case in cases), pool.map(measured, cases), strict=True)
