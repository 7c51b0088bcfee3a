"""CIFAR-100: 60,000 photographs of 32×32 in a hundred classes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from explorer.datasets.download import Download, RemoteFile
from explorer.datasets.published import publish

_CLASSES = """
    apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can castle
    caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin elephant
    flatfish forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man
    maple_tree motorcycle mountain mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree
    plain plate poppy porcupine possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper snail
    snake spider squirrel streetcar sunflower sweet_pepper table tank telephone television tiger tractor train trout
    tulip turtle wardrobe whale willow_tree wolf woman worm
"""


def _read(folder: Path, train: bool) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    from torchvision.datasets import CIFAR100 as TORCHVISION  # costs a second; only a run needs it

    data = TORCHVISION(folder, train=train)
    return data.data.transpose(0, 3, 1, 2), np.array(data.targets)


CIFAR100 = publish(
    name="cifar-100",
    title="CIFAR-100",
    shape=(3, 32, 32),
    classes=tuple(name.replace("_", " ") for name in _CLASSES.split()),
    train_size=50_000,
    test_size=10_000,
    license="Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009; no license is stated",
    download=Download(
        (
            RemoteFile(
                "cifar-100-python.tar.gz",
                ("https://www.cs.toronto.edu/~kriz/cifar-100-python.tar.gz",),
                "eb9058c3a382ffc7106e4002c42a8d85",
                169_001_437,
            ),
        )
    ),
    read=_read,
)
