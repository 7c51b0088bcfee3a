"""What `serve` refuses before it listens, and what it says to type."""

from __future__ import annotations

import os
import signal
import socket
from errno import EADDRINUSE
from pathlib import Path

import pytest
from typer.testing import CliRunner

from explorer.cli import app
from explorer.commands import serve
from explorer.engine.remote.served import EngineServer
from explorer.engine.worker import TrainingWorker


def test_a_runs_folder_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = CliRunner().invoke(app, ["serve", "--port", "0", "--runs-dir", str(tmp_path / "file")])
    assert told.exit_code == 2
    assert f"The runs folder {tmp_path / 'file'} cannot be used" in told.stderr


def test_a_port_in_use_is_refused_in_one_sentence(runs_dir: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        key = ["--key-file", str(tmp_path / "key"), "--runs-dir", str(runs_dir)]
        told = CliRunner().invoke(app, ["serve", "--port", str(port), *key])
    assert told.exit_code == 2
    why = os.strerror(EADDRINUSE)
    assert told.stderr == f"residual-explorer: Port {port} cannot be used: {why}. Choose another with --port.\n"


def test_a_key_file_is_told_with_its_whole_path(
    runs_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(EngineServer, "run", lambda _self: None)
    for name in ("start", "finish", "wait"):
        monkeypatch.setattr(TrainingWorker, name, lambda _self: None)
    told = CliRunner().invoke(app, ["serve", "--port", "0", "--key-file", "my.key", "--runs-dir", str(runs_dir)])
    assert told.exit_code == 0, told.output
    assert f"scp MACHINE:{tmp_path / 'my.key'} ." in told.stdout


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows has no such signal")
@pytest.mark.parametrize(("handler", "ends"), [(signal.SIG_DFL, True), (signal.SIG_IGN, False)])
def test_the_end_of_its_session_saves_and_ends_it_unless_nohup_has_it_go_on(
    handler: signal.Handlers, ends: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signal, "getsignal", lambda _number: handler)
    assert (signal.SIGHUP in serve._endings()) == ends


def test_it_goes_on_where_nobody_reads_what_it_says_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_line: str) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("typer.echo", broken)
    serve._say("The window disconnected.")
