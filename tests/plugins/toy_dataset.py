"""A dataset: is the bright line in the noise horizontal or vertical?"""

import torch

from explorer.datasets.dataset_registry import DATASETS, Dataset, Split


def load(seed, progress=None):
    """100 noisy 8×8 images with one bright row or column each."""
    generator = torch.Generator().manual_seed(seed)
    labels = torch.randint(2, (100,), generator=generator)
    images = 0.5 * torch.randn(100, 1, 8, 8, generator=generator)
    images[labels == 0, :, 3, :] += 2
    images[labels == 1, :, :, 3] += 2
    deviation, mean = torch.std_mean(images)
    return Split(images[:80], labels[:80], images[80:], labels[80:], mean.reshape(1), deviation.reshape(1))


DATASETS.register(
    Dataset(
        name="toy-bars",
        title="Toy bars",
        shape=(1, 8, 8),
        classes=("horizontal", "vertical"),
        train_size=80,
        test_size=20,
        license="Made by a test",
        load=load,
    )
)
