"""Every analysis on a GPU answers as on the CPU."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from explorer.analyses.analysis_registry import ANALYSES, Analysis
from explorer.runs.spec import RunSpec
from tests.analyses.conftest import tiny_spec, weights_of  # noqa: F401 - a fixture
from tests.analyses.test_on_a_device import answered, assert_alike

pytestmark = [pytest.mark.gpu, pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device")]


@pytest.mark.parametrize("analysis", tuple(ANALYSES), ids=lambda a: a.name)
def test_a_gpu_answers_as_the_cpu_does(analysis: Analysis, weights_of: Callable[[RunSpec], Path]) -> None:  # noqa: F811
    weights = weights_of(tiny_spec())
    assert_alike(answered(analysis, "cuda", weights), answered(analysis, "cpu", weights))
