"""‖g‖: the length of a layer's gradient."""

from explorer.instruments.registry import INSTRUMENTS, Instrument

GRADIENT_NORM = INSTRUMENTS.register(
    Instrument(
        name="gradient-norm",
        title="Gradient norm",
        formula="‖∂loss/∂w‖₂",
        unit="nats per unit of weight",
        healthy="First and last layers within a factor of 10 of each other at step 0: ResNet-56 with batch norm and "
        "He initialisation 7.6, its plain twin 1,700, a plain network without norm and PyTorch's initialisation "
        "below 1e-5.",
        limits="Mixes depth with size: a layer with more weights has a longer gradient. Under batch norm it scales "
        "with 1/‖w‖, so read it beside the weight norm.",
        source="Glorot & Bengio 2010, section 4.2",
        measure=lambda step: step.gradient_norms,
    )
)
