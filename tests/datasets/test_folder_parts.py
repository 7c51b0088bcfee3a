"""Which folders are taken for classes and which for parts, whatever they are called and however deep they lie."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from explorer.datasets.data_errors import DataError
from explorer.datasets.folder_tree import Tree, scan


def _grow(root: Path, **counts: int) -> Path:
    """Images by folder: "train/cat": 3, "": 1 for the root."""
    for name, count in counts.items():
        folder = root / name
        folder.mkdir(parents=True, exist_ok=True)
        for place in range(count):
            (folder / f"{place:03}.png").write_bytes(b"x")
    return root


def _scan(root: Path, counts: dict[str, int]) -> Tree:
    return scan(_grow(root, **counts), 0)


@pytest.mark.parametrize(
    ("train", "test"),
    [
        ("Train", "Test"),
        ("TRAIN", "VAL"),
        ("training_set", "test_set"),
        ("Training", "Testing"),
        ("train-images", "validation images"),
        ("seg_train", "seg_test"),
        ("train2017", "val2017"),
        ("imgs_train", "dev"),
    ],
)
def test_parts_are_known_by_name_whatever_their_case(tmp_path: Path, train: str, test: str) -> None:
    counts = {f"{train}/cat": 6, f"{train}/dog": 7, f"{test}/cat": 5, f"{test}/dog": 6}
    tree = _scan(tmp_path, counts)
    assert tree.classes == ("cat", "dog")
    assert (len(tree.train), len(tree.test)) == (13, 11)
    assert tree.notes == (f"13 training images from {train}/, 11 test images from {test}/.",)


@pytest.mark.parametrize(
    ("counts", "classes", "sizes", "said"),
    [
        pytest.param({"train/a": 10, "train/b": 10, "unlabeled": 7}, "a b", (16, 4),
                     "unlabeled/ (7 images) is left out", id="unlabeled"),
        pytest.param({"train/a": 10, "train/b": 10, "unlabeled/x": 7, "unlabeled/y": 2, "test/a": 5, "test/b": 5},
                     "a b", (20, 10), "unlabeled/ (9 images) is left out", id="unlabeled in folders"),
        pytest.param({"data/Train/a": 5, "data/Train/b": 5, "data/Test/a": 5, "data/Test/b": 5}, "a b", (10, 10),
                     "The images are in data/.", id="one folder deeper"),
        pytest.param({"x/y/a": 10, "x/y/b": 10}, "a b", (16, 4), "The images are in x/y/.", id="two folders deeper"),
        pytest.param({"": 2, "x/a": 10, "x/b": 10}, "a b", (16, 4), "Ignored, not an image in a class folder",
                     id="loose images beside"),
        pytest.param({"train/a": 10, "train/b": 10, "val": 8}, "a b", (16, 4),
                     "val/ (8 images) is left out: no folders of classes", id="flat val"),
        pytest.param({"train/a": 10, "train/b": 10, "val/images": 8}, "a b", (16, 4),
                     "val/ (8 images) is left out: no folders of classes", id="flat val, one deeper"),
        pytest.param({"train/a": 5, "train/b": 5, "val/a": 5, "val/b": 6, "test": 9}, "a b", (10, 11),
                     "test/ (9 images) is left out: no folders of classes", id="flat test, val of classes"),
        pytest.param({"train/a": 5, "train/b": 5, "val/a": 5, "val/b": 6, "test/a": 5, "test/b": 5}, "a b", (10, 10),
                     "val/ (11 images) is left out: the test images are those of test/", id="test and val"),
        pytest.param({"train/a": 5, "train/b": 5, "test/a": 5, "test/b": 5, "samples": 3}, "a b", (10, 10),
                     "samples/ (3 images) is left out", id="others beside parts"),
        pytest.param({"seg_train/seg_train/a": 5, "seg_train/seg_train/b": 5, "seg_test/seg_test/a": 5,
                      "seg_test/seg_test/b": 5, "seg_pred/seg_pred": 3}, "a b", (10, 10), "seg_pred/ (3 images)",
                     id="wrapped parts"),
        pytest.param({"a": 10, "b": 10, "unlabeled": 4}, "a b", (16, 4), "unlabeled/ (4 images) is left out",
                     id="unlabeled beside classes"),
        pytest.param({"a": 10, "b": 10, "Test": 4}, "a b", (16, 4), "Test/ (4 images) is left out",
                     id="flat test beside classes"),
        pytest.param({"ship": 10, "train": 10}, "ship train", (16, 4), "train/ is taken as a class.",
                     id="a class called train"),
        pytest.param({"crash_test": 10, "normal": 10}, "crash_test normal", (16, 4), "", id="a longer name"),
        pytest.param({"p1/cat": 5, "p1/dog": 5, "p2/cat": 5, "p2/dog": 5}, "p1 p2", (16, 4),
                     "each holds cat/ and dog/: if those are the classes, open", id="classes of classes"),
        pytest.param({"a": 1, "b": 10}, "a b", (9, 2), "Too few images for training or testing: a (1 training, 0",
                     id="small class"),
        pytest.param({"train/a": 9, "train/b": 9, "test/a": 9}, "a b", (18, 9), "No test images of b.",
                     id="class without test images"),
    ],
)  # fmt: skip
def test_what_is_taken_and_what_is_said(
    tmp_path: Path, counts: dict[str, int], classes: str, sizes: tuple[int, int], said: str
) -> None:
    tree = _scan(tmp_path, counts)
    assert tree.classes == tuple(classes.split())
    assert (len(tree.train), len(tree.test)) == sizes
    assert said in " ".join(tree.notes)
    assert said or len(tree.notes) == 1


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"train": 8, "test": 8}, "its 8 images directly in it, so their classes are not known"),
        ({"Train": 8, "unlabeled": 8}, "its 8 images directly in it"),
        ({"train/a": 3, "train/b": 3, "Training/a": 3, "Training/b": 3, "test/a": 1}, "has Training/ and train/"),
        ({"train/a": 3, "train/b": 3, "images/x": 3}, "has train/ beside images/"),
        ({"test/a": 3, "test/b": 3, "images/a": 3}, "has test/ beside images/"),
        ({"test/a": 3, "test/b": 3, "val/a": 3, "val/b": 3}, "has test/ and val/"),
        ({"cats": 3, "test": 3}, "has test/ beside cats/"),
        ({"train/Cat": 3, "train/Dog": 3, "test/cat": 3, "test/dog": 3}, "test images of classes that have no"),
    ],
)  # fmt: skip
def test_what_is_not_clear_is_asked(tmp_path: Path, counts: dict[str, int], said: str) -> None:
    with pytest.raises(DataError) as refused:
        _scan(tmp_path, counts)
    assert said in str(refused.value)


def test_a_dead_link_is_a_note(tmp_path: Path) -> None:
    _grow(tmp_path, a=5, b=5)
    (tmp_path / "a" / "gone.png").symlink_to(tmp_path / "nowhere.png")
    (tmp_path / "c").symlink_to(tmp_path / "nowhere")
    tree = scan(tmp_path, 0)
    assert (tree.classes, len(tree.train) + len(tree.test)) == (("a", "b"), 10)
    assert tree.notes[1:] == (f"Ignored, broken links: {tmp_path}/c, {tmp_path}/a/gone.png.",)


def test_links_to_folders_are_followed_and_do_not_go_round(tmp_path: Path) -> None:
    store = _grow(tmp_path / "store", a=5, b=6)
    root = tmp_path / "data"
    (root / "train").mkdir(parents=True)
    for name in ("a", "b"):
        (root / "train" / name).symlink_to(store / name)
    (root / "train" / "round").symlink_to(root)
    (store / "a" / "other").symlink_to(store / "b")  # would give b's images to a
    tree = scan(root, 0)
    assert (tree.classes, len(tree.train) + len(tree.test)) == (("a", "b"), 11)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_no_image(tmp_path: Path) -> None:
    _grow(tmp_path, a=5, b=5)
    os.mkfifo(tmp_path / "a" / "pipe.png")
    tree = scan(tmp_path, 0)
    assert len(tree.train) + len(tree.test) == 10
    assert tree.notes[1:] == ("Ignored, not an image in a class folder: pipe.png.",)
