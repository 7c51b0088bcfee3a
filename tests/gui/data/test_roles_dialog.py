"""The question which folders of images are what."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from explorer.gui.data.roles_dialog import RolesDialog
from explorer.infos import Subfolder
from tests.gui.access import lacking

FOLDERS = (
    Subfolder("Training", 14, "train"),
    Subfolder("test", 6, "test"),
    Subfolder("data/old stuff", 12, "without"),
)


@pytest.fixture
def asked(qtbot):
    dialog = RolesDialog("folder:8:/x", "/x has Training/ and train/: which?", FOLDERS)
    qtbot.addWidget(dialog)
    dialog.names = []
    dialog.chosen.connect(dialog.names.append)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def choose(qtbot, dialog, **roles):
    for name, text in roles.items():
        box = dialog.findChild(QComboBox, f"role:{name.replace('_', ' ')}")
        while box.currentText() != text:
            before = box.currentIndex()
            qtbot.keyClick(box, Qt.Key.Key_Down if box.findText(text) > before else Qt.Key.Key_Up)
            assert box.currentIndex() != before


def press_open(qtbot, dialog):
    qtbot.mouseClick(dialog.findChild(QPushButton, "rolesOpen"), Qt.MouseButton.LeftButton)


def test_what_the_names_suggest_can_be_taken(qtbot, asked):
    assert lacking(asked) == []
    press_open(qtbot, asked)
    assert asked.names == ["folder:8,train=Training,test=test:/x"]


def test_another_answer(qtbot, asked):
    choose(qtbot, asked, Training="Class", test="Class")
    press_open(qtbot, asked)
    assert asked.names == ["folder:8,train=.,without=data/old%20stuff:/x"]


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        ({"test": "Training images"}, "Choose at most one training folder"),
        ({"test": "Class"}, "With a training folder, every other folder must be"),
        ({"Training": "Ignored"}, "Choose a training folder, or at least two classes"),
    ],
)
def test_an_answer_that_cannot_be_is_told_and_cannot_be_given(qtbot, asked, roles, words):
    choose(qtbot, asked, **roles)
    assert words in asked.findChild(QLabel, "rolesWrong").text()
    assert not asked.findChild(QPushButton, "rolesOpen").isEnabled()


def test_who_cancels_opens_nothing(qtbot, asked):
    qtbot.mouseClick(asked.findChild(QPushButton, "rolesCancel"), Qt.MouseButton.LeftButton)
    assert asked.names == []
    assert not asked.isVisible()
