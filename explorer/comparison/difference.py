"""What the spread over seeds allows to be said of the difference between two lines of a chart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from explorer.comparison.chart import Chart, Line
from explorer.comparison.grouping import setting_text
from explorer.runs.values import Value, is_share, order, title

LEAST = 3
"""Seeds below which no interval is given."""
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Difference:
    """The mean of B − A over `count` seeds with a 95 % interval, None where the seeds are too few for one.

    `paired`: the same seed in A and B is one pair (paired t); otherwise Welch's t of both groups."""

    mean: float
    count: int
    paired: bool
    interval: tuple[float, float] | None = None

    @property
    def told_apart(self) -> bool:
        """Whether the interval excludes zero."""
        return self.interval is not None and not self.interval[0] <= 0 <= self.interval[1]


def difference(a: Mapping[Value, float], b: Mapping[Value, float]) -> Difference | None:
    """B − A of values by seed; None where one is empty."""
    if not a or not b:
        return None
    shared = sorted(a.keys() & b.keys(), key=order)
    if shared and 2 * len(shared) >= max(len(a), len(b)):
        left, right = (np.array([values[seed] for seed in shared]) for values in (a, b))
        return Difference(float((right - left).mean()), len(shared), True, _paired(left, right))
    left, right = np.array(list(a.values())), np.array(list(b.values()))
    count = min(len(left), len(right))
    return Difference(float(right.mean() - left.mean()), count, False, _welch(left, right))


def _paired(a: np.ndarray, b: np.ndarray) -> tuple[float, float] | None:
    from scipy import stats  # 0.5 s

    if len(a) < LEAST:
        return None
    gaps = b - a
    if np.ptp(gaps) <= 1e-12 * max(1.0, float(np.abs(gaps).max())):  # no spread: scipy gives NaN
        return float(gaps.mean()), float(gaps.mean())
    found = stats.ttest_rel(b, a).confidence_interval(CONFIDENCE)
    return float(found.low), float(found.high)


def _welch(a: np.ndarray, b: np.ndarray) -> tuple[float, float] | None:
    from scipy import stats

    if min(len(a), len(b)) < LEAST:
        return None
    if max(np.ptp(a), np.ptp(b)) <= 1e-12:
        return float(b.mean() - a.mean()), float(b.mean() - a.mean())
    found = stats.ttest_ind(b, a, equal_var=False).confidence_interval(CONFIDENCE)
    return float(found.low), float(found.high)


def sentences(chart: Chart, metric: str, base: tuple[Value, ...] | None = None, most: int = 4) -> list[str]:
    """What the chart shows of one metric: at the last x that both lines have, and over all of them.

    Every line is compared with that of the color `base` (None: the first); with one color, the ends of its line."""
    said: list[str] = []
    for panel in chart.panels:
        lines = {(line.color, *line.rest): line for line in chart.lines if (line.panel, line.metric) == (panel, metric)}
        place = f"{setting_text(chart.choice.panel, panel)}: " if len(chart.panels) > 1 else ""
        if len(lines) == 1:
            said += [place + text for text in _ends(chart, next(iter(lines.values())))]
            continue
        keys = [key for key in chart.colors if key in lines]
        first = base if base in lines else next(iter(keys), None)
        for key in keys:
            if first is not None and key != first:
                names = chart.color_text(first, [key]), chart.color_text(key, [first])
                said += [place + text for text in _pair(chart, lines[first], lines[key], names)]
    return said[:most]


def _pair(chart: Chart, a: Line, b: Line, names: tuple[str, str]) -> Iterable[str]:
    """Two lines at the last shared x, and over all shared ones."""
    of_a, of_b = _by_x(a), _by_x(b)
    shared = sorted(of_a.keys() & of_b.keys(), key=order)
    if not shared:
        return
    last = shared[-1]
    found = difference(of_a[last], of_b[last])
    if found is not None:
        yield f"At {setting_text(chart.choice.x, last)}, {_said(found, a.metric, names)}"
    if len(shared) > 1:
        over = difference(*(_means([of[x] for x in shared]) for of in (of_a, of_b)))
        if over is not None:
            yield f"Over all {len(shared)} values of {title(chart.choice.x)}, {_said(over, a.metric, names)}"


def _ends(chart: Chart, line: Line) -> Iterable[str]:
    """The last x of a line against its first."""
    by = _by_x(line)
    if len(by) < 2:
        return
    first, *_, last = sorted(by, key=order)
    found = difference(by[first], by[last])
    if found is not None:
        names = setting_text(chart.choice.x, first), setting_text(chart.choice.x, last)
        yield _capital(_said(found, line.metric, names))


def _by_x(line: Line) -> dict[Value, dict[Value, float]]:
    """Completed runs by x and seed; several of one seed count as their mean."""
    found: dict[Value, dict[Value, float]] = {}
    for point in line.points:
        seeds: dict[Value, list[float]] = {}
        for mark in point.marks:
            if mark.counts:
                seeds.setdefault(mark.seed, []).append(mark.value)
        if seeds:
            found[point.x] = {seed: float(np.mean(values)) for seed, values in seeds.items()}
    return found


def _means(points: Sequence[Mapping[Value, float]]) -> dict[Value, float]:
    """The mean over x of each seed that every x has."""
    shared = set.intersection(*(set(point) for point in points))
    return {seed: float(np.mean([point[seed] for point in points])) for seed in shared}


def _said(found: Difference, metric: str, names: tuple[str, str]) -> str:
    """One difference for people: how large, and how sure."""
    a, b = names
    if found.mean == 0:
        head = f"the {title(metric)} of {b} and {a} is the same"
    else:
        head = f"the {title(metric)} of {b} is {_size(abs(found.mean), metric)} "
        head += f"{'higher' if found.mean > 0 else 'lower'} than that of {a}"
    seeds = "one seed" if found.count == 1 else f"{found.count} seeds"
    if found.interval is None:
        return f"{head} ({seeds}): too few seeds to tell."
    low, high = (min(max(end, -1.0), 1.0) if is_share(metric) else end for end in found.interval)
    if low == high:
        return f"{head}, the same in each of {seeds}."
    test = "paired by seed" if found.paired else "not paired"
    span = f"95 % interval of the difference {_signed(low, metric)} to {_signed(high, metric)}, {seeds}, {test}"
    return f"{head} ({span})" + ("." if found.told_apart else ": the seeds do not tell them apart.")


def _size(value: float, metric: str) -> str:
    return f"{100 * value:.1f} points" if is_share(metric) else f"{value:.3g}"


def _signed(value: float, metric: str) -> str:
    text = f"{100 * value:+.1f}" if is_share(metric) else f"{value:+.3g}"
    return text.replace("-", "−")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
