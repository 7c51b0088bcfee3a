"""A run store of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.runs.store import RunStore


@pytest.fixture
def store(runs_dir: Path) -> Iterator[RunStore]:
    opened = RunStore(runs_dir)
    yield opened
    opened.close()
