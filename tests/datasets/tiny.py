"""The published datasets in their real formats, with a handful of images."""

from __future__ import annotations

import gzip
import hashlib
import io
import pickle
import struct
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torchvision.datasets
from numpy.typing import NDArray
from scipy.io import savemat

from explorer.datasets.dataset_registry import DATASETS, Dataset
from explorer.datasets.download import Download, RemoteFile

PER_FILE = 20


def md5(data: bytes) -> str:
    return hashlib.md5(data).hexdigest()


def pictures(seed: int, count: int, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (count, *shape), np.uint8)


def _archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _cifar(dataset: Dataset, real: Any, patch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The archive of pickles; torchvision's class is told their checksums."""
    files, lists = {}, {}
    key = "labels" if len(dataset.classes) == 10 else "fine_labels"
    for part in ("train_list", "test_list"):
        lists[part] = []
        for name, _ in getattr(real, part):
            images = pictures(len(files), PER_FILE, (3072,))
            labels = [(len(files) + i) % len(dataset.classes) for i in range(PER_FILE)]
            files[f"{real.base_folder}/{name}"] = data = pickle.dumps({"data": images, key: labels})
            lists[part].append([name, md5(data)])
    about = pickle.dumps({real.meta["key"]: [name.replace(" ", "_") for name in dataset.classes]})
    files[f"{real.base_folder}/{real.meta['filename']}"] = about
    patch.setattr(real, "train_list", lists["train_list"])
    patch.setattr(real, "test_list", lists["test_list"])
    patch.setattr(real, "meta", {**real.meta, "md5": md5(about)})
    return {real.filename: _archive(files)}


def _idx(array: NDArray[np.uint8]) -> bytes:
    head = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return gzip.compress(head + array.tobytes(), mtime=0)


def _mnist() -> dict[str, bytes]:
    files = {}
    for seed, part in enumerate(("train", "t10k")):
        files[f"{part}-images-idx3-ubyte.gz"] = _idx(pictures(seed, PER_FILE, (28, 28)))
        files[f"{part}-labels-idx1-ubyte.gz"] = _idx((np.arange(PER_FILE) % 10).astype(np.uint8))
    return files


def _svhn(patch: pytest.MonkeyPatch) -> dict[str, bytes]:
    files, listed = {}, {}
    for seed, part in enumerate(("train", "test")):
        images = pictures(seed, PER_FILE, (32, 32, 3)).transpose(1, 2, 3, 0)
        labels = (np.arange(PER_FILE) % 10 + 1).astype(np.uint8)[:, None]  # 10 stands for 0
        out = io.BytesIO()
        savemat(out, {"X": images, "y": labels})
        name = f"{part}_32x32.mat"
        files[name] = out.getvalue()
        listed[part] = ["", name, md5(files[name])]
    patch.setattr(torchvision.datasets.SVHN, "split_list", listed)
    return files


def contents(dataset: Dataset, patch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The files of `dataset`, by name, with PER_FILE images in each."""
    match dataset.name:
        case "cifar-10":
            return _cifar(dataset, torchvision.datasets.CIFAR10, patch)
        case "cifar-100":
            return _cifar(dataset, torchvision.datasets.CIFAR100, patch)
        case "svhn":
            return _svhn(patch)
        case "mnist" | "fashion-mnist":
            return _mnist()
    raise AssertionError(f"{dataset.name} has no small files: add them here")


def shrunk(dataset: Dataset, files: dict[str, bytes], url: str = "http://127.0.0.1:9/") -> Dataset:
    """`dataset` as it would be if `files` were what is published, at `url`."""
    remote = tuple(RemoteFile(name, (url + name,), md5(data), len(data)) for name, data in files.items())
    train = 5 * PER_FILE if dataset.name == "cifar-10" else PER_FILE
    return replace(dataset, download=Download(remote), train_size=train, test_size=PER_FILE)


def registered(dataset: Dataset, patch: pytest.MonkeyPatch) -> Dataset:
    """Let `dataset` be the registered one of its name."""
    DATASETS.names()  # loads them
    patch.setitem(DATASETS._members, dataset.name, dataset)
    return dataset


def placed(dataset: Dataset, patch: pytest.MonkeyPatch, data: Path) -> Dataset:
    """`dataset` with small files that the user has put where they belong, under `data`; others as they are."""
    if dataset.download is None:
        return dataset
    patch.setenv("RESIDUAL_EXPLORER_DATA", str(data))
    files = contents(dataset, patch)
    small = registered(shrunk(dataset, files), patch)
    small.folder().mkdir(parents=True)
    for name, content in files.items():
        (small.folder() / name).write_bytes(content)
    return small
