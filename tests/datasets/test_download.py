"""Downloads against a server on this machine: resumed, canceled, damaged, refused."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import numpy as np
import pytest

from explorer.datasets import download, http_stream
from explorer.datasets.data_errors import DataError, FetchCanceledError
from explorer.datasets.download import Download, RemoteFile
from tests.datasets.serving import Server
from tests.datasets.tiny import md5

CONTENT = np.random.default_rng(0).bytes(1_500_000)
OTHER = b"small" * 10


def _remote(*urls: str, content: bytes = CONTENT, name: str = "big.bin") -> RemoteFile:
    return RemoteFile(name, tuple(url + name for url in urls), md5(content), len(content))


def _quiet(done: int, total: int) -> None:
    pass


def _fetch(file: RemoteFile, folder: Path, progress: download.Progress = _quiet) -> None:
    Download((file,)).fetch(folder, progress, Event())


def test_all_files_come_and_progress_counts_them_together(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with Server({"big.bin": CONTENT, "other": OTHER}) as server:
        both = Download((_remote(server.url), _remote(server.url, content=OTHER, name="other")))
        assert not both.present(tmp_path)
        both.fetch(tmp_path, lambda *now: told.append(now), Event())
    assert (tmp_path / "big.bin").read_bytes() == CONTENT
    assert (tmp_path / "other").read_bytes() == OTHER
    assert {path.name for path in tmp_path.iterdir()} == {"big.bin", "other"}
    assert both.present(tmp_path)
    assert told == sorted(told)
    assert told[-1] == (both.bytes, both.bytes) == (len(CONTENT) + len(OTHER),) * 2
    assert len(told) > 5


def test_a_canceled_download_goes_on_where_it_stopped(tmp_path: Path) -> None:
    canceled = Event()

    def stop_early(done: int, total: int) -> None:
        if done > 300_000:
            canceled.set()

    with Server({"big.bin": CONTENT}) as server:
        with pytest.raises(FetchCanceledError, match="The partial download is kept"):
            Download((_remote(server.url),)).fetch(tmp_path, stop_early, canceled)
        kept = (tmp_path / "big.bin.part").stat().st_size
        assert 300_000 < kept < len(CONTENT)
        assert not (tmp_path / "big.bin").exists()
        told: list[int] = []
        _fetch(_remote(server.url), tmp_path, lambda done, total: told.append(done))
    assert server.asked[1:] == [("/big.bin", f"bytes={kept}-")]
    assert told[0] > kept
    assert (tmp_path / "big.bin").read_bytes() == CONTENT
    assert not (tmp_path / "big.bin.part").exists()


def test_nothing_is_asked_for_once_canceled(tmp_path: Path) -> None:
    canceled = Event()
    canceled.set()
    with Server({"big.bin": CONTENT}) as server, pytest.raises(FetchCanceledError):
        Download((_remote(server.url),)).fetch(tmp_path, _quiet, canceled)
    assert server.asked == []


def test_connections_that_break_are_taken_up_again(tmp_path: Path) -> None:
    with Server({"big.bin": CONTENT}, limit=600_000) as server:
        _fetch(_remote(server.url), tmp_path)
    assert [wanted for _, wanted in server.asked] == [None, "bytes=600000-", "bytes=1200000-"]
    assert (tmp_path / "big.bin").read_bytes() == CONTENT


def test_a_server_that_cannot_go_on_in_the_middle_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "big.bin.part").write_bytes(b"?" * 1000)
    with Server({"big.bin": CONTENT}, ranges=False) as server:
        _fetch(_remote(server.url), tmp_path)
    assert (tmp_path / "big.bin").read_bytes() == CONTENT


def test_a_wrong_checksum_removes_the_file_and_fetching_again_heals(tmp_path: Path) -> None:
    (tmp_path / "big.bin.part").write_bytes(b"?" * 1000)
    with Server({"big.bin": CONTENT}) as server:
        with pytest.raises(
            DataError, match=rf"big.bin is damaged .* and {md5(CONTENT)} was expected. It was renamed to"
        ):
            _fetch(_remote(server.url), tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["big.bin.wrong"]
        _fetch(_remote(server.url), tmp_path)
    assert (tmp_path / "big.bin").read_bytes() == CONTENT


def test_a_part_that_is_too_long_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "big.bin.part").write_bytes(b"?" * (len(CONTENT) + 1))
    with Server({"big.bin": CONTENT}) as server:
        _fetch(_remote(server.url), tmp_path)
    assert [wanted for _, wanted in server.asked] == ["bytes=1500001-", None]
    assert (tmp_path / "big.bin").read_bytes() == CONTENT


def test_a_range_that_the_server_does_not_have_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "big.bin.part").write_bytes(CONTENT[:1000])
    with Server({"big.bin": CONTENT[:900]}) as server, pytest.raises(DataError, match="is damaged"):
        _fetch(_remote(server.url), tmp_path)
    assert [wanted for _, wanted in server.asked] == ["bytes=1000-", None]


def test_a_part_that_is_whole_already_is_taken(tmp_path: Path) -> None:
    (tmp_path / "big.bin.part").write_bytes(CONTENT)
    with Server({"big.bin": CONTENT}) as server:
        _fetch(_remote(server.url), tmp_path)
    assert len(server.asked) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["big.bin"]


def test_a_server_without_an_end_is_stopped(tmp_path: Path) -> None:
    small = RemoteFile("big.bin", (), md5(OTHER), len(OTHER))
    with Server({"big.bin": CONTENT}, sizes=False) as server:
        with pytest.raises(DataError, match="the server does not report the size, and"):
            _fetch(replace(small, urls=(f"{server.url}big.bin",)), tmp_path)
        _fetch(_remote(server.url), tmp_path / "again")
    assert not (tmp_path / "big.bin").exists()
    assert (tmp_path / "again" / "big.bin").read_bytes() == CONTENT


def test_a_server_that_announces_a_false_size_is_left_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "_LARGE", 1000)
    small = RemoteFile("big.bin", (), md5(OTHER), len(OTHER))
    with Server({"big.bin": CONTENT}) as server, pytest.raises(DataError, match=r"announces 1,500,000 bytes; allowed"):
        _fetch(replace(small, urls=(f"{server.url}big.bin",)), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_room_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=100_001_000))
    with Server({"big.bin": CONTENT}) as server, pytest.raises(DataError, match=r"disk of .* has 100,001,000 free"):
        _fetch(_remote(server.url), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_canceling_does_not_wait_for_a_silent_server(tmp_path: Path) -> None:
    canceled, came = Event(), Event()
    with Server({"big.bin": CONTENT}, pause_after=700_000) as server, ThreadPoolExecutor(1) as pool:
        going = pool.submit(Download((_remote(server.url),)).fetch, tmp_path, lambda *_: came.set(), canceled)
        assert server.paused.wait(30)
        assert came.wait(30)
        canceled.set()
        with pytest.raises(FetchCanceledError):
            going.result(http_stream.TIMEOUT / 2)  # a hang would last all of it
    assert (tmp_path / "big.bin.part").exists()


def test_a_missing_file_is_told_and_asked_for_once(tmp_path: Path) -> None:
    with Server({}) as server, pytest.raises(DataError, match="the server answered 404 Not Found"):
        _fetch(_remote(server.url), tmp_path)
    assert len(server.asked) == 1


def test_the_second_address_is_tried(tmp_path: Path) -> None:
    with Server({}) as first, Server({"big.bin": CONTENT}) as second:
        _fetch(_remote(first.url, second.url), tmp_path)
    assert (tmp_path / "big.bin").read_bytes() == CONTENT


def test_a_file_that_is_there_is_checked_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "big.bin").write_bytes(CONTENT)
    _fetch(_remote("http://127.0.0.1:9/"), tmp_path)
    (tmp_path / "big.bin").write_bytes(b"?" * len(CONTENT))
    with pytest.raises(DataError, match="is damaged"):
        _fetch(_remote("http://127.0.0.1:9/"), tmp_path)
    assert not (tmp_path / "big.bin").exists()


def test_a_silent_server_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr(http_stream, "TIMEOUT", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(DataError, match="timed out"):
            _fetch(_remote(url), tmp_path)
