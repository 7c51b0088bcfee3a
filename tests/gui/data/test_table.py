"""The table of data by keyboard and by what it says."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from explorer.gui.data.table import DataTable
from tests.gui.access import lacking
from tests.gui.samples import READY

DIGITS, PETS = READY.datasets
FAR = replace(PETS, name="far", title="Far", present=False, download_bytes=170_498_071)
FOLDER = replace(PETS, name="folder:32:/pets", title="pets 32×32", shape=(1, 32, 32))


@pytest.fixture
def table(qtbot):
    made = DataTable()
    qtbot.addWidget(made)
    made.set_datasets((DIGITS, FAR, FOLDER))
    made.names = []
    made.chosen.connect(made.names.append)
    return made


def row(table, number):
    return [table.item(number, column).text() for column in range(table.columnCount())]


def test_it_says_what_the_data_are_and_whether_they_are_here(table):
    assert row(table, 0) == ["Digits 8×8", "1,797", "8×8 gray", "10", "–", "yes"]
    assert row(table, 1) == ["Far", "120", "32×32 color", "2", "170 MB", "not yet"]
    assert row(table, 2) == ["pets 32×32", "120", "32×32 gray", "2", "–", "your folder"]
    assert lacking(table) == []


def test_arrow_keys_go_from_one_to_the_next(table, qtbot):
    table.choose("digits")
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.names == ["digits", "far"]
    assert table.name == "far"


def test_new_rows_keep_the_choice_without_an_echo(table):
    table.choose("far")
    table.names.clear()
    table.set_datasets((DIGITS, FOLDER, replace(FAR, present=True)))
    assert (table.name, table.names) == ("far", [])
    table.choose("unknown")
    assert table.name == "far"
