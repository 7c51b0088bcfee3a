"""Where the engine process begins: the target that the window's side spawns."""

from __future__ import annotations

import importlib
import signal
from multiprocessing.connection import Connection

from explorer.threads import wait_asleep

DEVICE_LOST = 76
"""The exit status of an engine that ended itself because its GPU failed."""


def main(connection: Connection, runs_dir: str) -> None:
    """Serve the window at the other end of `connection` until it closes.

    The server is imported by name, here and not above: the window imports this module to name its target,
    and must not get the training side with it. Ctrl-C in a terminal, and its end, reach every process;
    they are the window's to answer: the engine saves when its pipe closes.
    """
    for name in {"SIGINT", "SIGHUP"} & set(signal.Signals.__members__):
        signal.signal(signal.Signals[name], signal.SIG_IGN)
    wait_asleep()
    importlib.import_module("explorer.engine.server").serve(connection, runs_dir)
