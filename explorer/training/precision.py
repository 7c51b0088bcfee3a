"""How a step rounds: exactly as float32 does, or faster and coarser where a run asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import torch

from explorer.registry import SpecError

_HALF = {"bf16": torch.bfloat16, "fp16": torch.float16}


class Precision:
    """How the steps of one run compute; weights, their update and all measurements are float32 in any case.

    "tf32" rounds the factors of convolutions and matrix products to 10 bits, on NVIDIA GPUs alone; "bf16" and "fp16"
    do the forward pass under autocast. With fp16 the loss is scaled, since small gradients would be lost otherwise.
    """

    def __init__(self, name: str, device: torch.device) -> None:
        """SpecError where the device does not support the precision `name`."""
        if name == "tf32" and device.type != "cuda":
            raise SpecError(f"precision is tf32; allowed on {device.type.upper()}: float32, bf16, fp16.")
        self.name = name
        self.half = _HALF.get(name)
        self._device = device
        self.scaler = torch.amp.GradScaler(device.type) if name == "fp16" else None

    def forward(self) -> AbstractContextManager[object]:
        """The context for the forward pass."""
        if self.half is None:
            return nullcontext()
        return torch.autocast(self._device.type, self.half, cache_enabled=False)

    def passes(self) -> AbstractContextManager[object]:
        """The context for forward and backward pass."""
        return _tf32() if self.name == "tf32" else nullcontext()


@contextmanager
def _tf32() -> Iterator[None]:
    """For all threads: runs in turn may want another precision."""
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = True
    try:
        yield
    finally:
        torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = False
