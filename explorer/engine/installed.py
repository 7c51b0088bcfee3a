"""Whether this computer has an engine: the window alone needs no PyTorch."""

from __future__ import annotations

import importlib.util

INSTALL = "pip install 'residual-explorer[engine]'"
"""What brings the packages below."""
PACKAGES = ("torch", "torchvision", "sklearn")


def engine_installed() -> bool:
    """Whether there is all that training needs, without loading it."""
    try:
        return all(importlib.util.find_spec(name) is not None for name in PACKAGES)
    except ImportError:
        return False


def lacks_engine(error: BaseException) -> bool:
    """Whether an error says that a package of the engine is not installed."""
    name = error.name if isinstance(error, ModuleNotFoundError) else None
    return (name or "").partition(".")[0] in PACKAGES
