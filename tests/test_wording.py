"""Texts are English until a window says how to translate them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from explorer import wording
from explorer.wording import tr, tr_count, tr_lines, tr_values

GERMAN = {"Saved {path}": "{path} gespeichert", "{count} runs": "{count} Läufe", "Off": "Aus"}


@pytest.fixture
def german() -> Iterator[None]:
    wording.speak(lambda text, count: "ein Lauf" if count == 1 else GERMAN.get(text, text))
    yield
    wording.speak(None)


def test_english_is_the_source() -> None:
    assert tr("Saved {path}", path="a.png") == "Saved a.png"
    assert tr("{not filled}") == "{not filled}"
    assert [tr_count("{count} run", "{count} runs", n) for n in (0, 1, 2)] == ["0 runs", "1 run", "2 runs"]


@pytest.mark.usefixtures("german")
def test_texts_are_translated_where_they_are_known() -> None:
    assert tr("Saved {path}", path="a.png") == "a.png gespeichert"
    assert tr("Unknown") == "Unknown"
    assert [tr_count("{count} run", "{count} runs", n) for n in (1, 2)] == ["ein Lauf", "2 Läufe"]
    assert tr_lines("Off\nUnknown") == "Aus\nUnknown"
    assert tr_values({"a": "Off"}) == {"a": "Aus"}
