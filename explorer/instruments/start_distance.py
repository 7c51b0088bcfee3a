"""‖w − w₀‖/‖w₀‖: how far a layer has moved from where it began."""

from explorer.instruments.registry import INSTRUMENTS, Instrument

START_DISTANCE = INSTRUMENTS.register(
    Instrument(
        name="start-distance",
        title="Distance from the start",
        formula="‖w − w₀‖₂ / ‖w₀‖₂",
        unit="lengths of the initial weights",
        healthy="Grows from 0 and slows down, to about 0.1 … 3 in every layer. A layer that stays below 1e-3 is not "
        "trained; more than 5 after one step means that the first update was an explosion.",
        limits="Says nothing about the way taken, or whether it was in a useful direction; weight decay moves weights "
        "too. Infinite or NaN where a layer began at 0.",
        source="Nagarajan & Kolter 2019, arXiv 1901.01672",
        measure=lambda step: step.distances / step.start_norms,
    )
)
