"""The analyses dock: its shape, and the bars it offers to the pictures."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from explorer.desk.analyses_state import AnalysesState, SideView
from explorer.gui.analyses.analyses_dock import AnalysesDock
from explorer.infos import AnalysisInfo
from explorer.runs.analysis import Setting
from tests.gui.analyzed import bars, lines, result

INFO = AnalysisInfo("lesion", "Lesion study", "What is lost?", "0.1", "Much.", "Veit", True)


def state(**results):
    sides = {side: SideView(side, result=results.get(side)) for side in "AB"}
    return AnalysesState((INFO,), "lesion", sides)


@pytest.fixture
def dock(shown):
    return shown(AnalysesDock(), 1000, 640)


def test_wide_it_stands_side_by_side_narrow_one_above_the_other(dock):
    assert dock.split.orientation() == Qt.Orientation.Horizontal
    dock.resize(420, 800)
    assert dock.split.orientation() == Qt.Orientation.Vertical
    dock.resize(1000, 640)
    assert dock.split.orientation() == Qt.Orientation.Horizontal


@pytest.mark.parametrize("count", [1, 6])
def test_narrow_the_buttons_are_in_sight_whatever_the_analysis_asks_for(dock, qtbot, count):
    settings = tuple(Setting(name=f"s{place}", title=f"S{place}", about="", default=3) for place in range(count))
    info = replace(INFO, settings=settings, healthy="Much. " * 200)
    dock.resize(420, 800)
    dock.set_state(replace(state(), known=(info,)))
    area = dock.findChild(QScrollArea, "analysisAsking")
    both = dock.question.both
    qtbot.waitUntil(lambda: both.mapTo(area, both.rect().bottomLeft()).y() <= area.height() - 1)
    assert area.height() <= dock.height() // 2
    assert area.height() < both.geometry().bottom() + 40, "the rest is the results'"


def test_bars_of_blocks_are_offered_while_it_is_on_show(dock):
    told = []
    dock.blocks_changed.connect(told.append)
    of_blocks, plain = bars(), replace(bars(skips=False), id="other")
    dock.set_state(state(A=result(lines(), plain, of_blocks), B=result(plain)))
    assert told[-1] == {"A": of_blocks}
    dock.hide()
    assert told[-1] == {}
    dock.show()
    assert told[-1] == {"A": of_blocks}
    dock.set_state(state())
    assert told[-1] == {}


def test_opening_it_gives_the_keyboard_to_the_chooser(dock):
    dock.hide()
    dock.open()
    assert dock.isVisible()
    assert dock.focusWidget() is dock.question.chooser


def test_the_buttons_are_in_sight_where_the_dock_opens_lower_than_it_then_becomes(dock):
    """As in the window: chosen while it is closed, then shown, and laid out behind that."""
    settings = tuple(Setting(name=f"s{place}", title=f"S{place}", about="", default=3) for place in range(4))
    dock.hide()
    dock.resize(420, 220)
    dock.set_state(
        AnalysesState((replace(INFO, settings=settings),), "lesion", {side: SideView(side) for side in "AB"})
    )
    dock.show()
    dock.resize(420, 700)
    QApplication.processEvents()
    both = dock.question.both
    port = dock.findChild(QScrollArea, "analysisAsking").viewport()
    assert port.rect().contains(both.mapTo(port, both.rect().bottomLeft()))
