"""Runs out of the window and into it, through the dialogs that a user sees."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFileDialog, QPushButton, QWidget

from explorer.desk.background import AtOnce
from explorer.exports import format_registry
from explorer.exports.archive import Archive
from explorer.exports.format_registry import FORMATS
from explorer.gui.exports.existing_dialog import ExistingDialog
from explorer.gui.exports.export_dialog import ExportDialog
from explorer.gui.exports.file_drops import FileDrops
from explorer.gui.exports.handing_on import HandingOn
from explorer.gui.widgets.message_bar import MessageBar
from tests.exports.conftest import RUNS, elsewhere, filled  # noqa: F401
from tests.gui.access import lacking


@pytest.fixture
def window(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.bar = MessageBar(widget)
    widget.show()
    return widget


@pytest.fixture
def out(window, filled):  # noqa: F811
    return HandingOn(filled, window.bar, window, AtOnce())


@pytest.fixture
def into(window, elsewhere):  # noqa: F811
    return HandingOn(elsewhere, window.bar, window, AtOnce())


@pytest.fixture
def saved(monkeypatch, tmp_path):
    """Answers the next question for a file by a name in a folder."""

    def answer(name: str) -> Path:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / name), ""))
        return tmp_path / name

    return answer


def dialog(window, kind):
    return window.findChildren(kind)[-1]


def press(home, name):
    home.findChild(QPushButton, name).click()
    QApplication.processEvents()


@pytest.mark.parametrize("form", tuple(FORMATS), ids=FORMATS.names())
def test_every_format_is_offered_and_written(window, out, saved, form):
    path = saved(f"x{form.suffix}")
    out.export(out._store.rows(), "both")
    asked = dialog(window, ExportDialog)
    box = asked.findChild(QComboBox, "exportFormat")
    box.setCurrentIndex(box.findData(form.name))
    assert form.about in asked.about.text()
    assert asked.findChild(QCheckBox, "exportWeights").isEnabled() == form.weights
    assert asked.findChild(QCheckBox, "exportLayers").isEnabled() != form.whole
    press(asked, "exportSave")
    assert path.exists()
    assert str(path) in window.bar.text


def test_the_boxes_say_what_is_in_it(window, out, saved):
    for boxes in (True, False):
        path = saved(f"{boxes}.rexp")
        out.export(out._store.rows())
        asked = dialog(window, ExportDialog)
        asked.findChild(QCheckBox, "exportWeights").setChecked(boxes)
        press(asked, "exportSave")
        with Archive(path) as archive:
            assert ("weights/second.safetensors" in archive._parts) == boxes
    path = saved("x.csv")
    out.export(out._store.rows())
    asked = dialog(window, ExportDialog)
    asked.form.setCurrentIndex(asked.form.findData("csv"))
    asked.findChild(QCheckBox, "exportLayers").setChecked(False)
    press(asked, "exportSave")
    assert "gradient-rms" not in path.read_text()
    out.export(out._store.rows())
    assert dialog(window, ExportDialog).chosen.name == "csv", "the last format is offered first"


def test_a_file_without_an_ending_gets_the_formats(window, out, saved, tmp_path):
    saved("x.y")
    out.export(out._store.rows())
    press(dialog(window, ExportDialog), "exportSave")
    assert (tmp_path / "x.rexp").exists()


def test_a_package_that_is_missing_is_said(window, out, monkeypatch):
    monkeypatch.setattr(format_registry, "find_spec", lambda _name: None)
    out.export(out._store.rows())
    asked = dialog(window, ExportDialog)
    asked.form.setCurrentIndex(asked.form.findData("parquet"))
    assert "pyarrow, which is not installed" in asked.about.text()
    assert not asked.save.isEnabled()


def test_what_cannot_be_written_is_said(window, out, saved):
    saved("missing/x.rexp")
    out.export(out._store.rows())
    press(dialog(window, ExportDialog), "exportSave")
    assert "cannot be written" in window.bar.text


def test_runs_come_into_another_window(window, out, into, saved, qtbot):
    path = saved("x.rexp")
    out.export(out._store.rows())
    press(dialog(window, ExportDialog), "exportSave")
    with qtbot.waitSignal(into.entered):
        into.take_in(path)
    assert window.bar.text == "Imported 2 runs."
    assert {row.id for row in into._store.rows()} == set(RUNS)
    names = [row.name for row in out._store.rows()]
    for name, said, count in (("skip", "skipped 2", 2), ("replace", "Imported 2", 2), ("copy", "Imported 2", 4)):
        into.take_in(path)
        asked = dialog(window, ExistingDialog)
        assert asked.said.text() == "2 of the 2 runs are stored already: " + ", ".join(names) + "."
        press(asked, f"existing_{name}")
        assert said in window.bar.text
        assert len(into._store.rows()) == count


def test_no_answer_imports_nothing(window, out, saved):
    path = saved("x.rexp")
    out.export(out._store.rows())
    press(dialog(window, ExportDialog), "exportSave")
    out.take_in(path)
    press(dialog(window, ExistingDialog), "existing_cancel")
    assert len(out._store.rows()) == 2
    assert "Saved" in window.bar.text


def test_a_file_is_asked_for_and_another_is_refused(window, into, monkeypatch, tmp_path):
    (tmp_path / "x.rexp").write_bytes(b"no archive")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "x.rexp"), ""))
    into.ask_for_archive()
    assert "no archive of runs" in window.bar.text
    assert into._store.rows() == []


def test_the_command_line_of_a_run_is_copied(window, out):
    row = next(row for row in out._store.rows() if row.id == "second")
    out.copy_command_line(row)
    line = QApplication.clipboard().text()
    assert line.startswith("residual-explorer train resnet-56 --norm=none --seed=1 ")
    assert line in window.bar.text


def test_archives_are_dropped_on_the_window(window, qtbot, tmp_path):
    drops = FileDrops(window)
    paths = []
    drops.take(".rexp", paths.append)
    for name, taken in (("a.rexp", True), ("b.txt", False), ("c.REXP", True)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        state = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter, drop = QDragEnterEvent(QPointF(5, 5).toPoint(), *state), QDropEvent(QPointF(5, 5), *state)
        enter.setAccepted(False)
        for event in (enter, drop):
            QApplication.sendEvent(window, event)
        assert enter.isAccepted() == taken
    assert [path.name for path in paths] == ["a.rexp", "c.REXP"]


def test_every_control_says_what_it_is(window, out, qtbot):
    for asked in (ExportDialog(2), ExistingDialog(["first"], 2)):
        qtbot.addWidget(asked)
        assert lacking(asked) == []
