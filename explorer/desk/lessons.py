"""The lesson that is open: its step, what it waits for, what was predicted, and what came out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from explorer.desk.lesson_gaps import sentence_about
from explorer.desk.lesson_progress import Progress, keep_progress, read_progress
from explorer.desk.lesson_reading import OpenLesson, StepReader
from explorer.desk.lesson_state import Entry, LessonsState, entry_of
from explorer.desk.settings import Settings
from explorer.desk.sides import SIDES, Side
from explorer.lessons.bundled import bundled_lessons
from explorer.lessons.lesson import Lesson
from explorer.lessons.lesson_file import read_lesson
from explorer.lessons.measures import MEASURES
from explorer.lessons.steps import ChooseStep, DrawStep, PlaceStep
from explorer.lessons.tables import LessonError
from explorer.lessons.translated import in_language
from explorer.runs.prediction_files import SharedPrediction
from explorer.runs.predictions import Prediction
from explorer.wording import tr


class Lessons(QObject):
    """Wishes come in, a LessonsState goes out with `changed`; `failed` carries what is wrong with a file."""

    changed = Signal(LessonsState)
    failed = Signal(str)

    def __init__(self, reader: StepReader, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._settings = reader, settings
        self._loading, self._predicting, self._others = reader.loading, reader.predicting, reader.others
        self._open: OpenLesson | None = None
        self._entries: tuple[Entry, ...] = ()
        self.state = LessonsState()
        for changed in (reader.predicting.changed, reader.loading.changed, reader.others.changed, reader.bench.changed):
            changed.connect(self.refresh)

    @property
    def progress(self) -> Progress:
        """How far the person has come."""
        return read_progress(self._settings)

    # ── opening and leaving ─────────────────────────────────────────────────────────────────────

    def list_lessons(self) -> None:
        """Read the list of lessons anew."""
        progress = self.progress
        own = (path for path in map(Path, progress.files) if path.exists())  # not those that were removed since
        files = (*bundled_lessons().values(), *own)
        self._entries = tuple(entry_of(path, progress) for path in dict.fromkeys(files))
        self.refresh()

    def open(self, path: Path) -> bool:
        """Open the lesson of a file where it was left; False, and said, where it cannot be read."""
        try:
            lesson = read_lesson(path)
        except LessonError as error:
            self.failed.emit(str(error))
            return False
        said = self._said(lesson, path)
        if unknown := self._reader.unknown(lesson):
            self.failed.emit(unknown[0])
            return False
        if self._open is not None:
            self.leave()
        if path not in bundled_lessons().values():
            keep_progress(self._settings, self.progress.opened(str(path)))
        self._loading.keep()
        self._open = OpenLesson(lesson, said, min(self.progress.at.get(lesson.id, 0), len(lesson.steps) - 1))
        self.list_lessons()
        return True

    def _said(self, lesson: Lesson, path: Path) -> Lesson:
        """The lesson in the window's language; as it is, and said, where its translation cannot be used."""
        try:
            return in_language(lesson, path)
        except LessonError as error:
            self.failed.emit(str(error))
            return lesson

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
        if now.index + 1 in now.after and self._loading.show(
            tr("go to the next lesson step"), now.after[now.index + 1]
        ):
            del now.after[now.index + 1]
        self._go(now.index + 1)

    def back(self) -> None:
        """Go to the step before; what the step that is left had loaded makes room for what was there before."""
        now = self._open
        if now is None or now.index == 0:
            return
        if now.index in now.before:
            here = self._loading.now()
            if self._loading.show(tr("go to the previous lesson step"), now.before[now.index]):
                now.after[now.index] = here
        self._go(now.index - 1)

    def load(self, gpu: bool = False) -> None:
        """Put the step's experiment on the cards."""
        now = self._open
        experiment = None if now is None else now.experiment
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
        step = now.step
        if isinstance(step, ChooseStep) and answers:
            text = " / ".join(step.answers[place].text for place in sorted(answers))
            about = sentence_about(now.lesson, step)
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
        step = None if self._open is None else self._open.step
        if isinstance(step, DrawStep | PlaceStep):
            of_analysis = isinstance(step, PlaceStep) and bool(MEASURES[step.measure].analysis)
            if self.state.step is not None and not self.state.step.obstacle:
                self._predicting.add(step.run, prediction, of_analysis=of_analysis)

    def unpredict(self) -> None:
        """Take the step's prediction back."""
        step = None if self._open is None else self._open.step
        made = self.state.step.prediction if self.state.step else None
        if isinstance(step, DrawStep | PlaceStep) and made is not None:
            self._predicting.remove(step.run, made)

    def shared(self) -> SharedPrediction | None:
        """The step's prediction for a file, None where there is none."""
        now, state = self._open, self.state.step
        if now is None or state is None:
            return None
        side, made = now.step.run if isinstance(now.step, DrawStep | PlaceStep) else "A", state.prediction
        if isinstance(now.step, ChooseStep):
            key = ("sentence", sentence_about(now.lesson, now.step))
            made = next((one for one in self._predicting.of("A") if one.key == key), None)
        return None if made is None else self._others.shared(side, made)

    # ── the state ───────────────────────────────────────────────────────────────────────────────

    def refresh(self) -> None:
        """Work out the state anew; told only where it is another one."""
        now = self._open
        for predictions in (self._predicting, self._others):
            predictions.stand_at(now.lesson.id if now else "", now.step.experiment if now else "")
        step = None if now is None else self._reader.state(now)
        state = LessonsState(self._entries, now.said if now else None, step, self._loading.own is not None)
        if state != self.state:
            self.state = state
            self.changed.emit(state)

    def _sides(self) -> tuple[Side, ...]:
        experiment = None if self._open is None else self._open.experiment
        return SIDES if experiment is not None and experiment.b else ("A",)
