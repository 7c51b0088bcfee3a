"""What the lessons' dock shows, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from explorer.desk.lesson_facts import PaperRow, Row
from explorer.desk.lesson_gaps import Strip, Votes
from explorer.desk.lesson_progress import Progress
from explorer.desk.loading import GpuVersion
from explorer.lessons.lesson import Experiment, Lesson
from explorer.lessons.lesson_file import read_lesson
from explorer.lessons.steps import Step
from explorer.lessons.tables import LessonError
from explorer.lessons.translated import in_language, translation_of
from explorer.runs.predictions import Prediction


@dataclass(frozen=True)
class Entry:
    """One lesson in the list. `problem` says why its file cannot be used."""

    path: Path
    number: int
    title: str
    about: str
    minutes: int
    done: bool
    at: int
    problem: str = ""


@dataclass(frozen=True)
class StepState:
    """What the open step shows. `todo` says what is missing before *Next*, empty where nothing is; `answers` are those
    chosen and whether they were confirmed; `obstacle` says why nothing can be predicted,
    `load_again` that it can once the experiment is loaded anew."""

    step: Step
    number: int
    count: int
    todo: str = ""
    experiment: Experiment | None = None
    loaded: bool = False
    gpu: GpuVersion | None = None
    answers: frozenset[int] = frozenset()
    confirmed: bool = False
    prediction: Prediction | None = None
    obstacle: str = ""
    load_again: bool = False
    rows: tuple[Row, ...] = ()
    papers: tuple[PaperRow, ...] = ()
    notes: tuple[str, ...] = ()
    strips: tuple[Strip, ...] = ()
    votes: tuple[Votes, ...] = ()
    has_class: bool = False
    told: tuple[tuple[str, str], ...] = ()  # sentences that were chosen before the run, and why they are right or wrong


@dataclass(frozen=True)
class LessonsState:
    """The list, and the open lesson. `own` tells that the person's own setup waits to be shown again."""

    entries: tuple[Entry, ...] = ()
    lesson: Lesson | None = None
    step: StepState | None = None
    own: bool = False


def entry_of(path: Path, progress: Progress) -> Entry:
    """The line of a lesson's file."""
    try:
        lesson = _read(path, _changed(path))
        said = _said(path, _changed(path), translation_of(path), _changed(translation_of(path)))
    except LessonError as error:
        return Entry(path, 1000, path.name, "", 0, False, 0, str(error))
    done = lesson.id in progress.done
    return Entry(path, lesson.number, said.title, said.about, lesson.minutes, done, progress.at.get(lesson.id, 0))


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> Lesson:
    """A lesson, read once for each content of its file: all of them take a tenth of a second."""
    return read_lesson(path)


@lru_cache(maxsize=64)
def _said(path: Path, changed: int, _translation: Path, _changed: int) -> Lesson:
    """A lesson in the window's language; as it is where its translation cannot be used: opening it says why."""
    lesson = _read(path, changed)
    try:
        return in_language(lesson, path)
    except LessonError:
        return lesson


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
