"""SVHN: 99,289 house numbers photographed from the street, cut to 32×32 around one digit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from explorer.datasets.download import Download, RemoteFile
from explorer.datasets.published import publish

_SERVER = "http://ufldl.stanford.edu/housenumbers/"
_FILES = (
    ("train_32x32.mat", "e26dedcc434d2e4c54c9b2d4a06d8373", 182_040_794),
    ("test_32x32.mat", "eb5a983be6a315427106f1b164d9cef3", 64_275_384),
)


def _read(folder: Path, train: bool) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    from torchvision.datasets import SVHN as TORCHVISION  # costs a second; only a run needs it

    data = TORCHVISION(folder, split="train" if train else "test")
    return data.data, data.labels


SVHN = publish(
    name="svhn",
    title="SVHN",
    shape=(3, 32, 32),
    classes=tuple("0123456789"),
    train_size=73_257,
    test_size=26_032,
    license="Netzer et al., Reading Digits in Natural Images, 2011; for non-commercial use only",
    download=Download(tuple(RemoteFile(name, (_SERVER + name,), md5, size) for name, md5, size in _FILES)),
    read=_read,
)
