"""Published datasets: the real formats read right, from torchvision's own addresses, and what is said without them."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event
from urllib.parse import urlparse

import numpy as np
import pytest
import torch
import torchvision.datasets

from explorer.datasets import published
from explorer.datasets.data_errors import DataError
from explorer.datasets.dataset_lookup import find
from explorer.datasets.dataset_registry import DATASETS, SPLIT_SEED, Dataset
from explorer.datasets.download import Download
from explorer.datasets.published import fetch
from explorer.number_text import size
from explorer.paths import data_dir
from tests.datasets.serving import Server
from tests.datasets.tiny import PER_FILE, contents, pictures, placed, registered, shrunk

FETCHED = tuple(dataset for dataset in DATASETS if dataset.download is not None)
REAL = {
    "cifar-10": torchvision.datasets.CIFAR10,
    "cifar-100": torchvision.datasets.CIFAR100,
    "mnist": torchvision.datasets.MNIST,
    "fashion-mnist": torchvision.datasets.FashionMNIST,
    "svhn": torchvision.datasets.SVHN,
}
every = pytest.mark.parametrize("published_one", FETCHED, ids=lambda dataset: dataset.name)


def _addresses(name: str) -> dict[str, tuple[tuple[str, ...], str]]:
    real = REAL[name]
    if name.startswith("cifar"):
        return {real.filename: ((real.url,), real.tgz_md5)}
    if name == "svhn":
        return {file: ((url,), md5) for url, file, md5 in (real.split_list["train"], real.split_list["test"])}
    return {file: (tuple(mirror + file for mirror in real.mirrors), md5) for file, md5 in real.resources}


@every
def test_addresses_and_checksums_are_torchvisions(published_one: Dataset) -> None:
    assert published_one.download is not None
    assert {f.name: (f.urls, f.md5) for f in published_one.download.files} == _addresses(published_one.name)
    for file in published_one.download.files:
        assert urlparse(file.urls[0]).scheme in ("http", "https")
        assert file.bytes > 4000


@pytest.mark.parametrize("name", ["cifar-10", "cifar-100"])
def test_pixels_and_labels_of_cifar(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    split = placed(find(name), monkeypatch, tmp_path).load(SPLIT_SEED)
    batches = len(split.train_x) // PER_FILE
    for k in range(batches):
        part = slice(k * PER_FILE, (k + 1) * PER_FILE)
        assert np.array_equal(split.train_x[part].numpy().reshape(PER_FILE, 3072), pictures(k, PER_FILE, (3072,)))
        assert split.train_y[part].tolist() == [(k + i) % len(find(name).classes) for i in range(PER_FILE)]
    assert np.array_equal(split.test_x.numpy().reshape(PER_FILE, 3072), pictures(batches, PER_FILE, (3072,)))


@pytest.mark.parametrize("name", ["mnist", "fashion-mnist"])
def test_pixels_and_labels_of_mnist(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    split = placed(find(name), monkeypatch, tmp_path).load(SPLIT_SEED)
    for seed, images, labels in ((0, split.train_x, split.train_y), (1, split.test_x, split.test_y)):
        assert np.array_equal(images[:, 0].numpy(), pictures(seed, PER_FILE, (28, 28)))
        assert labels.tolist() == [i % 10 for i in range(PER_FILE)]


def test_pixels_and_labels_of_svhn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    split = placed(find("svhn"), monkeypatch, tmp_path).load(SPLIT_SEED)
    assert np.array_equal(split.train_x.permute(0, 2, 3, 1).numpy(), pictures(0, PER_FILE, (32, 32, 3)))
    assert split.test_y.tolist() == [(i + 1) % 10 for i in range(PER_FILE)]  # the file's 10 is the digit 0


def test_it_is_decoded_once_and_nothing_unpacked_is_left(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    first = dataset.load(SPLIT_SEED)
    monkeypatch.setattr(published, "_decode", None)  # would fail if called
    again = dataset.load(SPLIT_SEED)
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    if dataset.download is not None:
        assert {path.name for path in dataset.folder().iterdir()} == {file.name for file in dataset.download.files}


@every
def test_without_the_files_the_message_says_what_to_do(
    published_one: Dataset, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RESIDUAL_EXPLORER_DATA", str(tmp_path))
    assert published_one.download is not None
    with pytest.raises(DataError) as refused:
        published_one.load(SPLIT_SEED)
    said = str(refused.value)
    assert f"residual-explorer data fetch {published_one.name}" in said
    for file in published_one.download.files:
        assert f"{tmp_path / published_one.name / file.name} (about {size(file.bytes)}, MD5 {file.md5})" in said
    assert "folder:SIZE:PATH" in said
    assert "digits" in said


def test_a_changed_file_is_never_unpickled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    small = placed(find("cifar-10"), monkeypatch, tmp_path)
    (path,) = small.folder().iterdir()
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    with pytest.raises(DataError, match="is damaged or has changed"):
        small.load(SPLIT_SEED)
    assert not small.present()
    assert [left.name for left in small.folder().iterdir()] == [f"{path.name}.wrong"]
    assert not (data_dir() / "cache").exists()


def test_sizes_are_for_people_alone(
    published_one_served: tuple[Dataset, Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    small, server = published_one_served
    assert small.download is not None
    pairs = zip(small.download.files, (9, 0, 2, 1), strict=False)
    files = tuple(replace(file, bytes=file.bytes * wrong) for file, wrong in pairs)
    small = registered(replace(small, download=Download(files)), monkeypatch)
    told: list[tuple[int, int]] = []
    fetch(small, lambda done, total: told.append((done, total)), Event())
    size = sum(map(len, server.files.values()))
    assert told[-1] == (size, size)
    assert small.present()
    assert len(small.load(SPLIT_SEED).train_x) == small.train_size


def test_decoded_images_do_without_the_archive(dataset: Dataset) -> None:
    first = dataset.load(SPLIT_SEED)
    for path in dataset.folder().iterdir() if dataset.download is not None else ():
        path.unlink()
    assert dataset.present()
    assert torch.equal(dataset.load(SPLIT_SEED).train_x, first.train_x)


def test_two_at_once_decode_once(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded, decode = [], published._decode
    monkeypatch.setattr(published, "_decode", lambda *how: (decoded.append(how), decode(*how)))
    with ThreadPoolExecutor(2) as pool:
        a, b = pool.map(dataset.load, (SPLIT_SEED, SPLIT_SEED))
    assert len(decoded) == (dataset.download is not None)
    assert torch.equal(a.train_x, b.train_x)


def test_fetched_from_a_server_and_usable_without_it(
    published_one_served: tuple[Dataset, Server],
) -> None:
    small, server = published_one_served
    told: list[tuple[int, int]] = []
    fetch(small, lambda done, total: told.append((done, total)), Event())
    server.stop()
    assert told == sorted(told)
    assert told[-1] == (small.download_bytes, small.download_bytes)
    assert small.present()
    assert len(small.load(SPLIT_SEED).train_x) == small.train_size
    fetch(small, lambda done, total: None, Event())  # nothing to do: the server is gone


@pytest.fixture(params=FETCHED, ids=lambda dataset: dataset.name)
def published_one_served(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A published dataset with small files, and the server that has them."""
    monkeypatch.setenv("RESIDUAL_EXPLORER_DATA", str(tmp_path))
    files = contents(request.param, monkeypatch)
    with Server(files) as server:
        yield registered(shrunk(request.param, files, server.url), monkeypatch), server


def test_without_a_network_it_says_where_the_files_belong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RESIDUAL_EXPLORER_DATA", str(tmp_path))
    with socket.socket() as closed:  # bound, never listening: connections are refused
        closed.bind(("127.0.0.1", 0))
        small = shrunk(find("mnist"), {"a.gz": b"x" * 10}, f"http://127.0.0.1:{closed.getsockname()[1]}/")
        with pytest.raises(DataError) as refused:
            fetch(small, lambda done, total: None, Event())
    assert "a.gz could not be downloaded. http://127.0.0.1:" in str(refused.value)
    assert "Connection refused" in str(refused.value)
    assert str(tmp_path / "mnist" / "a.gz") in str(refused.value)


def test_digits_need_no_fetching() -> None:
    fetch(find("digits"), lambda done, total: pytest.fail("nothing to tell"), Event())
    assert find("digits").download_bytes == 0
