"""‖g‖/‖w‖: the gradient in proportion to what it changes."""

from explorer.instruments.instrument_registry import INSTRUMENTS, StepInstrument

GRADIENT_WEIGHT_RATIO = INSTRUMENTS.register(
    StepInstrument(
        name="gradient-weight-ratio",
        title="Gradient / weight",
        formula="‖∂loss/∂w‖₂ / ‖w‖₂",
        unit="nats per unit of weight²",
        healthy="Learning rate × ratio of about 1e-3 (plain SGD's relative change of the weights in one step): at "
        "learning rate 0.1 a ratio of about 1e-2, within two decades over all layers.",
        limits="Not the update itself: momentum, Adam and weight decay are left out. Under batch norm it scales with "
        "1/‖w‖². Infinite or NaN where a layer's weights are all 0.",
        source="Rule of thumb 1e-3: A. Karpathy, CS231n notes, Neural Networks part 3; You et al. 2017, "
        "arXiv 1708.03888, section 4",
        measure=lambda step: step.gradient_norms / step.weight_norms,
    )
)
