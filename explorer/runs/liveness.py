"""Is the process that wrote a row still there? Standard library only, on every platform."""

from __future__ import annotations

import os
import platform
import sys
from functools import cache
from pathlib import Path


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
    return _exists(pid) and (not started or _started(pid) == started)


def _started(pid: int) -> str:
    """Start time of a process in clock ticks since boot on Linux; empty where unknown or for a zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    # The second field, the command in brackets, may hold spaces: count from its end.
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[19]


if sys.platform == "win32":

    def _exists(pid: int) -> bool:
        # os.kill(pid, 0) would send Ctrl-C here (signal.CTRL_C_EVENT is 0)
        import ctypes

        still_active, query_limited_information = 259, 0x1000
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(query_limited_information, False, pid)
        if not handle:
            return False
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == still_active

else:

    def _exists(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True
