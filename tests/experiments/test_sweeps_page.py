"""The guide's page on sweeps is true: its files can be trained, and it names every key."""

from __future__ import annotations

import re

import pytest

from explorer.experiments.bundled import bundled_sweeps
from explorer.experiments.planning import planned
from explorer.experiments.sweep_file import KEYS, parse_sweep, read_sweep
from explorer.paths import resource

PAGE = resource("guide/sweeps.md").read_text(encoding="utf-8")
FILES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("text", "count"), list(zip(FILES, (12, 28), strict=True)))
def test_its_files_are_sweeps(text: str, count: int) -> None:
    assert len(planned(parse_sweep(text, "page")).cells) == count


def test_it_names_every_setting() -> None:
    assert [key for key in KEYS if f"`{key}`" not in PAGE] == []


def test_it_tells_how_many_runs_the_bundled_ones_have() -> None:
    told = {name: int(count) for name, count in re.findall(r"^\| `([\w-]+)` \| (\d+) \|", PAGE, re.MULTILINE)}
    assert told == {name: len(planned(read_sweep(path)).cells) for name, path in bundled_sweeps().items()}
