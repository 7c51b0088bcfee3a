"""Bars of A and B."""

import csv
import io
from dataclasses import replace

import numpy as np

from explorer.gui.analyses.bars_view import BarsView, values_of
from explorer.gui.plots.overlay import Edge
from explorer.gui.widgets.theme import DARK
from tests.gui.analyzed import bars


def test_values_stand_by_label_not_by_place():
    found = values_of({"A": bars((1, 2)), "B": bars((3, 4, 5))}, ["3", "1"])
    assert np.array_equal(found["A"], [np.nan, 1], equal_nan=True)
    assert found["B"].tolist() == [5, 3]


def test_every_label_of_either_side_has_a_place_and_bars_start_at_zero(shown):
    view = shown(BarsView({"A": bars((0.8,)), "B": bars((0.8, 0.3, -0.1))}))
    assert view.labels == ["1", "2", "3"]
    (left, right), (low, high) = view.canvas.view.viewRange()
    assert left < 0
    assert right > 2
    assert low < -0.1
    assert high > 0.8


def test_networks_whose_blocks_have_no_common_order_stand_beside_one_another(shown):
    """A U-Net comes back to its first stage: no axis in the order of one network is in that of the other."""
    unet = replace(bars((0.1, 0.2, 0.3)), labels=("2.1", "3.2", "1.1"))
    resnet = replace(bars((0.4, 0.5)), labels=("1.1", "2.1"))
    view = shown(BarsView({"A": unet, "B": resnet}))
    assert view.labels == ["A 2.1", "A 3.2", "A 1.1", "B 1.1", "B 2.1"]
    view.point_at(3)
    assert view._pointed == {"B": "skip1"}
    rows = list(csv.DictReader(io.StringIO(view.table())))
    assert [(row["A test error"], row["B test error"]) for row in rows] == [
        ("0.1", ""), ("0.2", ""), ("0.3", ""), ("", "0.4"), ("", "0.5")]  # fmt: skip


def test_reading_names_both_values_and_the_network_as_it_is(shown):
    view = shown(BarsView({"A": bars((0.8, 0.2)), "B": bars((0.5,))}))
    title, rows, readings = view.read(1)
    assert title == "block 2"
    assert [(row.label, row.value) for row in rows] == [
        ("A", "0.2000"), ("A unchanged", "0.05000"), ("B", "–"), ("B unchanged", "0.05000")]  # fmt: skip
    assert readings[1].values == ("–",)


def test_pointing_at_a_bar_names_its_blocks_skips_and_leaving_takes_them_back(shown, qtbot):
    view = shown(BarsView({"A": bars(), "B": bars(skips=False)}))
    told = []
    view.skip_pointed.connect(told.append)
    for place in (1, 1, None):
        view.point_at(place)
    assert told == [{"A": "skip2"}, {}]


def test_a_value_that_is_none_stands_at_the_edge_but_a_missing_label_does_not(shown):
    view = shown(BarsView({"A": bars((np.nan, 1.0)), "B": bars((1.0,))}))
    edges = [mark for mark in view.overlay.marks if isinstance(mark, Edge)]
    assert [edge.fill.name() for edge in edges] == [DARK.nan]
    assert edges[0].x < 0, "A's bars stand left of the label"


def test_many_labels_are_thinned_to_what_fits(shown):
    view = shown(BarsView({"A": bars(tuple(np.linspace(0.1, 1, 120)))}), 400, 300)
    few = len(view.canvas.bottom._tickLevels[0])
    assert 2 < few < 40
    view.resize(1200, 300)
    assert len(view.canvas.bottom._tickLevels[0]) > few


def test_the_table_has_a_line_for_each_label(shown):
    rows = list(csv.DictReader(io.StringIO(shown(BarsView({"A": bars(), "B": bars((0.5,))})).table())))
    assert [row["block"] for row in rows] == ["1", "2", "3"]
    assert [row["B test error"] for row in rows] == ["0.5", "", ""]
    assert rows[0]["A unchanged"] == "0.05"
