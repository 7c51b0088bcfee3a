"""Files from the network: resumed where they stopped, checked by MD5, in place whole or not at all."""

from __future__ import annotations

import hashlib
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from threading import Event
from urllib.error import HTTPError

from explorer.datasets.errors import DataError, FetchCancelledError

TIMEOUT = 15.0
"""Seconds without a byte after which a server counts as silent; a cancelled download ends within them."""
_ATTEMPTS = 5
_CHUNK = 1 << 18

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class RemoteFile:
    """A file of `bytes` bytes, its MD5 and where it is; `urls` are tried in turn."""

    name: str
    urls: tuple[str, ...]
    md5: str
    bytes: int


@dataclass(frozen=True)
class Download:
    """The files of a dataset."""

    files: tuple[RemoteFile, ...]

    @property
    def bytes(self) -> int:
        """What fetching everything transfers."""
        return sum(file.bytes for file in self.files)

    def present(self, folder: Path) -> bool:
        """Whether all files are in `folder` with their full size. That they are sound is seen when they are read."""
        return all(_size(folder / file.name) == file.bytes for file in self.files)

    def fetch(self, folder: Path, progress: Progress, cancelled: Event) -> None:
        """Bring every file into `folder`; `progress` hears bytes done and bytes in all.

        Raises FetchCancelledError once `cancelled` is set, DataError where a file cannot be had or has a wrong MD5.
        What has come stays in a ".part" file, from which the next call goes on.
        """
        folder.mkdir(parents=True, exist_ok=True)
        before = 0

        def tell(done: int) -> None:
            progress(before + done, self.bytes)

        for file in self.files:
            _fetch(file, folder, tell, cancelled)
            before += file.bytes
            progress(before, self.bytes)


def check(path: Path, file: RemoteFile) -> None:
    """Read `path` through; where its MD5 is not that of `file` it is removed, and DataError raised."""
    with path.open("rb") as stream:
        found = hashlib.file_digest(stream, "md5").hexdigest()
    if found != file.md5:
        path.unlink()
        raise DataError(
            f"{file.name} is damaged or has changed: its MD5 is {found}, and {file.md5} was expected. "
            "It was removed; fetch it again."
        )


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1


def _fetch(file: RemoteFile, folder: Path, progress: Callable[[int], None], cancelled: Event) -> None:
    target, part = folder / file.name, folder / f"{file.name}.part"
    if _size(target) == file.bytes:
        check(target, file)
        return
    trouble: list[str] = []
    for attempt in range(_ATTEMPTS):
        if _size(part) == file.bytes:
            break
        url = file.urls[attempt % len(file.urls)]
        before = _size(part)
        try:
            _receive(url, part, file.bytes, progress, cancelled)
            if _size(part) != file.bytes:
                trouble.append(f"{url}: the connection ended at byte {_size(part):,} of {file.bytes:,}")
        except (OSError, HTTPException) as error:  # URLError and timeouts are OSErrors
            trouble.append(f"{url}: {_reason(error)}")
            if isinstance(error, HTTPError) and error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                part.unlink(missing_ok=True)
        if _size(part) == before and attempt + 1 >= len(file.urls):
            break  # nothing new from any server: trying on would only repeat it
    if _size(part) != file.bytes:
        raise DataError(f"{file.name} could not be fetched. {trouble[-1] if trouble else ''}.")
    check(part, file)
    part.replace(target)


def _receive(url: str, part: Path, size: int, progress: Callable[[int], None], cancelled: Event) -> None:
    """Append to `part` what is missing, or begin it anew where the server cannot go on in the middle."""
    start = max(_size(part), 0)
    if start > size:
        start = 0
    headers = {"User-Agent": "residual-explorer"} | ({"Range": f"bytes={start}-"} if start else {})
    request = urllib.request.Request(url, headers=headers)
    _stop_if(cancelled)
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
        resumed = answer.status == HTTPStatus.PARTIAL_CONTENT
        done = start if resumed else 0
        with part.open("ab" if resumed else "wb") as out:
            while block := answer.read(_CHUNK):
                out.write(block)
                done += len(block)
                if done > size:
                    raise OSError(f"more than the {size:,} bytes expected came")
                progress(done)
                _stop_if(cancelled)


def _stop_if(cancelled: Event) -> None:
    if cancelled.is_set():
        raise FetchCancelledError(
            "The download was cancelled; what has come is kept, and fetching again goes on there."
        )


def _reason(error: Exception) -> str:
    if isinstance(error, HTTPError):
        error.close()
        return f"the server answered {error.code} {error.reason}"
    reason = getattr(error, "reason", None) or error
    return str(reason) or type(error).__name__
