"""Training CIFAR-size networks: this program against the recipe that everybody writes, in one run."""

from __future__ import annotations

import multiprocessing
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import joblib
import numpy as np
import pytest
import torch
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms

from explorer.datasets.dataset_lookup import find
from explorer.datasets.dataset_registry import DATASETS, SPLIT_SEED, Split
from explorer.datasets.dataset_registry import Dataset as Ours
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.tracing import build
from explorer.training import Session, devices, train
from tests.benchmarks.figures import deep, judge, record, sized, spread

SHARED = Path(__file__).resolve().parents[3] / "shared" / "tools" / "unpack_cifar10.py"
ROUNDS, BATCH, WARM_UP = sized(5, 1), sized(128, 4), 2
STEPS = {
    20: sized(24, 1),
    56: sized(12, 1),
}  # by depth, in each round; far more than the 4 batches that the workers have ready
REQUIRED = 1.3


class _Pictures(Dataset):
    """The same images as Pillow's, as torchvision's own CIFAR-10 class hands them out."""

    def __init__(self, split: Split) -> None:
        self._images = split.train_x.permute(0, 2, 3, 1).contiguous().numpy()
        self._labels = split.train_y.tolist()
        mean, deviation = (split.mean / 255).flatten().tolist(), (split.deviation / 255).flatten().tolist()
        self._transform = transforms.Compose(
            [
                transforms.ToPILImage(),
                transforms.RandomCrop(32, 4),
                transforms.RandomHorizontalFlip(),
                transforms.ToTensor(),
                transforms.Normalize(mean, deviation),
            ]
        )

    def __len__(self) -> int:
        return len(self._labels)

    def __getitem__(self, place: int) -> tuple[torch.Tensor, int]:
        return self._transform(self._images[place]), self._labels[place]


def _split(folder: Path) -> Split:
    """Real photographs where the pack is beside the checkout, else noise of the same size: as much work."""
    if SHARED.exists():
        subprocess.run(
            [sys.executable, SHARED, folder, "--per-class", str(sized(500, 5))], check=True, stdout=subprocess.DEVNULL
        )
        return find(f"folder:32:{folder}").load(SPLIT_SEED)
    rng = np.random.default_rng(0)
    x = torch.from_numpy(rng.integers(0, 256, (sized(5000, 50), 3, 32, 32), np.uint8))
    y = torch.from_numpy(rng.integers(0, 10, len(x)))
    return Split(x, y, x[:BATCH], y[:BATCH], torch.full((3, 1, 1), 127.5), torch.full((3, 1, 1), 74.0))


@pytest.fixture(scope="module")
def split(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Split]:
    """The images of both sides, registered under a name for ours."""
    made = _split(tmp_path_factory.mktemp("cifar"))
    DATASETS.names()
    classes = tuple(map(str, range(10)))
    DATASETS._members["measured"] = Ours(
        name="measured",
        title="Measured",
        shape=(3, 32, 32),
        classes=classes,
        train_size=len(made.train_x),
        test_size=len(made.test_x),
        license="",
        load=lambda seed, progress=None: made,
    )
    yield made
    del DATASETS._members["measured"]


@pytest.fixture
def every_core(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """As outside of the tests, which give torch one thread: all cores, as many as there are."""
    before, cores = torch.get_num_threads(), joblib.cpu_count()
    monkeypatch.setattr(devices, "ALLOWED", cores)
    yield cores
    torch.set_num_threads(before)


def _spec(name: str) -> RunSpec:
    training = TrainingSpec(dataset="measured", augment="crop-flip", epochs=1000, batch_size=BATCH, device="cpu")
    return RunSpec(network=NetworkSpec(name=name), training=training)


def _ours(name: str) -> Iterator[object]:
    """As the engine trains: every instrument at every step, a snapshot every few steps, threads as it chooses."""
    run = Session(_spec(name))
    run.steps_per_epoch = run.total_steps  # one long epoch: the test split is left out on both sides
    return train(run, lambda waiting: waiting >= 2)


def _recipe(name: str, split: Split) -> Iterator[object]:
    """The tutorial's loop: two workers, Pillow's transforms, the loss read at every step, torch's own defaults."""
    spec = _spec(name)
    module = build(spec.network, spec.training.seed).module
    optimizer = torch.optim.SGD(module.parameters(), 0.1, momentum=0.9, weight_decay=1e-4)
    running = 0.0
    # Forked as on Linux by default when the recipe was written; persistent, so that starting them is not measured.
    loader = DataLoader(
        _Pictures(split),
        BATCH,
        shuffle=True,
        drop_last=True,
        num_workers=2,
        persistent_workers=True,
        multiprocessing_context=multiprocessing.get_context("fork"),
    )
    while True:
        for images, labels in loader:
            optimizer.zero_grad()
            loss = functional.cross_entropy(module(images), labels)
            loss.backward()
            optimizer.step()
            running += loss.item()
            yield running


def _seconds(steps: Iterator[object], count: int) -> float:
    started = time.perf_counter()
    for _ in range(count):
        next(steps)
    return time.perf_counter() - started


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # forking a process that has threads
@pytest.mark.parametrize("depth", STEPS)
def test_images_a_second_against_the_recipe(depth: int, split: Split, every_core: int) -> None:
    name = f"resnet-{deep(depth, 8)}"
    count, sides, rounds = STEPS[depth], (_ours(name), _recipe(name, split)), []
    for round_ in range(ROUNDS + 1):
        taken = []
        for steps in sides:
            torch.set_num_threads(every_core)  # torch's default, for the recipe; ours chooses for itself
            taken.append(_seconds(steps, count if round_ else WARM_UP))
        rounds += [taken] if round_ else []
    sides[1].close()
    ratios = [recipe / engine for engine, recipe in rounds]
    what = f"{name} on 32×32: images/s, this program : recipe"
    judge(what, statistics.median(ratios), least=REQUIRED, note=f"median of {spread(ratios)}")
    for side, seconds in zip(("this program", "recipe"), zip(*rounds, strict=True), strict=True):
        record(f"{name} on 32×32: images/s, {side}", f"{count * BATCH / statistics.median(seconds):.0f}")
