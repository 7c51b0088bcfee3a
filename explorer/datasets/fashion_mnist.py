"""Fashion-MNIST: 70,000 pictures of clothes of 28×28, in MNIST's format and harder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from explorer.datasets.download import Download, RemoteFile
from explorer.datasets.published import publish

_SERVER = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"
_FILES = (
    ("train-images-idx3-ubyte.gz", "8d4fb7e6c68d591d4c3dfef9ec88bf0d", 26_421_880),
    ("train-labels-idx1-ubyte.gz", "25c81989df183df01b3e8a0aad5dffbe", 29_515),
    ("t10k-images-idx3-ubyte.gz", "bef4ecab320f06d8554ea6380940ec79", 4_422_102),
    ("t10k-labels-idx1-ubyte.gz", "bb300cfdad3c16e7a12a480ee83cd310", 5_148),
)


def _read(folder: Path, train: bool) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    from torchvision.datasets import FashionMNIST  # costs a second; only a run needs it

    data = FashionMNIST(folder, train=train)
    return data.data[:, None].numpy(), data.targets.numpy()


FASHION_MNIST = publish(
    name="fashion-mnist",
    title="Fashion-MNIST",
    shape=(1, 28, 28),
    classes=("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
    train_size=60_000,
    test_size=10_000,
    license="Xiao, Rasul and Vollgraf, Fashion-MNIST, 2017 (arXiv 1708.07747), MIT; copyright Zalando SE",
    download=Download(tuple(RemoteFile(name, (_SERVER + name,), md5, size) for name, md5, size in _FILES)),
    read=_read,
    inside="FashionMNIST/raw",
)
