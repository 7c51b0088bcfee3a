"""Any image as one of a dataset's: of its test split, drawn, or from a file."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor
from torch.nn import functional

from explorer.datasets.data_errors import DataError
from explorer.datasets.data_samples import as_bytes
from explorer.datasets.dataset_registry import Dataset, Split
from explorer.datasets.decoding import decoded
from explorer.datasets.pixel_depth import Depth
from explorer.looks import Choice, Drawing, FromFile, FromTest, Seen

THUMBNAIL = 64  # pixels a side
_SHOWN = 128


def chosen_image(choice: Choice, dataset: Dataset, split: Split) -> tuple[Tensor, Seen]:
    """An image (C, H, W) on the CPU with values as the split has them, and how it is shown. DataError where it cannot
    be made."""
    label: int | None = None
    match choice:
        case FromTest():
            if not 0 <= choice.index < len(split.test_y):
                raise DataError(
                    f"{dataset.title} has no test image {choice.index}; allowed: 0 to {len(split.test_y) - 1}."
                )
            image, label, note = split.test_x[choice.index].cpu(), int(split.test_y[choice.index]), ""
        case Drawing():
            image, note = _drawn(choice.ink, dataset, split)
        case FromFile():
            image, note = _read(choice, dataset, split)
    return image, Seen(thumbnails(image[None], dataset, _SHOWN)[0], label, note)


def thumbnails(images: Tensor, dataset: Dataset, side: int = THUMBNAIL) -> NDArray[np.uint8]:
    """Images (N, C, H, W) to look at, (N, h, w, C), means of equal parts where they are larger than `side`."""
    larger = max(images.shape[2:])
    if larger > side:
        height, width = (max(1, round(n * side / larger)) for n in images.shape[2:])
        images = functional.adaptive_avg_pool2d(images.float(), (height, width)).to(images.dtype)
    return as_bytes(images, dataset.white)


def _drawn(ink: NDArray[np.uint8], dataset: Dataset, split: Split) -> tuple[Tensor, str]:
    channels, height, width = dataset.shape
    if dataset.draw is not None:
        return torch.from_numpy(dataset.draw(ink))[None].to(split.test_x.dtype), dataset.drawn_note
    small = np.asarray(Image.fromarray(ink).resize((width, height), Image.Resampling.BOX))
    note = f"Scaled to {height}×{width}, light on dark. {dataset.title} holds no drawings: expect odd answers."
    return _as_in(np.broadcast_to(small, (channels, height, width)), dataset, split), note


def _read(choice: FromFile, dataset: Dataset, split: Split) -> tuple[Tensor, str]:
    channels, height, width = dataset.shape
    if height != width:
        raise DataError(f"{dataset.title} has images of {height}×{width}; files are made to square images only.")
    ((found,),) = decoded([choice.path], height, channels, Depth())
    if isinstance(found, str):
        raise DataError(f"{choice.path} cannot be read as an image: {found}")
    gray = ", in gray" if channels == 1 else ""
    inverted = ", inverted" if choice.inverted else ""
    note = f"Shorter side scaled to {height}, center {height}×{width} cut out{gray}{inverted}."
    return _as_in(255 - found if choice.inverted else found, dataset, split), note


def _as_in(image: NDArray[np.uint8], dataset: Dataset, split: Split) -> Tensor:
    """An image with values 0–255 as the dataset has them."""
    values = torch.from_numpy(image.astype(np.float32)) * (dataset.white / 255)
    return values if split.test_x.is_floating_point() else values.round().to(split.test_x.dtype)
