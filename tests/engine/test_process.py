"""Births and deaths of real engine processes."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.engine.commands import Shutdown
from explorer.engine.events import Progress, Ready
from explorer.own.source import locate
from explorer.own.trust import trust
from explorer.paths import TRUST_VARIABLE
from explorer.runs.spec import NetworkSpec
from explorer.runs.store import RunRow, RunStore
from tests.engine.conftest import PATIENCE, Engine, order, steps
from tests.own.misbehaving import HELD

GONE = 2.0  # seconds an engine may outlive its window


def rows(runs_dir: Path) -> dict[str, RunRow]:
    store = RunStore(runs_dir)
    try:
        return {row.id: row for row in store.rows()}
    finally:
        store.close()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return Path("/proc").exists() is False


@pytest.mark.parametrize("last_word", ["closed pipe", "shutdown"])
def test_an_engine_without_a_window_saves_and_goes(tmp_path: Path, last_word: str) -> None:
    engine = Engine(tmp_path)
    engine.until_kind(Ready)
    engine.train(order("a", epochs=4000), order("b", "plain-8", epochs=4000))
    seen = steps(engine.until_steps("a", 30), "a")
    if last_word == "shutdown":
        engine.send(Shutdown())
    else:
        engine.pipe.close()
    engine.process.join(GONE)
    assert engine.process.exitcode == 0
    engine.close()
    for row in rows(tmp_path).values():
        assert row.status == "interrupted"
        assert row.outcome.message == "The window was closed during training."
    assert rows(tmp_path)["a"].outcome.steps >= seen
    assert (tmp_path / "weights" / "a.safetensors").exists()


def test_a_step_that_takes_long_is_waited_for_and_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRUST_VARIABLE, str(tmp_path / "trusted.json"))
    (tmp_path / "net.py").write_text(HELD.format(hold=str(tmp_path / "hold"), there=str(tmp_path / "there")))
    source = locate("net.py", tmp_path)
    trust(source)
    network = NetworkSpec(name="Net", source=source.source, digest=source.digest, init="own")
    made = order("slow", epochs=4000)
    engine = Engine(tmp_path)
    engine.until_kind(Ready)
    engine.train(replace(made, spec=replace(made.spec, network=network)))
    engine.until_kind(Progress)
    (tmp_path / "hold").touch()
    while not (tmp_path / "there").exists():
        engine.process.join(0.05)
    engine.send(Shutdown())
    engine.process.join(GONE)
    assert engine.process.is_alive(), "longer than an engine without a window has"
    (tmp_path / "hold").unlink()
    engine.process.join(PATIENCE)
    assert engine.process.exitcode == 0
    engine.close()
    assert rows(tmp_path)["slow"].status == "interrupted"
    assert (tmp_path / "weights" / "slow.safetensors").exists()


def test_an_engine_still_loading_goes_at_once(tmp_path: Path) -> None:
    engine = Engine(tmp_path, cold=True)
    engine.pipe.close()
    engine.process.join(GONE + 1)  # a new interpreter first has to start
    assert engine.process.exitcode == 0


WINDOW = """
import sys
from pathlib import Path
from explorer.engine.commands import Order, Train
from explorer.engine.events import Ready, Progress
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec

def window():
    from PySide6.QtCore import QCoreApplication
    from explorer.engine.worker import TrainingWorker
    app = QCoreApplication([])
    worker = TrainingWorker(Path(sys.argv[1]))
    network = NetworkSpec(name="resnet-8", width=4, input_shape=(1, 8, 8))
    spec = RunSpec(network=network, training=TrainingSpec(epochs=4000, device="cpu"))
    def take():
        for event in worker.take():
            if isinstance(event, Ready):
                worker.send(Train((Order("a", "a", spec),)))
            if isinstance(event, Progress):
                print(worker.engine_pid, event.snapshot.first_step + len(event.snapshot), flush=True)
    worker.arrived.connect(take)
    worker.start()
    app.exec()

print("main", __name__, "torch" in sys.modules, flush=True)
if __name__ == "__main__":
    window()
"""


def test_a_killed_window_leaves_no_engine_behind_and_loses_nothing(tmp_path: Path) -> None:
    script = tmp_path / "window.py"
    script.write_text(textwrap.dedent(WINDOW))
    window = subprocess.Popen([sys.executable, str(script), str(tmp_path / "runs")], stdout=subprocess.PIPE, text=True)
    assert window.stdout is not None
    assert window.stdout.readline().split() == ["main", "__main__", "False"]
    assert window.stdout.readline().split() == ["main", "__mp_main__", "False"], "spawn imports it, and opens nothing"
    pid, step = map(int, window.stdout.readline().split())
    window.send_signal(signal.SIGKILL)
    window.wait()
    deadline = time.monotonic() + GONE
    while alive(pid) and time.monotonic() < deadline:
        os.sched_yield()
    assert not alive(pid)
    window.stdout.close()
    (row,) = rows(tmp_path / "runs").values()
    assert row.status == "interrupted"
    assert row.outcome.steps >= step


@pytest.mark.parametrize("module", ["explorer.engine.worker", "explorer.engine.process", "explorer.engine.server"])
def test_no_import_on_the_windows_side_brings_torch(module: str) -> None:
    code = f"import sys, {module}; print(sorted({{'torch', 'PySide6', 'pyqtgraph'}} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert found == ("['PySide6']" if module.endswith("worker") else "[]")
