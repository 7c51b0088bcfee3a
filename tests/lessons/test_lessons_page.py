"""The guide's page on lessons is true: its file is a lesson, and it names everything that one can choose."""

from __future__ import annotations

import re

from explorer.lessons.bundled import all_lessons
from explorer.lessons.checking import Row, table
from explorer.lessons.lesson_file import parse_lesson
from explorer.lessons.measures import MEASURES
from explorer.lessons.names import PLACES, UNTIL
from explorer.lessons.steps import STEPS
from explorer.lessons.tables import Source
from explorer.lessons.tex import COMMANDS
from explorer.lessons.translated import translated
from explorer.paths import resource

PAGE = resource("guide/lessons.md").read_text(encoding="utf-8")


def test_its_file_is_a_lesson() -> None:
    text, german = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    lesson = parse_lesson(text)
    assert [step.KIND for step in lesson.steps] == ["load", "draw", "wait", "expect", "question"]
    said = translated(lesson, Source(german, "de/lesson.toml"))
    assert [step.title for step in said.steps] == [
        "Das Paar laden", "Draw B's loss", "Beide trainieren", "What comes out", "Warum?",
    ]  # fmt: skip


def test_it_names_everything_there_is_to_choose() -> None:
    formulas = [f"\\{command}" for command in COMMANDS]
    assert [name for name in (*STEPS, *PLACES, *UNTIL, *MEASURES, *formulas) if f"`{name}`" not in PAGE] == []


def test_its_table_has_every_result_as_the_lessons_expect_it() -> None:
    ends = (" | pass |", " | **differs** |")
    told = [_expected(line) for line in PAGE.splitlines() if line.startswith("| ") and line.endswith(ends)]
    rows = [
        Row(lesson, step, result) for lesson in all_lessons() for step in lesson.expected for result in step.results
    ]
    wanted = list(map(_expected, table(rows).splitlines()[2:]))
    assert told == wanted, "`residual-explorer lessons check --out FILE` writes the table"


def _expected(line: str) -> str:
    return line.rsplit(" | ", 2)[0]
