"""Every analysis on a device that is not the CPU: nothing is left on the CPU, and the answer is the CPU's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from explorer.analyses.analysis_registry import ANALYSES, Analysis, carry_out
from explorer.analyses.subject import Subject
from explorer.runs.analysis import AnalysisResult
from explorer.runs.spec import RunSpec, TrainingSpec
from tests.analyses.conftest import tiny_spec
from tests.analyses.test_analysis_registry import arrays_of
from tests.pretend_cuda import pretending

SPEC = replace(tiny_spec(), training=TrainingSpec(epochs=1, batch_size=250))


def answered(analysis: Analysis, device: str, weights: Path) -> AnalysisResult:
    """The answer for a small trained network, computed on a device."""
    subject = Subject(replace(SPEC, training=replace(SPEC.training, device=device)), weights)
    assert subject.device.type == device
    least = {s.name: int(s.low) for s in analysis.settings if type(s.default) is int and s.low is not None}
    return carry_out(analysis, subject, least, lambda share: None)


def assert_alike(there: AnalysisResult, here: AnalysisResult) -> None:
    """Figures agree. What trains on the way lets single rounding errors grow, so half of a figure decides."""
    for figure, wanted in zip(there.figures, here.figures, strict=True):
        for found, right in zip(arrays_of(figure), arrays_of(wanted), strict=True):
            good = np.isfinite(right)
            assert np.array_equal(np.isfinite(found), good), figure.id
            if good.any():
                allowed = 0.05 * (np.abs(right[good]) + float(np.ptp(right[good]))) + 1e-9
                assert np.median(np.abs(found[good] - right[good]) / allowed) <= 1, figure.id


@pytest.mark.parametrize("analysis", tuple(ANALYSES), ids=lambda a: a.name)
def test_answers_on_a_device_as_on_the_cpu(
    analysis: Analysis, weights_of: Callable[[RunSpec], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = weights_of(tiny_spec())
    here = answered(analysis, "cpu", weights)
    with pretending(monkeypatch):
        there = answered(analysis, "cuda", weights)
    assert_alike(there, here)
