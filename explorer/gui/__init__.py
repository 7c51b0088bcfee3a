"""Windows, views and panels: Qt, never torch."""

import sys

# pyqtgraph looks for CUDA's bindings, which come along with PyTorch: a tenth of the start, for nothing the window uses
_hidden = "cuda.bindings" not in sys.modules
if _hidden:
    sys.modules["cuda.bindings"] = None  # type: ignore[assignment]  # Python's own way to make an import fail

import pyqtgraph  # noqa: E402, F401

if _hidden:
    del sys.modules["cuda.bindings"]
