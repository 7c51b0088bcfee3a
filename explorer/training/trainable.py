"""What a run needs before it can be trained."""

from __future__ import annotations

from torch import nn

from explorer.datasets.dataset_registry import DATASETS
from explorer.registry import SpecError
from explorer.runs.folders import FOLDER
from explorer.runs.resuming import TOGETHER
from explorer.runs.spec import NO_DATA, TrainingSpec


def check_data(dataset: str) -> None:
    """Refuse data to look at a network with alone. SpecError."""
    if dataset == NO_DATA:
        raise SpecError(
            f"dataset is {NO_DATA}: a network's own shape, for the architecture only, not for training; allowed: "
            f"{', '.join(DATASETS.names())}, or a folder of images as {FOLDER}SIZE:PATH."
        )


def check_together(training: TrainingSpec, *, allowed: bool) -> None:
    """Refuse a run whose numbers come from training it together with others. SpecError."""
    if training.together > 1 and not allowed:
        raise SpecError(TOGETHER)


def check_trainable(module: nn.Module, name: str) -> None:
    """Refuse what no optimizer can train. SpecError."""
    parameters = dict(module.named_parameters())
    if not any(parameter.requires_grad for parameter in parameters.values()):
        raise SpecError(
            f"No parameter of {name} takes a gradient (requires_grad is False everywhere), so there is nothing to "
            "train; allowed: at least one that does."
        )
    unreal = [path for path, parameter in parameters.items() if parameter.is_complex()]
    if unreal:
        raise SpecError(
            f"{name} has complex parameters (first {unreal[0]}); allowed: real ones. Store a complex parameter as "
            "two real ones and use torch.view_as_complex."
        )


def check_warmup(warmup: int, total_steps: int) -> None:
    """Refuse a warm-up that is longer than the run. SpecError."""
    if warmup > total_steps:
        raise SpecError(f"warm-up is {warmup} steps; allowed: at most {total_steps}, the steps of the whole run.")
