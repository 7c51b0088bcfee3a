"""The runs of a check of lessons: trained by the queue of sweeps, then measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console

from explorer.analyses.analysis_registry import ANALYSES
from explorer.commands.asking import Asked, answered
from explorer.commands.failures import Exit, usage_errors
from explorer.commands.sweeping import carry_out
from explorer.datasets.data_errors import DataError
from explorer.datasets.dataset_lookup import find, fitted
from explorer.datasets.published import absent
from explorer.lessons.checking import Outcome, Row, Wanted, outcome, wanted
from explorer.lessons.lesson import Lesson
from explorer.lessons.measures import Seen
from explorer.runs.cells import Planned
from explorer.runs.spec_digest import spec_digest
from explorer.runs.store import RunStore
from explorer.tracing import describe
from explorer.verdicts.judging import judge, stored_twins

NAME = "lessons"
_SOURCE = f'name = "{NAME}"\nabout = "The experiments of lessons, by residual-explorer lessons check"\n'


def checked(store: RunStore, lessons: Sequence[Lesson], seeds: int) -> tuple[Exit, list[Row]]:
    """Train what is not stored yet, and measure: a row for each expected result. Without rows where interrupted."""
    with usage_errors():
        wants = [_fitted(want) for lesson in lessons for want in wanted(lesson, seeds)]
    runs, status = _trained(store, [want for want in wants if want.trained])
    if status is Exit.INTERRUPTED:
        return status, []
    rows: dict[int, Row] = {}
    try:
        for want in wants:
            row = rows.setdefault(id(want.result), Row(want.lesson, want.step, want.result))
            rows[id(want.result)] = row.with_outcome(_outcome(store, want, runs.get(spec_digest(want.spec), "")))
    except KeyboardInterrupt:  # analyses that are done are stored
        return Exit.INTERRUPTED, []
    return status, list(rows.values())


def _fitted(want: Wanted) -> Wanted:
    dataset = want.spec.training.dataset
    if want.trained and not find(dataset).present():
        raise DataError(absent(find(dataset)))
    return replace(want, spec=replace(want.spec, network=fitted(want.spec.network, dataset)))


def _trained(store: RunStore, wants: Sequence[Wanted]) -> tuple[dict[str, str], Exit]:
    """The ids of the runs by their spec's digest, and how training them ended."""
    cells = {spec_digest(want.spec): Planned(_label(want), want.spec) for want in wants}
    if not cells:
        return {}, Exit.COMPLETED
    entered = store.sweeps.enter(NAME, _SOURCE, list(cells.values()))
    store.sweeps.set_state(entered.sweep, "active")
    store.sweeps.retry(cell.id for cell in store.sweeps.cells(entered.sweep) if cell.state == "failed")
    status = carry_out(store, entered.sweep, Console(stderr=True))
    return {cell.digest: cell.run_id for cell in store.sweeps.cells(entered.sweep) if cell.run_id}, status


def _label(want: Wanted) -> dict[str, str | int]:
    name = f"{want.lesson.number:02d} {want.step.experiment} {want.result.run}"
    return {"network": want.spec.network.name, "lesson": name, "seed": want.spec.training.seed}


def _outcome(store: RunStore, want: Wanted, run_id: str) -> Outcome:
    if not want.trained:
        return outcome(want.result, Seen(describe(want.spec.network)))
    if not run_id:
        return Outcome(float("nan"), False)
    run = store.history(run_id)
    found = {result.analysis: result for result in store.analyses(run_id)}
    if want.analysis and want.analysis not in found:
        asked = Asked(run.spec.network.name, run.spec, run_id, store.weights_path(run_id), run.gates())
        found[want.analysis] = answered(ANALYSES[want.analysis], asked, {}, Console(stderr=True))
        store.save_analysis(run_id, found[want.analysis])
    findings = judge(run, stored_twins(store, run.spec)) if want.result.verdict else ()
    return outcome(want.result, Seen(run.graph, run, found), [finding.verdict for finding in findings])
