"""Runs the program as its command does and prints, as JSON lines, when it first painted and when it could train.

`python start_probe.py …` takes the command line of the program. Seconds are counted from the moment in the
environment variable RESIDUAL_EXPLORER_BENCH_EPOCH (`time.time()` before this process began)."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from explorer.gui.window.main_window import MainWindow

_EPOCH = "RESIDUAL_EXPLORER_BENCH_EPOCH"  # the engine process imports this file, too, with other arguments


def say(what: str, window: MainWindow) -> None:
    """Print a moment, and whether the engine was ready by then."""
    ready = window.bench.catalog is not None
    line = {
        "what": what,
        "seconds": time.time() - float(os.environ[_EPOCH]),
        "processor": time.process_time(),
        "ready": ready,
        "torch": "torch" in sys.modules,
    }
    print(json.dumps(line), flush=True)


class Probe(QObject):
    """Watches the window's first paint and, an event loop's turn later, presses a button that needs no engine."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)
        window.bench.ready.connect(self._ready)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The first paint."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            say("painted", self._window)
            QTimer.singleShot(0, self._use)
        return False

    def _use(self) -> None:
        before = self._window.settings.layout
        self._window.bar.layout_switch.trigger()
        assert self._window.settings.layout != before
        say("usable", self._window)

    def _ready(self) -> None:
        say("ready", self._window)
        QTimer.singleShot(0, self._window.close)


def main() -> None:
    """Open the window with a probe on it."""
    from explorer import app, cli  # here, so that the engine process does not load the window

    make = app.make_window

    def make_probed(*args: Any) -> MainWindow:
        window = make(*args)
        Probe(window)
        return window

    vars(app)["make_window"] = make_probed
    cli.main()


if __name__ == "__main__":
    main()
