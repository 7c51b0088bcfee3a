"""The composition root: which store the window gets, and what it never imports."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from explorer import app
from explorer.desk.settings import Settings
from explorer.runs.database import FILE_NAME

Case = tuple[Callable[[Path], Path], str]
SPARE = "Until then runs are kept in"


def test_the_window_opens_without_torch_and_networkx():
    code = (
        "import sys, explorer.app, explorer.commands.scenes;"
        "print([m for m in sys.modules if m.startswith(('torch', 'networkx'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_application_has_a_name_for_its_settings(qapp):
    made = app.application()
    assert made is QApplication.instance()
    assert made.applicationName() == "Residual Explorer"


def test_a_usable_folder_is_used_without_a_word(runs_dir):
    store, folder, warning = app.open_store(runs_dir)
    store.close()
    assert (folder, warning) == (runs_dir, "")


def damaged(folder: Path) -> Path:
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(bytes(range(256)) * 64)
    return folder


def in_the_way(folder: Path) -> Path:
    folder.write_text("a file where the folder should be")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of the test's own."""
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.mark.parametrize("case", [(damaged, "damaged"), (in_the_way, "cannot be used")], ids=["damaged", "in the way"])
def test_a_store_that_cannot_be_opened_is_told_and_the_window_works_in_a_spare_folder(
    qtbot: QtBot, runs_dir: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, case: Case
):
    spoil, told = case
    folders = []
    monkeypatch.setattr("explorer.app.TrainingWorker.start", lambda worker: folders.append(worker._runs_dir))
    window = app.make_window(spoil(runs_dir), settings)
    qtbot.addWidget(window)
    window.show()
    text = window.messages.findChild(QLabel, "messageText")
    assert text.isVisible()
    assert told in text.text()
    assert SPARE in text.text()
    assert folders == [window.store.folder], "the engine writes where the window reads"
    assert window.store.folder != runs_dir
    assert window.store.rows() == []
    window.close()
    QApplication.instance().setStyleSheet("")
    if spoil is damaged:
        assert (runs_dir / FILE_NAME).read_bytes() == bytes(range(256)) * 64, "a damaged file is left as it is"
