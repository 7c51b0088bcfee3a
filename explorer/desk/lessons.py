"""The lesson that is open: its step, what it waits for, what was predicted, and what came out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from explorer.desk.lesson_facts import OTHER, Shown, awaited, gaps, is_other, outside, rows
from explorer.desk.lesson_progress import Progress, keep_progress, read_progress
from explorer.desk.lesson_state import Entry, LessonsState, StepState, entry_of
from explorer.desk.loading import Loading
from explorer.desk.predicting import Predicting
from explorer.desk.settings import Settings
from explorer.desk.setups import Setup
from explorer.desk.sides import SIDES, Side
from explorer.desk.workbench import Workbench
from explorer.lessons.bundled import bundled_lessons
from explorer.lessons.conditions import Facts, holds
from explorer.lessons.lesson import Experiment, Lesson
from explorer.lessons.lesson_file import read_lesson
from explorer.lessons.measures import Seen
from explorer.lessons.steps import (
    ChooseStep,
    DrawStep,
    ExpectStep,
    LoadStep,
    PlaceStep,
    QuestionStep,
    Step,
    WaitStep,
)
from explorer.lessons.tables import LessonError
from explorer.runs.analysis import AnalysisResult
from explorer.runs.predictions import Prediction


@dataclass
class _Open:
    """The open lesson. `before` are the setups of the moments at which steps loaded something, `after` those that
    going back took off show."""

    lesson: Lesson
    index: int = 0
    answers: dict[int, frozenset[int]] = field(default_factory=dict)
    confirmed: set[int] = field(default_factory=set)
    before: dict[int, Setup] = field(default_factory=dict)
    after: dict[int, Setup] = field(default_factory=dict)


class Lessons(QObject):
    """Wishes come in, a LessonsState goes out with `changed`; `failed` carries what is wrong with a file."""

    changed = Signal(LessonsState)
    failed = Signal(str)

    def __init__(
        self,
        bench: Workbench,
        loading: Loading,
        predicting: Predicting,
        *,
        settings: Settings,
        facts: Callable[[], Facts],
        analyses: Callable[[Side], Mapping[str, AnalysisResult]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bench, self._loading, self._predicting = bench, loading, predicting
        self._settings, self._facts, self._analyses = settings, facts, analyses
        self._open: _Open | None = None
        self._entries: tuple[Entry, ...] = ()
        self.state = LessonsState()
        predicting.changed.connect(self.refresh)
        loading.changed.connect(self.refresh)
        bench.changed.connect(self.refresh)

    @property
    def progress(self) -> Progress:
        """How far the person has come."""
        return read_progress(self._settings)

    # ── opening and leaving ─────────────────────────────────────────────────────────────────────

    def list_lessons(self) -> None:
        """Read the list of lessons anew."""
        progress = self.progress
        files = (*bundled_lessons().values(), *map(Path, progress.files))
        self._entries = tuple(entry_of(path, progress) for path in dict.fromkeys(files))
        self.refresh()

    def open(self, path: Path) -> bool:
        """Open the lesson of a file where it was left; False, and said, where it cannot be read."""
        try:
            lesson = read_lesson(path)
        except LessonError as error:
            self.failed.emit(str(error))
            return False
        if self._open is not None:
            self.leave()
        if path not in bundled_lessons().values():
            keep_progress(self._settings, self.progress.opened(str(path)))
        self._loading.keep()
        self._open = _Open(lesson, min(self.progress.at.get(lesson.id, 0), len(lesson.steps) - 1))
        self.list_lessons()
        return True

    def leave(self) -> None:
        """Close the lesson and show the person's own setup. While a run trains the setup waits."""
        if self._open is not None:
            at = self._open.index
            keep_progress(self._settings, self.progress.left_at(self._open.lesson.id, at))
            self._open = None
        self.restore()
        self.list_lessons()

    def restore(self) -> None:
        """Show the person's own setup again."""
        self._loading.restore()

    # ── steps ───────────────────────────────────────────────────────────────────────────────────

    def next(self) -> None:
        """Go to the next step; after the last one the lesson is done."""
        now = self._open
        if now is None:
            return
        if now.index + 1 == len(now.lesson.steps):
            keep_progress(self._settings, self.progress.finished(now.lesson.id))
            self._open = None
            self.restore()
            self.list_lessons()
            return
        if now.index + 1 in now.after and self._loading.show("go to the next lesson step", now.after[now.index + 1]):
            del now.after[now.index + 1]
        self._go(now.index + 1)

    def back(self) -> None:
        """Go to the step before; what the step that is left had loaded makes room for what was there before."""
        now = self._open
        if now is None or now.index == 0:
            return
        if now.index in now.before:
            here = self._loading.now()
            if self._loading.show("go to the previous lesson step", now.before[now.index]):
                now.after[now.index] = here
        self._go(now.index - 1)

    def load(self, gpu: bool = False) -> None:
        """Put the step's experiment on the cards."""
        now = self._open
        experiment = self._experiment()
        if now is None or experiment is None:
            return
        before = self._loading.now()
        if self._loading.load(experiment, gpu=gpu):
            now.before.setdefault(now.index, before)
            now.after.pop(now.index, None)
            self.refresh()

    def _go(self, index: int) -> None:
        assert self._open is not None
        self._open.index = index
        keep_progress(self._settings, self.progress.left_at(self._open.lesson.id, index))
        self.refresh()

    # ── answers and predictions ─────────────────────────────────────────────────────────────────

    def choose(self, answers: frozenset[int]) -> None:
        """Choose answers; a predicted sentence is kept with the run."""
        now = self._open
        if now is None:
            return
        now.answers[now.index] = answers
        step = now.lesson.steps[now.index]
        if isinstance(step, ChooseStep) and answers:
            text = " / ".join(step.answers[place].text for place in sorted(answers))
            about = f"{now.lesson.id}: {step.title}"
            for side in self._sides():
                self._predicting.add(side, Prediction(kind="sentence", about=about, text=text))
        self.refresh()

    def confirm(self) -> None:
        """Have the chosen answers explained."""
        now = self._open
        if now is not None and now.answers.get(now.index):
            now.confirmed.add(now.index)
            self.refresh()

    def predict(self, prediction: Prediction) -> None:
        """Predict what the step asks for."""
        step = self._step()
        if isinstance(step, DrawStep | PlaceStep):
            self._predicting.add(step.run, prediction)

    def unpredict(self) -> None:
        """Take the step's prediction back."""
        step, made = self._step(), self.state.step.prediction if self.state.step else None
        if isinstance(step, DrawStep | PlaceStep) and made is not None:
            self._predicting.remove(step.run, made)

    # ── the state ───────────────────────────────────────────────────────────────────────────────

    def refresh(self) -> None:
        """Work out the state anew; told only where it is another one."""
        now = self._open
        step = None if now is None else self._step_state(now)
        state = LessonsState(self._entries, now.lesson if now else None, step, self._loading.own is not None)
        if state != self.state:
            self.state = state
            self.changed.emit(state)

    def _step(self) -> Step | None:
        return None if self._open is None else self._open.lesson.steps[self._open.index]

    def _experiment(self) -> Experiment | None:
        step = self._step()
        if self._open is None or step is None or not step.experiment:
            return None
        return self._open.lesson.experiment(step.experiment)

    def _sides(self) -> tuple[Side, ...]:
        experiment = self._experiment()
        return SIDES if experiment is not None and experiment.b else ("A",)

    def _step_state(self, now: _Open) -> StepState:
        step, facts = now.lesson.steps[now.index], self._facts()
        experiment = self._experiment()
        loaded = experiment is not None and self._loading.loaded == experiment
        shared: dict[str, Any] = {
            "step": step, "number": now.index + 1, "count": len(now.lesson.steps), "experiment": experiment,
            "loaded": loaded, "gpu": bool(experiment and experiment.gpu and self._loading.gpu),
            "answers": now.answers.get(now.index, frozenset()), "confirmed": now.index in now.confirmed,
        }  # fmt: skip
        if isinstance(step, DrawStep | PlaceStep):
            return self._predicted(step, shared)
        if isinstance(step, ExpectStep):
            return self._expected(step, facts, shared)
        state = StepState(**shared)
        return replace(state, todo=_missing(state, facts))

    def _predicted(self, step: DrawStep | PlaceStep, shared: dict[str, Any]) -> StepState:
        key = ("curve", step.curve) if isinstance(step, DrawStep) else ("marks", step.measure)
        made = next((found for found in self._predicting.of(step.run) if found.key == key), None)
        why = self._predicting.obstacle(step.run)
        todo = "" if made is not None else why or "Make your prediction to go on."
        return StepState(**shared, prediction=made, obstacle=why, todo=todo)

    def _expected(self, step: ExpectStep, facts: Facts, shared: dict[str, Any]) -> StepState:
        shown = self._shown(facts)
        found = rows(step, shown)
        notes = [text for side in SIDES for text in gaps(self._predicting.of(side), side, shown[side])]
        experiment = self._experiment()
        if experiment is not None and is_other(experiment, shown, self._bench.catalog):
            notes.append(OTHER)
        if outside(found):
            notes.append(step.otherwise)
        waits = any(row.outcome == "open" for row in found)
        todo = "The figures appear when the run has ended." if waits else ""
        return StepState(**shared, rows=found, notes=tuple(notes), told=self._told(step), todo=todo)

    def _shown(self, facts: Facts) -> Mapping[Side, Shown]:
        bench, shown = self._bench, {}
        for side in SIDES:
            graph = bench.graph(side)
            seen = None if graph is None else Seen(graph, bench.history(side), self._analyses(side))
            shown[side] = Shown(seen, facts.sides[side].verdicts)
        return shown

    def _told(self, step: Step) -> tuple[tuple[str, str], ...]:
        """What was chosen before the run of this step's experiment, with the reasons."""
        now = self._open
        assert now is not None
        earlier = [(k, one) for k, one in enumerate(now.lesson.steps[: now.index]) if isinstance(one, ChooseStep)]
        return tuple(
            (f"{'Right' if one.answers[place].right else 'Wrong'}: {one.answers[place].text}", one.answers[place].why)
            for k, one in earlier if one.experiment == step.experiment for place in sorted(now.answers.get(k, ()))
        )  # fmt: skip


def _missing(state: StepState, facts: Facts) -> str:
    """What a step waits for before *Next*; empty where nothing is missing."""
    match state.step:
        case LoadStep() if not state.loaded:
            return "Load the experiment to go on."
        case ChooseStep() if not state.answers:
            return "Choose what you expect to go on."
        case QuestionStep() if not state.confirmed:
            return "Answer to go on."
        case WaitStep() as wait if not holds(wait, facts):
            return f"Waiting for {awaited(wait)}."
    return ""
