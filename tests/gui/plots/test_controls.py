import pytest
from PySide6.QtCore import Qt

from explorer.desk.plot_options import HALF_LIVES, PlotOptions
from explorer.gui.plots.controls import PlotControls
from explorer.gui.plots.smoothing import beta_for
from explorer.gui.widgets.theme import DARK
from tests.gui.access import lacking


@pytest.fixture
def controls(shown):
    made = shown(PlotControls(), 420, 32)
    made.set_theme(DARK)
    return made


def test_choosing_x(controls, qtbot):
    controls.x_axis.setFocus()
    with qtbot.waitSignal(controls.changed) as changed:
        qtbot.keyClick(controls.x_axis, Qt.Key.Key_Down)
    assert changed.args == [PlotOptions(x="epoch")]


def test_log_switch(controls, qtbot):
    with qtbot.waitSignal(controls.changed) as changed:
        qtbot.mouseClick(controls.log, Qt.MouseButton.LeftButton)
    assert changed.args == [PlotOptions(log_y=True)]


def test_smoothing_is_a_half_life_in_steps(controls, qtbot):
    with qtbot.waitSignal(controls.changed) as changed:
        qtbot.keyClick(controls.smoothing, Qt.Key.Key_Right)
    assert changed.args == [PlotOptions(half_life=10)]
    assert controls.amount.text() == "10 steps"
    assert beta_for(changed.args[0].half_life) == pytest.approx(0.5**0.1)


def test_fit(controls, qtbot):
    with qtbot.waitSignal(controls.fit_wanted):
        qtbot.mouseClick(controls.fit, Qt.MouseButton.LeftButton)


def test_set_options_shows_and_is_silent(controls, qtbot):
    with qtbot.assertNotEmitted(controls.changed):
        controls.set_options(PlotOptions(x="time", log_y=True, half_life=0))
    assert controls.x_axis.currentText() == "Time"
    assert controls.log.isChecked()
    assert controls.amount.text() == "off"


def test_an_odd_half_life_is_refused(controls):
    with pytest.raises(ValueError, match=f"allowed: {', '.join(map(str, HALF_LIVES))}"):
        controls.set_options(PlotOptions(half_life=4))


def test_every_control_has_a_name_and_a_tip(controls):
    assert lacking(controls) == []
