"""Files from the network: resumed where they stopped, checked by MD5, in place whole or not at all."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from threading import Event
from urllib.error import HTTPError

from explorer.datasets.data_errors import DataError, FetchCanceledError
from explorer.datasets.http_stream import Stream

_ATTEMPTS = 5
_ABSURD = 4
_LARGE = 1_000_000_000
"""Bytes that a file may always have: its size is known about, not exactly."""
_RESERVE = 100_000_000
"""Bytes that a download leaves free on the disk."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class RemoteFile:
    """A file, its MD5 and where it is; `urls` are tried in turn. `bytes` is about its size: it is shown to people
    before the server has told the true one; only a size out of all proportion is refused by it."""

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
        """About what fetching everything transfers."""
        return sum(file.bytes for file in self.files)

    @property
    def key(self) -> str:
        """Changes with the contents of the files."""
        return hashlib.sha256(" ".join(file.md5 for file in self.files).encode()).hexdigest()[:16]

    def present(self, folder: Path) -> bool:
        """Whether all files are in `folder`. What was fetched there is checked; what a user put there is when read."""
        return all((folder / file.name).is_file() for file in self.files)

    def fetch(self, folder: Path, progress: Progress, canceled: Event) -> None:
        """Bring every file into `folder`; `progress` hears bytes done and bytes in all, as far as servers told.

        Raises FetchCanceledError once `canceled` is set, DataError where a file cannot be had or has a wrong MD5.
        What has come stays in a ".part" file, from which the next call goes on.
        """
        folder.mkdir(parents=True, exist_ok=True)
        before, after = 0, self.bytes
        for file in self.files:
            after -= file.bytes

            def tell(done: int, whole: int, before: int = before, after: int = after) -> None:
                progress(before + done, before + whole + after)

            _fetch(file, folder, tell, canceled)
            before += _size(folder / file.name)
            progress(before, before + after)


def check(path: Path, file: RemoteFile) -> None:
    """Read `path` through; where its MD5 is not that of `file` it is renamed to …".wrong", and DataError raised."""
    found = _md5(path)
    if found != file.md5:
        aside = path.with_name(f"{file.name}.wrong")
        path.replace(aside)
        raise DataError(
            f"{file.name} is damaged or has changed. Its MD5 is {found}, and {file.md5} was expected. It was "
            f"renamed to {aside}. Download it again, or put the correct file in its place."
        )


def _md5(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "md5").hexdigest()


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _fetch(file: RemoteFile, folder: Path, progress: Progress, canceled: Event) -> None:
    target, part = folder / file.name, folder / f"{file.name}.part"
    if target.is_file():
        check(target, file)
        return
    trouble = ""
    for attempt in range(_ATTEMPTS):
        url = file.urls[attempt % len(file.urls)]
        before = _size(part)
        try:
            missing = _receive(url, part, file, progress, canceled)
            if not missing:
                break
            trouble = f"{url}: the connection ended {missing:,} bytes early"
        except (OSError, HTTPException) as error:  # URLError and timeouts are OSErrors
            trouble = f"{url}: {_reason(error)}"
            if isinstance(error, HTTPError) and error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                if part.is_file() and _md5(part) == file.md5:  # it was complete, and the program ended then
                    break
                part.unlink(missing_ok=True)
                continue
        if _size(part) == before and attempt + 1 >= len(file.urls):
            raise DataError(f"{file.name} could not be downloaded. {trouble}.")  # trying on would only repeat it
    else:
        raise DataError(f"{file.name} could not be downloaded. {trouble}.")
    check(part, file)
    part.replace(target)


def _receive(url: str, part: Path, file: RemoteFile, progress: Progress, canceled: Event) -> int:
    """Append to `part` what is missing, or begin it anew where the server cannot go on in the middle.

    How many bytes the server announced and did not send.
    """
    kept = _size(part)
    _stop_if(canceled)
    with closing(Stream(url, kept, lambda: _stop_if(canceled))) as stream:
        done, size = stream.begin(kept)
        _check_room(part.parent, file, size - done if size else file.bytes, size)
        with part.open("ab" if done else "wb") as out:
            for block in stream.blocks():
                out.write(block)
                done += len(block)
                if not size and done > _ABSURD * file.bytes:
                    raise OSError(f"the server does not report the size, and {done:,} bytes came")
                progress(done, size or max(done, file.bytes))
    return max(0, size - done)


def _check_room(folder: Path, file: RemoteFile, missing: int, size: int) -> None:
    """Raise DataError where the server announces more than any such file has, or the disk has no room for it."""
    most = max(_ABSURD * file.bytes, _LARGE)
    if size > most:
        raise DataError(
            f"{file.name} was not downloaded: the server announces {size:,} bytes; allowed: at most {most:,}."
        )
    free = shutil.disk_usage(folder).free
    if missing > free - _RESERVE:
        raise DataError(
            f"{file.name} was not downloaded: {missing:,} bytes are missing, and the disk of {folder} has {free:,} "
            "free. Make room, or name another folder in RESIDUAL_EXPLORER_DATA."
        )


def _stop_if(canceled: Event) -> None:
    if canceled.is_set():
        raise FetchCanceledError("Download canceled. The partial download is kept; downloading again resumes it.")


def _reason(error: Exception) -> str:
    if isinstance(error, HTTPError):
        error.close()
        return f"the server answered {error.code} {error.reason}"
    reason = getattr(error, "reason", None) or error
    return str(reason) or type(error).__name__
