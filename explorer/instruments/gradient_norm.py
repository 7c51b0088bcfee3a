"""‖g‖: the length of a layer's gradient."""

from explorer.instruments.instrument_registry import INSTRUMENTS, StepInstrument

GRADIENT_NORM = INSTRUMENTS.register(
    StepInstrument(
        name="gradient-norm",
        title="Gradient norm",
        formula="‖∂loss/∂w‖₂",
        unit="nats per unit of weight",
        healthy="First and last three convolutions within a factor of 10 of each other at step 0. Measured, width 8 on "
        "digits, three seeds: ResNet-56 with batch norm 5.6–7.4; its plain twin 680–1,800 (explodes toward the "
        "input); plain-56 without norm under PyTorch's initialization about 1e-24 (vanished).",
        limits="Confounds depth and size: a layer with more weights has a larger gradient norm. Under batch norm "
        "it scales with 1/‖w‖, so compare it with the weight norm.",
        source="Glorot & Bengio 2010, section 4.2",
        measure=lambda step: step.gradient_norms,
    )
)
