"""Training many runs into a store, in processes of their own where wanted, and getting their records."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore
from tests.labeled_set.pictures import located


def trained(specs: Mapping[str, RunSpec], folder: Path, jobs: int = 1) -> Iterator[str]:
    """Train what is not in the store at `folder` yet, and give the names as they are done: `specs` by name, which is
    the run's id and name there.

    A run that is there, ended, and was trained by the same spec stays.
    """
    wanted = {name: located(spec) for name, spec in specs.items()}
    store = RunStore(folder)
    rows = {row.id: row for row in store.rows()}
    missing = {}
    for name, spec in wanted.items():
        if name in rows and not _same(store, name, spec):
            store.discard(name)
            del rows[name]
        if name not in rows:
            missing[name] = spec
    store.close()
    yield from (name for name in wanted if name not in missing)
    if jobs == 1:
        for name, spec in missing.items():
            yield train_one(name, spec, folder)
        return
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(train_one, missing, missing.values(), [folder] * len(missing))


def train_one(name: str, spec: RunSpec, folder: Path) -> str:
    """Train one run to its end, or until it diverges, into the store at `folder`; its name. Raises RuntimeError where
    it fails: the labeled set is not measured without it."""
    from explorer.recording.driving import record
    from explorer.recording.recording import Recording
    from explorer.training import Session

    session = Session(spec)
    if every := to_the_end(session.total_steps, spec.training.probe_every):
        session = Session(replace(spec, training=replace(spec.training, probe_every=every)))
    store = RunStore(folder)
    try:
        run = Recording(name, name, session, store)
        run.enter()
        outcome = record(run)
    finally:
        store.close()
    if outcome.status == "failed":
        raise RuntimeError(f"{name}: {outcome.message}")
    return name


def to_the_end(steps: int, every: int) -> int:
    """How often to probe, at most every `every` steps, so that the last step is probed too: the schedule that adapts
    sees to that, and how a run ended is what some verdicts look at. 0 where `every` leaves it to that schedule."""
    return next((k for k in range(min(every, steps - 1), 0, -1) if (steps - 1) % k == 0), every and 1)


def _same(store: RunStore, name: str, spec: RunSpec) -> bool:
    """Whether a stored run ended and was trained by this spec, but for what its data say of the network."""
    history = store.history(name)
    ended = history.outcome is not None and history.outcome.status in ("completed", "diverged")
    network = replace(history.spec.network, input_shape=spec.network.input_shape, classes=spec.network.classes)
    training = replace(history.spec.training, probe_every=spec.training.probe_every)
    return ended and training == spec.training and network == spec.network
