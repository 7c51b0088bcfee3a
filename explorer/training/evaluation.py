"""Loss and accuracy over the test split."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from explorer.datasets.batches import Batch


def scores_of(output: Tensor | tuple[Any, ...]) -> Tensor:
    """The class scores (N, classes) of a network's output: the first, where auxiliary heads give more."""
    return widened(output if isinstance(output, Tensor) else output[0])


def widened(scores: Tensor) -> Tensor:
    """Scores as float32 where autocast has made them less; the loss is computed of these."""
    return scores.float() if scores.dtype in (torch.float16, torch.bfloat16) else scores


def accuracy(scores: Tensor, labels: Tensor) -> Tensor:
    """Share of examples whose highest score is their label's: scores (N, classes), labels (N,) → scalar 0–1."""
    return (scores.argmax(1) == labels).float().mean()


@torch.no_grad()  # not inference_mode: what a user's code keeps of it could not be used in training
def evaluate(module: nn.Module, batches: Iterable[Batch]) -> Tensor:
    """Mean loss (nats) and accuracy (0–1) over all examples, shape (2,), on their device.

    In evaluation mode: batch norm uses its running statistics and leaves them alone. The module is in
    training mode afterwards.
    """
    module.eval()
    try:
        sums = [_sums(scores_of(module(images)), labels) for images, labels in batches]
    finally:
        module.train()
    loss, correct, examples = torch.stack(sums).sum(0)
    return torch.stack((loss / examples, correct / examples))


def _sums(scores: Tensor, labels: Tensor) -> Tensor:
    loss = functional.cross_entropy(scores, labels, reduction="sum")
    correct = (scores.argmax(1) == labels).sum()
    return torch.stack((loss, correct, torch.full_like(loss, len(labels))))
