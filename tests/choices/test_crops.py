"""Crops and flips against a loop over images in numpy."""

import numpy as np
import pytest
import torch

from explorer.choices.crops import Moves, draw, moved, padding
from explorer.datasets.batches import Batches
from explorer.datasets.dataset_registry import Split

CPU = torch.device("cpu")
COUNT = 40


def _split(side: int = 8, channels: int = 3) -> Split:
    x = torch.randint(0, 256, (COUNT, channels, side, side), generator=torch.Generator().manual_seed(1))
    mean, deviation = torch.full((channels, 1, 1), 120.0), torch.full((channels, 1, 1), 60.0)
    return Split(x.byte(), torch.arange(COUNT), x[:5].byte(), torch.arange(5), mean, deviation)


def _by_hand(image: np.ndarray, down: int, right: int, mirrored: bool, pad: int) -> np.ndarray:
    """(C, H, W) → the same: zeros around it, a window cut out of that, then turned round."""
    height, width = image.shape[1:]
    wide = np.pad(image, ((0, 0), (pad, pad), (pad, pad)))
    cut = wide[:, down : down + height, right : right + width]
    return cut[:, :, ::-1] if mirrored else cut


@pytest.mark.parametrize("augment", ["none", "flip", "crop", "crop-flip"])
@pytest.mark.parametrize("layout", [torch.contiguous_format, torch.channels_last], ids=str)
@pytest.mark.parametrize("channels", [1, 3])
def test_each_image_is_cropped_and_mirrored_as_drawn(augment: str, layout: torch.memory_format, channels: int) -> None:
    split = _split(channels=channels)
    batches = Batches(split, 16, 3, CPU, layout, augment=augment)
    order, moves = batches.order(2), batches.drawn(2) or torch.zeros(3, 32, dtype=torch.int64)
    place = 0
    for images, labels in batches.train(2):
        assert images.is_contiguous(memory_format=layout)
        for image, label in zip(images, labels, strict=True):
            row = int(order[place])
            whole = ((split.train_x[row].float() - 120) / 60).numpy()
            down, right, mirrored = (int(part[place]) for part in moves)
            pad = padding(8) if "crop" in augment else 0
            assert label == row
            assert np.array_equal(image.numpy(), _by_hand(whole, down, right, bool(mirrored), pad))
            place += 1
    assert place == 32


def test_padding_is_that_of_the_paper_at_32_and_in_proportion_elsewhere() -> None:
    assert [padding(side) for side in (1, 8, 28, 32, 224)] == [1, 1, 3, 4, 28]


def test_oblong_images_keep_their_sides() -> None:
    images = torch.arange(2 * 16 * 8.0).view(2, 1, 16, 8)
    moves = Moves(torch.tensor([0, 4]), torch.tensor([2, 1]), torch.tensor([0, 1]))
    out = moved(images, moves, crop=True).numpy()
    for k in range(2):
        wide = np.pad(images[k].numpy(), ((0, 0), (2, 2), (1, 1)))
        cut = wide[:, moves.down[k] : moves.down[k] + 16, moves.right[k] : moves.right[k] + 8]
        assert np.array_equal(out[k], cut[:, :, ::-1] if k else cut)


def test_moves_are_uniform_and_every_one_occurs() -> None:
    moves = draw(90_000, (32, 32), torch.Generator().manual_seed(0), crop=True, flip=True)
    for part, values in ((moves.down, 9), (moves.right, 9), (moves.mirrored, 2)):
        share = torch.bincount(part, minlength=values) / 90_000
        assert len(share) == values
        assert share == pytest.approx(np.full(values, 1 / values), abs=0.005)
    assert abs(np.corrcoef(torch.stack(moves).numpy())[np.triu_indices(3, 1)]).max() < 0.02


def test_seed_and_epoch_decide_and_nothing_else_does() -> None:
    def images(seed: int, epoch: int, layout: torch.memory_format = torch.contiguous_format) -> torch.Tensor:
        return torch.cat([x for x, _ in Batches(_split(), 8, seed, CPU, layout, augment="crop-flip").train(epoch)])

    first = images(5, 1)
    torch.rand(7)  # the global generator is not involved
    assert torch.equal(images(5, 1, torch.channels_last), first)
    assert not torch.equal(images(5, 2), first)
    assert not torch.equal(images(6, 1), first)


def test_the_order_does_not_depend_on_the_augmentation_and_the_test_split_is_left_alone() -> None:
    plain, augmented = (Batches(_split(), 8, 5, CPU, augment=kind) for kind in ("none", "crop-flip"))
    assert [y.tolist() for _, y in plain.train(0)] == [y.tolist() for _, y in augmented.train(0)]
    for (x, _), (same, _) in zip(plain.test(), augmented.test(), strict=True):
        assert torch.equal(x, same)
