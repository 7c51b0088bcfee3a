"""A recorded step on a GPU: replayed it trains as eager steps do, in every precision."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from explorer.runs.gate_script import parse
from explorer.runs.snapshot import Snapshot, merged
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train

pytestmark = [pytest.mark.gpu, pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device")]
SPEC = RunSpec(
    network=NetworkSpec(name="resnet-8", width=8),
    training=TrainingSpec(max_steps=12, lr=0.01, schedule="cosine", device="cuda", probe_every=8),
)


def _run(spec: RunSpec, **settings) -> tuple[Session, Snapshot]:
    session = Session(replace(spec, training=replace(spec.training, **settings)))
    return session, merged([s for s in train(session, lambda waiting: waiting >= 4) if s is not None])


CASES = {
    "sgd": {},
    "adam": {"optimizer": "adam", "lr": 1e-3},
    "clipped": {"clip": 0.1},
    "gates that move": {"interventions": (parse("5: all = 0"), parse("7: skip1 = 1"), parse("8-11: skip2 = 0.4"))},
    "tf32": {"precision": "tf32"},
    "bf16": {"precision": "bf16"},
    "fp16": {"precision": "fp16"},
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", ["resnet-8", "stochastic-8"])
def test_replayed_steps_train_as_eager_steps_do(name: str, case: str) -> None:
    spec = replace(SPEC, network=replace(SPEC.network, name=name))
    session, captured = _run(spec, **CASES[case])
    assert "captured steps" in session.device, session.device
    _, eager = _run(spec, capture=False, **CASES[case])
    tolerance = 5e-2 if case in ("bf16", "fp16", "tf32") else 5e-3
    np.testing.assert_allclose(captured.loss, eager.loss, rtol=tolerance)
    np.testing.assert_allclose(captured.layers["weight-norm"], eager.layers["weight-norm"], rtol=tolerance)
