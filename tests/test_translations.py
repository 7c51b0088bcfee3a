"""The translations say all that the source says, with the same values in place, and are compiled as written."""

from __future__ import annotations

import string
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from explorer.gui.window.language import CONTEXT
from explorer.guide.literals import Literals
from explorer.guide.translations import FOLDER, sources

FILES = sorted(FOLDER.glob("*.ts"))


def messages(file: Path) -> dict[str, list[str]]:
    """Every text of a translation with its forms; AssertionError for one that is not finished."""
    found: dict[str, list[str]] = {}
    for message in ET.parse(file).getroot().iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        if translation is None or translation.get("type") in ("vanished", "obsolete"):
            continue
        assert translation.get("type") is None, f"not translated: {source!r}"
        found[source] = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
    return found


def places(text: str) -> list[tuple[str, str | None, str | None]]:
    """The places that values are put into, with how they are written."""
    return sorted((name, spec, how) for _, name, spec, how in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_translation_has_every_text_and_its_places(file: Path) -> None:
    single, plural = sources()
    found = messages(file)
    again = "`python -m explorer.guide translations`, then translate what is unfinished"
    assert set(found) == {*single, *plural}, again
    for source, forms in found.items():
        assert all(forms), source
        for form in forms:
            counted = {place for place in places(source) if source in plural and place[0] == "count"}
            assert {*places(form)} | counted == {*places(source)}, (source, form)
            assert (form[:1].isspace(), form[-1:].isspace()) == (source[:1].isspace(), source[-1:].isspace()), source


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_compiled_is_what_is_written(file: Path) -> None:
    compiled = QTranslator()
    assert compiled.load(str(file.with_suffix(".qm")))
    _, plural = sources()
    for source, forms in messages(file).items():
        count = 1 if source in plural else -1
        assert compiled.translate(CONTEXT, source, None, count) == forms[0], "`python -m explorer.guide translations`"


def test_the_texts_of_a_source_are_found(tmp_path: Path) -> None:
    package = tmp_path / "made"
    package.mkdir()
    (package / "words.py").write_text('GONE = "It is gone."\n')
    (package / "shown.py").write_text(
        "from made.words import GONE\n"
        'KINDS = marked({"a": "first", "b-c": ("Second", "not_a_text")})\n'
        "def show(x, n):\n"
        '    tr("One" if x else "Two"), tr(GONE), tr(x), tr("No {what}", what=tr("way"))\n'
        '    tr_count("{count} run", "{count} runs", n), list(map(tr, KINDS))\n'
    )
    found = Literals(package)
    assert found.texts == {"One", "Two", "It is gone.", "No {what}", "way", "first", "Second"}
    assert found.plurals == {"{count} runs"}


def test_a_text_translated_too_early_is_refused(tmp_path: Path) -> None:
    package = tmp_path / "made"
    package.mkdir()
    (package / "early.py").write_text('TITLE = tr("Too early")\n')
    with pytest.raises(ValueError, match="line 1: tr while the module is read"):
        Literals(package)
