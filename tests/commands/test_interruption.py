"""Signals as wishes."""

from __future__ import annotations

import signal

import pytest

from explorer.commands.interruption import SIGNALS, interruptible


@pytest.mark.parametrize("number", SIGNALS)
def test_the_first_signal_asks_and_the_second_insists(number: signal.Signals) -> None:
    with interruptible() as interruption:
        assert not interruption.requested
        signal.raise_signal(number)
        assert interruption.requested
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)


def test_the_handlers_from_before_return() -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    with interruptible():
        assert [signal.getsignal(number) for number in SIGNALS] != before
    assert [signal.getsignal(number) for number in SIGNALS] == before
