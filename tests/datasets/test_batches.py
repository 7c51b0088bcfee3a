"""Batches: full, in an order that the seed and the epoch alone decide."""

import pytest
import torch

from explorer.choices.crops import draw
from explorer.datasets.batches import _MOVES, TEST_BATCH, Batches
from explorer.datasets.dataset_registry import Split
from explorer.random_state import mixed
from explorer.registry import SpecError

CPU = torch.device("cpu")
SPLIT = Split(
    torch.arange(50.0).reshape(50, 1, 1, 1).expand(50, 2, 2, 2),
    torch.arange(50),
    torch.zeros(TEST_BATCH + 3, 2, 2, 2),
    torch.arange(TEST_BATCH + 3),
    mean=torch.zeros(1),
    deviation=torch.ones(1),
)


def _labels(batches: Batches, epoch: int) -> list[list[int]]:
    return [y.tolist() for _, y in batches.train(epoch)]


def test_an_epoch_shows_each_image_at_most_once_in_full_batches():
    batches = Batches(SPLIT, 16, 0, CPU)
    seen = _labels(batches, 0)
    assert batches.steps_per_epoch == 3
    assert [len(b) for b in seen] == [16, 16, 16]
    assert len({label for b in seen for label in b}) == 48


def test_images_keep_their_labels():
    for x, y in Batches(SPLIT, 16, 0, CPU).train(0):
        assert torch.equal(x[:, 0, 0, 0], y.float())


def test_seed_and_epoch_decide_the_order_and_nothing_else_does():
    first = _labels(Batches(SPLIT, 16, 5, CPU), 2)
    torch.rand(7)  # the global generator is not involved
    again = Batches(SPLIT, 16, 5, CPU, torch.channels_last)
    assert _labels(again, 2) == first
    assert _labels(again, 3) != first
    assert _labels(Batches(SPLIT, 16, 6, CPU), 2) != first


def test_no_two_of_many_epochs_and_seeds_share_an_order():
    orders = {tuple(Batches(SPLIT, 16, seed, CPU).order(epoch).tolist()) for seed in range(8) for epoch in range(40)}
    assert len(orders) == 8 * 40


def test_memory_format_is_the_one_asked_for():
    batches = Batches(SPLIT, 16, 0, CPU, torch.channels_last)
    for x, _ in [*batches.train(0), *batches.test()]:
        assert x.is_contiguous(memory_format=torch.channels_last)


def test_test_split_comes_whole_and_in_order():
    labels = [y for _, y in Batches(SPLIT, 16, 0, CPU).test()]
    assert torch.equal(torch.cat(labels), SPLIT.test_y)


def test_too_large_a_batch_names_the_largest_allowed():
    with pytest.raises(SpecError, match="batch size is 51; allowed: at most 50"):
        Batches(SPLIT, 51, 0, CPU)
    assert Batches(SPLIT, 50, 0, CPU).steps_per_epoch == 1


def test_how_common_the_classes_are():
    split = SPLIT._replace(train_y=torch.tensor([2] * 30 + [0] * 20))
    assert Batches(split, 16, 0, CPU).class_shares(4).tolist() == pytest.approx([0.4, 0, 0.6, 0])


def test_the_probed_images_are_not_the_first_ones_of_an_epoch():
    """Their draw has a random stream of its own: the same one would give the first images of the first epoch."""
    batches = Batches(SPLIT, 16, 5, CPU)
    _, labels = batches.fixed(16)
    assert labels.tolist() != batches.order(0)[:16].tolist()


def test_order_and_augmentation_have_streams_of_their_own():
    """How an image is moved does not follow from its place: another generator than the order's draws it."""
    batches = Batches(SPLIT, 16, 5, CPU, augment="flip")
    of_order = draw(48, (2, 2), torch.Generator().manual_seed(mixed(5, 0)), crop=False, flip=True)
    moves = batches.drawn(0)
    assert any(not torch.equal(a, b) for a, b in zip(moves, of_order, strict=True))


def test_probed_images_and_augmentation_have_streams_of_their_own():
    batches = Batches(SPLIT, 16, 5, CPU)
    _, labels = batches.fixed(50)
    of_moves = torch.randperm(50, generator=torch.Generator().manual_seed(mixed(5, 0, _MOVES)))
    assert sorted(labels.tolist()) == sorted(of_moves.tolist())
    assert labels.tolist() != of_moves.tolist()
