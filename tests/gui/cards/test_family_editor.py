"""The family chooser through keyboard and list."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from explorer.gui.cards.family_editor import FamilyEditor
from tests.gui.samples import READY


@pytest.fixture
def chooser(qtbot):
    made = FamilyEditor()
    qtbot.addWidget(made)
    made.offer(READY.families)
    made.show_value("resnet")
    made.show()
    made.chosen = []
    made.edited.connect(made.chosen.append)
    return made


def typed(qtbot, chooser, text):
    chooser.setFocus()
    chooser.lineEdit().selectAll()
    qtbot.keyClicks(chooser.lineEdit(), text)


def test_families_stand_under_their_headings(chooser):
    texts = [chooser.itemText(i) for i in range(chooser.count())]
    assert texts == ["CIFAR", "Plain", "ResNet", "More", "LeNet", "VGG", "ImageNet", "Large net", "Huge net"]
    enabled = [bool(chooser.model().item(i).flags() & Qt.ItemFlag.ItemIsEnabled) for i in range(chooser.count())]
    assert [text for text, on in zip(texts, enabled, strict=True) if not on] == ["CIFAR", "More", "ImageNet"]


def test_a_shown_value_is_not_echoed(chooser):
    assert (chooser.currentText(), chooser.chosen) == ("ResNet", [])
    chooser.show_value("Net of my own")
    assert (chooser.currentText(), chooser.chosen) == ("Net of my own", [])


def test_typing_a_part_of_a_title_finds_it(chooser, qtbot):
    typed(qtbot, chooser, "uge")
    popup = chooser.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert [popup.model().index(i, 0).data() for i in range(popup.model().rowCount())] == ["Huge net"]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert chooser.chosen == ["huge"]


def test_a_whole_title_typed_chooses_whatever_its_case(chooser, qtbot):
    typed(qtbot, chooser, "plain")
    chooser.completer().popup().hide()
    qtbot.keyClick(chooser.lineEdit(), Qt.Key.Key_Return)
    assert chooser.chosen == ["plain"]


@pytest.mark.parametrize("text", ["nothing like it", "CIFAR"])
def test_what_is_no_family_is_told_once_and_stays_until_escape(chooser, qtbot, text):
    typed(qtbot, chooser, text)
    for _ in range(2):
        qtbot.keyClick(chooser.lineEdit(), Qt.Key.Key_Return)
        assert (chooser.currentText(), chooser.chosen) == (text, [text])
    chooser.commit()
    assert chooser.chosen == [text]
    assert chooser.lineEdit().focusProxy() is chooser, "a window sends keys there"
    with qtbot.waitSignal(chooser.taken_back):
        qtbot.keyClick(chooser, Qt.Key.Key_Escape)
    assert (chooser.currentText(), chooser.chosen) == ("ResNet", [text])


def test_an_empty_field_goes_back_to_the_family_on_show(chooser, qtbot):
    typed(qtbot, chooser, "x")
    qtbot.keyClick(chooser.lineEdit(), Qt.Key.Key_Backspace)
    qtbot.keyClick(chooser.lineEdit(), Qt.Key.Key_Return)
    assert (chooser.currentText(), chooser.chosen) == ("ResNet", [])


def test_arrow_keys_walk_over_headings(chooser, qtbot):
    chooser.setFocus()
    qtbot.keyClick(chooser, Qt.Key.Key_Down)
    assert chooser.chosen == ["lenet"]


@pytest.mark.parametrize("text", ["hugenet", "HUGE", "ge-net", "Huge net"])
def test_names_of_the_command_line_and_titles_without_blanks_are_found(chooser, qtbot, text):
    chooser.offer(
        [replace(READY.families[0], name="huge-net", title="Huge net", group="ImageNet"), *READY.families[:2]]
    )
    typed(qtbot, chooser, text)
    popup = chooser.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert (chooser.currentText(), chooser.chosen) == ("Huge net", ["huge-net"])


def test_a_click_into_the_title_lets_typing_replace_it(chooser, qtbot):
    for _ in range(2):
        qtbot.mouseClick(chooser.lineEdit(), Qt.MouseButton.LeftButton)
        assert chooser.lineEdit().selectedText() == "ResNet"
    qtbot.keyClicks(chooser.lineEdit(), "la")
    assert chooser.lineEdit().text() == "la"
    chooser.completer().popup().hide()
    qtbot.mouseClick(chooser.lineEdit(), Qt.MouseButton.LeftButton)
    assert not chooser.lineEdit().hasSelectedText()


def test_enter_takes_a_whole_name_while_the_list_is_open(chooser, qtbot):
    typed(qtbot, chooser, "huge")  # the name on the command line; the title is "Huge net"
    popup = chooser.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert chooser.chosen == ["huge"]
    assert chooser.currentText() == "Huge net"
    assert not popup.isVisible()


def test_nothing_is_typed_while_the_families_are_not_known_yet(qtbot):
    waiting = FamilyEditor()
    qtbot.addWidget(waiting)
    waiting.show_value("resnet")
    with qtbot.assertNotEmitted(waiting.edited):
        waiting.commit()
