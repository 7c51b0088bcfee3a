"""‖Δw‖/‖w‖: what one step really changes, whatever the optimizer."""

from explorer.instruments.instrument_registry import INSTRUMENTS, StepInstrument

UPDATE_RATIO = INSTRUMENTS.register(
    StepInstrument(
        name="update-ratio",
        title="Update / weight",
        formula="‖w after − w before‖₂ / ‖w before‖₂",
        unit="1 per step",
        healthy="About 1e-3, within 1e-4 to 1e-2 once training is under way. Measured, width 8 on digits, learning "
        "rate 0.1, three seeds, 9 of 10 readings from step 50 on: plain-20 with batch norm 2.4e-3 to 1.6e-2, "
        "ResNet-56 2.3e-4 to 5.7e-3. At step 0 up to 0.07 and 0.37; 19 in plain-56, whose first update "
        "explodes. Later, above 0.1 a step destroys what was learned; below 1e-5 the weights hardly move "
        "(plain-56 without norm at 0.02: 2e-5, weight decay alone).",
        limits="A rule of thumb: momentum, schedule and batch norm shift it. Infinite or NaN where a layer's "
        "weights are all 0.",
        source="A. Karpathy, CS231n notes, Neural Networks part 3",
        guide=1e-3,
        measure=lambda step: step.update_norms / step.weight_norms,
    )
)
