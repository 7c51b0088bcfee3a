"""What the desk may load: Qt's core, and neither widgets nor torch."""

from __future__ import annotations

import subprocess
import sys

LOADED = """
import importlib, pkgutil, sys, explorer.desk
for module in pkgutil.iter_modules(explorer.desk.__path__):
    importlib.import_module(f"explorer.desk.{module.name}")
print(*sorted(sys.modules))
"""


def test_it_loads_qts_core_at_most_and_no_torch() -> None:
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "explorer.desk.document" in loaded
    assert {name for name in loaded if name.startswith("PySide6.Qt")} == {"PySide6.QtCore"}
    assert not loaded & {"torch", "torchvision", "pyqtgraph", "superqt", "explorer.gui"}
