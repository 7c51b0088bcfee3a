from __future__ import annotations

import gc
import threading

import pytest

from explorer.gc_pause import paused_collector


def test_the_collector_runs_again_after_the_last_pause() -> None:
    assert gc.isenabled()
    with paused_collector():
        assert not gc.isenabled()
        with paused_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_ends_the_pause() -> None:
    with pytest.raises(ZeroDivisionError), paused_collector():
        _ = 1 / 0
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with paused_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_pauses_of_two_threads_may_overlap() -> None:
    inside, leave = threading.Event(), threading.Event()

    def pause() -> None:
        with paused_collector():
            inside.set()
            leave.wait(timeout=10)

    with paused_collector():
        other = threading.Thread(target=pause)
        other.start()
        assert inside.wait(timeout=10)
    assert not gc.isenabled()  # ours is over, theirs is not
    leave.set()
    other.join()
    assert gc.isenabled()
