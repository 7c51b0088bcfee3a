"""One root logger, levels by name, a rotating file, and no traceback on the terminal."""

from __future__ import annotations

import io
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from explorer import log, paths


def test_every_logger_is_under_the_root() -> None:
    assert log.get("explorer.runs.store").name == "explorer.runs.store"
    assert log.get("elsewhere").name == "explorer.elsewhere"
    assert log.get("explorer") is logging.getLogger("explorer")


def test_configuring_twice_writes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(log.LEVEL_VARIABLE, "debug")
    log.configure()
    log.configure()
    root = logging.getLogger(log.ROOT)
    assert root.level == logging.DEBUG
    assert len(root.handlers) == 2, "the terminal and the file"


def test_a_level_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="'LOUD'; allowed: DEBUG, INFO"):
        log.configure("loud")


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Logging to a file of the test's own, which does not exist yet."""
    monkeypatch.setenv(paths.LOGS_DIR_VARIABLE, str(tmp_path / "logs"))
    log.configure(name="test")
    return tmp_path / "logs" / "test.log"


def fail() -> None:
    try:
        raise RuntimeError("the cable is loose")
    except RuntimeError:
        log.get("anywhere").exception("it does not work")


@pytest.mark.logs
def test_the_traceback_is_in_the_file_and_one_line_on_the_terminal(configured: Path) -> None:
    assert log.file() == configured
    assert not configured.exists()
    (terminal,) = [h for h in logging.getLogger(log.ROOT).handlers if type(h) is logging.StreamHandler]
    terminal.setStream(io.StringIO())
    fail()
    written = configured.read_text()
    assert "RuntimeError: the cable is loose" in written
    assert "Traceback" in written
    (line,) = terminal.stream.getvalue().splitlines()
    assert line.endswith("ERROR explorer.anywhere: it does not work")


@pytest.mark.logs
def test_the_same_failure_is_written_once_within_seconds(configured: Path) -> None:
    for _ in range(50):
        fail()
    assert configured.read_text().count("Traceback") == 1


@pytest.mark.logs
def test_the_file_rotates(configured: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (handler,) = [h for h in logging.getLogger(log.ROOT).handlers if isinstance(h, RotatingFileHandler)]
    assert (handler.maxBytes, handler.backupCount) == (log.FILE_BYTES, log.OLD_FILES)
    monkeypatch.setattr(handler, "maxBytes", 200)
    for number in range(40):
        log.get("anywhere").info("line %d", number)
    assert len(list(configured.parent.iterdir())) == 1 + log.OLD_FILES


def test_a_folder_that_cannot_be_made_is_no_reason_to_stop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(paths.LOGS_DIR_VARIABLE, str(tmp_path / "file"))
    log.configure()
    assert log.file() is None
