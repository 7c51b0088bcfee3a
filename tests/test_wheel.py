"""What is built from the repository has every file that the installed program reads."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

import explorer.lessons.bundled
from explorer.paths import resource

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def shipped() -> set[str]:
    """The files of the wheel, as it would be built."""
    return {found.distribution_path for found in WheelBuilder(str(ROOT)).recurse_included_files()}


def test_every_file_of_the_program_and_its_resources_is_in_the_wheel_and_no_other(shipped: set[str]) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    there = [name for name in listed.splitlines() if (ROOT / name).exists()]
    wanted = {name for name in there if name.startswith("explorer/")}
    wanted |= {f"explorer/{name}" for name in there if name.startswith("resources/")}
    here = {name for name in shipped if not name.endswith(".pyc")}
    assert wanted - here == set()
    assert {name.partition("/")[0] for name in here} == {"explorer"}


def test_every_resource_that_the_program_names_is_in_the_wheel(shipped: set[str]) -> None:
    named: set[str] = set()
    for path in (ROOT / "explorer").rglob("*.py"):
        named |= set(re.findall(r'resource\("([^"]+)"\)', path.read_text(encoding="utf-8")))
    assert {"icons/explorer.svg", "lessons", "sweeps", "site.css"} <= named
    for name in named:
        inside = f"explorer/resources/{name}"
        assert inside in shipped or any(each.startswith(f"{inside}/") for each in shipped), name


def test_an_installed_program_reads_its_own_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "explorer"
    (package / "resources" / "lessons").mkdir(parents=True)
    (tmp_path / "resources" / "lessons").mkdir(parents=True)
    monkeypatch.setattr("explorer.paths.__file__", str(package / "paths.py"))
    assert resource("lessons") == package / "resources" / "lessons"
    assert explorer.lessons.bundled.bundled_lessons() == {}
