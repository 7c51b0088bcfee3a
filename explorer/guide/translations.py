"""The window's translations: what its source says, kept with Qt's own tools. `python -m explorer.guide translations`.

`resources/translations/explorer_XX.ts` is what a translator edits, in Qt Linguist or by hand; lupdate brings it up to
date with the source and keeps what is translated, lrelease makes the `.qm` that the window reads of it. A new language
is one new file: an empty `explorer_XX.ts`, which the command fills.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import PySide6

import explorer
from explorer.gui.window.language import CONTEXT, file_of
from explorer.guide.literals import Literals
from explorer.guide.tables import texts
from explorer.paths import resource

FOLDER = resource("translations")


def sources() -> tuple[list[str], list[str]]:
    """Every text that can be translated, in order, and those that have plural forms."""
    literals = Literals(Path(explorer.__file__).parent)
    return sorted({*literals.texts, *texts()} - literals.plurals), sorted(literals.plurals)


def write() -> Iterator[Path]:
    """Bring every translation up to date with the source and compile it; yields the compiled files."""
    for file in sorted(FOLDER.glob(f"{CONTEXT}_*.ts")):
        language = file.stem.rpartition("_")[2]
        with tempfile.TemporaryDirectory() as folder:
            listing = Path(folder) / "texts.cpp"
            listing.write_text(_listing(), encoding="utf-8")
            _run("lupdate", "-locations", "none", "-source-language", "en", "-target-language", language,
                 "-disable-heuristic", "similartext", str(listing), "-ts", str(file))  # fmt: skip
        _run("lrelease", str(file), "-qm", file_of(language))
        yield Path(file_of(language))


def _listing() -> str:
    """The texts as C++, which lupdate reads."""
    single, plural = sources()
    marks = [f'QT_TRANSLATE_NOOP("{CONTEXT}", {_quoted(text)});' for text in single]
    marks += [f'QT_TRANSLATE_N_NOOP("{CONTEXT}", {_quoted(text)});' for text in plural]
    return "\n".join(marks)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _run(tool: str, *arguments: str) -> None:
    """Run a tool of PySide6; CalledProcessError where it fails."""
    subprocess.run([Path(PySide6.__file__).parent / tool, "-silent", *arguments], check=True)
