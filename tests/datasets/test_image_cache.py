"""The cache: whole or not at all, with exact statistics, healed where it is damaged."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import numpy as np
import pytest
import torch

from explorer.datasets import image_cache
from explorer.datasets.data_errors import DataError

IMAGES = np.random.default_rng(0).integers(0, 256, (30, 3, 4, 5), np.uint8)
LABELS = np.arange(30) % 3


def _fill(train: image_cache.Part, test: image_cache.Part) -> list[image_cache.Skipped]:
    for start in (0, 10):
        train.add(IMAGES[start : start + 10], LABELS[start : start + 10])
    test.add(IMAGES[20:], LABELS[20:])
    return [("a.png", "broken")]


def _write(place: Path, sizes: tuple[int, int] = (20, 10)) -> None:
    image_cache.write(place, sizes, (3, 4, 5), _fill)


@pytest.mark.parametrize("sizes", [(20, 10), (23, 10), (20, 4000)])
def test_what_was_added_comes_back_and_spare_places_do_not(tmp_path: Path, sizes: tuple[int, int]) -> None:
    _write(tmp_path / "key", sizes)
    stored = image_cache.read(tmp_path / "key")
    assert stored is not None
    assert np.array_equal(stored.split.train_x.numpy(), IMAGES[:20])
    assert np.array_equal(stored.split.test_x.numpy(), IMAGES[20:])
    assert stored.split.train_y.tolist() == LABELS[:20].tolist()
    assert stored.split.test_y.tolist() == LABELS[20:].tolist()
    assert stored.skipped == (("a.png", "broken"),)
    assert {path.name for path in (tmp_path / "key").iterdir()} == {
        "about.json",
        *(f"{part}_{kind}.npy" for part in ("train", "test") for kind in "xy"),
    }


def test_statistics_are_those_of_the_training_part(tmp_path: Path) -> None:
    _write(tmp_path / "key")
    stored = image_cache.read(tmp_path / "key")
    assert stored is not None
    deviation, mean = torch.std_mean(torch.from_numpy(IMAGES[:20]).double(), (0, 2, 3))
    torch.testing.assert_close(stored.split.mean.flatten().double(), mean)
    torch.testing.assert_close(stored.split.deviation.flatten().double(), deviation)
    assert stored.split.mean.shape == stored.split.deviation.shape == (3, 1, 1)


def test_one_color_all_over_is_not_divided_by_zero(tmp_path: Path) -> None:
    def fill(train: image_cache.Part, test: image_cache.Part) -> list[image_cache.Skipped]:
        train.add(np.full((4, 1, 2, 2), 7, np.uint8), [0, 1, 0, 1])
        test.add(np.full((2, 1, 2, 2), 7, np.uint8), [0, 1])
        return []

    image_cache.write(tmp_path / "key", (4, 2), (1, 2, 2), fill)
    stored = image_cache.read(tmp_path / "key")
    assert stored is not None
    assert (stored.split.mean.item(), stored.split.deviation.item()) == (7, 1)


def test_nothing_written_to_the_images_gets_into_the_file(tmp_path: Path) -> None:
    _write(tmp_path / "key")
    for _ in range(2):
        stored = image_cache.read(tmp_path / "key")
        assert stored is not None
        assert np.array_equal(stored.split.train_x.numpy(), IMAGES[:20])
        stored.split.train_x.zero_()


def test_a_failure_leaves_nothing_behind_and_the_old_cache_alone(tmp_path: Path) -> None:
    _write(tmp_path / "old")

    def fail(train: image_cache.Part, test: image_cache.Part) -> list[image_cache.Skipped]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        image_cache.write(tmp_path / "new", (20, 10), (3, 4, 5), fail)
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_a_newer_cache_takes_the_place_of_the_older(tmp_path: Path) -> None:
    _write(tmp_path / "old")
    _write(tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_a_process_waits_for_another_and_takes_over_what_it_wrote(tmp_path: Path) -> None:
    """Both found nothing and began; the second neither removes nor repeats the work of the first."""
    inside, go_on, filled = Event(), Event(), []

    def slow(train: image_cache.Part, test: image_cache.Part) -> list[image_cache.Skipped]:
        inside.set()
        assert go_on.wait(30)
        filled.append("first")
        return _fill(train, test)

    def again(train: image_cache.Part, test: image_cache.Part) -> list[image_cache.Skipped]:
        filled.append("second")
        return _fill(train, test)

    place = tmp_path / "key"
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(image_cache.write, place, (20, 10), (3, 4, 5), slow)
        assert inside.wait(30)
        second = pool.submit(image_cache.write, place, (20, 10), (3, 4, 5), again)
        go_on.set()
        first.result(30), second.result(30)
    assert filled == ["first"]
    assert image_cache.read(place) is not None


def test_what_a_killed_process_left_is_removed_after_a_day(tmp_path: Path) -> None:
    old, young = tmp_path / ".part-old", tmp_path / ".part-young"
    old.mkdir()
    young.mkdir()
    os.utime(old, (0, 0))
    _write(tmp_path / "key")
    assert {path.name for path in tmp_path.iterdir()} == {"key", ".part-young"}


@pytest.mark.parametrize("name", ["about.json", "train_x.npy", "test_y.npy"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"\x93NUMPY"])
def test_a_damaged_cache_counts_as_none_and_is_written_again(tmp_path: Path, name: str, content: bytes | None) -> None:
    _write(tmp_path / "key")
    (tmp_path / "key" / name).unlink()
    if content is not None:
        (tmp_path / "key" / name).write_bytes(content)
    assert image_cache.read(tmp_path / "key") is None
    _write(tmp_path / "key")
    assert image_cache.read(tmp_path / "key") is not None


def test_a_disk_that_cannot_take_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DataError, match=r"could not be written to .*file"):
        _write(tmp_path / "file" / "key")
