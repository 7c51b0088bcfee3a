"""The curves of many runs, read from the store and sorted into panels and colors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from explorer.comparison.alignment import Alignment, Pace
from explorer.comparison.chart import Band, Chart, band_words
from explorer.comparison.curves import Axis, Curve, GroupCurve, group_curve
from explorer.comparison.grouping import Choice, splitting
from explorer.runs.overviews import Epochs, Overviews
from explorer.runs.rows import RunRow
from explorer.runs.values import Value, order, value

MOST_EACH = 60
"""Runs up to which each has a curve of its own."""
EPOCHS: Mapping[str, Callable[[Epochs], Axis]] = {
    "test_error": lambda epochs: 1 - epochs.test_accuracy,
    "train_error": lambda epochs: 1 - epochs.train_accuracy,
    "test_loss": lambda epochs: epochs.test_loss,
    "train_loss": lambda epochs: epochs.train_loss,
}
"""What there is at each epoch."""
_LOOKED_AT = 4096
LOSS = "loss"
"""The training loss of every step."""


@dataclass(frozen=True)
class CurveGroup:
    """The runs of one panel and color: their curves, and these as one."""

    panel: Value
    key: tuple[Value, ...]
    metric: str
    curves: tuple[Curve, ...]
    whole: GroupCurve


@dataclass(frozen=True)
class CurveChart:
    """Groups of curves. `each`: there are few enough runs to draw every curve. `paces` say where steps lie."""

    groups: tuple[CurveGroup, ...]
    chart: Chart
    by: Alignment
    each: bool
    paces: Mapping[str, Pace]

    @property
    def words(self) -> str:
        """What the bands are."""
        return band_words(self.chart.band, [group.whole.count for group in self.groups])


def read_curves(
    rows: Sequence[RunRow], overviews: Overviews, choice: Choice, metrics: Sequence[str], *, by: Alignment, band: Band
) -> CurveChart:
    """Read and sort the curves: at each epoch, or of every step where the metric is LOSS, aligned by `by`."""
    choice = replace(choice, x="")
    split = splitting(rows, choice)
    paces = _paces(rows, overviews, by)
    groups: dict[tuple[Value, tuple[Value, ...]], list[str]] = {}
    for row in rows:
        key = tuple(value(row, name) if name else None for name in (choice.color, *split))
        groups.setdefault((value(row, choice.panel) if choice.panel else None, key), []).append(row.id)
    of_steps = overviews.columns(list(paces), LOSS) if LOSS in metrics else {}
    found = []
    for (panel, key), ids in sorted(groups.items(), key=lambda item: _order(item[0])):
        for metric in metrics:
            if metric == LOSS:
                curves = [_placed(i, paces[i], of_steps[i].steps, of_steps[i].values, by) for i in ids if i in of_steps]
            else:
                curves = [_of_epochs(i, paces[i], metric, by) for i in ids]
            curves = [curve for curve in curves if len(curve.x)]
            if curves:
                found.append(CurveGroup(panel, key, metric, tuple(curves), group_curve(curves, band)))
    return CurveChart(tuple(found), Chart(choice, band, (), split), by, len(rows) <= MOST_EACH, paces)


def zoomed(chart: CurveChart, overviews: Overviews, low: float, high: float) -> dict[str, Curve]:
    """Every step of the runs between two places of the x axis, down-sampled no more than that part needs."""
    found = {}
    for curve in (curve for group in chart.groups if group.metric == LOSS for curve in group.curves):
        pace = chart.paces[curve.run_id]
        steps = np.linspace(0, pace.steps - 1, min(pace.steps, _LOOKED_AT))
        x = pace.positions(steps, chart.by)
        inside = steps[(x >= low) & (x <= high)]
        if len(inside):
            around = max(1, pace.steps // _LOOKED_AT)  # a line goes on beyond the edges
            part = overviews.part(curve.run_id, LOSS, max(0, int(inside[0]) - around), int(inside[-1]) + around + 1)
            if part is not None:
                found[curve.run_id] = _placed(curve.run_id, pace, part.steps, part.values, chart.by)
    return found


def _paces(rows: Sequence[RunRow], overviews: Overviews, by: Alignment) -> dict[str, Pace]:
    ids = [row.id for row in rows]
    epochs = overviews.epochs(ids)
    clocks = overviews.columns(ids, "seconds") if by == "time" else {}
    found = {}
    for row in rows:
        batch = value(row, "batch_size")
        size = batch if isinstance(batch, int) else 1
        pace = Pace(row.steps_per_epoch, size, clocks.get(row.id), epochs.get(row.id), row.outcome.steps)
        found[row.id] = pace
    return found


def _of_epochs(run_id: str, pace: Pace, metric: str, by: Alignment) -> Curve:
    if pace.epochs is None:
        return Curve(run_id, np.empty(0), np.empty(0))
    return _placed(run_id, pace, pace.epochs.step, EPOCHS[metric](pace.epochs), by)


def _placed(run_id: str, pace: Pace, steps: ArrayLike, values: ArrayLike, by: Alignment) -> Curve:
    at = np.asarray(steps, np.float64)
    return Curve(run_id, pace.positions(at, by), np.asarray(values, np.float64))


def _order(key: tuple[Value, tuple[Value, ...]]) -> tuple[object, ...]:
    return order(key[0]), [order(found) for found in key[1]]
