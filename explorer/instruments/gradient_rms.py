"""‖g‖/√n: the gradient of a typical weight; layers of any size compare."""

from explorer.instruments.registry import INSTRUMENTS, Instrument

GRADIENT_RMS = INSTRUMENTS.register(
    Instrument(
        name="gradient-rms",
        title="Gradient RMS",
        formula="‖∂loss/∂w‖₂ / √n, n weights",
        unit="nats per unit of weight",
        healthy="Within two decades over all layers, at about 1e-4 … 1e-1. Six decades or more between first and last "
        "layer: vanishing (falls towards the input) or explosion (grows towards it).",
        limits="Under batch norm it scales with 1/‖w‖: a layer whose weights have grown looks vanished and is not. "
        "Read it beside the weight norm.",
        source="Root mean square over a layer's weights of its gradient; per-layer comparison as in Glorot & Bengio "
        "2010, section 4.2",
        measure=lambda step: step.gradient_norms / step.sizes.sqrt(),
    )
)
