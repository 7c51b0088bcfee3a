"""A GPU whose memory runs out: a message, and the next run trains."""

from __future__ import annotations

import pytest
import torch

from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train
from explorer.training.device_errors import DeviceError

pytestmark = [pytest.mark.gpu, pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device")]


def _spec(width: int) -> RunSpec:
    return RunSpec(
        network=NetworkSpec(name="resnet-20", width=width),
        training=TrainingSpec(epochs=1, lr=0.01, device="cuda", batch_size=1500),
    )


def test_out_of_memory_names_what_to_lower_and_the_next_run_trains() -> None:
    torch.cuda.empty_cache()
    torch.cuda.set_per_process_memory_fraction(0.5e9 / torch.cuda.get_device_properties(0).total_memory)
    try:
        with pytest.raises(DeviceError, match=r"batch size 1500 and width 128 .* Lower the batch size or the width"):
            list(train(Session(_spec(128)), lambda waiting: False))
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)
    session = Session(_spec(8))
    list(train(session, lambda waiting: False))
    assert session.outcome is not None
    assert session.outcome.status == "completed"
