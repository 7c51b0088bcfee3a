"""Every registered dataset, with small files of its format where it would be fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.datasets.dataset_registry import DATASETS, Dataset
from tests.datasets.tiny import placed


@pytest.fixture(params=tuple(DATASETS), ids=lambda dataset: dataset.name)
def dataset(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Dataset:
    """Each registered dataset in turn."""
    return placed(request.param, monkeypatch, tmp_path / "data")
