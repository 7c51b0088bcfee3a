"""The figures of the house are right on a package made by hand, and today's package has no cycles."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests import house

ROOT = Path(__file__).resolve().parents[1]
FILES = {
    "a/one.py": "from explorer.b.two import two\n\n\ndef first(a: int) -> None:\n" + "    x = 1\n" * 30,
    "b/two.py": "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import explorer.a.one\n\n\ndef two():\n"
    "    from explorer.a import one\n    return one, 'svhn'\n",
    "b/one.py": "from explorer import b\nfrom explorer.gui.loose import x\n",
    "gui/loose.py": "from explorer.gui.seen import widget\n\nx = 1\n",
    "gui/seen/widget.py": "import explorer.gui.other\n",
    "gui/other.py": "",
}


@pytest.fixture
def handmade(tmp_path: Path) -> Path:
    """A checkout of six modules: two folders that import each other inside a function, and loose ones in gui."""
    for name, text in FILES.items():
        file = tmp_path / "explorer" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        for folder in file.relative_to(tmp_path).parents[:-1]:
            (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "pyproject.toml").write_text("[tool.mypy]\nstrict = true\npretty = false\nfiles = ['explorer']\n")
    return tmp_path


def test_a_package_made_by_hand(handmade: Path) -> None:
    rows = dict(house.table(handmade))
    assert rows["files and lines: a"] == "2 · 34"
    assert rows["files and lines: gui"] == "3 · 3"
    assert rows["files and lines: gui/seen"] == "2 · 1"
    assert rows["cycles of folders of explorer, at import"] == "0"
    assert rows["cycles of folders of explorer, with imports in functions"] == "1: {a, b}"
    assert rows["cycles of folders of explorer/gui, at import"] == "1: {(loose), seen}"
    assert rows["cycles of modules, at import"] == "0"
    assert rows["cycles of modules, with imports in functions"] == "1: {explorer.a.one, explorer.b.two}"
    assert rows["files that name one dataset"] == "1: b/two.py"
    assert rows["files that name one verdict"] == "there is none"
    assert rows["functions of at most 30 lines"] == "50.0% of 2"
    assert rows["functions with every annotation"] == "50.0%"
    assert rows["lines of a file, median"] == "2.5"
    assert rows["files of at most 30 lines"] == "5"
    assert rows["file names that occur more than once"] == "1: one.py×2"
    assert rows["mypy: flags"] == "strict"
    assert rows["files passed: A click on an arc"] == "not known"


def test_this_package_has_no_cycles() -> None:
    rows = dict(house.table(ROOT))
    cycles = {what: figure for what, figure in rows.items() if what.startswith("cycles of ")}
    assert len(cycles) == 6
    assert set(cycles.values()) == {"0"}, cycles
    assert "not known" not in rows.values()
    assert "there is none" not in rows.values(), "a member that was renamed: house.ADDITIONS names it"


def test_the_ways_of_0_3_name_files_that_it_had() -> None:
    listing = ["git", "ls-tree", "-r", "--name-only", "cdf2d83", "explorer"]
    known = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=False)
    if known.returncode:
        pytest.skip("not a clone with its history")
    named = {f"explorer/{file}" for files in house.WAYS_OF_0_3.values() for file in files.split()}
    assert named <= set(known.stdout.splitlines()), named - set(known.stdout.splitlines())
