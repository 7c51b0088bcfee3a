"""One network on one set of images, trained in several ways: by hand, as others do it, and by this program.

Each way is an iterator: a step for each item. `by_hand` and what is built on it evaluate after each epoch, as this
program does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
import torch
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

from explorer.choices.optimizer import OPTIMIZERS
from explorer.datasets.batches import Batch, Batches
from explorer.datasets.dataset_registry import DATASETS, SPLIT_SEED
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.tracing import build
from explorer.training import Session, train
from explorer.training.evaluation import evaluate
from explorer.training.memory_layout import memory_format
from tests.benchmarks.figures import sized

CPU = torch.device("cpu")
DATA = {"digits": ((1, 8, 8), 8, 64), "32×32×3": ((3, 32, 32), 16, sized(128, 8))}  # shape, width, batch size
NEVER = 1_000_000  # steps between probes

Steps = Iterator[object]


def spec_of(name: str, data: str = "digits", **training: object) -> RunSpec:
    """A run longer than any bench."""
    shape, width, batch = DATA[data]
    how = {"epochs": 1000, "batch_size": batch, "device": "cpu", **training}
    return RunSpec(network=NetworkSpec(name=name, width=width, input_shape=shape), training=TrainingSpec(**how))


class Bare:
    """The loop that one would write by hand: `step` is a step of it on `batch`, `module` its network. `default`: with
    the update that torch chooses by itself, which on a CPU is not the fused one."""

    def __init__(self, name: str, data: str = "digits", *, default: bool = False) -> None:
        self.spec = spec_of(name, data)
        training = self.spec.training
        self.network = build(self.spec.network, 0)
        self.module = self.network.module
        self.layout = memory_format(self.network, CPU)
        self.module.to(memory_format=self.layout)
        shape, size = self.spec.network.input_shape, training.batch_size
        images = torch.randn(size, *shape, generator=torch.Generator().manual_seed(0))
        self.batch: Batch = images.contiguous(memory_format=self.layout), torch.arange(size) % 10
        self.optimizer: torch.optim.Optimizer = (
            torch.optim.SGD(self.module.parameters(), 0.1, training.momentum, weight_decay=training.weight_decay)
            if default
            else OPTIMIZERS[training.optimizer].make(self.module.parameters(), training)
        )

    def step(self) -> None:
        self.optimizer.zero_grad()
        functional.cross_entropy(self.module(self.batch[0]), self.batch[1]).backward()
        self.optimizer.step()


def by_hand(name: str, after: Callable[[Bare, int], object] = lambda *_: None, *, default: bool = False) -> Steps:
    """The bare loop over digits in memory; `after` is called after each step with the loop and the step's number."""
    torch.set_flush_denormal(True)
    loop = Bare(name, default=default)
    split, training = DATASETS["digits"].load(SPLIT_SEED), loop.spec.training
    batches, steps = Batches(split, training.batch_size, training.seed, CPU, loop.layout), count()
    for epoch in count():
        for place, loop.batch in enumerate(batches.train(epoch), 1):
            loop.step()
            after(loop, next(steps))
            if place == batches.steps_per_epoch:
                evaluate(loop.module, batches.test())
            yield


def recipe(name: str) -> Steps:
    """The tutorial's loop: DataLoaders with two workers, torch's default update, the loss read at every step."""
    loop = Bare(name, default=True)
    split, size = DATASETS["digits"].load(SPLIT_SEED), loop.spec.training.batch_size
    both = ((split.train_x, split.train_y), (split.test_x, split.test_y))
    scaled = [TensorDataset((x.float() - split.mean) / split.deviation, y) for x, y in both]
    workers = {"num_workers": 2, "persistent_workers": True, "multiprocessing_context": "fork"}
    training = DataLoader(scaled[0], size, shuffle=True, drop_last=True, **workers)
    testing = DataLoader(scaled[1], 256, **workers)
    running = 0.0
    while True:
        for place, (images, labels) in enumerate(training, 1):
            loop.optimizer.zero_grad()
            loss = functional.cross_entropy(loop.module(images), labels)
            loss.backward()
            loop.optimizer.step()
            running += loss.item()
            if place == len(training):
                evaluate(loop.module, testing)
            yield running


def ours(name: str, probe_every: int = 0) -> Steps:
    """As the engine trains: every instrument at every step, a snapshot every few steps. `probe_every` as in a card."""
    return train(Session(spec_of(name, probe_every=probe_every)), lambda waiting: waiting >= 2)


def tensorboard(name: str, folder: Path) -> Steps:
    """A histogram of each weight's gradient at every step, as TensorBoard's users write it."""
    writer = pytest.importorskip("torch.utils.tensorboard").SummaryWriter(folder)

    def write(loop: Bare, step: int) -> None:
        for path, parameter in loop.module.named_parameters():
            if parameter.ndim > 1:
                writer.add_histogram(path, parameter.grad, step)

    try:
        yield from by_hand(name, write)
    finally:
        writer.close()


def wandb(name: str, folder: Path) -> Steps:
    """wandb.watch with log_freq=1, offline: gradients of every parameter."""
    module = pytest.importorskip("wandb")
    run = module.init(mode="offline", dir=folder, settings=module.Settings(silent=True, console="off"))

    def write(loop: Bare, step: int) -> None:
        if step == 0:
            run.watch(loop.module, log="gradients", log_freq=1)
        run.log({"loss": 0.0})

    try:
        yield from by_hand(name, write)
    finally:
        run.finish()
