"""What a norm is, and the norms there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.registry import Registry

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True, kw_only=True)
class Norm:
    """`title` names it in menus, `phrase` in sentences, `about` is a line on it for tooltips and help.

    `make(channels)` gives the module that normalizes maps (N, channels, H, W); it imports torch itself. None: there is
    no norm, and convolutions have a bias instead. `scales`: it has a γ per channel, which may start at 0. `brief` is
    what names of runs say.
    """

    name: str
    title: str
    phrase: str
    about: str
    make: Callable[[int], nn.Module] | None
    scales: bool = True
    brief: str = ""


NORMS: Registry[Norm] = Registry(
    "norm", "explorer.choices.norms", first=("batch", "group", "layer", "none"), without=("torch",)
)
