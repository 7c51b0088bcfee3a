"""Loss and error of a network on some images, in pieces small enough to be canceled between."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from explorer.datasets.batches import Batch
from explorer.graph.model import NetworkGraph, Skip
from explorer.training.evaluation import scores_of

PIECE = 128
"""Images at once: half a second of ResNet-56 on 32×32 images on one CPU thread."""


class Score(NamedTuple):
    """Mean loss (nats) and error (share of images given a wrong class, 0–1)."""

    loss: float
    error: float


@dataclass
class Tally:
    """How far a work of `total` equal pieces is."""

    total: int
    done: int = 0

    def step(self) -> float:
        """Count one more piece; the share that is done, 0–1."""
        self.done += 1
        return min(1.0, self.done / self.total)


def pieces(batch: Batch) -> list[Batch]:
    """A batch as batches of at most PIECE images, as equal as can be: a last one of a single image would have no
    statistics for batch norm."""
    images, labels = batch
    count = math.ceil(len(labels) / PIECE)
    return list(zip(images.tensor_split(count), labels.tensor_split(count), strict=True))


def evenly(count: int, most: int) -> tuple[int, ...]:
    """At most `most` of `count` places, evenly spaced, first and last among them."""
    return tuple(sorted({round(float(at)) for at in np.linspace(0, count - 1, min(count, most))}))


def score(module: nn.Module, batches: Sequence[Batch], tally: Tally) -> Generator[float, None, Score]:
    """Loss and error over all `batches` in the modes that the module's layers are in; one step of `tally` for each."""
    loss, wrong, images = 0.0, 0, 0
    for x, y in batches:
        with torch.inference_mode():
            scores = scores_of(module(x))
            loss += float(functional.cross_entropy(scores, y, reduction="sum"))
            wrong += int((scores.argmax(1) != y).sum())
        images += len(y)
        yield tally.step()
    return Score(loss / images, wrong / images)


def block_labels(graph: NetworkGraph, skips: Sequence[Skip]) -> tuple[str, ...]:
    """Short names of the skips' blocks: "2.3" is the third of stage 2, "3" that of a network without stages; their ids
    where that is not unique."""
    short = tuple(map(_block_label, skips))
    every = list(map(_block_label, graph.skips))
    return short if len(set(every)) == len(every) else tuple(skip.id for skip in skips)


def block_axis(graph: NetworkGraph, what: str = "block") -> str:
    """The title of an axis of blocks, which says how `block_labels` are made where they have two parts."""
    return f"{what} (stage.block)" if any("." in label for label in block_labels(graph, graph.skips)) else what


def _block_label(skip: Skip) -> str:
    return f"{skip.block}" if skip.stage is None else f"{skip.stage}.{skip.block}"


def rise(change: float) -> str:
    """A change of an error in percentage points, "+12.3" or "−1.0"."""
    return f"{100 * change:+.1f}".replace("-", "−")
