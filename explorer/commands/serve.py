"""`serve`: this machine's engine for a window elsewhere."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from explorer.commands import options
from explorer.commands.failures import refuse, usage_errors
from explorer.engine.installed import INSTALL, engine_installed
from explorer.engine.remote.address import PORT

_KEY_HELP = "File of the key that the window needs too; made where it is missing.  [default: in the user's data folder]"


def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port on loopback; 0: any that is free.")] = PORT,
    key_file: Annotated[Path | None, typer.Option(metavar="FILE", help=_KEY_HELP)] = None,
    runs_dir: options.RunsDir = None,
) -> None:
    """Serve this machine's engine to a window on another one, through an SSH tunnel.

    It listens on loopback only, and takes one window at a time, which proves that it has the key. What trains goes on
    while no window is connected.
    """
    if not engine_installed():
        raise refuse(f"There is no engine on this machine to serve. Type: {INSTALL}")
    from PySide6.QtCore import QCoreApplication

    from explorer.engine.remote.keyfile import KeyFileError, made_key
    from explorer.engine.remote.served import EngineServer
    from explorer.engine.worker import TrainingWorker

    folder = _usable(options.folder_of(context, runs_dir))
    try:
        path, key = made_key(key_file and key_file.absolute())
    except KeyFileError as error:
        raise refuse(str(error)) from error
    application = QCoreApplication.instance() or QCoreApplication([])
    worker = TrainingWorker(folder)
    try:
        server = EngineServer(worker, folder, key, port, _say)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else error
        raise refuse(f"Port {port} cannot be used: {why}. Choose another with --port.") from error
    for ending in _endings():
        signal.signal(ending, lambda *_: server.close())
    worker.start()
    _say_how_to_connect(server.port, folder, path)
    server.run()
    _say("Saving…")
    worker.finish()
    worker.wait()
    del application


def _usable(folder: Path) -> Path:
    """A runs folder that can be used; refused here, not once a window has asked for a run."""
    from explorer.runs.store import RunStore

    with usage_errors():
        RunStore(folder).close()
    return folder


def _say_how_to_connect(port: int, folder: Path, key_file: Path) -> None:
    _say(f"Serving the engine of this machine on localhost:{port}. Runs are stored in {folder}.")
    _say(f"On the machine of the window, copy the key file {key_file} and open a tunnel, such as:")
    _say(f"    scp MACHINE:{key_file} . && ssh -L {PORT}:localhost:{port} MACHINE")
    _say("Then choose Train, Connect to an engine… there. Ctrl-C here saves the runs that train and ends.")


def _endings() -> list[signal.Signals]:
    """What ends it, saved: Ctrl-C, `kill`, and the end of its terminal or SSH session, unless nohup has it go on."""
    found = [signal.SIGINT, signal.SIGTERM]
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is not None and signal.getsignal(hangup) != signal.SIG_IGN:
        found.append(hangup)
    return found


def _say(line: str) -> None:
    with suppress(OSError):  # its terminal is gone, and it goes on
        typer.echo(line)
