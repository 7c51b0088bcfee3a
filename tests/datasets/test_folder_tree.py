"""Folders as they lie on disk: layouts, splits, and what is said where they cannot be learned from."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from explorer.datasets.data_errors import DataError
from explorer.datasets.folder_tree import scan, unchanged


def _grow(root: Path, **classes: int) -> Path:
    """Files named as images in root/CLASS; "train_cat" stands for train/cat."""
    for name, count in classes.items():
        folder = root.joinpath(*name.split("_"))
        folder.mkdir(parents=True)
        for place in range(count):
            (folder / f"{place:03}.png").write_bytes(b"x" * place)
    return root


@pytest.mark.parametrize("test", ["test", "val", "valid", "validation"])
def test_two_parts_are_taken_as_they_are(tmp_path: Path, test: str) -> None:
    tree = scan(_grow(tmp_path, train_dog=3, train_cat=2, **{f"{test}_cat": 1, f"{test}_dog": 2}), 0)
    assert tree.classes == ("cat", "dog")
    assert [f.label for f in tree.train] == [0, 0, 1, 1, 1]
    assert [f.label for f in tree.test] == [0, 1, 1]
    assert all(f.path.startswith(str(tmp_path / test)) for f in tree.test)
    assert tree.notes[0] == f"5 training images from train/, 3 test images from {test}/."


def test_one_part_is_split_class_by_class(tmp_path: Path) -> None:
    tree = scan(_grow(tmp_path, a=50, b=10, c=2, d=1), 0)
    assert Counter(f.label for f in tree.test) == {0: 10, 1: 2, 2: 1}
    assert Counter(f.label for f in tree.train) == {0: 40, 1: 8, 2: 1, 3: 1}
    together = [f.path for f in (*tree.train, *tree.test)]
    assert len(set(together)) == len(together) == 63
    assert tree.notes == (
        "Split by seed 0, class by class: 50 training images, 13 test images.",
        "Too few images for training or testing: c (1 training, 1 test), d (1 training, 0 test).",
        "No test images of d.",
    )


def test_the_seed_alone_decides_the_split(tmp_path: Path) -> None:
    _grow(tmp_path, a=50, b=10)
    assert scan(tmp_path, 3) == scan(tmp_path, 3)
    assert scan(tmp_path, 3).test != scan(tmp_path, 4).test


def test_a_train_folder_alone_is_split(tmp_path: Path) -> None:
    tree = scan(_grow(tmp_path, train_a=5, train_b=5), 0)
    assert (tree.classes, len(tree.train), len(tree.test)) == (("a", "b"), 8, 2)


def test_a_class_may_be_called_train(tmp_path: Path) -> None:
    assert scan(_grow(tmp_path, train=5, ship=5), 0).classes == ("ship", "train")


def test_images_lie_at_any_depth_and_other_files_are_told(tmp_path: Path) -> None:
    _grow(tmp_path, a=2, b=2, a_deep_deeper=3)
    for name in ("a/notes.txt", "readme.md", ".DS_Store", "a/.hidden.png"):
        (tmp_path / name).write_text("text")
    tree = scan(tmp_path, 0)
    assert len(tree.train) + len(tree.test) == 7
    assert tree.notes[-1:] == ("Ignored, not an image in a class folder: readme.md, notes.txt.",)


def test_a_class_without_images_is_left_out_and_told(tmp_path: Path) -> None:
    tree = scan(_grow(tmp_path, a=2, b=2, empty=0), 0)
    assert tree.classes == ("a", "b")
    assert "Class empty has no images; it is left out." in tree.notes


@pytest.mark.parametrize(
    ("classes", "message"),
    [
        ({}, "holds no images in folders of classes. Allowed: a folder for each class, either in train/ and test/"),
        ({"a": 0, "b": 0}, "holds no images in folders of classes"),
        ({"a": 4}, "holds images of one class alone, a. At least 2 are needed"),
        ({"a": 1, "b": 1}, "has no test images: a class needs at least 2 images"),
        (
            {"train_a": 1, "train_b": 1, "test_a": 1, "test_c": 1},
            "has test images of classes that have no training images: c. Classes with training images: a, b.",
        ),
        ({"train_a": 1, "train_b": 1, "test_a": 0}, "has no test images"),
    ],
)
def test_what_cannot_be_learned_from_is_refused(tmp_path: Path, classes: dict[str, int], message: str) -> None:
    with pytest.raises(DataError) as refused:
        scan(_grow(tmp_path, **classes), 0)
    assert message in str(refused.value)
    assert str(tmp_path) in str(refused.value)


def test_missing_folders_and_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"There is no folder .*nowhere"):
        scan(tmp_path / "nowhere", 0)
    (tmp_path / "file").write_text("text")
    with pytest.raises(DataError, match="file is a file, not a folder"):
        scan(tmp_path / "file", 0)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    _grow(tmp_path, a=2, b=2)
    (tmp_path / "a").chmod(0)
    with pytest.raises(DataError, match="cannot be read"):
        scan(tmp_path, 0)
    (tmp_path / "a").chmod(0o755)


def test_the_key_changes_with_the_files_and_unchanged_notices_folders(tmp_path: Path) -> None:
    tree = scan(_grow(tmp_path, a=4, b=4), 0)
    assert unchanged(tree)
    assert tree.key() == scan(tmp_path, 0).key() != scan(tmp_path, 1).key()
    path = tmp_path / "a" / "000.png"
    path.write_bytes(b"longer")
    larger = scan(tmp_path, 0).key()
    os.utime(path, ns=(0, 0))
    older = scan(tmp_path, 0).key()
    path.rename(tmp_path / "a" / "renamed.png")
    os.utime(tmp_path / "a", ns=(0, 0))
    assert not unchanged(tree)
    assert len({tree.key(), larger, older, scan(tmp_path, 0).key()}) == 4
    for left in (tmp_path / "b").iterdir():
        left.unlink()
    (tmp_path / "b").rmdir()
    assert not unchanged(tree)
