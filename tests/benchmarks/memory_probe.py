"""Opens the window on the runs folder of its first argument, lists and compares what is there, and prints how many
10⁶ bytes of memory the process then takes (Linux)."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings

from tests.benchmarks.many_runs import SWEEP


def main(folder: Path, long: int) -> None:
    """Do what the bench does, in a process of its own: no torch, and nothing of pytest."""
    from explorer.app import application, make_window
    from explorer.commands.scenes import spin_until as spin
    from explorer.desk.settings import Settings

    def wait(done: Callable[[], bool], what: str) -> None:
        seen: list[bool] = []  # the window looks into the store every two seconds: it is busy again soon
        spin(lambda: bool(seen) or (done() and not seen.append(True)), what)

    application()
    with tempfile.TemporaryDirectory() as home:
        window = make_window(folder, Settings(QSettings(str(Path(home) / "s.ini"), QSettings.Format.IniFormat)))
        window.show()
        window.dock.show()
        wait(lambda: not window.reading.busy and window.dock._model.total > 0, "the list")
        window.comparing.open_sweep(SWEEP)
        comparison, reading = window.comparing.window, window.comparing.reading
        assert comparison is not None
        wait(lambda: not reading.busy and bool(comparison.rows), "the sweep")
        window.comparing.open([row.id for row in comparison.rows[-long:]])
        for tab in range(comparison.tabs.count()):
            comparison.tabs.setCurrentIndex(tab)
            wait(lambda: not reading.busy, "a tab")
        comparison.curves.measure.chosen.emit("loss")
        wait(lambda: not reading.busy, "the losses")
        fields = Path("/proc/self/status").read_text().splitlines()
        resident = next(int(line.split()[1]) for line in fields if line.startswith("VmRSS"))
        print(resident * 1024 / 1e6, "torch" in sys.modules, flush=True)
        window.close()
        window.deleteLater()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]), int(sys.argv[2]))
