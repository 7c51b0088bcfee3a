"""Memory running out, in every device's words."""

import pytest
import torch

from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training.device_errors import DeviceError, device_explained

SPEC = RunSpec(network=NetworkSpec(name="resnet-110", width=64), training=TrainingSpec(batch_size=512))


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."),
        RuntimeError("MPS backend out of memory (MPS allocated: 1.00 GB)"),
        RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 1 bytes."),
        RuntimeError("CUDNN_STATUS_ALLOC_FAILED"),
        MemoryError(),
    ],
    ids=lambda e: f"{type(e).__name__} {str(e)[:12]}",
)
def test_every_way_of_running_out_says_what_to_lower(error):
    said = r"resnet-110 with batch size 512 and width 64.*Lower the batch size or the width"
    with pytest.raises(DeviceError, match=said), device_explained(SPEC):
        raise error


def test_the_cpu_allocators_own_error_is_recognized():
    with pytest.raises(DeviceError), device_explained(SPEC):
        torch.empty(2**50)


def test_other_errors_pass():
    with pytest.raises(RuntimeError, match="shape mismatch") as caught, device_explained(SPEC):
        raise RuntimeError("shape mismatch")
    assert not isinstance(caught.value, DeviceError)
