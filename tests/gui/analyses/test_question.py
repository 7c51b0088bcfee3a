"""Which analysis, its settings and its orders."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from explorer.desk.analyses_state import AnalysesState, Job, SideView
from explorer.gui.analyses.question import WAITING, Question
from explorer.gui.widgets.theme import LIGHT
from explorer.infos import AnalysisInfo
from explorer.runs.analysis import Setting
from tests.gui.access import lacking

SETTING = Setting(name="points", title="Points", about="On each side.", default=11, low=3, high=51)
INFOS = (
    AnalysisInfo("lesion", "Lesion study", "What is lost?", "0.1 of 2", "Much.", "Veit 2016", True, (SETTING,)),
    AnalysisInfo("xray", "X-ray", "What is there?", "5 to 9", "More.", "He 2015", False),
)


def state(chosen="lesion", **sides):
    views = {"A": SideView("Plain"), "B": SideView("ResNet")} | sides
    return AnalysesState(INFOS, chosen, views)


@pytest.fixture
def question(shown):
    found = Question()
    found.set_theme(LIGHT)
    shown(found, 280, 600)
    found.set_state(state())
    return found


def test_before_the_engine_is_there_nothing_can_be_asked(shown):
    found = shown(Question(), 280, 600)
    assert found.question.text() == WAITING
    assert not found.both.isEnabled()


def test_the_chosen_analysis_tells_all_of_itself(question):
    assert question.question.text() == "What is lost?"
    for words in ("0.1 of 2", "Much.", "Veit 2016", "Healthy", "Limitations", "Source"):
        assert words in question.about.text()
    assert lacking(question) == []


def test_another_analysis_is_chosen_by_keyboard(question, qtbot):
    with qtbot.waitSignal(question.chosen, check_params_cb=lambda name: name == "xray"):
        qtbot.keyClick(question.chooser, Qt.Key.Key_Down)


@pytest.mark.parametrize(("button", "sides"), [("both", ("A", "B")), ("A", ("A",)), ("B", ("B",))])
def test_asking_sends_sides_and_settings(question, qtbot, button, sides):
    qtbot.keyClick(question.findChild(QLineEdit, "analysisSetting_points"), Qt.Key.Key_Down)
    pressed = question.both if button == "both" else question.singles[button]
    with qtbot.waitSignal(question.asked) as asked:
        qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)
    assert asked.args == [sides, {"points": 10}]


def test_what_was_typed_is_there_again(question, qtbot):
    qtbot.keyClick(question.findChild(QLineEdit, "analysisSetting_points"), Qt.Key.Key_Down)
    question.set_state(state("xray"))
    assert question.form.values == {}
    question.set_state(state())
    assert question.form.values == {"points": 10}


def test_a_wrong_setting_is_said_and_nothing_can_be_asked(question, qtbot):
    box = question.findChild(QLineEdit, "analysisSetting_points")
    box.selectAll()
    qtbot.keyClicks(box, "99")
    assert "allowed: 3 to 51" in question.obstacles.text()
    assert not question.both.isEnabled()


def test_an_obstacle_is_said_and_the_other_side_can_be_asked(question):
    question.set_state(state(A=SideView("Plain", "A is not trained yet: train it.")))
    assert question.obstacles.text() == "A is not trained yet: train it."
    assert (question.both.text(), question.both.isEnabled()) == ("Analyze B", True)
    assert [question.singles[side].isEnabled() for side in "AB"] == [False, True]


def test_an_order_under_way_is_shown_and_given_up(question, qtbot):
    job = Job(4, "lesion", "B", "r", 0.5)
    question.set_state(state(B=SideView("ResNet", job=job)))
    assert question.rows["B"].isVisible()
    assert not question.singles["B"].isEnabled()
    with qtbot.waitSignal(question.cancel_wanted, check_params_cb=lambda token: token == 4):
        question.rows["B"].findChild(type(question.both)).click()


def test_orders_elsewhere_are_not_forgotten(question):
    question.set_state(AnalysesState(INFOS, "xray", state().sides, (Job(9, "lesion", "A", "gone", 0.2),)))
    assert question.obstacles.text() == "Lesion study of A: 20 %"
