"""Files that are written whole or not at all."""

from pathlib import Path

import pytest

from explorer.whole_file import whole


def test_a_file_takes_its_place_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("before")
    with whole(path) as part:
        part.write_text("after")
        assert path.read_text() == "before"
    assert path.read_text() == "after"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_fails_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    path, part = tmp_path / "file", tmp_path / "elsewhere"
    path.write_text("before")
    for made in (None, part):
        with pytest.raises(KeyboardInterrupt):
            _fail_in(path, made)
        assert path.read_text() == "before"
        assert list(tmp_path.iterdir()) == [path]


def _fail_in(path: Path, part: Path | None) -> None:
    with whole(path, part) as unfinished:
        unfinished.write_text("half")
        raise KeyboardInterrupt


def test_a_folder_in_the_way_is_told_and_the_part_removed(tmp_path: Path) -> None:
    (tmp_path / "file" / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="file"), whole(tmp_path / "file") as part:
        part.write_text("x")
    assert [found.name for found in tmp_path.iterdir()] == ["file"]
