"""The lessons and the quiz that come along."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.analyses.analysis_registry import ANALYSES
from explorer.datasets.dataset_registry import DATASETS
from explorer.instruments.instrument_registry import INSTRUMENTS
from explorer.lessons.bundled import bundled_lessons, bundled_quiz, lesson_path
from explorer.lessons.known import unknown_names
from explorer.lessons.lesson_file import read_lesson
from explorer.lessons.tables import LessonError

FILES = bundled_lessons().values()
WORDS = 90


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_lesson(path: Path) -> None:
    lesson = read_lesson(path)
    assert path.stem.startswith(f"{lesson.number:02d}-")
    assert unknown_names(lesson, INSTRUMENTS.names(), ANALYSES.names(), DATASETS.names()) == ()
    assert [step.title for step in lesson.steps if len(step.text.split()) > WORDS] == []
    named = {step.experiment for step in lesson.steps}
    assert {experiment.name for experiment in lesson.experiments} <= named, "an experiment that no step loads"


def test_the_quiz() -> None:
    quiz = bundled_quiz()
    lessons = bundled_lessons()
    assert {question.lesson for question in quiz.questions} <= {*lessons, ""}
    assert {e.name for e in quiz.experiments} == {q.experiment for q in quiz.questions} - {""}


def test_a_lesson_is_named_by_its_number_or_name() -> None:
    assert lesson_path("5") == lesson_path("05-degradation") == bundled_lessons()["05-degradation"]
    with pytest.raises(LessonError, match=r"There is no lesson nothing\. Give a TOML file or one of: .*05-degradation"):
        lesson_path("nothing")
