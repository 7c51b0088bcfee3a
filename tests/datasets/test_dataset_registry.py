"""Every registered dataset keeps the contract."""

import shutil

import pytest
import torch

from explorer.datasets.dataset_lookup import fitted
from explorer.datasets.dataset_registry import SPLIT_SEED, Dataset
from explorer.registry import UnknownNameError
from explorer.runs.spec import NetworkSpec


def test_delivers_what_it_announces(dataset: Dataset):
    split = dataset.load(SPLIT_SEED)
    assert split.train_x.shape == (dataset.train_size, *dataset.shape)
    assert split.test_x.shape == (dataset.test_size, *dataset.shape)
    for x, y in ((split.train_x, split.train_y), (split.test_x, split.test_y)):
        assert x.dtype in (torch.uint8, torch.float32)
        assert y.dtype == torch.int64
        assert y.shape == x.shape[:1]
        assert set(y.tolist()) <= set(range(len(dataset.classes)))
    assert split.train_x.max() <= dataset.white
    assert len(set(dataset.classes)) == len(dataset.classes)
    assert dataset.title
    assert dataset.license


def test_mean_and_deviation_standardize_the_training_split(dataset: Dataset):
    split = dataset.load(SPLIT_SEED)
    x = (split.train_x.double() - split.mean) / split.deviation
    channels = (0, 2, 3) if split.mean.numel() == dataset.shape[0] else (0, 1, 2, 3)
    torch.testing.assert_close(x.mean(channels), torch.zeros(x.mean(channels).shape).double(), atol=1e-4, rtol=0)
    torch.testing.assert_close(x.std(channels), torch.ones(x.std(channels).shape).double(), atol=1e-4, rtol=0)


def test_same_seed_same_split(dataset: Dataset):
    first, again = dataset.load(3), dataset.load(3)
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))


def test_progress_runs_from_0_to_1(dataset: Dataset):
    seen: list[float] = []
    dataset.load(SPLIT_SEED, seen.append)
    assert seen == sorted(seen)
    assert seen[0] >= 0
    assert seen[-1] == 1


def test_is_present_with_its_files_or_once_decoded(dataset: Dataset):
    assert dataset.present()
    dataset.load(SPLIT_SEED)
    for file in dataset.download.files if dataset.download else ():
        (dataset.folder() / file.name).unlink()
    assert dataset.present()
    if dataset.download:
        shutil.rmtree(dataset.decoded())
        assert not dataset.present()


def test_network_takes_shape_and_classes_from_the_dataset():
    spec = fitted(NetworkSpec(name="plain-20", width=4), "digits")
    assert spec == NetworkSpec(name="plain-20", width=4, input_shape=(1, 8, 8), classes=10)


def test_unknown_dataset_lists_the_allowed_ones():
    with pytest.raises(UnknownNameError, match=r"no dataset called 'digit'. Did you mean 'digits'.*digits"):
        fitted(NetworkSpec(), "digit")
