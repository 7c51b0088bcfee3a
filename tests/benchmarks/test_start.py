"""How soon the program can be used after its command was given, with PyTorch still loading behind it."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.clocks import pace
from tests.benchmarks.figures import judge, record, sized, spread

STARTS = sized(5, 1)


def moments(folder: Path) -> dict[str, Any]:
    """Start the program once, in a process and with settings of its own; what its probe printed, and the pace."""
    command = [sys.executable, str(Path(__file__).with_name("start_probe.py")), "--runs-dir", str(folder / "runs")]
    settings = {
        "XDG_CONFIG_HOME": str(folder / "config"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "",  # as where it is installed: compiled once
        "RESIDUAL_EXPLORER_BENCH_EPOCH": str(time.time()),
    }
    slow = pace()
    done = subprocess.run(
        command, env=os.environ | settings, stdout=subprocess.PIPE, text=True, timeout=120, check=True
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["what"]: line for line in lines} | {"pace": (slow + pace()) / 2}


def test_the_window_can_be_used_long_before_the_engine(tmp_path: Path) -> None:
    moments(tmp_path / "compiles")
    starts = [moments(tmp_path / str(number)) for number in range(STARTS)]
    for start in starts:
        assert not start["usable"]["ready"]
        assert not start["usable"]["torch"]
    ready = statistics.median(start["ready"]["seconds"] for start in starts)
    usable = spread(start["usable"]["seconds"] for start in starts)
    record("start to usable window, wall", f"{usable} s, engine ready after {ready:.1f} s")
    spent = [start["usable"]["processor"] / start["pace"] for start in starts]
    judge("start to usable window, processor", statistics.median(spent), most=1, unit="s", note=spread(spent))
