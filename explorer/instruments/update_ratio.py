"""‖Δw‖/‖w‖: what one step really changes, whatever the optimiser."""

from explorer.instruments.registry import INSTRUMENTS, Instrument

UPDATE_RATIO = INSTRUMENTS.register(
    Instrument(
        name="update-ratio",
        title="Update / weight",
        formula="‖w after − w before‖₂ / ‖w before‖₂",
        unit="1 per step",
        healthy="About 1e-3, within 1e-4 … 1e-2 once training is under way. Above 0.1 a step throws away what was "
        "learnt: the learning rate is too high. Below 1e-5 nothing moves.",
        limits="A rule of thumb, not a law: momentum, schedule and batch norm shift it. "
        "Infinite or NaN where a layer's weights are all 0.",
        source="A. Karpathy, CS231n notes, Neural Networks part 3",
        guide=1e-3,
        measure=lambda step: step.update_norms / step.weight_norms,
    )
)
