"""What must be the same on all machines, so that a run gives the same numbers on each."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version

from explorer import __version__


@cache
def versions() -> Mapping[str, str]:
    """The versions of this process; builds of one torch for a CPU and for CUDA are the same version."""
    python = ".".join(platform.python_version_tuple()[:2])
    torch = version("torch").partition("+")[0]
    return {"Residual Explorer": __version__, "Python": python, "torch": torch}


def difference(wanted: Mapping[str, str], found: Mapping[str, str], host: str) -> str:
    """In what `found` on the machine `host` differs from what is `wanted`, as a sentence; empty where in nothing."""
    differing = [
        f"{name} {found.get(name) or 'is missing'} there, {version} here"
        for name, version in wanted.items()
        if found.get(name) != version
    ]
    return f"{host} has other versions: {'; '.join(differing)}. Install the same on both." if differing else ""
