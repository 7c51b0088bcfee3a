"""A served engine in a process of its own, and a connection that can be cut."""

from __future__ import annotations

import re
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from explorer.engine.remote.address import Address
from tests.warm import Command


class Served:
    """`residual-explorer serve` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.runs_dir, self.key_file = folder / "there", folder / "there.key"
        arguments = ("--port", "0", "--key-file", self.key_file, "--runs-dir", self.runs_dir)
        self._command = Command("serve", *arguments)
        first = self._command.stdout.readline()
        found = re.search(r"localhost:(\d+)", first)
        assert found, first + self._command.stderr.read()
        self.address = Address("localhost", int(found[1]), self.key_file)
        self.said: list[str] = []
        self._listening = threading.Thread(target=lambda: self.said.extend(self._command.stdout), daemon=True)
        self._listening.start()

    def close(self) -> None:
        """End it as Ctrl-C does."""
        self._command.send_signal(signal.SIGINT)
        self._listening.join()
        errors = self._command.stderr.read()
        self._command.__exit__()
        assert self._command.returncode == 0, errors


class Cutter:
    """A way to a port. `cut` cuts the connection with the next byte on its way back, in the midst of a message."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.cuts = 0
        self._armed = False
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self._armed = True

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
                self._open += [near, far]
                threading.Thread(target=self._pass, args=(near, far, False), daemon=True).start()
                threading.Thread(target=self._pass, args=(far, near, True), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, back: bool) -> None:
        with suppress(OSError):
            while data := source.recv(4000):
                if back and self._armed:
                    sink.sendall(data[:1])
                    self._armed = False
                    self.cuts += 1
                    break
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        for end in (self._listener, *self._open):
            end.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("served"))
    yield served
    served.close()
