"""How a layer's weights are spread around zero."""

from explorer.instruments.bins import multiples
from explorer.instruments.instrument_registry import INSTRUMENTS, WeightInstrument

WEIGHT_HISTOGRAM = INSTRUMENTS.register(
    WeightInstrument(
        name="weight-histogram",
        title="Weight histogram",
        formula="share of a layer's w / √(2/fan-in) in each half from −6 to 6",
        unit="share of weights",
        healthy="One peak around 0, as wide as the init drew it. Measured, width 8 on digits, three seeds, He init, at "
        "step 0: 68 % of a layer within one unit, 95 % within two (a standard normal); PyTorch's init 100 % within "
        "one. After 15 epochs it is wider: in plain-20 at learning rate 0.1 52 % within one, 86 % within two.",
        limits="Shares within a layer, not its size. The unit is fixed by the layer's shape, so an init narrower or "
        "wider than He's shows as such. Batch norm makes a layer's scale meaningless for its output, not its shape.",
        source="√(2/fan-in), the unit, is the standard deviation of He et al. 2015, arXiv 1502.01852",
        scale="linear",
        bins="multiples",
        measure=lambda step: step.weight_shares(multiples),
    )
)
