"""Data on their way to another machine: the same there, without the files."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch

from explorer.datasets.dataset_lookup import RECEIVED, find, fitted
from explorer.datasets.dataset_registry import SPLIT_SEED
from explorer.datasets.sent_data import receive, sent
from explorer.runs.spec import NetworkSpec


@pytest.fixture(autouse=True)
def nothing_is_kept() -> Iterator[None]:
    yield
    RECEIVED.clear()


def test_a_dataset_arrives_as_it_is_and_nobody_need_write_to_it() -> None:
    here = find("digits").load(SPLIT_SEED)
    data = sent("digits")
    for array in data.arrays:
        array.setflags(write=False)  # as in the memory that processes share
    receive(data)
    there = find("digits")
    shares: list[float] = []
    for mine, its in zip(here, there.load(SPLIT_SEED, shares.append), strict=True):
        assert mine.dtype == its.dtype
        assert torch.equal(mine, its)
    assert shares == [1.0]
    assert (there.train_size, there.test_size, there.present()) == (1500, 297, True)


def test_a_dataset_that_is_not_on_the_machine_is_found_by_its_name() -> None:
    name = "folder:8:/elsewhere/images"
    data = sent("digits")
    receive(type(data)(name, "Images", (1, 8, 8), ("a", "b"), "", 255.0, ("2 images left out",), data.arrays))
    network = fitted(NetworkSpec(name="plain-8"), name)
    assert (network.classes, network.input_shape) == (2, (1, 8, 8))
    assert find(name).notes() == ("2 images left out",)
    assert np.array_equal(find(name).load(SPLIT_SEED).train_y.numpy(), data.arrays[1])
