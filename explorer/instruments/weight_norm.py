"""‖w‖: the length of a layer's weights."""

from explorer.instruments.instrument_registry import INSTRUMENTS, StepInstrument

WEIGHT_NORM = INSTRUMENTS.register(
    StepInstrument(
        name="weight-norm",
        title="Weight norm",
        formula="‖w‖₂",
        unit="units of weight",
        healthy="Changes slowly: He initialization starts a 3×3 convolution at √(2 · output channels), e.g. 4 for 8 "
        "channels. Ten times that after one step means that the first update was an explosion.",
        limits="Does not show direction. Under batch norm the length has no effect on the output, only on the "
        "effective learning rate (learning rate / ‖w‖²).",
        source="van Laarhoven 2017, arXiv 1706.05350",
        measure=lambda step: step.weight_norms,
    )
)
