"""An answer of a server, read in a thread of its own: whoever waits for it can go away at any time."""

from __future__ import annotations

import queue
import threading
import urllib.request
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.client import HTTPResponse

TIMEOUT = 15.0
"""Seconds without a byte after which a server counts as silent."""
_CHUNK = 1 << 18
_LOOK_UP = 0.1
_AHEAD = 4


class Stream:
    """The bytes of `url` from `start` on. `look_up` is called ten times a second while nothing comes, and what it
    raises passes. After `close` the thread ends by itself, within TIMEOUT, and nothing waits for it.
    """

    def __init__(self, url: str, start: int, look_up: Callable[[], None]) -> None:
        headers = {"User-Agent": "residual-explorer"} | ({"Range": f"bytes={start}-"} if start else {})
        self._request = urllib.request.Request(url, headers=headers)
        self._look_up = look_up
        self._come: queue.Queue[HTTPResponse | bytes | Exception] = queue.Queue(_AHEAD)
        self._closed = threading.Event()
        threading.Thread(target=self._receive, name="receive", daemon=True).start()

    def begin(self, start: int) -> tuple[int, int]:
        """Where the server begins, `start` or 0, and the size of the whole file, 0 where it does not tell.

        Raises OSError or HTTPException where there is no answer.
        """
        answer = self._next()
        assert isinstance(answer, HTTPResponse)
        begun = start if answer.status == HTTPStatus.PARTIAL_CONTENT else 0
        length = answer.headers.get("Content-Length", "")
        return begun, begun + int(length) if length.isdecimal() else 0

    def blocks(self) -> Iterator[bytes]:
        """What comes, until the connection ends; raises as `begin` does."""
        while block := self._next():
            assert isinstance(block, bytes)
            yield block

    def close(self) -> None:
        """Have no more of it."""
        self._closed.set()

    def _next(self) -> HTTPResponse | bytes:
        while True:
            self._look_up()
            try:
                come = self._come.get(timeout=_LOOK_UP)
            except queue.Empty:
                continue
            if isinstance(come, Exception):
                raise come
            return come

    def _receive(self) -> None:
        try:
            with urllib.request.urlopen(self._request, timeout=TIMEOUT) as answer:
                self._hand_over(answer)
                block = b"begun"
                while block and not self._closed.is_set():
                    block = answer.read(_CHUNK)
                    self._hand_over(block)
        except Exception as error:  # raised again by whoever waits
            self._hand_over(error)

    def _hand_over(self, come: HTTPResponse | bytes | Exception) -> None:
        while not self._closed.is_set():
            try:
                self._come.put(come, timeout=_LOOK_UP)
            except queue.Full:
                continue
            return
