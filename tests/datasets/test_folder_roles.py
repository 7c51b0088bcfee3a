"""Which folders are what, as the user says it: by the dataset's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.datasets.data_errors import DataError, UnclearLayoutError
from explorer.datasets.folder_tree import Tree, scan
from explorer.runs.folders import HERE, FolderName, folder_name
from tests.datasets.test_folder_parts import _grow


def _scan(root: Path, counts: dict[str, int], **roles: object) -> Tree:
    return scan(_grow(root, **counts), 0, FolderName("8", str(root), **roles))


TWO = {"train/x": 6, "train/y": 6, "Training/x": 7, "Training/y": 7, "test/x": 3, "test/y": 3}


@pytest.mark.parametrize(
    ("counts", "roles", "classes", "sizes", "said"),
    [
        (TWO, {"train": "Training", "test": "test"}, "x y", (14, 6), "train/ (12 images) is left out"),
        (TWO, {"train": "train"}, "x y", (10, 2), "Training/ (14 images) is left out"),
        (TWO, {"train": "train", "test": "Training"}, "x y", (12, 14), "test/ (6 images) is left out"),
        ({"data/train/x": 6, "data/train/y": 5, "data/images/x": 3}, {"train": "data/train"}, "x y", (9, 2),
         "images/ (3 images) is left out"),
        ({"train/x": 6, "train/y": 5, "train/z": 1, "images/x": 3}, {"train": HERE}, "images train", (12, 3), ""),
        ({"a": 6, "b": 5, "old stuff": 3}, {"train": HERE, "without": ("old stuff",)}, "a b", (9, 2),
         "Ignored as requested: old stuff/."),
        ({"a": 6, "b": 5, "check/a": 2, "check/b": 2}, {"train": HERE, "test": "check"}, "a b", (11, 4),
         "Roles of the folders as given: test check."),
    ],
)  # fmt: skip
def test_folders_are_what_they_are_said_to_be(tmp_path: Path, counts, roles, classes, sizes, said) -> None:  # noqa: PLR0917
    tree = _scan(tmp_path, counts, **roles)
    assert tree.classes == tuple(classes.split())
    assert (len(tree.train), len(tree.test)) == sizes
    assert said in " ".join(tree.notes)


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        ({"train": "Train"}, "has no folder Train; it has Training/ and test/ and train/."),
        ({"train": "train/z"}, "has no folder train/z; train/ has x/ and y/."),
        ({"train": "train/x"}, "train/x has no folders of classes in it."),
        ({"train": "../train"}, "has no folder ../train"),
        ({"train": "train", "test": "test/x"}, "test/x has no folders of classes in it."),
    ],
)
def test_a_folder_that_cannot_be_it_is_told(tmp_path: Path, roles: dict[str, object], said: str) -> None:
    with pytest.raises(DataError) as refused:
        _scan(tmp_path, TWO, **roles)
    assert said in str(refused.value)


def test_what_is_asked_comes_with_what_the_names_suggest(tmp_path: Path) -> None:
    with pytest.raises(UnclearLayoutError) as asked:
        _scan(tmp_path, {**TWO, "val/x": 1, "more": 2})
    assert asked.value.question.endswith("has Training/ and train/: which one holds the training images?")
    assert "--train-folder" in str(asked.value)
    assert [(f.name, f.images, f.role) for f in asked.value.folders] == [
        ("Training", 14, "train"), ("more", 2, "without"), ("test", 6, "test"), ("train", 12, "without"),
        ("val", 1, "without"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        FolderName("32", "/home/me/a:b,c"),
        FolderName("32", "photos", "big one/a,b", "50% : =", ("old", "später/x")),
        FolderName("8", "/x", HERE, without=("a",)),
    ],
)
def test_a_name_says_it_all(name: FolderName) -> None:
    assert folder_name(str(name)) == name
    assert str(name).partition(":")[0] == "folder"


@pytest.mark.parametrize(
    "text", ["digits", "folder:32", "folder:32,train=:x", "folder:32,test=a,test=b:x", "folder:3,b:x"]
)
def test_what_is_no_such_name(text: str) -> None:
    assert folder_name(text) is None
