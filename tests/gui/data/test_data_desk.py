"""Data through the whole window: chosen, fetched, opened, looked at and used."""

from dataclasses import replace
from shutil import copytree

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QProgressBar, QPushButton

from explorer.desk.document import SideState
from explorer.desk.known_data import info_of
from explorer.engine.commands import CancelFetch, Fetch, Train
from explorer.engine.events import Fetched, Fetching, Sampled
from explorer.gui.data.data_dialog import DataDialog
from explorer.gui.data.roles_dialog import RolesDialog
from tests.gui.access import lacking

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def photos(tmp_path):
    root = tmp_path / "photos"
    for name, color in (("blue", (0, 0, 255)), ("red", (255, 0, 0))):
        (root / name).mkdir(parents=True)
        for number in range(10):
            Image.new("RGB", (12, 10 + number), color).save(root / name / f"{number}.png")
    return root


@pytest.fixture
def dialog(desk):
    desk.key(Qt.Key.Key_D, CTRL_SHIFT)
    found = desk.window.findChild(DataDialog)
    desk.until(found.isVisible)
    desk.settle()
    yield found
    found.close()


def open_folder(desk, dialog, monkeypatch, path, side="8"):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))
    box = dialog.findChild(QLineEdit, "dataFolderSize")
    box.selectAll()
    desk.qtbot.keyClicks(box, side)
    desk.press("dataFolder", dialog)
    desk.settle()
    return f"folder:{side}:{path}"


def sent(engine, kind):
    return [command for command in engine.sent if isinstance(command, kind)]


def datasets(desk):
    return [side.spec.training.dataset for side in (desk.bench.document.a, desk.bench.document.b)]


def test_it_opens_at_the_data_of_a_with_samples_of_them(desk, dialog):
    assert dialog.table.name == "digits"
    assert dialog.gallery.count() == 40
    assert lacking(dialog) == []
    before = [dialog.gallery.item(place).text() for place in range(40)]
    desk.press("dataShuffle", dialog)
    assert [dialog.gallery.item(place).text() for place in range(40)] != before


def test_samples_that_come_late_are_dropped(desk, dialog, engine):
    desk.press("dataShuffle", dialog)
    info = info_of(desk.bench.catalog, "digits")
    shown = dialog.gallery.count()
    engine.say(Sampled(1, info, *(part[:0] for part in _some(desk))))
    desk.settle()
    assert dialog.gallery.count() == shown


def test_samples_of_data_that_are_no_longer_chosen_are_dropped(desk, dialog, engine, monkeypatch):
    monkeypatch.setattr(engine, "_obey", lambda command: None)
    desk.press("dataShuffle", dialog)
    token = engine.sent[-1].token
    dialog.choose("mnist")  # not on this computer: nothing is asked
    engine.say(Sampled(token, info_of(desk.bench.catalog, "digits"), *_some(desk)))
    desk.settle()
    assert dialog.gallery.count() == 0


def test_samples_for_a_dialog_that_was_closed_do_not_reach_the_next(desk, engine, monkeypatch):
    monkeypatch.setattr(engine, "_obey", lambda command: None)
    dialog = desk.window.data.open()
    desk.press("dataShuffle", dialog)
    token = engine.sent[-1].token
    dialog.close()
    again = desk.window.data.open()
    again.gallery.clear()
    engine.say(Sampled(token, info_of(desk.bench.catalog, "digits"), *_some(desk)))
    desk.settle()
    assert again.gallery.count() == 0
    again.close()


def test_an_engine_that_ends_while_it_reads_samples_is_told(desk, dialog, engine, monkeypatch):
    monkeypatch.setattr(engine, "_obey", lambda command: None)
    desk.press("dataShuffle", dialog)
    engine.die()
    desk.settle()
    assert "stopped while reading samples" in dialog.messages.text


