"""A form made from settings."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from explorer.gui.analyses.setting_form import SettingForm, read, stops
from explorer.runs.analysis import Setting
from tests.gui.access import lacking

WHOLE = Setting(name="points", title="Points", about="On each side.", default=11, low=3, high=51)
REAL = Setting(name="span", title="Span", about="How far.", default=1.0, low=0.01, high=10.0)
CHOICE = Setting(name="norm", title="Norm", about="Which.", default="stored", choices=("stored", "batch"))
FLAG = Setting(name="both", title="Both", about="Two.", default=False)


@pytest.fixture
def form(shown):
    found = SettingForm()
    found.set_settings((WHOLE, REAL, CHOICE, FLAG), {"span": 2.0, "gone": 1})
    return shown(found)


def test_it_shows_defaults_and_what_was_typed_before(form):
    assert form.values == {"points": 11, "span": 2.0, "norm": "stored", "both": False}
    assert lacking(form) == []
    assert "Allowed: 3 to 51." in form.findChild(QLineEdit, "analysisSetting_points").toolTip()


def test_every_kind_is_edited_by_keyboard(form, qtbot):
    box = form.findChild(QLineEdit, "analysisSetting_points")
    qtbot.keyClick(box, Qt.Key.Key_Up)
    box = form.findChild(QLineEdit, "analysisSetting_span")
    box.selectAll()
    qtbot.keyClicks(box, "0.5")
    qtbot.keyClick(form.findChild(QComboBox), Qt.Key.Key_Down)
    qtbot.keyClick(form.findChild(QCheckBox), Qt.Key.Key_Space)
    assert form.values == {"points": 20, "span": 0.5, "norm": "batch", "both": True}
    assert [type(v) for v in form.values.values()] == [int, float, str, bool]


@pytest.mark.parametrize("text", ["2", "52", "3.5", "many", ""])
def test_a_number_that_is_not_allowed_says_what_is(form, qtbot, text):
    box = form.findChild(QLineEdit, "analysisSetting_points")
    box.selectAll()
    with qtbot.waitSignal(form.changed):
        qtbot.keyClick(box, Qt.Key.Key_Delete)
        qtbot.keyClicks(box, text)
    assert form.problem == f"Points is {text!r}; allowed: 3 to 51."
    box.selectAll()
    qtbot.keyClicks(box, "7")
    assert form.problem == ""
    assert form.values["points"] == 7


def test_other_settings_replace_the_old_ones(form, qtbot):
    form.set_settings((FLAG,), {})
    assert form.values == {"both": False}
    form.set_settings((), {})
    assert not form.isVisible()


@pytest.mark.parametrize("setting", [WHOLE, REAL])
def test_every_stop_is_allowed_and_the_ends_are_among_them(setting):
    found = stops(setting)
    assert (found[0], found[-1]) == (setting.low, setting.high)
    assert setting.default in found
    kind = type(setting.default)
    assert all(read(setting, str(kind(value))) == value for value in found)


def test_a_number_without_bounds_steps_by_one():
    assert stops(Setting(name="seed", title="Seed", about="", default=0)) == ()


def test_bounds_are_written_as_people_write_numbers(form):
    seed = Setting(name="seed", title="Seed", about="", default=0, low=0, high=2**31 - 1)
    form.set_settings((seed, REAL), {})
    assert "Allowed: 0 to 2,147,483,647." in form.findChild(QLineEdit, "analysisSetting_seed").toolTip()
    assert "Allowed: 0.01 to 10." in form.findChild(QLineEdit, "analysisSetting_span").toolTip()
