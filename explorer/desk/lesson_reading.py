"""What the open step of a lesson shows, read of the window as it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from explorer.desk.class_predictions import ClassPredictions
from explorer.desk.lesson_facts import OTHER, Shown, awaited, gaps, outside, paper_rows, rows, version_of
from explorer.desk.lesson_gaps import asked_before, strips, told, votes
from explorer.desk.lesson_state import StepState
from explorer.desk.loading import Loading, Moment
from explorer.desk.predicting import Predicting
from explorer.desk.seed_runs import SeedRuns
from explorer.desk.sides import SIDES, Side
from explorer.desk.workbench import Workbench
from explorer.lessons.conditions import Facts, holds
from explorer.lessons.known import unknown_names
from explorer.lessons.lesson import Experiment, Lesson
from explorer.lessons.measures import MEASURES, Seen, measured
from explorer.lessons.steps import ChooseStep, DrawStep, ExpectStep, LoadStep, PlaceStep, QuestionStep, Step, WaitStep
from explorer.runs.analysis import AnalysisResult
from explorer.wording import tr

ANALYZED = "The analysis of {0} is there already, and a prediction comes before it."


@dataclass
class OpenLesson:
    """The open lesson. `said` is the same with its texts in the window's language: what is shown, while all that is
    stored is of `lesson`. `before` are the moments at which steps loaded something, `after` those that going back took
    off show."""

    lesson: Lesson
    said: Lesson
    index: int = 0
    answers: dict[int, frozenset[int]] = field(default_factory=dict)
    confirmed: set[int] = field(default_factory=set)
    before: dict[int, Moment] = field(default_factory=dict)
    after: dict[int, Moment] = field(default_factory=dict)

    @property
    def step(self) -> Step:
        """The step that is open."""
        return self.lesson.steps[self.index]

    @property
    def step_said(self) -> Step:
        """The step that is open, as it is shown."""
        return self.said.steps[self.index]

    @property
    def experiment(self) -> Experiment | None:
        """The experiment that the step is about."""
        return self.lesson.experiment(self.step.experiment) if self.step.experiment else None


@dataclass(frozen=True)
class StepReader:
    """Works out a StepState. `facts` is what there is in the window, `analyses` those of a side, `seeds` the runs of
    other seeds, `others` what a class predicted."""

    bench: Workbench
    loading: Loading
    predicting: Predicting
    facts: Callable[[], Facts]
    analyses: Callable[[Side], Mapping[str, AnalysisResult]]
    seeds: SeedRuns
    others: ClassPredictions

    def unknown(self, lesson: Lesson) -> tuple[str, ...]:
        """A sentence for each name in a lesson that the program does not know; none before the engine has told."""
        there = self.bench.catalog
        if there is None:
            return ()
        known = ([info.name for info in infos] for infos in (there.instruments, there.analyses, there.datasets))
        return unknown_names(lesson, *known)

    def state(self, now: OpenLesson) -> StepState:
        """What the open step shows."""
        step, facts, experiment = now.step_said, self.facts(), now.experiment
        shared: dict[str, Any] = {
            "step": now.step_said, "number": now.index + 1, "count": len(now.lesson.steps),
            "experiment": now.said.experiment(step.experiment) if step.experiment else None,
            "loaded": experiment is not None and self.loading.loaded == experiment,
            "gpu": None if experiment is None else self.loading.gpu_version(experiment),
            "answers": now.answers.get(now.index, frozenset()), "confirmed": now.index in now.confirmed,
            "has_class": self.others.any,
        }  # fmt: skip
        if isinstance(step, DrawStep | PlaceStep):
            return self._predicted(step, shared)
        if isinstance(step, ExpectStep):
            return self._expected(now, step, facts, shared)
        state = StepState(**shared)
        return replace(state, todo=_missing(state, facts, self._titles()))

    def _predicted(self, step: DrawStep | PlaceStep, shared: dict[str, Any]) -> StepState:
        key = ("curve", step.curve) if isinstance(step, DrawStep) else ("marks", step.measure)
        made = next((found for found in self.predicting.of(step.run) if found.key == key), None)
        analysis = MEASURES[step.measure].analysis if isinstance(step, PlaceStep) else ""
        if analysis:  # it comes after the run, and so may its prediction
            why = tr(ANALYZED).format(step.run) if analysis in self.analyses(step.run) else ""
        else:
            why = self.predicting.obstacle(step.run)
        todo = (
            "" if made is not None else tr("Skip this step to go on.") if why else tr("Make your prediction to go on.")
        )
        again = bool(todo and why and not analysis)
        return StepState(**shared, prediction=made, obstacle=why, load_again=again, todo=todo)

    def _expected(self, now: OpenLesson, step: ExpectStep, facts: Facts, shared: dict[str, Any]) -> StepState:
        assert now.experiment is not None
        shown, catalog = self._shown(facts), self.bench.catalog
        cards = version_of(now.experiment, {side: facts.sides[side].spec for side in SIDES}, catalog)
        if not shared["loaded"] and cards == "other":
            found = rows(step, {}, self._titles())
            papers = paper_rows(step, {}, paper=False)
            return StepState(**shared, rows=found, papers=papers, todo=tr("Load the experiment to compare."))
        runs = {side: one.run.spec for side, one in shown.items() if one.run}
        version = version_of(now.experiment, runs, catalog) if runs else cards
        found = rows(step, shown, self._titles(), paper=version == "gpu")
        asked = {side: asked_before(now.lesson, now.index, self.predicting.of(side), side) for side in SIDES}
        notes = [text for side in SIDES for text in gaps(asked[side], side, shown[side])]
        if version == "other":
            notes.append(tr(OTHER))
        if outside(found):
            notes.append(step.otherwise)
        waits = any(row.outcome == "open" for row in found)
        todo = tr("The figures appear when {step}.", step=_awaited(step)) if waits else ""
        papers = paper_rows(step, shown, paper=version == "gpu")
        return replace(
            self._compared(now, shown, StepState(**shared)), rows=found, papers=papers, notes=tuple(notes), todo=todo
        )

    def _compared(self, now: OpenLesson, shown: Mapping[Side, Shown], state: StepState) -> StepState:
        """With what was placed and chosen before, by oneself and in class."""
        said, index, answers = now.said, now.index, now.answers
        return replace(
            state, told=told(said, index, answers), votes=votes(now.lesson, said, index, answers, self.others),
            strips=strips(said, index, self.predicting.of, self.others, lambda s, m: self._gave(shown[s], m)),
        )  # fmt: skip

    def _titles(self) -> Mapping[str, str]:
        """What instruments and analyses are called in the window, by their names."""
        catalog = self.bench.catalog
        if catalog is None:
            return {}
        return {one.name: one.title for one in catalog.instruments} | {one.name: one.title for one in catalog.analyses}

    def _shown(self, facts: Facts) -> Mapping[Side, Shown]:
        bench, shown = self.bench, {}
        for side in SIDES:
            graph = bench.graph(side)
            seen = None if graph is None else Seen(graph, bench.history(side), self.analyses(side))
            shown[side] = Shown(seen, facts.sides[side].verdicts)
        return shown

    def _gave(self, shown: Shown, measure: str) -> tuple[float, ...]:
        """What the run on show and those of other seeds gave."""
        if shown.seen is None or shown.run is None or shown.run.outcome is None:
            return ()
        found = [measured(measure, seen) for seen in (shown.seen, *self.seeds.of(shown.run))]
        return tuple(value for value in found if value == value)  # noqa: PLR0124 (not NaN)


def _awaited(step: ExpectStep) -> str:
    """What the figures of a step come from."""
    measures = [MEASURES[one.measure] for one in step.results if one.measure]
    if any(measure.analysis for measure in measures):
        return tr("the analyses are done")
    counted = len(measures) == len(step.results) and not any(measure.trained for measure in measures)
    return tr("the network is read") if counted else tr("the run has ended")


def _missing(state: StepState, facts: Facts, titles: Mapping[str, str]) -> str:
    """What a step waits for before *Next*; empty where nothing is missing."""
    match state.step:
        case LoadStep() if not state.loaded:
            return tr("Load the experiment to go on.")
        case ChooseStep() if not state.answers:
            return tr("Choose what you expect to go on.")
        case QuestionStep() if not state.confirmed:
            return tr("Answer to go on.")
        case WaitStep() as wait if not holds(wait, facts):
            return tr("Waiting for {wait}.", wait=awaited(wait, titles))
    return ""
