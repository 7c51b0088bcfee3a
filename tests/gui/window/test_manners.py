"""What the window shares with every desktop program, through its menus, keys and drops."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from PySide6.QtCore import QMimeData, QPointF, QProcess, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
)

from explorer.desk.settings import ZOOMS, Settings
from explorer.engine.commands import Survey
from explorer.gui.data.data_dialog import DataDialog
from explorer.gui.own_models.own_model_dialog import OwnModelDialog
from explorer.gui.palette.palette_dialog import PaletteDialog
from explorer.gui.widgets.motion import motion_wanted
from explorer.gui.window import interface_size
from explorer.gui.window.preferences_dialog import PreferencesDialog
from explorer.gui.window.problem_report import ReportDialog, private
from explorer.infos import DatasetInfo
from tests.gui.access import lacking
from tests.gui.desk import CTRL, SHIFT, Desk
from tests.gui.engine_double import EngineDouble, the_catalog


def opened(desk: Desk, kind: type[QDialog]) -> QDialog:
    found = [child for child in desk.window.findChildren(kind) if child.isVisible()]
    assert len(found) == 1
    return found[0]


def palette(desk: Desk, search: str) -> tuple[PaletteDialog, list[str]]:
    desk.key(Qt.Key.Key_P, CTRL | SHIFT)
    dialog = opened(desk, PaletteDialog)
    assert isinstance(dialog, PaletteDialog)
    assert lacking(dialog) == []
    desk.qtbot.keyClicks(dialog.findChild(QLineEdit, "paletteSearch"), search)
    listed = dialog.findChild(QTreeWidget, "paletteList")
    return dialog, [listed.topLevelItem(i).text(0) for i in range(listed.topLevelItemCount())]


def enter(desk: Desk, dialog: QDialog) -> None:
    desk.key(Qt.Key.Key_Return, on=dialog.findChild(QLineEdit, "paletteSearch"))


def test_the_palette_does_an_action(desk: Desk) -> None:
    dialog, texts = palette(desk, "swap a and")
    assert texts[0] == "Swap A and B"
    enter(desk, dialog)
    assert not [child for child in desk.window.findChildren(PaletteDialog) if child.isVisible()]
    assert desk.bench.document.a.spec.network.name == "resnet-20"


def test_the_palette_puts_a_network_into_a_side(desk: Desk) -> None:
    dialog, texts = palette(desk, "resnet-32")
    place = texts.index("B: ResNet, depth 32")
    for _ in range(place):
        desk.key(Qt.Key.Key_Down, on=dialog.findChild(QLineEdit, "paletteSearch"))
    enter(desk, dialog)
    assert desk.bench.document.b.spec.network.name == "resnet-32"
    assert desk.bench.document.a.spec.network.name == "plain-20"
    desk.action("undo").trigger()
    assert desk.bench.document.b.spec.network.name == "resnet-20"


def test_the_palette_goes_to_a_setting_and_unfolds_it(desk: Desk, engine: EngineDouble) -> None:
    card = desk.window.panes["B"].card
    assert not card.findChild(QLineEdit, "cardB_sharpness_every").isVisible()
    dialog, texts = palette(desk, "sharpness every")
    assert texts == ["A: Sharpness every", "B: Sharpness every"]
    desk.key(Qt.Key.Key_Down, on=dialog.findChild(QLineEdit, "paletteSearch"))
    enter(desk, dialog)
    desk.settle()
    assert desk.window.focusWidget() is card.findChild(QLineEdit, "cardB_sharpness_every")
    assert card.findChild(QLineEdit, "cardB_sharpness_every").isVisible()
    desk.press("button_train_b")
    engine.steps(1)
    desk.window.activateWindow()
    desk.settle()
    dialog, _ = palette(desk, "b: seed")
    enter(desk, dialog)
    assert dialog.findChild(QLabel, "paletteMessage").text().startswith("Locked while B trains.")


def test_the_palette_opens_a_stored_run(desk: Desk, engine: EngineDouble) -> None:
    desk.press("button_train_a")
    engine.steps(3)
    engine.end()
    desk.settle()
    run = desk.bench.document.a.run_id
    dialog, texts = palette(desk, "open in b plain")
    assert len(texts) == 1
    enter(desk, dialog)
    desk.settle()
    assert desk.bench.document.b.run_id == run


def test_the_palette_says_why_something_cannot_be_done_and_stays(desk: Desk) -> None:
    dialog, _ = palette(desk, "close evidence")
    enter(desk, dialog)
    assert dialog.isVisible()
    assert "not available now" in dialog.findChild(QLabel, "paletteMessage").text()
    dialog.reject()


def test_full_screen_and_back(desk: Desk) -> None:
    desk.key(Qt.Key.Key_F11)
    assert desk.window.isFullScreen()
    desk.key(Qt.Key.Key_F11)
    assert not desk.window.isFullScreen()


def test_another_size_is_offered_for_the_next_start(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Equal, CTRL)
    assert desk.window.settings.zoom == 110
    assert "110 % from the next start on" in desk.window.messages.text
    desk.key(Qt.Key.Key_Minus, CTRL)
    assert desk.window.settings.zoom == 100
    assert desk.window.messages.text == "Interface size 100 %."
    for _ in ZOOMS:
        desk.key(Qt.Key.Key_Minus, CTRL)
    assert desk.window.settings.zoom == ZOOMS[0]
    assert not desk.window.manners.size.restart
    assert not [timer for timer in desk.window.messages.findChildren(QTimer) if timer.isActive()], "it stays"
    desk.press("messageAction", desk.window.messages)
    assert desk.window.manners.size.restart
    assert not desk.window.isVisible()


def test_the_size_is_told_to_qt_before_it_starts(settings: Settings) -> None:
    given: dict[str, str] = {}
    assert interface_size.apply(settings, given) == ""
    assert given == {}
    settings.zoom = 150
    assert interface_size.apply(settings, given) == ""
    assert given == {"QT_SCALE_FACTOR": "1.5"}
    given["QT_SCALE_FACTOR"] = "3"
    assert interface_size.apply(settings, given) == "3", "the person's own"
    assert given == {"QT_SCALE_FACTOR": "3"}


def test_a_size_that_the_environment_outweighs_is_not_promised(desk: Desk) -> None:
    desk.window.manners.size.fixed = "2"
    desk.key(Qt.Key.Key_Equal, CTRL)
    assert "110 % has no effect: QT_SCALE_FACTOR=2" in desk.window.messages.text
    assert desk.window.messages.findChild(QPushButton, "messageAction").isHidden()
    desk.key(Qt.Key.Key_Comma, CTRL)
    dialog = opened(desk, PreferencesDialog)
    assert "Unset it" in dialog.findChild(QLabel, "preferencesNote").text()
    dialog.reject()


def drop(window: Desk, path: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    state = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enters = QDragEnterEvent(QPointF(5, 5).toPoint(), *state)
    enters.setAccepted(False)
    for event in (enters, QDropEvent(QPointF(5, 5), *state)):
        QApplication.sendEvent(window.window, event)
    return enters.isAccepted()


def test_a_python_file_dropped_is_a_model(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text("")
    assert drop(desk, tmp_path / "net.py")
    dialog = opened(desk, OwnModelDialog)
    assert dialog.findChild(QLineEdit, "ownModelPath").text() == str(tmp_path / "net.py")
    dialog.reject()


def test_a_folder_dropped_is_a_dataset(desk: Desk, engine: EngineDouble, tmp_path: Path) -> None:
    assert drop(desk, tmp_path)
    opened(desk, DataDialog).close()
    asked = [command.dataset for command in engine.sent if isinstance(command, Survey)]
    assert len(asked) == 1
    assert asked[0].endswith(f":{tmp_path}")


def test_what_nothing_takes_is_not_dropped(desk: Desk, tmp_path: Path) -> None:
    assert not drop(desk, tmp_path / "a.docx")


def test_recent_models_and_folders_are_in_the_menu(desk: Desk, engine: EngineDouble, tmp_path: Path) -> None:
    settings, recent = desk.window.settings, desk.window.menu.recent
    recent.aboutToShow.emit()
    assert [action.text() for action in recent.actions()] == ["No model or folder opened yet"]
    settings.keep_model(f"{tmp_path}/a & b.py:Net")
    settings.keep_folder(DatasetInfo(f"folder:32:{tmp_path}", "t", (3, 32, 32), ("a", "b"), 1, 1, ""))
    settings.keep_folder(DatasetInfo(f"folder:32:{tmp_path}/gone", "t", (3, 32, 32), ("a", "b"), 1, 1, ""))
    recent.aboutToShow.emit()
    model, images = recent.actions()
    assert model.text() == "Model a && b.py:Net"
    assert images.text() == f"Images {tmp_path.name}"
    model.trigger()
    dialog = opened(desk, OwnModelDialog)
    assert dialog.findChild(QLineEdit, "ownModelPath").text() == f"{tmp_path}/a & b.py:Net"
    dialog.reject()
    images.trigger()
    opened(desk, DataDialog).close()
    assert [command.dataset for command in engine.sent if isinstance(command, Survey)] == [f"folder:32:{tmp_path}"]


def test_another_window_opens_on_the_same_runs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(QProcess, "startDetached", lambda *args: (started.append(args), (True, 1))[1])
    desk.action("new_window").trigger()
    assert started == [(sys.executable, ["-P", "-m", "explorer", "--runs-dir", str(desk.window.store.folder)])]


def test_a_picture_is_saved_from_the_menu(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "b.svg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), "SVG picture (*.svg)"))
    desk.action("save_b").trigger()
    assert path.read_text(encoding="utf-8").count("<svg") == 1


def test_a_report_has_versions_and_log_and_no_personal_paths(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.action("report").trigger()
    dialog = opened(desk, ReportDialog)
    assert lacking(dialog) == []
    text = dialog.findChild(QPlainTextEdit, "reportText").toPlainText()
    assert text.startswith("Residual Explorer ")
    desk.press("reportCopy", dialog)
    assert QGuiApplication.clipboard().text() == text
    desk.press("reportClose", dialog)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/home/ada/net.py: wrong", "~/net.py: wrong"),
        ("/data/ada/x and C:\\Users\\ada\\x", "/data/USER/x and C:\\Users\\USER\\x"),
        ("adagrad by ada", "adagrad by ada"),
    ],
)
def test_homes_and_names_are_left_out(text: str, told: str) -> None:
    assert private(text, Path("/home/ada"), "ada") == told


def test_a_report_is_written_for_an_account_that_the_system_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container that runs with a number for its user."""
    monkeypatch.setattr("getpass.getuser", mock.Mock(side_effect=KeyError("uid not found")))
    monkeypatch.setattr(Path, "home", mock.Mock(side_effect=RuntimeError("no home")))
    assert private("/home/ada/net.py") == "/home/ada/net.py"


