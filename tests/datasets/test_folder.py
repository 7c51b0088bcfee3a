"""A folder of images as a dataset: found by name, decoded once, whatever lies in it."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from explorer.datasets import decoding, folder, folder_tree
from explorer.datasets.data_errors import DataError
from explorer.datasets.data_samples import survey
from explorer.datasets.dataset_lookup import find, fitted
from explorer.datasets.dataset_registry import SPLIT_SEED
from explorer.datasets.folder import dataset_of
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train

SHARED = Path(__file__).resolve().parents[3] / "shared" / "tools" / "unpack_cifar10.py"
COLORS = {"blue": (10, 20, 200), "red": (200, 20, 10)}


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of the test's own."""
    place = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("RESIDUAL_EXPLORER_DATA", str(place))
    return place


def _paint(root: Path, *, mode: str = "RGB", parts: tuple[str, ...] = ("train", "test")) -> Path:
    """Two classes of one color each, in formats of every kind."""
    for part in parts:
        for name, color in COLORS.items():
            home = root / part / name
            home.mkdir(parents=True)
            for k, ending in enumerate(("png", "jpg", "gif", "bmp")):
                Image.new("RGB", (9 + k, 8), color).convert(mode).save(home / f"{k}.{ending}")
    return root


def _name(root: Path, size: int = 8) -> str:
    return f"folder:{size}:{root}"


def test_images_labels_and_parts(tmp_path: Path) -> None:
    dataset = find(_name(_paint(tmp_path)))
    assert (dataset.shape, dataset.classes, dataset.train_size, dataset.test_size) == ((3, 8, 8), ("blue", "red"), 8, 8)
    split = dataset.load(SPLIT_SEED)
    for images, labels in ((split.train_x, split.train_y), (split.test_x, split.test_y)):
        assert images.dtype == torch.uint8
        assert labels.tolist() == [0] * 4 + [1] * 4
        for image, label in zip(images, labels, strict=True):
            wanted = torch.tensor(COLORS[dataset.classes[label]])[:, None, None]
            assert (image.int() - wanted).abs().max() <= 3  # JPEG
    assert fitted(NetworkSpec(), dataset.name).input_shape == (3, 8, 8)


