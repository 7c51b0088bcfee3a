"""Texts that are said in English and can be said again in the window's language."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from copy import deepcopy

import pytest

from explorer import wording
from explorer.wording import joined, said, said_count, tr

GERMAN = {
    "{share} of {what}": "{what}: {share}",
    "the layers": "die Schichten",
    "{count} steps": "{count} Schritte",
    " and ": " und ",
}


@pytest.fixture
def german() -> Iterator[None]:
    wording.speak(lambda text, count: "{count} Schritt" if (text, count) == ("{count} steps", 1) else GERMAN[text])
    yield
    wording.speak(None)


def sentence() -> str:
    steps = [said_count("{count} step", "{count} steps", count) for count in (1, 2)]
    parts = (*steps, "", said("{share} of {what}", share="5 %", what=said("the layers")))
    return joined(parts, said(" and "))


@pytest.mark.usefixtures("german")
def test_a_text_is_english_until_it_is_said_again() -> None:
    text = sentence()
    assert text == "1 step and 2 steps and 5 % of the layers"
    assert tr(text) == "1 Schritt und 2 Schritte und die Schichten: 5 %"
    assert json.loads(json.dumps(text)) == str(text) == text
    assert type(str(text)) is str


@pytest.mark.usefixtures("german")
def test_a_copy_is_said_again_too() -> None:
    for copy in (deepcopy(sentence()), pickle.loads(pickle.dumps(sentence()))):
        assert tr(copy) == tr(sentence())


def test_an_english_window_has_the_english_text() -> None:
    assert tr(sentence()) == sentence()
    assert type(tr(sentence())) is str
