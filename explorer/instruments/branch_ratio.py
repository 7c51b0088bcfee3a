"""‖F(x)‖/‖shortcut(x)‖: how much a residual branch adds."""

from explorer.instruments.context import length
from explorer.instruments.instrument_registry import INSTRUMENTS, JunctionInstrument

BRANCH_RATIO = INSTRUMENTS.register(
    JunctionInstrument(
        name="branch-ratio",
        title="Residual / shortcut",
        formula="‖F(x)‖₂ / ‖shortcut(x)‖₂, as they are added",
        unit="1",
        healthy="Measured, width 8 on digits, three seeds, ResNet-56 with batch norm: 0.28–1.4 at step 0 "
        "(highest in the first block of a stage, lower as blocks add up), 0.18–1.1 after 15 epochs, "
        "typically 0.28: each block changes its input a little. Near 0 a block is the identity; far above 1 "
        "the shortcut is negligible.",
        limits="Compares norms, not directions: branches may cancel. Nothing to measure where the skip is off, or "
        "where branches are concatenated and not added.",
        source="He et al. 2015, arXiv 1512.03385, section 4.2",
        measure=lambda residual, shortcut: length(residual) / length(shortcut),
    )
)
