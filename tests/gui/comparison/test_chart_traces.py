"""What a chart's panels draw, as data."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.comparison.chart import make_chart
from explorer.comparison.grouping import Choice
from explorer.gui.comparison.chart_traces import draw_chart
from explorer.gui.comparison.palette import line_colors
from explorer.gui.widgets.theme import DARK, LIGHT
from tests.runs.run_rows import row_of


def rows(setting, values, seeds=(0, 1)):
    return [
        row_of(f"resnet-{20}", f"{v}-{s}", seed=s, test=0.9, train=0.95, **{setting: v}) for v in values for s in seeds
    ]


def drawing(found, choice, metrics=("test_error",), log=False, published=False):
    return draw_chart(make_chart(found, choice, metrics), metrics, DARK, log=log, with_published=published)


def test_numbers_over_more_than_a_decade_stand_on_a_logarithmic_axis_with_their_own_labels():
    drawn = drawing(rows("lr", (0.001, 0.01, 0.1)), Choice("lr"))
    ((_, (trace,)),) = drawn.panels
    assert trace.x == pytest.approx([-3, -2, -1])
    assert drawn.x.ticks == ((pytest.approx(-3), "0.001"), (pytest.approx(-2), "0.01"), (pytest.approx(-1), "0.1"))


def test_categories_stand_side_by_side():
    drawn = drawing(rows("norm", ("none", "batch", "group")), Choice("norm"))
    assert drawn.x.ticks == ((0, "batch"), (1, "group"), (2, "none"))


def test_a_logarithmic_result_is_drawn_as_its_exponent_and_a_band_below_zero_ends_at_the_axis():
    found = [row_of(seed=s, test=1 - error) for s, error in enumerate((0.001, 0.2))]
    ((_, (trace,)),) = drawing(found, Choice("depth"), log=True).panels
    assert trace.y == pytest.approx(np.log10([0.1005]))
    assert trace.low == pytest.approx(trace.y - 1)


def test_training_is_thin_and_dashed_beside_test():
    drawn = drawing(rows("norm", ("batch",)), Choice("depth"), ("test_error", "train_error"))
    styles = {trace.label: (trace.bold, trace.dashed) for _, traces in drawn.panels for trace in traces}
    assert styles == {"test error": (True, False), "training error": (False, True)}
    assert drawn.styles == "bold: test error, thin: training error"


def test_published_results_are_drawn_apart_and_called_so():
    plain = drawing(rows("norm", ("batch",)), Choice("depth"))
    ((_, (*_, trace)),) = drawing(rows("norm", ("batch",)), Choice("depth"), published=True).panels
    assert len(plain.panels[0][1]) == 1
    assert trace.x.tolist() == [20, 32, 44, 56, 110, 1202]
    assert trace.y == pytest.approx([0.0875, 0.0751, 0.0717, 0.0697, 0.0643, 0.0793])
    assert (trace.bold, trace.dashed, trace.label) == (False, True, "published (ResNet)")
    assert all(dot.hollow and not dot.run_id for dot in trace.dots)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_two_lines_have_the_colors_of_a_and_b_and_numbers_a_scale(theme):
    pair = line_colors(["plain", "resnet"], theme, numeric=False)
    assert [color.name() for color in pair.values()] == [theme.a, theme.b]
    depths = list(line_colors([8, 20, 56], theme, numeric=True).values())
    light = [color.lightnessF() for color in depths]
    assert light == sorted(light)
    many = line_colors(list(range(20)), theme, numeric=False)
    assert len({color.name() for color in many.values()}) == 20


def test_more_runs_than_can_be_told_apart_have_no_marks(monkeypatch):
    monkeypatch.setattr("explorer.gui.comparison.chart_traces.MOST_MARKS", 3)
    ((_, (trace,)),) = drawing(rows("norm", ("batch",), seeds=(0, 1, 2)), Choice("depth")).panels
    assert len(trace.dots) == 3
    drawn = drawing(rows("norm", ("batch",), seeds=(0, 1, 2, 3)), Choice("depth"))
    assert drawn.panels[0][1][0].dots == ()
    assert drawn.styles == "no marks for more than 3 runs"
