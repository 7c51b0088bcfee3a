"""What an optimizer is, and the optimizers there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.registry import Registry

if TYPE_CHECKING:
    from torch import nn, optim

    from explorer.runs.spec import TrainingSpec


@dataclass(frozen=True, kw_only=True)
class Optimizer:
    """`title` is its name for people, `about` a line on it for tooltips and help, `lr` its default learning rate.

    `momentum` says whether it heeds the setting momentum. `make(parameters, spec)` gives torch's optimizer over all
    parameters, with the spec's learning rate and weight decay; it imports torch itself.
    """

    name: str
    title: str
    about: str
    lr: float
    make: Callable[[Iterable[nn.Parameter], TrainingSpec], optim.Optimizer]
    momentum: bool = False


OPTIMIZERS: Registry[Optimizer] = Registry(
    "optimizer", "explorer.choices.optimizers", first=("sgd", "adam", "adamw"), without=("torch",)
)
