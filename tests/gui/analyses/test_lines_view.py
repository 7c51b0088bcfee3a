"""Lines of A and B."""

import csv
import io
from dataclasses import replace

import numpy as np
import pytest

from explorer.choices.figures.lines import Series
from explorer.gui.analyses.lines_view import LinesView, drawn
from explorer.gui.plots.overlay import Edge
from explorer.gui.widgets.theme import DARK, LIGHT
from tests.gui.analyzed import lines


def pair():
    return {"A": lines(), "B": lines(30)}


def test_an_equal_reference_comes_once_in_neithers_color_and_each_run_has_its_own():
    found = drawn(pair(), DARK)
    assert [line.name for line in found] == ["A · he", "A · xavier", "white noise", "B · he", "B · xavier"]
    assert found[0].color == DARK.side("A")
    assert found[3].color == DARK.side("B")
    assert found[2].side is None


def test_references_that_differ_stay_each_with_its_run():
    a, b = lines(), lines()
    b = replace(b, series=(*b.series[:2], replace(b.series[2], y=b.series[2].y * 2)))
    assert sum("white" in line.name for line in drawn({"A": a, "B": b}, DARK)) == 2


def test_the_axis_shows_every_value_and_band(shown):
    view = shown(LinesView(pair()))
    low, high = view.canvas.view.viewRange()[1]
    values = [v for f in pair().values() for s in f.series for part in (s.y, s.low, s.high) for v in part]
    assert low < np.log10(min(values))
    assert high > np.log10(max(values))
    assert view.canvas.left.logarithmic
    assert view.canvas.bottom.labelText == "layer"


def test_reading_gives_the_values_that_were_measured(shown):
    view = shown(LinesView(pair()))
    title, rows, readings = view.read(2)
    assert title == "layer 3"
    assert (rows[0].label, rows[0].value) == ("A · he", "0.001000")
    assert readings[1].values == ("0.03000",)


def test_what_the_axis_cannot_show_stands_at_its_edge(shown):
    a = lines()
    a.series[0].y[:3] = np.nan, np.inf, 0.0
    view = shown(LinesView({"A": a}))
    edges = [mark for mark in view.overlay.marks if isinstance(mark, Edge)]
    assert [(edge.x, edge.at, edge.fill.name()) for edge in edges] == [
        (1.0, "top", DARK.nan), (2.0, "top", DARK.infinite), (3.0, "bottom", DARK.zero)]  # fmt: skip


def test_the_legend_hides_a_line_and_shows_it_again(shown):
    view = shown(LinesView(pair()))
    view.legend.linkActivated.emit("B · he")
    assert [line.name for line in view.seen] == ["A · he", "A · xavier", "white noise", "B · xavier"]
    assert "B · he" not in [row.label for row in view.read(2)[1]]
    assert DARK.skip_off in view.legend.text()
    view.legend.linkActivated.emit("B · he")
    assert len(view.seen) == 5


def test_the_table_holds_every_line_hidden_or_not(shown):
    view = shown(LinesView(pair()))
    view.legend.linkActivated.emit("B · he")
    rows = list(csv.DictReader(io.StringIO(view.table())))
    assert len(rows) == 10
    assert float(rows[4]["B · he: gradient RMS"]) == pytest.approx(30e-5)
    assert float(rows[0]["A · xavier: low"]) == pytest.approx(0.1 / 5)


def test_other_figures_and_another_theme_are_drawn(shown):
    view = shown(LinesView({"A": lines()}))
    view.set_theme(LIGHT)
    view.set_figures({"A": lines(1e4)})
    assert view.canvas.view.viewRange()[1][1] > 3
    assert view.lines[0].color == LIGHT.side("A")


def test_many_lines_repeat_colors_but_not_strokes(shown):
    series = tuple(Series(str(n), np.arange(3.0), np.arange(3.0) + n) for n in range(8))
    found = drawn({"A": replace(lines(), series=series)}, DARK)
    assert len({(line.color.name(), line.style) for line in found}) == 8


def test_one_point_is_drawn_too(shown):
    view = shown(LinesView({"A": replace(lines(), series=(Series("one", np.array([9.0]), np.array([1.0])),))}))
    (low, high), _ = view.canvas.view.viewRange()
    assert low < 9 < high
