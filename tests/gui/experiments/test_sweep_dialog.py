"""The dialog that makes a sweep: form and file, the runs at once, opening and saving."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)  # fmt: skip
from pytestqt.qtbot import QtBot

from explorer.engine.sweep_events import SweepMeasured
from explorer.experiments.bundled import bundled_sweeps
from explorer.experiments.planning import planned
from explorer.experiments.sweep_file import KEYS, parse_sweep, read_sweep
from explorer.gui.experiments.setting_values import SHOWN, typed_values, values_text
from explorer.gui.experiments.settings_table import SettingsTable
from explorer.gui.experiments.sweep_dialog import SweepDialog
from tests.gui.access import lacking


@pytest.fixture
def dialog(qtbot: QtBot) -> SweepDialog:
    made = SweepDialog()
    qtbot.addWidget(made)
    made.show()
    return made


W = TypeVar("W", bound=QWidget)


def find(dialog: SweepDialog, kind: type[W], name: str) -> W:
    found = dialog.findChild(kind, name)
    assert found is not None
    return found


def type_value(qtbot: QtBot, dialog: SweepDialog, key: str, text: str) -> None:
    """Type into the form as a person does."""
    table = find(dialog, SettingsTable, "sweepSettings")
    table.setCurrentCell(SHOWN.index(key), 1)
    table.editItem(table.currentItem())
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QCoreApplication.processEvents()  # Qt takes the value then
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(dialog: SweepDialog) -> list[str]:
    runs = find(dialog, QListWidget, "sweepRuns")
    return [runs.item(row).text() for row in range(runs.count())]


def text(dialog: SweepDialog) -> str:
    return find(dialog, QPlainTextEdit, "sweepFile").toPlainText()


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("8, 14,20", (8, 14, 20)),
        ("0.1, 1e-3", (0.1, 0.001)),
        ("plain, resnet", ("plain", "resnet")),
        ('"1-3,5", off', ("1-3,5", "off")),
        ("true", (True,)),
        (" , ", ()),
        ("", ()),
    ],
)
def test_values_as_they_are_typed(typed: str, values: tuple[object, ...]) -> None:
    assert typed_values(typed) == values
    assert typed_values(values_text(values)) == values


def test_it_starts_with_a_sweep_that_comes_along(dialog: SweepDialog) -> None:
    assert find(dialog, QLabel, "sweepCount").text() == "36 runs, measuring the time…"
    assert shown(dialog)[0] == "plain-8, seed 0   –"
    assert find(dialog, QLineEdit, "sweepName").text() == "degradation"
    assert find(dialog, QCheckBox, "sweepPairs").isChecked()
    assert lacking(dialog) == []


@pytest.mark.parametrize("name", bundled_sweeps())
def test_every_bundled_sweep_goes_through_the_form(dialog: SweepDialog, qtbot: QtBot, name: str) -> None:
    box = find(dialog, QComboBox, "sweepBundled")
    box.setCurrentIndex(box.findData(name))
    box.activated.emit(box.currentIndex())
    wanted = planned(read_sweep(bundled_sweeps()[name]))
    type_value(qtbot, dialog, "probe_every", "7")  # the file is written anew from the form
    found = planned(parse_sweep(text(dialog)))
    assert [cell.label for cell in found.cells] == [cell.label for cell in wanted.cells]
    assert {cell.spec.training.probe_every for cell in found.cells} == {7}


def test_what_is_typed_varies_and_stands_in_the_file(dialog: SweepDialog, qtbot: QtBot) -> None:
    type_value(qtbot, dialog, "depth", "8, 14")
    type_value(qtbot, dialog, "norm", "batch, none")
    type_value(qtbot, dialog, "seed", "")
    find(dialog, QCheckBox, "sweepPairs").click()
    find(dialog, QCheckBox, "sweepTogether").click()
    assert find(dialog, QLabel, "sweepCount").text().startswith("4 runs")
    sweep = parse_sweep(text(dialog))
    assert (sweep.vary, sweep.pairs) == ({"depth": (8, 14), "norm": ("batch", "none")}, False)
    assert sweep.together
    find(dialog, QPlainTextEdit, "sweepFile").setPlainText(text(dialog).replace("together = true", ""))
    assert not find(dialog, QCheckBox, "sweepTogether").isChecked()


def test_what_is_written_in_the_file_stands_in_the_form(dialog: SweepDialog, qtbot: QtBot) -> None:
    file = 'name = "mine"\n[fixed]\nnetwork = "resnet-8"\n[vary]\nlr = [0.1, 0.2]\n[[exclude]]\nlr = 0.2\n'
    find(dialog, QPlainTextEdit, "sweepFile").setPlainText(file)
    table = find(dialog, SettingsTable, "sweepSettings")
    assert table.values() == ({"network": "resnet-8"}, {"lr": (0.1, 0.2)})
    assert find(dialog, QLineEdit, "sweepName").text() == "mine"
    assert shown(dialog) == ["resnet-8, lr 0.1   –"]
    assert find(dialog, QLabel, "sweepProblem").text() == "1 left out by [[exclude]]."
    type_value(qtbot, dialog, "lr", "0.1, 0.2, 0.3")
    assert shown(dialog) == ["resnet-8, lr 0.1   –", "resnet-8, lr 0.3   –"], "what the form does not show is kept"


def test_a_mistake_is_told_and_nothing_can_be_added(dialog: SweepDialog, qtbot: QtBot) -> None:
    type_value(qtbot, dialog, "depth", "8, 9")
    assert "vary.depth: plain-9 does not exist" in find(dialog, QLabel, "sweepProblem").text()
    assert shown(dialog) == []
    add = find(dialog, QPushButton, "sweepAdd")
    assert not add.isEnabled()
    type_value(qtbot, dialog, "depth", "8, 14")
    assert add.isEnabled()
    with qtbot.waitSignal(dialog.enter_wanted) as wished:
        qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    assert parse_sweep(wished.args[0]).vary["depth"] == (8, 14)


def test_the_time_is_measured_once_nothing_more_is_typed(dialog: SweepDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.measure_wanted) as wished:
        type_value(qtbot, dialog, "depth", "8")
    assert parse_sweep(wished.args[0]).fixed["depth"] == 8
    dialog.show_measured(SweepMeasured(1, (10.0, 20.0, 0.0, 0.0, 0.0, 0.0)))
    assert find(dialog, QLabel, "sweepCount").text() == "6 runs, measuring the time…"
    assert shown(dialog)[:3] == ["plain-8, seed 0   10 s", "resnet-8, seed 0   20 s", "plain-8, seed 1   –"]
    dialog.show_measured(SweepMeasured(1, (20.0,) * 6))
    assert find(dialog, QLabel, "sweepCount").text() == "6 runs, about 2:00 min"
    dialog.show_measured(SweepMeasured(1, (0.0, 20.0, 20.0, 20.0, 20.0, 20.0), stored=frozenset({0})))
    assert find(dialog, QLabel, "sweepCount").text() == "6 runs, 1 of them stored, about 1:40 min"
    assert find(dialog, QListWidget, "sweepRuns").item(0).text().endswith("stored")
    dialog.show_measured(SweepMeasured(1, (0.0,) * 6, stored=frozenset(range(6))))
    assert find(dialog, QLabel, "sweepCount").text() == "6 runs, 6 of them stored: nothing to train"
    dialog.show_measured(SweepMeasured(1, (-1.0,) * 6, "CIFAR-10 is not downloaded."))
    assert find(dialog, QLabel, "sweepCount").text() == "6 runs, time cannot be measured"
    assert dialog.messages.text == "Not measured: CIFAR-10 is not downloaded."


def test_a_sweep_is_saved_and_opened(
    dialog: SweepDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    type_value(qtbot, dialog, "depth", "8, 14")
    saved = text(dialog)
    qtbot.mouseClick(find(dialog, QPushButton, "sweepSave"), Qt.MouseButton.LeftButton)
    assert path.read_text() == saved
    type_value(qtbot, dialog, "depth", "20")
    qtbot.mouseClick(find(dialog, QPushButton, "sweepOpen"), Qt.MouseButton.LeftButton)
    assert text(dialog) == saved
    path.write_text("name = 3\n")
    qtbot.mouseClick(find(dialog, QPushButton, "sweepOpen"), Qt.MouseButton.LeftButton)
    assert "mine.toml, line 1, name: missing or not a text" in dialog.messages.text
    assert text(dialog) == saved


def test_the_form_has_every_setting_of_a_sweep_but_those_of_folders_and_interventions(
    dialog: SweepDialog, qtbot: QtBot
) -> None:
    assert set(KEYS) - set(SHOWN) == {"at", "train_folder", "test_folder", "without_folder"}
    type_value(qtbot, dialog, "activation", "relu, leaky-relu:0.2")
    type_value(qtbot, dialog, "clip", "1")
    found = parse_sweep(text(dialog))
    assert found.vary["activation"] == ("relu", "leaky-relu:0.2")
    assert found.fixed["clip"] == 1
    assert find(dialog, QLabel, "sweepCount").text().startswith("72 runs")


def test_where_runs_are_trained_is_chosen(dialog: SweepDialog, qtbot: QtBot) -> None:
    add, place = find(dialog, QPushButton, "sweepAdd"), find(dialog, QComboBox, "sweepPlace")
    address = find(dialog, QLineEdit, "sweepAddress")

    def wished() -> list[object]:
        with qtbot.waitSignal(dialog.enter_wanted) as signal:
            qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
        return signal.args

    assert place.currentText() == "This machine"
    assert not address.isEnabled()
    assert wished() == [text(dialog), ""]
    qtbot.keyClick(place, Qt.Key.Key_Down)
    assert wished() == [text(dialog), "ray"]
    qtbot.keyClick(place, Qt.Key.Key_Down)
    assert not add.isEnabled()
    assert add.toolTip().startswith("Type the address of the cluster")
    qtbot.keyClicks(address, "10.0.0.1:6379")
    assert wished() == [text(dialog), "ray:10.0.0.1:6379"]
    qtbot.mouseClick(find(dialog, QCheckBox, "sweepTogether"), Qt.MouseButton.LeftButton)
    assert add.toolTip().startswith("Seeds together are trained on this machine alone.")
    assert lacking(dialog) == []


def test_without_ray_clusters_cannot_be_chosen_and_it_is_said_what_to_type(dialog: SweepDialog, qtbot: QtBot) -> None:
    place = find(dialog, QComboBox, "sweepPlace")
    qtbot.keyClick(place, Qt.Key.Key_Down)
    assert place.currentText() == "Ray on this machine"
    dialog.set_cluster("Install it with: pip install ray")
    assert place.currentText() == "This machine"
    qtbot.keyClick(place, Qt.Key.Key_Down)
    assert place.currentText() == "This machine"
    assert place.toolTip().endswith("Install it with: pip install ray")
    dialog.set_cluster("")
    qtbot.keyClick(place, Qt.Key.Key_Down)
    assert place.currentText() == "Ray on this machine"
