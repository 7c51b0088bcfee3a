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
    parameters, with the spec's learning rate and weight decay; it imports torch itself. `capturable` says that on a GPU
    its update takes the learning rate as a tensor there and waits for nothing, so that it can be recorded and replayed.
    """

    name: str
    title: str
    about: str
    lr: float
    make: Callable[[Iterable[nn.Parameter], TrainingSpec], optim.Optimizer]
    momentum: bool = False
    capturable: bool = False


OPTIMIZERS: Registry[Optimizer] = Registry(
    "optimizer", "explorer.choices.optimizers", first=("sgd", "adam", "adamw"), without=("torch",)
)


def stability_line(spec: TrainingSpec, rate: float) -> tuple[float, str]:
    """The sharpness above which a step at a learning rate overshoots on a parabola, and what it is called: 2/lr of
    gradient descent, (2 + 2β)/lr with momentum β (Cohen et al. 2021, arXiv 2103.00065, section 2). 0 for an optimizer
    that rescales each parameter's step."""
    if not OPTIMIZERS[spec.optimizer].momentum or rate <= 0:
        return 0.0, ""
    return (2 + 2 * spec.momentum) / rate, "2/lr" if spec.momentum == 0 else "(2 + 2β)/lr"
