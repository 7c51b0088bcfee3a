"""Processes whose imports are done: forked from one that has them, where the program starts an interpreter and loads
torch, four seconds of processor time each. What runs is the same. A start from nothing is left to a few tests: of
tests/benchmarks/test_start.py, tests/engine/test_process.py, tests/test_cli_train.py and tests/test_plugins.py."""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess, SpawnContext
from pathlib import Path
from typing import Any, TextIO

LOADED = (
    "explorer.cli",
    "explorer.commands.training",
    "explorer.engine.server",
    "explorer.engine.catalog",
    "explorer.own.checking",
    "torch._dynamo",  # with the first network
)


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


class Command:
    """`residual-explorer ARGUMENTS` in a process of its own: what is used of subprocess.Popen, its output in pipes.

    With `file_size` it cannot write files larger than so many bytes; `program` is another one to run.
    """

    def __init__(self, *arguments: str | Path, file_size: int | None = None, program: str = "explorer.cli:app") -> None:
        context = forking()
        ends = [context.Pipe(duplex=False) for _ in range(2)]
        theirs = [end for _, end in ends]
        given = ([str(argument) for argument in arguments], *theirs, file_size, program)
        self._process = context.Process(target=_run, args=given)
        self._process.start()
        for end in theirs:
            end.close()
        self.stdout, self.stderr = (_text(end) for end, _ in ends)

    @property
    def returncode(self) -> int | None:
        """Its status, negative the signal that ended it."""
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        assert self._process.pid is not None
        os.kill(self._process.pid, number)

    def communicate(self) -> tuple[str, str]:
        """What it still prints until it ends."""
        with ThreadPoolExecutor(2) as readers:
            stdout, stderr = readers.map(lambda stream: stream.read(), (self.stdout, self.stderr))
        self._process.join()
        return stdout, stderr

    def __enter__(self) -> Command:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in (self.stdout, self.stderr):
            stream.close()
        self._process.join()


def _text(end: Connection) -> TextIO:
    descriptor = os.dup(end.fileno())
    end.close()
    return os.fdopen(descriptor, encoding="utf-8")


def _run(arguments: list[str], out: Connection, err: Connection, file_size: int | None, program: str) -> None:
    for number, end in ((1, out), (2, err)):
        os.dup2(end.fileno(), number)
        end.close()
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))
    if file_size is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    sys.argv[1:] = arguments
    module, _, name = program.partition(":")
    sys.exit(getattr(importlib.import_module(module), name)())


def probe(request: dict[str, Any], folder: str, limit: float) -> int | None:
    """As own_asking._run: have a probe answer into `folder`; where the probe finds modules is its own tests' to say."""
    process = forking().Process(target=_probe, args=(request, folder, os.getcwd()))
    process.start()
    process.join(60 + limit)
    if process.is_alive():
        process.kill()
        process.join()
        return None
    return process.exitcode


def _probe(request: dict[str, Any], folder: str, start: str) -> None:
    from explorer.engine import own_probe

    asked, asks = os.pipe()
    os.write(asks, json.dumps(request).encode() + b"\n")
    os.dup2(asked, 0)
    os.chdir(start)
    own_probe.main(Path(folder))