def test_a_gpu_that_is_not_used_is_told(desk: Desk, engine: EngineDouble) -> None:
    engine.say(replace(the_catalog(), unused_gpu="Type this: pip install torch"))
    desk.settle()
    assert desk.window.messages.text == "Type this: pip install torch"


def prefer(desk: Desk, dialog: PreferencesDialog, name: str, text: str) -> None:
    box = dialog.findChild(QComboBox, f"preference_{name}")
    box.setFocus()
    there = box.findText(text)
    while box.currentIndex() != there:
        desk.key(Qt.Key.Key_Down if there > box.currentIndex() else Qt.Key.Key_Up, on=box)


def test_preferences_act_at_once_and_are_reset_one_by_one(desk: Desk) -> None:
    window = desk.window
    desk.key(Qt.Key.Key_Comma, CTRL)
    dialog = opened(desk, PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    assert lacking(dialog) == []
    prefer(desk, dialog, "theme", "Light")
    prefer(desk, dialog, "layout", "Side by side")
    prefer(desk, dialog, "x_axis", "Epochs")
    prefer(desk, dialog, "half_life", "None")
    prefer(desk, dialog, "unfolded", "All settings")
    prefer(desk, dialog, "zoom", "125 %")
    assert window.theming.theme.name == "light"
    assert window.settings.layout == "side-by-side"
    assert window.plots.controls.options.x == "epoch"
    assert window.plots.controls.options.half_life == 0
    assert "125 % from the next start on" in window.messages.text
    prefer(desk, dialog, "still", "Reduced")
    assert not motion_wanted()
    assert not window.isAnimated()
    assert QApplication.cursorFlashTime() == 0
    desk.press("preferenceReset_still", dialog)
    assert window.isAnimated() == motion_wanted()
    assert QApplication.cursorFlashTime() > 0
    desk.press("preferenceReset_half_life", dialog)
    desk.press("preferenceReset_theme", dialog)
    assert window.plots.controls.options.half_life == 7
    assert window.settings.theme == "system"
    assert window.plots.controls.options.x == "epoch"
    assert not dialog.findChild(QPushButton, "preferenceReset_theme").isEnabled()
    desk.press("preferencesClose", dialog)