def test_progress_of_another_download_is_not_shown(desk, dialog, engine):
    dialog.choose("mnist")
    desk.press("dataFetch", dialog)
    engine.say(Fetching("svhn", 7_000_000, 8_000_000))
    desk.settle()
    assert dialog.findChild(QLabel, "dataProgressWords").text() == "Connecting…"


def _some(desk):
    from explorer.datasets.data_samples import sample

    return sample("digits", 2, 0)


def test_a_download_shows_how_far_it_is_and_ends_with_the_data_here(desk, dialog, engine, monkeypatch):
    images = np.zeros((2, 28, 28, 1), np.uint8)
    monkeypatch.setattr("explorer.datasets.data_samples.sample", lambda *_: (images, np.array([7, 3])))
    dialog.choose("mnist")
    assert dialog.gallery.count() == 0
    desk.press("dataFetch", dialog)
    assert sent(engine, Fetch) == [Fetch("mnist")]
    engine.say(Fetching("mnist", 2_000_000, 8_000_000))
    desk.settle()
    bar = dialog.findChild(QProgressBar, "dataProgress")
    assert (bar.value(), bar.maximum()) == (250, 1000)
    assert dialog.findChild(QLabel, "dataProgressWords").text() == "2 MB of 8 MB"
    dialog.choose("svhn")
    assert not dialog.findChild(QPushButton, "dataFetch").isEnabled(), "one at a time"
    dialog.choose("mnist")
    engine.say(Fetched("mnist", info=replace(info_of(desk.bench.catalog, "mnist"), present=True)))
    desk.settle()
    assert dialog.messages.text == "MNIST downloaded."
    assert info_of(desk.bench.catalog, "mnist").present
    assert not dialog.fetch.isVisible()
    desk.until(lambda: dialog.gallery.count() == 2)
    assert [item.text()[:1] for item in (dialog.gallery.item(0), dialog.gallery.item(1))] == ["7", "3"]


def test_a_download_is_canceled_and_can_begin_again(desk, dialog, engine):
    dialog.choose("mnist")
    desk.press("dataFetch", dialog)
    desk.press("dataCancel", dialog)
    assert len(sent(engine, CancelFetch)) == 1
    assert not dialog.findChild(QPushButton, "dataCancel").isEnabled()
    engine.say(Fetched("mnist", "Download canceled. The partial download is kept."))
    desk.settle()
    assert "The partial download is kept" in dialog.messages.text
    desk.press("dataFetch", dialog)
    engine.die()
    desk.settle()
    assert dialog.findChild(QPushButton, "dataFetch").isEnabled()


def test_a_folder_is_opened_looked_at_used_in_both_and_remembered(desk, dialog, engine, photos, monkeypatch):
    (photos / "red" / "broken.png").write_text("not an image")
    name = open_folder(desk, dialog, monkeypatch, photos)
    assert dialog.table.name == name
    assert dialog.findChild(QLabel, "dataNotes").text()
    assert {dialog.gallery.item(place).text() for place in range(dialog.gallery.count())} == {"blue", "red"}
    desk.press("dataUse_both", dialog)
    assert datasets(desk) == [name, name]
    assert desk.bench.document.a.spec.network.input_shape == (3, 8, 8)
    assert [folder.name for folder in desk.window.settings.folders()] == [name]
    desk.until(desk.ready)
    desk.bench.undo()
    assert datasets(desk) == ["digits", "digits"]
    desk.window.panes["B"].card.set_unfolded(True)
    desk.choose("cardB_dataset", name)
    assert datasets(desk) == ["digits", name]


def test_a_folder_that_cannot_be_used_says_why(desk, dialog, tmp_path, monkeypatch):
    (tmp_path / "empty").mkdir()
    open_folder(desk, dialog, monkeypatch, tmp_path / "empty")
    assert str(tmp_path / "empty") in dialog.messages.text
    assert dialog.table.name == "digits"
    assert dialog.findChild(QPushButton, "dataFolder").isEnabled()


