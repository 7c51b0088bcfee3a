"""RMS of the gradient at a layer's output: the back-propagated signal itself."""

from explorer.instruments.context import length
from explorer.instruments.instrument_registry import INSTRUMENTS, OutputGradientInstrument

OUTPUT_GRADIENT = INSTRUMENTS.register(
    OutputGradientInstrument(
        name="output-gradient",
        title="Gradient at the output",
        formula="‖∂loss/∂y‖₂ / √n, y: a layer's output of n numbers for a probe batch",
        unit="nats per unit of output",
        healthy="Within about two decades through depth. Measured, width 8 on digits, three seeds, 64 images, at "
        "step 0: plain-20 with batch norm 5e-4 to 5e-3, ResNet-56 1.5e-4 to 5e-3; plain-56 grows from 5e-4 to 0.9 at "
        "the input (explodes); without norm under PyTorch's initialization it falls from 5e-3 to 4e-31 (vanished). "
        "It shrinks as the loss does: ResNet-56 about 3e-6 at training accuracy 1.",
        limits="Proportional to 1 / images of the probe, as the loss is their mean: compare layers and steps only. "
        "For a layer before batch norm it scales with 1/‖w‖.",
        source="Glorot & Bengio 2010, section 4.2",
        measure=lambda gradient: length(gradient) / gradient.numel() ** 0.5,
    )
)
