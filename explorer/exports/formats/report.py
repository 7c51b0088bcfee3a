"""A comparison or a sweep as one page of HTML: no program and no network is needed to read or print it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import numpy as np

from explorer import __version__
from explorer.comparison.chart import make_chart, together_words
from explorer.comparison.difference import sentences
from explorer.comparison.grouping import COMPARED, default_choice, differing
from explorer.comparison.table import make_table
from explorer.exports import report_charts, svg
from explorer.exports.archive_writing import environment
from explorer.exports.format_registry import FORMATS, Format, Told, Wanted
from explorer.number_text import percent
from explorer.paths import resource
from explorer.runs.command_line import command_line
from explorer.runs.history import RunHistory
from explorer.runs.rows import RunRow
from explorer.runs.sweep_rows import Sweep
from explorer.runs.values import order, title, value, value_text
from explorer.verdicts.judging import judge, stored_twins

METRICS = ("test_error", "train_error")
MOST_HEATMAPS = 60


def _write(wanted: Wanted, path: Path, told: Told) -> None:
    page = "".join(_page(wanted, told))
    path.write_text(page, encoding="utf-8")


def _page(wanted: Wanted, told: Told) -> Iterator[str]:
    wanted = replace(wanted, rows=_sorted(wanted.rows))
    rows = wanted.rows
    heading = escape(next((sweep.name for sweep in _sweeps(wanted)), wanted.title or "Runs"))
    count = "1 run" if len(rows) == 1 else f"{len(rows)} runs"
    made, style = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", resource("report.css").read_text(encoding="utf-8")
    yield f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{heading}</title>'
    yield f'<meta name="viewport" content="width=device-width"><style>{style}</style></head><body>'
    yield f'<h1>{heading}</h1><p class="muted">{count} · {made} · Residual Explorer {__version__}</p>'
    shades, entries = _shades(rows)
    if len(rows) > 1:
        yield from _results(rows)
        yield from _differences(rows)
    yield from _curves(wanted, rows, shades, entries)
    yield from _settings(rows)
    yield from _runs(wanted, told)
    yield from _repeat(wanted)
    yield "</body></html>\n"


def _sorted(rows: Sequence[RunRow]) -> list[RunRow]:
    """Runs in the order of what differs, such as depth and then seed."""
    names = differing(rows) if len(rows) > 1 else ()
    return sorted(rows, key=lambda row: [order(value(row, name)) for name in names])


def _shades(rows: Sequence[RunRow]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The color of each run, and what colors stand for: runs where they are few, else the chart's lines."""
    if len(rows) <= len(svg.COLORS):
        shades = {row.id: svg.color(place) for place, row in enumerate(rows)}
        return shades, [(shades[row.id], _label(row, rows)) for row in rows]
    chart = make_chart(rows, default_choice(rows), METRICS)
    keys = {
        mark.run_id: (line.color, *line.rest) for line in chart.lines for point in line.points for mark in point.marks
    }
    places = {key: place for place, key in enumerate(chart.colors)}
    shades = {row.id: svg.color(places.get(keys.get(row.id, ()), 0)) for row in rows}
    return shades, [(svg.color(place), chart.color_text(key)) for key, place in places.items()]


def _label(row: RunRow, rows: Sequence[RunRow]) -> str:
    """A run's name, with what tells it from others of that name."""
    alike = [other for other in rows if other.name == row.name]
    different = (
        [f"{title(name)} {value_text(name, value(row, name))}" for name in differing(alike)] if alike[1:] else []
    )
    return ", ".join((row.name, *different))


def _results(rows: Sequence[RunRow]) -> Iterator[str]:
    choice = default_choice(rows)
    chart = make_chart(rows, choice, METRICS)
    if not chart.lines:
        return
    yield f"<h2>Error against {escape(title(choice.x))}</h2>"
    if len(chart.colors) > 1:
        yield svg.legend([(svg.color(place), chart.color_text(key)) for place, key in enumerate(chart.colors)])
    yield f'<div class="row">{"".join(map(_figure, report_charts.error_charts(chart, METRICS)))}</div>'
    about = (
        f"One mark for each run, a line through the means; {chart.words}.",
        together_words(rows, chart),
        chart.left_out,
    )
    yield f'<p class="muted">{escape(" ".join(filter(None, about)))}</p>'
    said = [text for metric in METRICS for text in sentences(chart, metric)]
    yield f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in said)}</ul>" if said else ""


def _differences(rows: Sequence[RunRow]) -> Iterator[str]:
    table = make_table(rows)
    yield "<h2>What differs</h2>"
    if table.reference:
        yield '<p class="muted">★ is the reference; differences from it stand in parentheses.</p>'
    head = "".join(f"<th>{escape(text)}</th>" for text in ("Run", *table.titles))
    body = []
    for row, cells in zip(table.rows, table.cells, strict=True):
        star = '<span class="star">★</span> ' if row.id == table.reference else ""
        texts = (cell.text + (f" ({cell.difference})" if cell.difference else "") for cell in cells)
        numbers = (isinstance(cell.value, int | float) for cell in cells)
        columns = "".join(
            f"<td{' class=number' if is_number else ''}>{escape(text)}</td>"
            for text, is_number in zip(texts, numbers, strict=True)
        )
        body.append(f"<tr><td class=name>{star}{escape(row.name)}</td>{columns}</tr>")
    yield f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table></div>'


