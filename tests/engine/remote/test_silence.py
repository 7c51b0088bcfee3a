"""A served engine that hangs as a whole: the window is told, also one that comes later."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from explorer.engine.events import Event
from explorer.engine.remote.address import Address
from explorer.engine.remote.keyfile import made_key
from explorer.engine.remote.link import RemoteLink
from explorer.engine.remote.served import EngineServer


class Hanging(QObject):
    """What the server needs of a worker."""

    arrived = Signal()
    silent = Signal(bool)
    gave_up = Signal(str)

    def take(self) -> list[Event]:
        """Nothing is said."""
        return []


@contextmanager
def connected(address: Address) -> Iterator[RemoteLink]:
    link = RemoteLink(address)
    yield link
    link.close()


def hear(link: RemoteLink, silent: bool) -> None:
    while link.silent != silent:
        link.wait()
        assert link.receive() == []


def test_a_window_hears_that_a_served_engine_hangs(tmp_path: Path, qapp: QCoreApplication) -> None:
    key_file, key = made_key(tmp_path / "key")
    worker = Hanging()
    server = EngineServer(worker, tmp_path, key, 0, lambda line: None)
    serving = threading.Thread(target=server.run)
    serving.start()
    address = Address("localhost", server.port, key_file)
    with connected(address) as link:
        while link.welcome is None:
            link.wait()
        worker.silent.emit(True)
        hear(link, True)
    with connected(address) as link:
        hear(link, True)
        worker.silent.emit(False)
        hear(link, False)
    server.close()
    serving.join()
