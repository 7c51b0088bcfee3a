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

import pytest
from figures import record, spread

STARTS = 5


def moments(folder: Path) -> dict[str, dict[str, Any]]:
    """Start the program once, in a process and with settings of its own; what its probe printed."""
    command = [sys.executable, str(Path(__file__).with_name("start_probe.py")), "--runs-dir", str(folder / "runs")]
    settings = {
        "XDG_CONFIG_HOME": str(folder / "config"),
        "QT_QPA_PLATFORM": "offscreen",
        "RESIDUAL_EXPLORER_BENCH_EPOCH": str(time.time()),
    }
    done = subprocess.run(
        command, env=os.environ | settings, stdout=subprocess.PIPE, text=True, timeout=120, check=True
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["what"]: line for line in lines}


@pytest.mark.bench
def test_the_window_can_be_used_long_before_the_engine(tmp_path: Path) -> None:
    starts = [moments(tmp_path / str(number)) for number in range(STARTS)]
    for start in starts:
        assert not start["usable"]["ready"]
        assert not start["usable"]["torch"]
    usable = [start["usable"]["seconds"] for start in starts]
    ready = statistics.median(start["ready"]["seconds"] for start in starts)
    record("start to usable window", f"{spread(usable)} s, engine ready after {ready:.1f} s", "≤ 2 s")
    assert statistics.median(usable) <= 2
