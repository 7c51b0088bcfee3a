"""What a served engine tells, in the window's store; and what waits for a window."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from multiprocessing import connection
from pathlib import Path
from queue import Queue
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.engine.commands import Shutdown
from explorer.engine.events import Ended, EngineDied, Paused, Progress, Started
from explorer.engine.remote import frames, line, weights
from explorer.engine.remote import link as link_module
from explorer.engine.remote.address import Address, AddressError, parse_address
from explorer.engine.remote.frames import LinkLostError
from explorer.engine.remote.handshake import meet
from explorer.engine.remote.keeping import Keeping
from explorer.engine.remote.keyfile import KeyFileError, made_key, read_key
from explorer.engine.remote.line import Line, Outgoing
from explorer.engine.remote.link import RemoteLink
from explorer.engine.remote.under_way import UnderWay
from explorer.engine.remote.weights import with_weights
from explorer.engine.remote.wire import decode
from explorer.engine.weights_part import WeightsPart
from explorer.graph.model import NetworkGraph
from explorer.runs.run_files import RunFiles
from explorer.runs.snapshot import EpochResult, Joined, Outcome, Snapshot, merged, split
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore
from tests.engine.conftest import PATIENCE

Answering = tuple[Address, Queue[socket.socket]]


def snapshot(first: int, count: int) -> Snapshot:
    """Steps whose values are their numbers."""
    steps = np.arange(first, first + count, dtype=np.float32)
    epochs = tuple(EpochResult(int(at // 5) + 1, int(at), *[float(at)] * 4) for at in steps if at % 5 == 4)
    shares = np.full(2, 0.5, np.float32) if first == 0 else None
    return Snapshot(first, steps, steps, steps, {"norm": np.stack([steps, steps], 1)}, epochs, class_shares=shares)


def assert_same(one: Snapshot, other: Snapshot) -> None:
    for field in fields(Snapshot):
        np.testing.assert_equal(getattr(one, field.name), getattr(other, field.name))


@pytest.fixture
def store(runs_dir: Path) -> Iterator[RunStore]:
    store = RunStore(runs_dir)
    yield store
    store.close()


@pytest.fixture
def begun(small_graph: NetworkGraph) -> Started:
    return Started("a", "a", RunSpec(), small_graph, 5, 100, "CPU")


@given(st.lists(st.integers(1, 7), min_size=1, max_size=12), st.integers(1, 9))
def test_snapshots_are_joined_and_split_without_loss(counts: list[int], most: int) -> None:
    joined, first = Joined(), 0
    for count in counts:
        joined.add(snapshot(first, count))
        first += count
    assert_same(joined.whole(), snapshot(0, first))
    parts = split(joined.whole(), most)
    assert all(len(part) <= most for part in parts)
    assert_same(merged(parts), snapshot(0, first))


def test_however_many_snapshots_wait_few_are_held() -> None:
    joined = Joined()
    for first in range(1000):
        joined.add(snapshot(first, 1))
    assert len(joined._parts) <= 10  # log2 of 1,000
    assert len(joined.whole()) == 1000


def test_what_waits_is_sent_in_parts_and_again_until_it_has_arrived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "_PROGRESS", 60)  # 20 bytes a step
    outgoing = Outgoing()
    for first in (0, 4):
        outgoing.put(Progress("a", snapshot(first, 4)))
    sent = outgoing.next(0)
    assert [number for number, _ in sent] == [1, 2, 3]
    found = [decode(data).snapshot for _, data in sent]
    assert [len(part) for part in found] == [3, 3, 2]
    assert_same(merged(found), snapshot(0, 8))
    assert not outgoing.idle
    outgoing.confirm(1)
    assert outgoing.again(2) == sent[2:], "a new connection: the other side says that it has two"
    with pytest.raises(ValueError, match="message 4 was never sent"):
        outgoing.again(4)
    outgoing.confirm(3)
    assert outgoing.idle
    assert outgoing.next(0) == []


def test_no_more_is_on_the_way_than_the_other_side_confirms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "_ON_THE_WAY", 10)
    outgoing = Outgoing()
    outgoing.put(Paused(True))
    assert len(outgoing.next(0)) == 1
    outgoing.put(Paused(False))
    assert outgoing.next(0) == []
    outgoing.confirm(1)
    assert len(outgoing.next(0)) == 1


def test_weights_come_in_parts_before_the_end(
    store: RunStore, begun: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weights, "_PART", 4)
    there = RunFiles(tmp_path / "there")
    there.weights("a").parent.mkdir(parents=True)
    there.weights("a").write_bytes(b"0123456789")
    end = Ended("a", Outcome("completed", 6, 5.0))
    events = list(with_weights(end, there.folder))
    assert events == [*(WeightsPart("a", 10, data) for data in (b"0123", b"4567", b"89")), end]
    keeping = Keeping(store)
    assert keeping.take(events[0]) == "", "of a run that is not stored here nothing is written"
    for event in (begun, Progress("a", snapshot(0, 6)), *events):
        assert keeping.take(event) == ""
    assert store.weights_path("a").read_bytes() == b"0123456789"
    assert [(row.id, row.status) for row in store.rows()] == [("a", "completed")]
    monkeypatch.setattr(weights, "LARGEST", 9)
    assert list(with_weights(end, there.folder)) == [end]
    assert list(with_weights(Ended("b", end.outcome), there.folder)) == [end.__class__("b", end.outcome)]


def test_more_weights_than_told_are_refused(store: RunStore, begun: Started) -> None:
    keeping = Keeping(store)
    keeping.take(begun)
    assert "5 bytes of weights arrived; 4 were announced" in keeping.take(WeightsPart("a", 4, b"01234"))
    assert not store.weights_path("a").exists()


def test_a_window_that_comes_anew_hears_all_of_what_trains(begun: Started) -> None:
    under_way = UnderWay()
    for event in (begun, Progress("a", snapshot(0, 3)), Progress("a", snapshot(3, 2)), Paused(True)):
        assert under_way.hear(event, forget=True) == event
    again = under_way.again()
    assert [type(event) for event in again] == [Started, Progress, Paused]
    assert_same(again[1].snapshot, snapshot(0, 5))
    under_way.hear(EngineDied("gone", ("a",)), forget=True)
    (*_, end, _) = under_way.again()
    assert (end.run_id, end.outcome.status, end.outcome.message) == ("a", "interrupted", "gone")
    under_way.hear(Paused(False), forget=True)
    assert under_way.again() == [], "its end has been heard"


def test_a_window_that_leaves_confirms_what_it_has_received(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "PING_SECONDS", PATIENCE)  # nothing but leaving says it meanwhile
    there, here = socket.socketpair()
    engine_outgoing, heard = Outgoing(), Queue[object]()
    engine = Line(there, engine_outgoing, 0, lambda _: None)
    window = Line(here, Outgoing(), 0, heard.put)
    with ThreadPoolExecutor(2) as threads:
        ends = [threads.submit(end.run, 0) for end in (engine, window)]
        engine_outgoing.put(Paused(True))
        assert heard.get(timeout=PATIENCE) == Paused(True)
        assert not engine_outgoing.idle
        window.leave(PATIENCE)
        for end in ends:
            end.result(PATIENCE)
    assert engine_outgoing.idle


def test_a_key_is_its_owners_alone(tmp_path: Path) -> None:
    path, key = made_key(tmp_path / "new" / "engine.key")
    assert path.stat().st_mode & 0o777 == 0o600
    assert made_key(path) == (path, key), "it is made once"
    assert key != made_key(tmp_path / "another.key")[1]
    path.chmod(0o640)
    with pytest.raises(KeyFileError, match=f"Type: chmod 600 {path}"):
        read_key(path)
    path.chmod(0o600)
    path.write_text("short")
    with pytest.raises(KeyFileError, match="holds no key: 5 bytes"):
        read_key(path)


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [("localhost:9", "localhost", 9), ("7000", "localhost", 7000), ("gpu", "gpu", 7333), (" [::1]:80 ", "::1", 80)],
)
def test_addresses(text: str, host: str, port: int, tmp_path: Path) -> None:
    found = parse_address(text, tmp_path)
    assert (found.host, found.port) == (host, port)


@pytest.mark.parametrize("text", ["", ":80", "localhost:", "localhost:0", "localhost:65536", "a:b", "a:-1", "a:²"])
def test_no_addresses(text: str, tmp_path: Path) -> None:
    with pytest.raises(AddressError, match="allowed: HOST:PORT"):
        parse_address(text, tmp_path)


@pytest.fixture
def answering(tmp_path: Path) -> Iterator[Answering]:
    """An address with a key, and the connections that were accepted there."""
    path, _ = made_key(tmp_path / "key")
    accepted: Queue[socket.socket] = Queue()
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: accepted.put(listener.accept()[0]))
        yield Address("127.0.0.1", listener.getsockname()[1], path), accepted


def test_the_end_of_a_link_is_received_after_what_came_with_it(answering: Answering) -> None:
    """A window that was closed while the first events came waited for an end that had been told already."""
    address, accepted = answering
    link = RemoteLink(address)
    peer = accepted.get(timeout=PATIENCE)
    link._hear(Paused(True))
    link.send(Shutdown())
    link.wait()
    assert link.receive() == [Paused(True)]
    assert connection.wait([link._wake.reader], 0), "else whoever waits for its end waits for ever"
    link.wait()
    assert link.receive() is None
    peer.close()
    link.close()


def test_who_waits_for_an_answer_hangs_up_when_the_window_is_closed(answering: Answering) -> None:
    address, accepted = answering
    link = RemoteLink(address)
    with accepted.get(timeout=PATIENCE) as peer:
        peer.settimeout(PATIENCE)
        link.send(Shutdown())
        assert peer.recv(1) == b"", "before the time for an answer is over"
        link._thread.join(PATIENCE)
        assert not link._thread.is_alive()


def test_a_connection_that_is_made_while_the_window_is_closed_is_cut(
    answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, accepted = answering
    monkeypatch.setattr(link_module, "hang_up", lambda _link: None)  # the answer comes all the same
    link = RemoteLink(address)
    with accepted.get(timeout=PATIENCE) as peer:
        peer.settimeout(PATIENCE)
        link._closing.set()  # as `_leave` begins, which finds no line
        meet(peer, read_key(address.key_file)).welcome("session", 0, "there", "CPU")
        while peer.recv(1 << 10):
            pass
    link._thread.join(PATIENCE)
    assert not link._thread.is_alive()


def test_an_answer_that_comes_byte_by_byte_is_waited_for_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = socket.socketpair()
    now = iter(range(100))
    monkeypatch.setattr(frames, "time", SimpleNamespace(monotonic=lambda: next(now)))
    with here, there:
        there.sendall(b"\0\0\0\x40" + 30 * b"x")
        monkeypatch.setattr(frames, "_PIECE", 1)
        with pytest.raises(LinkLostError, match="timed out"):
            frames.read_frame(here, 100, 10)
