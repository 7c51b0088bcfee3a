"""`make gpu`: says what this Python lacks, or runs everything."""

from __future__ import annotations

import importlib.util
import sys

NEEDED = (
    *("joblib", "networkx", "numpy", "platformdirs", "psutil", "pytest", "rich", "safetensors", "sklearn"),
    *("torch", "torchvision"),
)


def lacking(names: tuple[str, ...] = NEEDED) -> str:
    """What to do about packages that are not installed; empty where all are."""
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    if not missing:
        return ""
    return (
        f"This Python lacks {', '.join(missing)}. Nothing was run. Install them, or put their wheels into a folder and "
        f"type: make gpu PYTHON={sys.executable} WHEELS=FOLDER"
    )


if __name__ == "__main__":
    if said := lacking():
        sys.exit(said)
    from tests.gpu.everything import main

    sys.exit(main())
