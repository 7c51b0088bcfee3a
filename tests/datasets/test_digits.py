"""The built-in digits against scikit-learn's own copy."""

import torch
from sklearn.datasets import load_digits

from explorer.datasets.digits import DIGITS


def test_every_image_is_in_exactly_one_split():
    split = DIGITS.load(0)
    pixels, labels = load_digits(return_X_y=True)
    x = torch.cat([split.train_x, split.test_x]).flatten(1)
    y = torch.cat([split.train_y, split.test_y])
    raw = torch.from_numpy(pixels).float()
    scale = (x.max() - x.min()) / (raw.max() - raw.min())
    back = ((x - x.min()) / scale).round() + raw.min()
    ours = sorted(zip(back.int().tolist(), y.tolist(), strict=True))
    assert ours == sorted(zip(raw.int().tolist(), labels.tolist(), strict=True))