def test_a_folder_all_gray_has_one_channel_and_a_mixed_one_three(tmp_path: Path) -> None:
    _paint(tmp_path, mode="L")
    (tmp_path / "train" / "red" / "2.gif").unlink()  # GIFs have palettes, which may hold colors
    for path in tmp_path.rglob("*.gif"):
        path.unlink()
    deep = Image.fromarray(np.full((8, 8), 40_000, np.uint16))
    deep.save(tmp_path / "train" / "red" / "deep.png")
    gray = find(_name(tmp_path))
    assert gray.shape == (1, 8, 8)
    assert gray.load(SPLIT_SEED).train_x[-1].unique().tolist() == [40_000 // 256]
    Image.new("RGB", (8, 8), "green").save(tmp_path / "train" / "red" / "new.png")
    assert find(_name(tmp_path)).shape == (3, 8, 8)
    assert find(_name(tmp_path)).load(SPLIT_SEED).train_x.shape[1] == 3


@pytest.mark.logs
def test_unreadable_images_are_skipped_and_listed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    _paint(tmp_path)
    (tmp_path / "train" / "red" / "text.jpg").write_text("no image")
    out = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(out, "JPEG")
    (tmp_path / "test" / "blue" / "cut.jpg").write_bytes(out.getvalue()[:1000])
    split = find(_name(tmp_path)).load(SPLIT_SEED)
    assert (len(split.train_x), len(split.test_x)) == (8, 8)
    (line,) = [record.getMessage() for record in caplog.records]
    assert "2 images could not be read and left out: " in line
    folder._KNOWN.clear()  # as in the next process
    dataset, notes = survey(_name(tmp_path))
    assert (dataset.train_size, dataset.test_size) == (8, 8)
    (told,) = [note for note in notes if "could not be read" in note]
    assert str(tmp_path / "train" / "red" / "text.jpg") in told
    assert str(tmp_path / "test" / "blue" / "cut.jpg") in told
    assert "truncated" in told


def test_nothing_readable_is_told(tmp_path: Path, data: Path) -> None:
    _paint(tmp_path)
    for path in (tmp_path / "test").rglob("*.*"):
        path.write_text("no image")
    with pytest.raises(DataError, match="None of the images to test on can be read"):
        find(_name(tmp_path)).load(SPLIT_SEED)
    assert not list(data.rglob("*.npy"))


def test_it_is_decoded_once_until_a_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = find(_name(_paint(tmp_path)))
    decoded = []
    read = decoding.decoded
    monkeypatch.setattr(folder, "decoded", lambda paths, *how: decoded.append(len(paths)) or read(paths, *how))
    first = dataset.load(SPLIT_SEED)
    again = dataset.load(SPLIT_SEED)
    assert decoded == [8, 8]
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    Image.new("RGB", (30, 30), "white").save(tmp_path / "train" / "blue" / "0.png")
    assert (dataset.load(SPLIT_SEED).train_x[0] == 255).all()
    assert decoded == [8, 8, 8, 8]
    find(_name(tmp_path, 4)).load(SPLIT_SEED)
    dataset.load(SPLIT_SEED)  # another size has its own cache
    assert decoded == [8, 8, 8, 8, 8, 8]


def test_progress_runs_from_0_to_1(tmp_path: Path) -> None:
    dataset = find(_name(_paint(tmp_path)))
    for _ in range(2):
        told: list[float] = []
        dataset.load(SPLIT_SEED, told.append)
        assert told == sorted(told)
        assert (told[0], told[-1]) == (0, 1)


def test_finding_it_again_lists_nothing_until_the_folder_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = _name(_paint(tmp_path))
    first, scan = dataset_of(name), folder_tree.scan
    monkeypatch.setattr(folder, "scan", None)  # would fail if called
    assert dataset_of(name) is first
    monkeypatch.setattr(folder, "scan", scan)
    shutil.copytree(tmp_path / "train" / "red", tmp_path / "train" / "rose")
    assert dataset_of(name).classes == ("blue", "red", "rose")


def test_one_folder_of_classes_is_split_and_the_path_may_hold_colons(tmp_path: Path) -> None:
    root = _paint(tmp_path / "odd:name", parts=(".",))
    dataset, notes = survey(_name(root, 16))
    assert (dataset.shape, dataset.train_size, dataset.test_size) == ((3, 16, 16), 6, 2)
    assert notes[0] == "Split by seed 0, class by class: 6 training images, 2 test images."
    split = dataset.load(SPLIT_SEED)
    assert split.test_y.tolist() == [0, 1]


@pytest.mark.parametrize("name", ["folder:", "folder:32", "folder:32:", "folder:0:x", "folder:513:x", "folder:-1:x"])
def test_names_that_are_none_are_refused(name: str) -> None:
    with pytest.raises(DataError, match=r"allowed: folder:SIZE:PATH with SIZE 1 to 512"):
        find(name)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="There is no folder"):
        find(_name(tmp_path / "nowhere"))


def test_a_network_learns_its_colors(tmp_path: Path) -> None:
    spec = RunSpec(
        network=NetworkSpec(name="resnet-8", width=4),
        training=TrainingSpec(
            dataset=_name(_paint(tmp_path)), augment="crop-flip", epochs=10, batch_size=8, device="cpu"
        ),
    )
    session = Session(spec)
    for _ in train(session, lambda waiting: False):
        pass
    assert session.outcome is not None
    assert session.outcome.test_accuracy == 1


@pytest.mark.skipif(not SHARED.exists(), reason="needs the CIFAR-10 pack beside the checkout")
def test_real_photographs(tmp_path: Path) -> None:
    subprocess.run([sys.executable, SHARED, tmp_path, "--per-class", "20"], check=True, stdout=subprocess.DEVNULL)
    dataset = find(_name(tmp_path, 32))
    split = dataset.load(SPLIT_SEED)
    assert dataset.classes[:3] == ("airplane", "automobile", "bird")
    assert split.train_x.shape == split.test_x.shape == (200, 3, 32, 32)
    assert split.train_y.bincount().tolist() == [20] * 10
    # Published means of CIFAR-10: 125.3, 123.0, 113.9; 200 images come near.
    torch.testing.assert_close(split.mean.flatten(), torch.tensor([125.3, 123.0, 113.9]), atol=12, rtol=0)
