"""Every analysis on a GPU: it answers, and where nothing is drawn at random on the device, as the CPU does."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch

from explorer.analyses.registry import ANALYSES, Analysis, carry_out
from explorer.analyses.subject import Subject
from explorer.runs.analysis import Figure
from explorer.training import Session, train
from tests.analyses.conftest import tiny_spec
from tests.analyses.test_registry import arrays_of, small

pytestmark = [pytest.mark.gpu, pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device")]


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ResNet-8 after an epoch."""
    session = Session(tiny_spec())
    for _ in islice(train(session, lambda waiting: False), 23):
        pass
    path = tmp_path_factory.mktemp("weights") / "weights.safetensors"
    session.save_weights(path)
    return path


@pytest.mark.parametrize("analysis", tuple(ANALYSES), ids=lambda a: a.name)
def test_a_gpu_answers_as_the_cpu_does(analysis: Analysis, weights: Path) -> None:
    figures: list[tuple[Figure, ...]] = []
    for device in ("cuda", "cpu"):
        spec = tiny_spec()
        subject = Subject(replace(spec, training=replace(spec.training, device=device)), weights)
        assert subject.device.type == device
        figures.append(carry_out(analysis, subject, small(analysis), lambda share: None).figures)
    for there, here in zip(*figures, strict=True):
        for found, wanted in zip(arrays_of(there), arrays_of(here), strict=True):
            assert np.array_equal(np.isfinite(found), np.isfinite(wanted)), there.id
            good = np.isfinite(wanted)
            spread = float(np.ptp(wanted[good])) if good.any() else 0.0
            apart = np.abs(found[good] - wanted[good]) / (0.05 * (np.abs(wanted[good]) + spread) + 1e-9)
            # what trains on the way lets single rounding errors grow; the whole stays
            assert not good.any() or np.median(apart) <= 1, there.id
