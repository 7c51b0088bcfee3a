"""What checkpoints cost a run: their processor time against that of the steps between them, in one run."""

from __future__ import annotations

import statistics
from pathlib import Path
from time import process_time

from explorer.recording.checkpointing import SECONDS
from explorer.recording.recording import Recording
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore
from explorer.training import Session
from tests.benchmarks.figures import deep, judge, record, sized

EVERY, TIMES = sized(25, 2), sized(9, 1)
NETWORK = NetworkSpec(name=f"resnet-{deep(56, 8)}", width=sized(16, 2), input_shape=(1, 8, 8))
SPEC = RunSpec(network=NETWORK, training=TrainingSpec(epochs=100, device="cpu"))


def test_checkpoints_at_the_default_interval(tmp_path: Path) -> None:
    """A run is saved after every stretch of steps; at the default interval a stretch takes SECONDS at least."""
    store = RunStore(tmp_path)
    run = Recording("r", "r", Session(SPEC), store, seconds=0.2)
    run.enter()
    steps, costs = [], []
    for _ in range(TIMES):
        started = process_time()
        for _ in range(EVERY):
            run.step()
        run.flush()
        store.flush()
        trained = process_time()
        run.save_checkpoint("interval")
        steps.append((trained - started) / EVERY)
        costs.append(process_time() - trained)
    (size, *_) = (checkpoint.bytes for checkpoint in store.checkpoints.of("r"))
    run.finish(run.close("stopped"))
    store.close()
    cost, step = statistics.median(costs), statistics.median(steps)
    note = f"{1e3 * cost:.1f} ms for {size / 1e6:.1f} MB, {1e3 * step:.1f} ms a step"
    judge(f"time of checkpoints of {NETWORK.name} in that of a run, automatic interval", cost / SECONDS, most=0.02,
          note=note)  # fmt: skip
    record(f"steps of {NETWORK.name} in the time of one checkpoint", f"{cost / step:.2g}")
