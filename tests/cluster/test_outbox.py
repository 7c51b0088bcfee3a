"""What waits for the driver: in order, again until it is acknowledged, and bounded."""

from __future__ import annotations

import threading

import pytest

from explorer.cluster import outbox
from explorer.cluster.messages import Noted, Saved, Weights
from explorer.cluster.outbox import Outbox


def numbers(box: Outbox, after: int) -> list[int]:
    return [number for number, _ in box.take(after, 0.0)]


def test_messages_come_again_until_they_are_acknowledged() -> None:
    box = Outbox()
    for k in range(3):
        box.put(Noted(str(k)))
    assert box.take(0, 0.0) == [(1, Noted("0")), (2, Noted("1")), (3, Noted("2"))]
    assert numbers(box, 0) == [1, 2, 3]
    assert numbers(box, 2) == [3]
    assert numbers(box, 0) == [3], "what was acknowledged is gone, whoever asks"
    assert numbers(box, 3) == []


def test_training_waits_while_too_much_waits_and_goes_on_when_it_is_collected() -> None:
    box = Outbox(most=10)
    box.put(Weights(b"x" * 10))
    done = threading.Event()
    thread = threading.Thread(target=lambda: (box.put(Noted("more")), done.set()))
    thread.start()
    assert not done.wait(0.05)
    assert numbers(box, 0) == [1]
    assert not done.is_set()
    assert [message for _, message in box.take(1, 60.0)] == [Noted("more")]
    thread.join()


def test_nobody_waits_once_the_run_ends() -> None:
    box = Outbox(most=10)
    box.put(Weights(b"x" * 10))
    thread = threading.Thread(target=lambda: box.put(Noted("more")))
    thread.start()
    box.hurry()
    thread.join()
    assert numbers(box, 0) == [1, 2]


def test_an_interval_checkpoint_replaces_one_that_waits_and_no_other_does() -> None:
    box = Outbox(most=100)
    box.put(Saved(1, "intervention", b"x" * 30))
    for step in (2, 3, 4, 5, 6):
        box.put(Saved(step, "interval", b"x" * 30))
    assert [message.step for _, message in box.take(0, 0.0) if isinstance(message, Saved)] == [1, 6]
    box.put(Noted("there is room"))


def test_it_is_handed_over_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "PIECE_BYTES", 25)
    box = Outbox()
    for _ in range(3):
        box.put(Weights(b"x" * 10))
    box.put(Weights(b"x" * 100))
    box.put(Noted("end"))
    assert numbers(box, 0) == [1, 2]
    assert numbers(box, 2) == [3]
    assert numbers(box, 3) == [4], "one that is larger comes alone"
    assert numbers(box, 4) == [5]