def _curves(
    wanted: Wanted, rows: Sequence[RunRow], shades: dict[str, str], entries: Sequence[tuple[str, str]]
) -> Iterator[str]:
    ids, overviews = [row.id for row in rows], wanted.store.overviews
    pictures = [report_charts.curves(rows, overviews.epochs(ids), shades)]
    pictures += report_charts.profiles(rows, overviews.ends(ids, report_charts.GRADIENT), shades)
    if any(pictures):
        yield "<h2>Curves and gradients</h2>"
        yield svg.legend(entries)
        yield f'<div class="row">{"".join(map(_figure, filter(None, pictures)))}</div>'


def _settings(rows: Sequence[RunRow]) -> Iterator[str]:
    """What all runs have in common."""
    names = (name for name in dict.fromkeys((*COMPARED, "seed")) if len({value(row, name) for row in rows}) == 1)
    cells = [(title(name), value_text(name, value(rows[0], name))) for name in names]
    body = "".join(f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in cells if text != "–")
    yield f"<h2>{'Settings of all runs' if len(rows) > 1 else 'Settings'}</h2><table>{body}</table>"
    yield f'<p class="muted">Written with {escape(", ".join(f"{k} {v}" for k, v in environment().items()))}.</p>'


def _runs(wanted: Wanted, told: Told) -> Iterator[str]:
    yield "<h2>Runs</h2>"
    ends = wanted.store.overviews.ends([row.id for row in wanted.rows], report_charts.GRADIENT)
    scale = svg.decades([np.concatenate(pair).astype(np.float64) for pair in ends.values()])
    if len(wanted.rows) > MOST_HEATMAPS:
        yield f'<p class="muted">Heatmaps of the first {MOST_HEATMAPS} runs.</p>'
    said = f"Colors: gradient RMS from {scale[0]:.0e} (dark) to {scale[1]:.0e} (light), the same in all; input below."
    yield f'<p class="muted">{said}</p><div class="runs">'
    for place, row in enumerate(wanted.rows):
        yield from _run(wanted, row, wanted.store.record(row.id), scale if place < MOST_HEATMAPS else None)
        told((place + 1) / len(wanted.rows))
    yield "</div>"


def _run(wanted: Wanted, row: RunRow, history: RunHistory, scale: tuple[float, float] | None) -> Iterator[str]:
    result = row.outcome
    figures = f"training accuracy {percent(result.train_accuracy)}, test accuracy {percent(result.test_accuracy)}"
    ended = f"{row.status} after {result.steps:,} steps, {figures}, {row.device}, run {row.id}"
    yield f'<section class="run"><h3>{escape(_label(row, wanted.rows))}</h3>'
    yield f'<p class="muted">{escape(". ".join(filter(None, (ended, result.message))))}</p>'
    findings = judge(history, stored_twins(wanted.store, history.spec)) if len(history) else ()
    yield "".join(f"<p><b>{escape(finding.title)}</b>: {escape(finding.sentence)}</p>" for finding in findings[:2])
    yield _strip(history)
    if scale is not None:
        found = wanted.store.overviews.heatmaps([row.id], report_charts.GRADIENT, report_charts.HEATMAP_STEPS)
        yield from (_figure(report_charts.heatmap(each, len(history), scale)) for each in found.values())
    if row.notes:
        yield f"<p>{escape(row.notes)}</p>"
    yield "</section>"


def _strip(history: RunHistory) -> str:
    skips = history.graph.skips
    if not skips:
        return ""
    first, last = (list(history.gates(step).values()) for step in (-1, None))
    moved = f" {svg.strip(last)} at the end" if first != last else ""
    return f'<p class="muted">Skip connections: {svg.strip(first)}{" at step 0," + moved if moved else ""}</p>'


def _repeat(wanted: Wanted) -> Iterator[str]:
    yield "<h2>How to repeat it</h2>"
    for sweep in _sweeps(wanted):
        yield f"<p>The sweep {escape(sweep.name)}, saved as a file, with <code>residual-explorer sweep FILE</code>:</p>"
        yield f"<pre>{escape(sweep.source)}</pre>"
    lines = (command_line(wanted.store.spec(row.id), row.name) for row in wanted.rows)
    yield f"<pre>{escape(chr(10).join(lines))}</pre>"


def _sweeps(wanted: Wanted) -> list[Sweep]:
    """The sweeps that all of the runs belong to."""
    ids = {row.sweep for row in wanted.rows}
    return [sweep for sweep in wanted.store.sweeps.all() if ids == {sweep.id}]


def _figure(picture: str) -> str:
    return f"<figure>{picture}</figure>"


REPORT = FORMATS.register(
    Format(
        name="report",
        title="Report",
        about="One HTML page with charts, tables, findings, settings and how to repeat them; it needs no program and "
        "no network, and prints well.",
        suffix=".html",
        write=_write,
        whole=True,
    )
)
