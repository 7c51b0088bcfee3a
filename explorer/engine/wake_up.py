"""A call that wakes a thread which waits for pipes."""

from __future__ import annotations

import threading
from multiprocessing import Pipe


class WakeUp:
    """Wait for `reader` with `multiprocessing.connection.wait`, then `hear`. Any thread may `call`, which never blocks:
    one byte waits at most."""

    def __init__(self) -> None:
        self.reader, self._writer = Pipe(duplex=False)
        self._called = False
        self._lock = threading.Lock()

    def call(self) -> None:
        """Wake the thread, now or when it waits next."""
        with self._lock:
            if not self._called:
                self._called = True
                self._writer.send_bytes(b"!")

    def hear(self) -> None:
        """Take the call, or wait for one."""
        self.reader.recv_bytes()
        with self._lock:
            self._called = False
