"""Every registered network built once for all tests: on the meta device, where even the largest costs no memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
import torch

from explorer.choices.family import resolve
from explorer.runs.spec import NetworkSpec
from explorer.tracing import Network, build


@pytest.fixture(scope="session")
def own_network() -> Callable[[str], Network]:
    """By name: the network at its own input shape and classes, all skips on, for reading and for passes on meta."""

    @cache
    def made(name: str) -> Network:
        family, _ = resolve(name)
        settings = {**family.defaults, "init": "own"}  # nothing draws weights of a rule on the meta device
        spec = NetworkSpec(name=name, skips="on", input_shape=family.shape, classes=family.classes, **settings)
        with torch.device("meta"):
            return build(spec, 0)

    return made
