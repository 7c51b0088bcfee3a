"""The lessons that come with the program."""

from __future__ import annotations

from pathlib import Path

from explorer.lessons.lesson import Lesson
from explorer.lessons.lesson_file import read_lesson
from explorer.lessons.quiz import Quiz, read_quiz
from explorer.lessons.tables import LessonError
from explorer.paths import resource

QUIZ = "quiz"


def bundled_lessons() -> dict[str, Path]:
    """The files of the lessons that come along, by name, in their order on the path: "00-…" first."""
    return {path.stem: path for path in sorted(resource("lessons").glob("*.toml")) if path.stem != QUIZ}


def all_lessons() -> tuple[Lesson, ...]:
    """Every lesson that comes along, read."""
    return tuple(read_lesson(path) for path in bundled_lessons().values())


def lesson_path(text: str) -> Path:
    """The file that `text` means: a path, a bundled lesson's name or its number; LessonError for none of them."""
    path, bundled = Path(text).expanduser(), bundled_lessons()
    if path.is_file():
        return path
    for name, file in bundled.items():
        if text == name or (text.isdigit() and name.startswith(f"{int(text):02d}-")):
            return file
    raise LessonError(f"There is no lesson {text}. Give a TOML file or one of: {', '.join(bundled)}.")


def quiz_path() -> Path:
    """The file of the quiz that comes along."""
    return resource(f"lessons/{QUIZ}.toml")


def bundled_quiz() -> Quiz:
    """The quiz that comes along."""
    return read_quiz(quiz_path())
