"""A server on this machine that can do, or refuse, what downloads need."""

from __future__ import annotations

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


class Server:
    """Serves `files` by name. `ranges`: goes on in the middle; `sizes`: tells how much comes.

    `limit`: bytes after which it hangs up, per answer.
    `pause_after`: bytes after which it falls silent until it is stopped, and sets `paused`. `asked` lists (path, Range
    header) of every request.
    """

    def __init__(
        self,
        files: dict[str, bytes],
        *,
        ranges: bool = True,
        sizes: bool = True,
        limit: int | None = None,
        pause_after: int | None = None,
    ) -> None:
        self.files, self.ranges, self.sizes = files, ranges, sizes
        self.limit, self.pause_after = limit, pause_after
        self.paused, self._stopped = Event(), Event()
        self.asked: list[tuple[str, str | None]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer._answer(self)

            def log_message(self, *_: object) -> None:
                pass  # stderr is for the tests

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self.url = f"http://127.0.0.1:{self._http.server_port}/"

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Close it; safe to repeat."""
        self._stopped.set()
        if self._thread.is_alive():
            self._http.shutdown()
            self._thread.join()
            self._http.server_close()

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        wanted = request.headers.get("Range")
        self.asked.append((request.path, wanted))
        content = self.files.get(request.path[1:])
        if content is None:
            request.send_error(404)
            return
        start = int(re.fullmatch(r"bytes=(\d+)-", wanted)[1]) if wanted and self.ranges else 0
        if start and start >= len(content):
            request.send_error(416)
            return
        request.send_response(206 if start else 200)
        if self.sizes:
            request.send_header("Content-Length", str(len(content) - start))
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        request.end_headers()
        end = len(content) if self.limit is None else start + self.limit
        pause = end if self.pause_after is None else self.pause_after
        request.wfile.write(content[start:pause])
        if pause < end:
            self.paused.set()
            self._stopped.wait()
            request.close_connection = True
        else:
            request.wfile.write(content[pause:end])
