"""What is typed and not confirmed: whatever starts something confirms it first, or says what is wrong with it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSlider

from explorer.engine.commands import Train
from tests.gui.card_numbers import NUMBERS, setting
from tests.gui.desk import CTRL


@pytest.fixture
def desk(desk):
    """With the training settings of both cards unfolded."""
    desk.press("cardA_training")
    desk.press("cardB_training")
    return desk


def type_only(desk, name, text):
    """Type over what a box holds, and no Enter; the focus stays."""
    box = desk.find(QLineEdit, name)
    box.setFocus()
    desk.until(box.hasFocus)
    box.selectAll()
    desk.qtbot.keyClicks(box, text)
    return box


def ordered(engine):
    found = [command for command in engine.sent if isinstance(command, Train)]
    return [order.spec for order in found[-1].orders] if found else []


STARTERS = {
    "Ctrl+Return": lambda desk, box: desk.key(Qt.Key.Key_Return, CTRL, on=box),
    "Ctrl+1": lambda desk, box: desk.key(Qt.Key.Key_1, CTRL, on=box),
    "Train both": lambda desk, box: desk.press("button_train_both"),
    "A": lambda desk, box: desk.press("button_train_a"),
    "the menu": lambda desk, box: desk.window.bar.train_a.trigger(),
}


@pytest.mark.parametrize("start", STARTERS.values(), ids=STARTERS)
def test_a_rate_that_is_typed_is_what_trains(desk, engine, start):
    box = type_only(desk, "cardA_lr", "0.02")
    assert box.property("unconfirmed"), "it shows that it is not in effect yet"
    start(desk, box)
    assert ordered(engine)[0].training.lr == 0.02
    assert (box.text(), box.property("unconfirmed")) == ("0.02", False)
    assert "learning rate" in desk.window.pair.proof


def test_every_number_that_is_typed_is_what_trains(desk, engine):
    for name, typed, value in [*NUMBERS, ("depth", "26", 26)]:
        box = type_only(desk, f"cardB_{name}", typed)
        desk.press("button_train_b")
        (spec,) = ordered(engine)
        found = getattr(spec.network, name, None) or getattr(spec.training, name, None) or spec.network.name
        assert found in (value, f"resnet-{value}"), name
        assert box.text() == typed
        desk.press("button_stop")


def test_a_slider_that_has_just_been_moved_is_what_trains(desk, engine):
    slider = desk.find(QSlider, "cardB_depth_slider")
    desk.qtbot.keyClick(slider, Qt.Key.Key_Right)
    desk.window.bar.train_b.trigger()
    assert ordered(engine)[0].network.name == "resnet-26"


def test_a_slider_that_has_just_been_moved_does_not_edit_the_family_chosen_next(desk):
    desk.qtbot.keyClick(desk.find(QSlider, "cardB_depth_slider"), Qt.Key.Key_Right)
    desk.choose("cardB_family", "resnet-bottleneck")
    chosen = desk.bench.document.b.spec.network.name
    assert chosen.startswith("resnet-bottleneck")
    with desk.qtbot.assertNotEmitted(desk.window.panes["B"].card.spec_changed, wait=200):
        pass
    assert desk.bench.document.b.spec.network.name == chosen


def test_a_family_that_is_typed_is_what_trains(desk, engine):
    box = desk.find(QComboBox, "cardA_family")
    box.setFocus()
    box.lineEdit().selectAll()
    desk.qtbot.keyClicks(box.lineEdit(), "ResNet")
    desk.window.bar.train_a.trigger()
    assert ordered(engine)[0].network.name == "resnet-20"


WRONG = [("lr", "fast"), ("depth", "57"), ("width", "0"), ("epochs", "0")]


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_what_is_wrong_is_said_and_not_trained(desk, engine, name, text):
    box = type_only(desk, f"cardA_{name}", text)
    desk.key(Qt.Key.Key_Return, CTRL, on=box)
    assert ordered(engine) == []
    assert box.text() == text
    assert box.property("wrong")
    assert text in desk.find(QLabel, "cardA_message").text()
    assert desk.window.messages.text.startswith("A: ")
    assert text in desk.window.messages.text
    desk.press("button_train_b")  # its own card is right
    assert len(ordered(engine)) == 1
    assert text not in desk.window.messages.text
    desk.press("button_stop")
    desk.key(Qt.Key.Key_Escape, on=box)
    desk.press("button_train_a")
    assert len(ordered(engine)) == 1
    assert ordered(engine)[0] == desk.bench.document.a.spec


def test_a_family_that_is_none_is_said_and_not_trained(desk, engine):
    box = desk.find(QComboBox, "cardA_family")
    box.setFocus()
    box.lineEdit().selectAll()
    desk.qtbot.keyClicks(box.lineEdit(), "Reznet")
    desk.window.bar.train_a.trigger()
    assert ordered(engine) == []
    assert "Reznet" in desk.window.messages.text
    desk.find(QLineEdit, "cardA_lr").setFocus()
    assert box.currentText() == "Reznet", "with what is wrong with it, as in any other field"
    message = desk.find(QLabel, "cardA_message")
    assert message.isVisible()
    assert "There is no network family 'Reznet'. Did you mean ResNet? Allowed: a family of the list" in message.text()
    desk.key(Qt.Key.Key_Escape, on=box.lineEdit())
    assert box.currentText() == "Plain"
    assert not message.isVisible()


def test_a_family_is_taken_with_the_depth_that_is_typed_behind_it(desk):
    box = desk.find(QComboBox, "cardA_family")
    for text, name in (("resnet-14", "resnet-14"), ("ResNet 26", "resnet-26"), ("plain32", "plain-32")):
        box.setFocus()
        box.lineEdit().selectAll()
        desk.qtbot.keyClicks(box.lineEdit(), text)
        desk.key(Qt.Key.Key_Return, on=box.lineEdit())
        assert desk.bench.document.a.spec.network.name == name
    box.setFocus()
    box.lineEdit().selectAll()
    desk.qtbot.keyClicks(box.lineEdit(), "resnet-57")
    desk.key(Qt.Key.Key_Return, on=box.lineEdit())
    assert "depth is 57; ResNet allows" in desk.find(QLabel, "cardA_message").text()
    assert "Nearest: 56 or 62" in desk.find(QLabel, "cardA_message").text()
    assert desk.bench.document.a.spec.network.name == "plain-32"


def test_copy_and_swap_take_what_is_typed_along(desk):
    type_only(desk, "cardA_lr", "0.02")
    desk.press("pairCopy")
    assert [setting(desk, side, "lr") for side in "AB"] == [0.02, 0.02]
    box = type_only(desk, "cardB_seed", "7")
    desk.key(Qt.Key.Key_E, CTRL, on=box)
    assert [setting(desk, side, "seed") for side in "AB"] == [7, 0]
    box = type_only(desk, "cardA_epochs", "0")
    before = desk.bench.document
    for wish in (Qt.Key.Key_E, Qt.Key.Key_D):
        desk.key(wish, CTRL, on=box)
        assert desk.bench.document == before
        assert "epochs is 0" in desk.window.messages.text


def test_skips_are_switched_after_what_is_typed(desk):
    box = type_only(desk, "cardB_lr", "0.02")
    desk.key(Qt.Key.Key_K, CTRL, on=box)
    assert (setting(desk, "B", "lr"), desk.skips("B"), box.text()) == (0.02, "off", "0.02")


def test_undo_takes_back_what_was_typed(desk):
    box = type_only(desk, "cardA_lr", "0.02")
    desk.window.bar.undo.setEnabled(True)
    desk.press("button_undo")
    assert (setting(desk, "A", "lr"), box.text()) == (0.1, "0.1")
    desk.press("button_redo")
    assert (setting(desk, "A", "lr"), box.text()) == (0.02, "0.02")


def test_what_is_typed_is_kept_when_the_window_closes(desk):
    type_only(desk, "cardA_lr", "0.02")
    desk.window.close()
    assert desk.window.settings.bench().a.spec.training.lr == 0.02


def test_an_analysis_is_of_what_is_typed(desk, engine):
    from explorer.engine.commands import Analyze

    desk.window.asking.choose("init-xray")
    type_only(desk, "cardA_width", "8")
    desk.window.asking.ask(("A",), {})
    assert [c.spec.network.width for c in engine.sent if isinstance(c, Analyze)] == [8]
    type_only(desk, "cardA_width", "0")
    desk.window.asking.ask(("A",), {})
    assert "width is 0" in desk.window.messages.text
    assert len([c for c in engine.sent if isinstance(c, Analyze)]) == 1
