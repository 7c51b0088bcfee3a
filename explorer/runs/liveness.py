"""Is the process that wrote a row still there?"""

from __future__ import annotations

import os
import platform
import sys
from functools import cache

import psutil

_TICKS = 100
"""A second: starts are told in hundredths, as Linux counts them."""


@cache
def _token(pid: int) -> str:
    return f"{platform.node()}|{pid}|{_started(pid)}"


def own_token() -> str:
    """This process as text `host|pid|start`, where the start time tells a process from a later one of its number."""
    return _token(os.getpid())


def alive(token: object) -> bool:
    """Whether the process behind `token` may still run; processes of other machines are taken to be alive, and what
    is no token is not."""
    parts = token.rsplit("|", 2) if isinstance(token, str) else []
    if len(parts) != 3 or not parts[1].isdigit():
        return False
    host, pid, started = parts[0], int(parts[1]), parts[2]
    if host != platform.node():
        return True
    return psutil.pid_exists(pid) and (not started or _started(pid) == started)


def _started(pid: int) -> str:
    """Start time of a process; empty where it is not told, and for a process that has ended."""
    try:
        process = psutil.Process(pid)
        if process.status() in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD):
            return ""
        # Linux counts from the system's start; psutil adds what the clock makes of that, which changes when it is set
        begin = psutil.boot_time() if sys.platform == "linux" else 0.0
        return str(round((process.create_time() - begin) * _TICKS))
    except psutil.Error:
        return ""
