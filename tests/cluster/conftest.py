"""A run store of the test's own, and the same sweep trained without a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.experiments.queue import QueueWorker
from explorer.runs.store import RunStore
from tests.cluster.places import Heard, enter
from tests.cluster.stored import Stored, stored


@pytest.fixture
def store(runs_dir: Path) -> Iterator[RunStore]:
    opened = RunStore(runs_dir)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    """What the run of seed 0 is where the queue of this machine trains it."""
    made = RunStore(tmp_path_factory.mktemp("alone"))
    enter(made)
    worker = QueueWorker(made, Heard())
    while worker.step():
        pass
    (found,) = stored(made).values()
    made.close()
    return found
