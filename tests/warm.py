"""Engine processes whose imports are done: forked from a process that has them, where the program starts an interpreter
and loads torch, four seconds of processor time each. What is served is the same. A start from nothing is left to
tests/benchmarks/test_start.py, tests/engine/test_process.py and tests/test_plugins.py."""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing.context import ForkServerContext, ForkServerProcess, SpawnContext
from typing import Any

LOADED = ("explorer.engine.server", "explorer.engine.catalog", "torch._dynamo")  # the last: with the first network


class _Forked(ForkServerProcess):
    """Has the environment of whoever starts it, as a spawned process has; not that of the process forked from."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._environment = dict(os.environ)

    def run(self) -> None:
        os.environ.clear()
        os.environ.update(self._environment)
        super().run()


def forking() -> ForkServerContext | SpawnContext:
    """What starts such processes; where there is no fork, what the program itself uses."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(list(LOADED))
    vars(made)["Process"] = _Forked
    return made
