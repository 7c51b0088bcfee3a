"""‖g‖/√n: the gradient of a typical weight; layers of any size compare."""

from explorer.instruments.instrument_registry import INSTRUMENTS, StepInstrument

GRADIENT_RMS = INSTRUMENTS.register(
    StepInstrument(
        name="gradient-rms",
        title="Gradient RMS",
        formula="‖∂loss/∂w‖₂ / √n, n weights",
        unit="nats per unit of weight",
        healthy="All layers within two decades of each other, at about 1e-4 to 1e-1 (ResNet-56 and plain-20 with batch "
        "norm on digits). Falls by six decades or more toward the input: vanishing. Above 10 near the input at "
        "step 0: explosion (plain-56 with batch norm 18–37).",
        limits="Under batch norm it scales with 1/‖w‖: a layer whose weights have grown seems to have a vanished "
        "gradient but does not. Compare it with the weight norm.",
        source="Root mean square over a layer's weights of its gradient; per-layer comparison as in Glorot & Bengio "
        "2010, section 4.2",
        measure=lambda step: step.gradient_norms / step.root_sizes,
    )
)
