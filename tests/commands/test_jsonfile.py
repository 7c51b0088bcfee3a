"""JSON that every reader accepts, in files that can be written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from explorer.commands.failures import UsageError
from explorer.commands.jsonfile import check_writable, dumps


def test_what_is_not_finite_becomes_null() -> None:
    data = {"a": float("nan"), "b": [float("inf"), (1.5, -float("inf"))], "c": {"d": float("nan")}, "e": "NaN", "f": 3}
    assert json.loads(dumps(data)) == {"a": None, "b": [None, [1.5, None]], "c": {"d": None}, "e": "NaN", "f": 3}


def test_checking_leaves_nothing_behind(tmp_path: Path) -> None:
    check_writable(tmp_path / "new.json")
    assert list(tmp_path.iterdir()) == []


def test_checking_keeps_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text("kept")
    check_writable(path)
    assert path.read_text() == "kept"


@pytest.mark.parametrize("name", ["", "missing/file.json"])
def test_no_file_to_write(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"--json .* cannot be written: "):
        check_writable(tmp_path / name)
