"""Lessons and quiz in another language: the same texts in the same places, and nothing else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from explorer import wording
from explorer.lessons.bundled import bundled_lessons, quiz_path
from explorer.lessons.lesson_file import parse_lesson, read_lesson
from explorer.lessons.quiz import read_quiz
from explorer.lessons.tables import LessonError, Source
from explorer.lessons.translated import in_language, translated
from explorer.paths import resource

TRANSLATIONS = sorted(resource("lessons/de").glob("*.toml"))
GUIDE_PAGE = "Lessons"
"""A page of the guide, which stays English."""
ENGLISH = """
title = "Whole"
about = "A line"

[[experiment]]
name = "one"
about = "One network"
a = { network = "plain-20" }

[[step]]
kind = "load"
title = "Load"
text = "Load it."
experiment = "one"

[[step]]
kind = "question"
title = "Why?"
text = "Say why."

[[step.answer]]
text = "So"
right = true
why = "Yes."

[[step.answer]]
text = "Not so"
why = "No."
"""


@pytest.fixture
def german() -> Iterator[None]:
    """A window that speaks German."""
    wording.speak(lambda text, _count: text, "de")
    yield
    wording.speak(None)


def _read(path: Path) -> Any:
    return read_quiz(path) if path.name == quiz_path().name else read_lesson(path)


def _texts(one: Any, place: str = "") -> dict[str, str]:
    """The texts of a lesson that a translation says otherwise, by their place."""
    found: dict[str, str] = {}
    for field in fields(one):
        value, here = getattr(one, field.name), f"{place}.{field.name}"
        if field.metadata.get("said") and value:
            found[here] = value
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            for k, entry in enumerate(value):
                found |= _texts(entry, f"{here}[{k}]")
    return found


def _without_texts(one: Any) -> Any:
    """A lesson with every text the same."""
    changes: dict[str, Any] = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if field.metadata.get("said") and value:
            changes[field.name] = "text"
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            changes[field.name] = tuple(map(_without_texts, value))
    return replace(one, **changes)


def _count(table: Any) -> int:
    """How many texts a file of a translation has, without what says where they are."""
    if isinstance(table, list):
        return sum(map(_count, table))
    if isinstance(table, dict):
        return sum(_count(value) for key, value in table.items() if key not in ("name", "id", "kind"))
    return 1


def _window_texts() -> dict[str, str]:
    """The texts of the window: English to German, without the marks of menus."""
    tree = ElementTree.parse(resource("translations/explorer_de.ts"))
    pairs = ((one.findtext("source", ""), one.findtext("translation", "")) for one in tree.iter("message"))
    return {source.replace("&", ""): said.replace("&", "") for source, said in pairs}


def _emphasized(text: str) -> list[str]:
    """What stands between asterisks, menus' ways apart."""
    spans = re.findall(r"\*{1,2}([^*]+)\*{1,2}", re.sub(r"\$[^$]*\$", "", text))
    return [part for span in spans for part in span.split(" → ")]


def test_every_lesson_and_the_quiz_are_there_in_german() -> None:
    assert {path.stem for path in TRANSLATIONS} == {*bundled_lessons(), quiz_path().stem}


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.stem)
@pytest.mark.usefixtures("german")
def test_a_german_file_has_the_texts_of_the_english_one_and_changes_nothing_else(path: Path) -> None:
    original = _read(path.parent.parent / path.name)
    said = in_language(original, path.parent.parent / path.name)
    assert _without_texts(said) == _without_texts(original)
    english, german, window = _texts(original), _texts(said), _window_texts()
    assert _count(tomllib.loads(path.read_text(encoding="utf-8"))) == len(english)
    for place, text in english.items():
        for kind in (r"\$[^$]+\$", r"`[^`]+`", r"\{[^}]*\}"):
            assert sorted(re.findall(kind, text)) == sorted(re.findall(kind, german[place])), place
        spans = [span for span in _emphasized(text) if span[0].isupper() and span != GUIDE_PAGE]
        labels = [window[span] for span in spans if span in window]
        assert not set(labels) - set(_emphasized(german[place])), (place, labels)
        assert text.count("\n- ") == german[place].count("\n- "), place


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.stem)
@pytest.mark.usefixtures("german")
def test_no_sentence_stays_english(path: Path) -> None:
    original = _read(path.parent.parent / path.name)
    english, german = _texts(original), _texts(in_language(original, path.parent.parent / path.name))
    same = {text for place, text in english.items() if german[place] == text and len(text.split()) > 3}
    assert not {text for text in same if not text.startswith("He et al.")}


def test_what_is_missing_in_a_translation_stays() -> None:
    source = Source('[[step]]\n[[step]]\ntitle = "Warum?"\n', "de/lesson.toml")
    said = translated(parse_lesson(ENGLISH), source)
    assert (said.title, said.steps[0].title, said.steps[1].title) == ("Whole", "Load", "Warum?")
    assert said.steps[1].text == "Say why."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("minutes = 3", "de/lesson.toml, line 1, minutes: a translation has texts alone; allowed: title, about"),
        (
            "[[step]]\n[[step]]\n[[step.answer]]\n[[step.answer]]\nright = true",
            "line 5, step 2, answer 2, right: a tra",
        ),
        ('[[experiment]]\na = { network = "plain-8" }', "line 2, experiment 1, a: a translation has texts alone"),
        ('[[step]]\ntitle = "x"', "line 1, step: 1 tables step; allowed: 2, as in the original."),
        ("[[step]]\n[[step]]\n[[step]]", "line 1, step: 3 of them; allowed: 0 to 2 tables step."),
        ('[[step]]\nkind = "wait"\n[[step]]', "line 2, step 1, kind: is 'wait'; allowed: 'load', as at this place"),
        ('[[experiment]]\nname = "two"', "line 2, experiment 1, name: is 'two'; allowed: 'one'"),
        ('[[step]]\ntext = "$\\\\foo$"\n[[step]]', "line 2, step 1, text: the formula cannot be drawn"),
        ("title = 3", "line 1, title: title"),
        ("title = ", "de/lesson.toml: not valid TOML"),
    ],
)
def test_what_is_wrong_in_a_translation_is_said_with_file_line_and_field(text: str, message: str) -> None:
    with pytest.raises(LessonError, match=re.escape(message)):
        translated(parse_lesson(ENGLISH), Source(text, "de/lesson.toml"))


def test_a_translation_is_read_in_its_language_alone(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "own.toml").write_text('title = "Ganz"', encoding="utf-8")
    lesson = read_lesson(path)
    assert in_language(lesson, path) is lesson
    wording.speak(lambda text, _count: text, "de")
    try:
        assert in_language(lesson, path).title == "Ganz"
        (tmp_path / "de" / "own.toml").write_text("titel = 3", encoding="utf-8")
        with pytest.raises(LessonError, match=r"^de/own.toml, line 1, titel: "):
            in_language(lesson, path)
    finally:
        wording.speak(None)
