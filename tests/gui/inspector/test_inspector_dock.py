"""The inspector dock: what is selected, and its newest readings."""

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from explorer.gui.inspector.inspector_dock import HINT, InspectorDock
from explorer.gui.widgets.theme import LIGHT
from tests.gui.access import lacking
from tests.gui.samples import READY
from tests.gui.support import history, residual_graph, snapshot

GRAPH = residual_graph(8)


@pytest.fixture
def dock(qtbot):
    made = InspectorDock()
    qtbot.addWidget(made)
    made.show()
    return made


def texts(dock):
    return [label.text() for label in dock.findChildren(QLabel) if label.isVisibleTo(dock)]


def show(dock, run=None):
    dock.set_network(GRAPH, {}, run, READY.instruments)


BREAK = "\u200b"  # where a long path may wrap


def test_it_says_what_to_do_until_something_is_selected(dock):
    assert texts(dock) == [HINT]
    assert lacking(dock) == []


def test_a_selected_layer_is_described(dock, qtbot):
    dock.select("B", ("stage1_0_conv1",))
    show(dock)
    assert dock.title.text().replace(BREAK, "") == "B · stage1.0.conv1 · Conv2d"
    qtbot.waitUntil(lambda: "8×8×8" in texts(dock))


def test_nothing_selected_on_one_side_leaves_the_other(dock):
    dock.select("B", ("stage1_0_conv1",))
    dock.select("A", ())
    assert dock.selected == ("B", ("stage1_0_conv1",))
    dock.select("B", ())
    assert dock.selected == (None, ())


def test_a_call_that_is_gone_is_no_longer_selected(dock):
    dock.select("A", ("stage1_5_conv1",))
    show(dock)
    assert dock.selected == (None, ())
    assert dock.title.text() == HINT


def test_readings_follow_the_run_and_labels_stay(dock, qtbot):
    run = history(GRAPH, steps=2)
    dock.select("A", ("stage1_0_conv1",))
    show(dock, run)
    qtbot.waitUntil(lambda: "Readings at step 1" in texts(dock))
    before = dock.findChildren(QLabel)
    run.append(snapshot(GRAPH, 2, np.full((1, len(GRAPH.layers)), 0.125, np.float32)))
    dock.refresh()
    assert "Readings at step 2" in texts(dock)
    assert texts(dock).count("0.125") == len(run.instruments)
    assert dock.findChildren(QLabel) == before


def test_a_new_theme_keeps_what_is_shown(dock, qtbot):
    dock.select("A", ("stage1_0_conv1",))
    show(dock)
    qtbot.waitUntil(lambda: len(texts(dock)) > 5)
    before = sorted(texts(dock))
    dock.set_theme(LIGHT)
    qtbot.waitUntil(lambda: sorted(texts(dock)) == before)
