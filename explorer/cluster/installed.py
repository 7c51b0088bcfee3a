"""Whether sweeps can be trained on a cluster from here."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

INSTALL = "Sweeps on a cluster need Ray. Install it with: pip install 'residual-explorer[cluster]'"


def cluster_obstacle() -> str:
    """Why they cannot, and what to type; empty where Ray is installed. It is not loaded, which takes a second."""
    try:
        version("ray")
    except PackageNotFoundError:
        return INSTALL
    return ""
