"""CIFAR-10: 60,000 photographs of 32×32 in ten classes; the data of He et al. (2015) § 4.2."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from explorer.datasets.download import Download, RemoteFile
from explorer.datasets.published import publish


def _read(folder: Path, train: bool) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    from torchvision.datasets import CIFAR10 as TORCHVISION  # costs a second; only a run needs it

    data = TORCHVISION(folder, train=train)
    return data.data.transpose(0, 3, 1, 2), np.array(data.targets)


CIFAR10 = publish(
    name="cifar-10",
    title="CIFAR-10",
    shape=(3, 32, 32),
    classes=("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
    train_size=50_000,
    test_size=10_000,
    license="Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009; no license is stated",
    download=Download(
        (
            RemoteFile(
                "cifar-10-python.tar.gz",
                ("https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",),
                "c58f30108f718f92721af3b95e74349a",
                170_498_071,
            ),
        )
    ),
    read=_read,
)
