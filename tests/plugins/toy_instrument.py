"""An instrument: the largest gradient of a single weight."""

import torch

from explorer.instruments.instrument_registry import INSTRUMENTS, StepInstrument

INSTRUMENTS.register(
    StepInstrument(
        name="toy-peak",
        title="Toy peak",
        formula="max |∂loss/∂w|",
        unit="nats per unit of weight",
        healthy="Within a factor of 100 of the gradient RMS.",
        limits="One weight decides it.",
        source="Maximum norm",
        measure=lambda step: torch.stack([gradient.abs().max() for gradient in step.gradients]),
    )
)
