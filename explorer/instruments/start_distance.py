"""‖w − w₀‖/‖w₀‖: how far a layer has moved from where it began."""

from explorer.instruments.instrument_registry import INSTRUMENTS, StepInstrument

START_DISTANCE = INSTRUMENTS.register(
    StepInstrument(
        name="start-distance",
        title="Distance from initialization",
        formula="‖w − w₀‖₂ / ‖w₀‖₂",
        unit="lengths of the initial weights",
        healthy="Grows from 0 and slows down. Measured, width 8 on digits, learning rate 0.1, three seeds, after 15 "
        "epochs: 0.44–3.3 in plain-20 with batch norm, 0.28–4.2 in ResNet-56. Plain-56 moves by up to 19 in the "
        "first step alone, which is an explosion, and to 190. A layer that stays below 0.03 is not trained: plain-56 "
        "without norm under PyTorch's initialization ends at 0.007–0.025, by weight decay alone.",
        limits="Does not show the path or whether the direction was useful; weight decay moves weights too. "
        "Infinite or NaN if a layer's initial weights are 0.",
        source="Nagarajan & Kolter 2019, arXiv 1901.01672",
        measure=lambda step: step.distances / step.start_norms,
    )
)
