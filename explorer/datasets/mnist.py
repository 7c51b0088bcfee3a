"""MNIST: 70,000 handwritten digits of 28×28."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from explorer.datasets.download import Download, RemoteFile
from explorer.datasets.drawings import by_mass
from explorer.datasets.published import publish

_SERVERS = ("https://ossci-datasets.s3.amazonaws.com/mnist/", "http://yann.lecun.com/exdb/mnist/")
_FILES = (
    ("train-images-idx3-ubyte.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873", 9_912_422),
    ("train-labels-idx1-ubyte.gz", "d53e105ee54ea40749a09fcbcd1e9432", 28_881),
    ("t10k-images-idx3-ubyte.gz", "9fb629c4189551a2d022fa330f9573f3", 1_648_877),
    ("t10k-labels-idx1-ubyte.gz", "ec29112dd5afa0611ce80d1b7f02629c", 4_542),
)


def _read(folder: Path, train: bool) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    from torchvision.datasets import MNIST as TORCHVISION  # costs a second; only a run needs it

    data = TORCHVISION(folder, train=train)
    return data.data[:, None].numpy(), data.targets.numpy()


MNIST = publish(
    name="mnist",
    title="MNIST",
    shape=(1, 28, 28),
    classes=tuple("0123456789"),
    train_size=60_000,
    test_size=10_000,
    license="LeCun, Cortes and Burges, The MNIST Database of Handwritten Digits, 1998; no license is stated",
    download=Download(tuple(RemoteFile(n, tuple(s + n for s in _SERVERS), md5, size) for n, md5, size in _FILES)),
    read=_read,
    inside="MNIST/raw",
    draw=by_mass,
    drawn_note="Made like the data: longer side scaled to 20 pixels, center of mass in the middle of 28×28.",
)