def test_a_size_that_is_none_opens_no_folder(desk, dialog):
    box = dialog.findChild(QLineEdit, "dataFolderSize")
    box.clear()
    assert not dialog.findChild(QPushButton, "dataFolder").isEnabled()
    desk.qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.text() == "8"
    assert dialog.findChild(QPushButton, "dataFolder").isEnabled()


def test_data_that_are_not_here_are_offered_for_download(desk, engine):
    desk.window.panes["A"].card.set_unfolded(True)
    desk.choose("cardA_dataset", "mnist")
    assert "MNIST is not downloaded yet" in desk.window.messages.text
    desk.choose("cardA_dataset", "digits")
    assert desk.window.messages.text == "", "other data were chosen"
    desk.choose("cardA_dataset", "mnist")
    assert "MNIST is not downloaded yet" in desk.window.messages.text
    desk.window.messages.close_message()
    desk.press("button_train_both")
    assert sent(engine, Train) == []
    desk.press("messageAction", desk.window.messages)
    assert sent(engine, Fetch) == [Fetch("mnist")]
    dialog = desk.window.findChild(DataDialog)
    assert dialog.table.name == "mnist"
    dialog.close()
    engine.say(Fetched("mnist", "The server is silent."))
    desk.settle()
    assert desk.window.messages.text == "The server is silent."


def test_no_data_cannot_be_trained_on(desk, engine):
    desk.window.panes["B"].card.set_unfolded(True)
    desk.choose("cardB_dataset", "none")
    desk.until(desk.ready)
    assert desk.bench.graph("B").input_shape == (3, 32, 32)
    desk.press("button_train_both")
    assert desk.window.messages.text.startswith(
        "B has no dataset to train on. Choose a dataset in its card, such as Digits 8×8."
    )
    assert sent(engine, Train) == []


def test_the_side_that_trains_keeps_its_data(desk, dialog, engine):
    desk.press("button_train_a")
    buttons = {word: dialog.findChild(QPushButton, f"dataUse_{word}").isEnabled() for word in ("A", "B", "both")}
    assert buttons == {"A": False, "B": True, "both": False}
    engine.end()
    desk.settle()
    assert dialog.findChild(QPushButton, "dataUse_both").isEnabled()


def test_a_folder_that_is_gone_leaves_the_window_usable(qtbot, open_window, settings, tmp_path):
    from tests.gui.desk import Desk

    bench = settings.bench()
    spec = replace(bench.a.spec, training=replace(bench.a.spec.training, dataset=f"folder:8:{tmp_path}/gone"))
    found = Desk(qtbot, open_window(replace(bench, a=SideState(spec))))
    found.settle()
    assert f"{tmp_path}/gone" in found.bench.describer.message(spec)
    assert found.bench.graph("B") is not None
    found.window.panes["A"].card.set_unfolded(True)
    found.choose("cardA_dataset", "digits")
    found.until(found.ready)


def test_a_folder_whose_parts_are_not_clear_is_asked_about(desk, dialog, photos, monkeypatch):
    (photos / "Training").mkdir()
    for name in ("blue", "red"):
        (photos / name).rename(photos / "Training" / name)
    copytree(photos / "Training", photos / "train")
    copytree(photos / "Training", photos / "test")
    open_folder(desk, dialog, monkeypatch, photos)
    desk.until(lambda: dialog.findChild(RolesDialog) is not None)
    asking = dialog.findChild(RolesDialog)
    assert "has Training/ and train/" in asking.findChild(QLabel, "rolesQuestion").text()
    desk.qtbot.mouseClick(asking.findChild(QPushButton, "rolesOpen"), Qt.MouseButton.LeftButton)
    desk.until(lambda: dialog.table.name == f"folder:8,train=Training,test=test:{photos}")
    assert "train/ (20 images) is left out" in dialog.findChild(QLabel, "dataNotes").text()
