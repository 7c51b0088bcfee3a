"""A monkey at the real window with a real engine, for hours if need be: nothing breaks, and nothing grows."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from pytestqt.logging import _QtMessageCapture as Messages
from pytestqt.qtbot import QtBot

from explorer.engine.worker import READY
from explorer.gui.data.data_desk import DataDesk
from explorer.gui.window.main_window import MainWindow
from tests.benchmarks.figures import judge, record, sized
from tests.gui.desk import Desk
from tests.gui.gestures import answer_file_dialogs, kept_inside, write_models
from tests.gui.monkey import Act, Monkey
from tests.gui.walk import Walk

pytestmark = [pytest.mark.bench, pytest.mark.logs]
SEED = int(os.environ.get("MONKEY_SEED", "1"))
PARTS = 10


def resident() -> float:
    """This process's memory, MB."""
    with Path("/proc/self/statm").open() as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def engine_acts(desk: Desk, killed: list[int]) -> tuple[tuple[float, Act], ...]:
    """What happens to the engine meanwhile: it is given time to train and, once in a thousand acts, killed."""
    worker = desk.window.worker

    def train() -> str:
        before = desk.bench.trainer.training
        desk.qtbot.wait(20)
        return f"time passes {'in training' if before else ''}"

    def kill() -> str:
        if worker.engine_pid is None or worker.state != READY:
            return "the engine is not there"
        killed.append(worker.engine_pid)
        os.kill(worker.engine_pid, signal.SIGKILL)
        return "the engine is killed"

    return (6, train), (0.07, kill)


@pytest.fixture
def desk(window: MainWindow, qtbot: QtBot) -> Desk:
    """The window, which moves only when the walk lets it."""
    window.refresher.stop()
    window.activateWindow()
    return Desk(qtbot, window)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_a_long_walk_breaks_nothing_and_nothing_grows(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtlog: Messages
) -> None:
    files = tmp_path / "files"
    write_models(files)
    monkeypatch.chdir(files)
    monkeypatch.setattr(DataDesk, "fetch", lambda *_: None)  # nothing is downloaded
    monkey, killed = Monkey(desk, SEED, files), []
    monkey.also(engine_acts(desk, killed))
    answer_file_dialogs(monkeypatch, files, monkey.random)
    walk, acts = Walk(monkey, desk, qtlog), sized(2_000, 4)
    with kept_inside(desk.window):
        walk.go(acts)
        counts, megabytes = sum(walk.alive().values()), resident()
        for _ in range(PARTS - 1):
            walk.go(acts)
    more, grown = sum(walk.alive().values()) / counts, (resident() - megabytes) / (acts * (PARTS - 1))
    record(f"{PARTS * acts:,} random acts, {len(killed)} engines killed", "nothing broke")
    judge("objects of the window at the end / after the first tenth", more, most=1.1)
    judge("memory that the window takes for 1,000 random acts", 1000 * grown, most=20, unit="MB")
