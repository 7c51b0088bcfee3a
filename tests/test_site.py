"""The static site of the guide."""

from __future__ import annotations

import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from explorer.guide import site
from explorer.pages.page import page_titles

ROOT = Path(__file__).resolve().parents[1]


class _Parts(HTMLParser):
    """Links, sources and ids of a file; it complains of what is closed in another order than opened."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.targets += [given[name] for name in ("href", "src") if name in given]
        self.ids |= {given["id"]} if "id" in given else set()
        if tag not in ("meta", "link", "img", "br", "hr"):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def _parts(file: Path) -> _Parts:
    parts = _Parts()
    parts.feed(file.read_text(encoding="utf-8"))
    return parts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site") / "new" / "place"
    assert site.write(made) == made / "guide" / "index.html"
    return made


def test_each_page_is_a_file_that_links_all_pages(folder: Path) -> None:
    files = {file.stem for file in (folder / "guide").glob("*.html")}
    assert files == set(page_titles())
    for file in (folder / "guide").glob("*.html"):
        assert {f"{name}.html" for name in files} <= set(_parts(file).targets)


def test_every_relative_link_works(folder: Path) -> None:
    known = {file: _parts(file) for file in (folder / "guide").glob("*.html")}
    for file, parts in known.items():
        for target in parts.targets:
            name, _, anchor = target.partition("#")
            if not name.startswith("https://"):
                there = (file.parent / name).resolve() if name else file
                assert there.is_file(), f"{file.name}: {target}"
                assert there.is_relative_to(folder)
                assert not anchor or anchor in known[there].ids, f"{file.name}: {target}"


def test_nothing_is_loaded_from_the_network(folder: Path) -> None:
    for file in (folder / "guide").glob("*.html"):
        assert 'src="http' not in file.read_text(encoding="utf-8")
    assert "url(" not in (folder / "guide" / "style.css").read_text(encoding="utf-8")


def test_it_is_written_over_an_older_one(folder: Path) -> None:
    (folder / "guide" / "index.html").write_text("old")
    (folder / "mine.txt").write_text("mine")
    site.write(folder)
    assert "<h1" in (folder / "guide" / "index.html").read_text(encoding="utf-8")
    assert (folder / "mine.txt").read_text() == "mine"


def test_one_command_writes_it(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "explorer.guide", "site", str(tmp_path / "out")]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == str(tmp_path / "out" / "guide" / "index.html")
    assert len(list((tmp_path / "out" / "pictures").iterdir())) > 5
