"""Users' models through a whole session: what is drawn, what is counted, how images lie in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from explorer.own.source import Source
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training.session import Session, train

Write = Callable[..., Source]

HEAD = """
    import random
    import torch
    from torch import nn

    class Part(nn.Module):
        calls = []
        def __init__(self):
            super().__init__()
            self.conv, self.n = nn.Conv2d(4, 4, 3, padding=1), 0
        def forward(self, x):
            return self.branch(x)

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.stem, self.part, self.head = nn.Conv2d(1, 4, 3, padding=1), Own(), nn.Linear(4, 10)
        def forward(self, x):
            return self.head(self.part(self.stem(x)).mean((2, 3)))
"""
PARTS = {
    "coin": """
    class Own(Part):
        def branch(self, x):
            heads = random.random() < 0.5
            if self.training:
                self.calls.append(heads)
            return x + self.conv(x) if heads else x
    """,
    "counter": """
    class Own(Part):
        def branch(self, x):
            if self.training:
                self.n += 1
                self.calls.append(self.n)
            return x + self.conv(x) * min(1.0, self.n / 30)
    """,
    "view": """
    class Own(Part):
        def branch(self, x):
            return x + self.conv(x).view(-1, 256).relu().view(x.shape)
    """,
    "writes to its input": """
    class Own(Part):
        def branch(self, x):
            return x + self.conv(x)
    class First(Net):
        def forward(self, x):
            x *= 2
            return super().forward(x)
    """,
}


def session(write: Write, part: str, **training: object) -> Session:
    source = write(HEAD + PARTS[part])
    name = "First" if "class First" in PARTS[part] else "Net"
    network = NetworkSpec(name=name, source=source.source, digest=source.digest, init="own")
    spec = RunSpec(network=network, training=replace(TrainingSpec(epochs=1, batch_size=64, device="cpu"), **training))
    return Session(spec)


def losses(made: Session, steps: int) -> list[float]:
    """Of the first steps."""
    running = train(made, lambda waiting: False)
    for _ in range(steps):
        next(running)
    snapshot = made.flush()
    assert snapshot is not None
    return [float(value) for value in snapshot.loss]


def part_of(made: Session) -> Any:
    return made.network.module.get_submodule("part")


def test_coins_of_python_fall_anew_in_every_step_and_the_same_in_every_run(write: Write) -> None:
    made = [session(write, "coin", probe_every=every) for every in (1, 1, 1000)]
    found = [losses(one, 12) for one in made]
    assert found[0] == found[1]
    assert found[0] == found[2], "probes toss coins of their own"
    assert {True, False} <= set(part_of(made[2]).calls[-10:])


def test_what_a_model_counts_is_left_alone_by_probes(write: Write) -> None:
    found = {}
    for every in (1, 1000):
        made = session(write, "counter", probe_every=every)
        found[every] = losses(made, 10)
        assert part_of(made).n == 10
    assert found[1] == found[1000]


def test_a_model_with_views_trains_in_contiguous_memory(write: Write) -> None:
    made = session(write, "view")
    assert made.network.contiguous
    assert np.isfinite(losses(made, 3)).all()


def test_a_model_may_write_to_its_images(write: Write) -> None:
    made = session(write, "writes to its input")
    images = [images.clone() for images, _ in made.batches.test()]
    torch.testing.assert_close(made._evaluate(), made._evaluate())
    assert all(torch.equal(a, b) for a, (b, _) in zip(images, made.batches.test(), strict=True))
    assert np.isfinite(losses(made, 3)).all()


@pytest.mark.parametrize("part", PARTS)
def test_a_measurement_changes_nothing_of_a_user_s_model(write: Write, part: str) -> None:
    first, second = (losses(session(write, part, probe_every=every), 4) for every in (1, 1000))
    assert first == second
