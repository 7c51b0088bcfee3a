"""The table of runs without a view."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QAbstractItemModelTester

from explorer.gui.runs.runs_model import COLUMNS, DATE, NAME, RunsModel, dragged_run
from explorer.runs.snapshot import Outcome
from tests.gui.samples import run_row


@pytest.fixture
def model(qapp):
    made = RunsModel()
    made.set_rows([run_row(number) for number in range(6)])
    return made


def column(model, place):
    return [model.data(model.index(row, place)) for row in range(model.rowCount())]


def test_it_is_a_sound_model(model):
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows([run_row(number) for number in range(9)])
    model.sort(NAME, Qt.SortOrder.AscendingOrder)
    model.search("plain")
    assert tester.model() is model


def test_a_row_says_all_that_is_asked_for(model):
    texts = [model.data(model.index(1, place)) for place in range(len(COLUMNS))]
    assert texts[:9] == ["Run 1", "plain-56", "27 off", "digits", "1.0 %", "0.5 %", "completed", "Degradation", "287"]
    assert texts[DATE].startswith("2026-0")


def test_newest_first_until_asked_otherwise(model):
    assert column(model, NAME) == [f"Run {number}" for number in range(6)]
    model.sort(4, Qt.SortOrder.DescendingOrder)
    assert column(model, 4) == ["5.0 %", "4.0 %", "3.0 %", "2.0 %", "1.0 %", "0.0 %"]


def test_a_run_without_result_sorts_below_zero_and_shows_a_dash(model):
    model.set_rows([run_row(0), run_row(1, outcome=Outcome("diverged", 3, 1.0, "loss is nan"))])
    model.sort(4, Qt.SortOrder.AscendingOrder)
    assert column(model, 4) == ["–", "0.0 %"]
    assert model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole) == "loss is nan"


@pytest.mark.parametrize("place", range(len(COLUMNS)))
def test_every_column_sorts_both_ways(model, place):
    model.sort(place, Qt.SortOrder.AscendingOrder)
    upward = [COLUMNS[place].key(model.row(row)) for row in range(6)]
    model.sort(place, Qt.SortOrder.DescendingOrder)
    downward = [COLUMNS[place].key(model.row(row)) for row in range(6)]
    assert upward == sorted(upward)
    assert downward == sorted(upward, reverse=True)


def test_every_word_of_the_search_must_occur(model):
    model.search("RESNET run")
    assert (model.rowCount(), model.total) == (3, 6)
    model.search("resnet plain")
    assert model.rowCount() == 0
    model.search(" ")
    assert model.rowCount() == 6


def test_renaming_is_a_wish_and_an_empty_name_is_none(model, qtbot):
    with qtbot.waitSignal(model.rename_wanted) as told:
        assert model.setData(model.index(2, NAME), " Better ")
    assert told.args == ["r2", "Better"]
    assert column(model, NAME)[2] == "Run 2"
    with qtbot.assertNotEmitted(model.rename_wanted):
        assert not model.setData(model.index(2, NAME), "  ")
        assert not model.setData(model.index(2, NAME), "Run 2")
        assert not model.setData(model.index(2, 3), "mnist")


def test_dragged_runs_are_known_by_id(model):
    mime = model.mimeData([model.index(3, 0), model.index(3, 1), model.index(4, 0)])
    assert dragged_run(mime) == "r3"
    assert dragged_run(QMimeData()) is None


def test_the_test_accuracy_is_told_beside_the_commonest_class(model):
    place = [c.title for c in COLUMNS].index("Test")
    outcome = Outcome("completed", 5, 1.0, test_accuracy=0.9, majority=0.88)
    model.set_rows([replace(run_row(0), outcome=outcome), replace(run_row(1), outcome=replace(outcome, majority=None))])
    model.sort(-1)
    tips = [model.data(model.index(row, place), Qt.ItemDataRole.ToolTipRole) for row in range(2)]
    assert tips == ["90.0 %; chance level: 88.0 %", "90.0 %"]
