"""PyTorch's global random state, lent to one thread at a time."""

from __future__ import annotations

import threading

import pytest
import torch

from explorer.random_state import lent, mixed, seeded


def test_draws_depend_on_the_seed_alone_and_the_state_is_put_back() -> None:
    before = torch.get_rng_state()
    with seeded(5):
        first = torch.rand(3)
    assert torch.equal(torch.get_rng_state(), before)
    torch.rand(7)
    with seeded(5):
        assert torch.equal(torch.rand(3), first)
    with seeded(6):
        assert not torch.equal(torch.rand(3), first)


def test_the_state_is_put_back_after_an_error() -> None:
    def fails() -> None:
        with lent():
            torch.manual_seed(3)
            torch.rand(1).item() / 0

    before = torch.get_rng_state()
    with pytest.raises(ZeroDivisionError):
        fails()
    assert torch.equal(torch.get_rng_state(), before)


def test_it_says_whether_anything_was_drawn() -> None:
    with seeded(1) as drew:
        assert not drew()
        torch.rand(1, generator=torch.Generator())
        assert not drew()
        torch.rand(1)
        assert drew()


def test_another_thread_waits_for_its_turn() -> None:
    """What is drawn while another thread draws too is what is drawn alone."""
    with seeded(2):
        alone = torch.rand(4)
    waiting, theirs = threading.Event(), []

    def draw() -> None:
        waiting.set()
        with seeded(9):
            theirs.append(torch.rand(4))

    other = threading.Thread(target=draw)
    with seeded(2):
        first = torch.rand(2)
        other.start()
        waiting.wait()
        other.join(0.05)
        assert other.is_alive()
        found = torch.cat([first, torch.rand(2)])
    other.join()
    with seeded(9):
        assert torch.equal(theirs[0], torch.rand(4))
    with seeded(2):
        expected = torch.cat([torch.rand(2), torch.rand(2)])
    assert torch.equal(found, expected)
    assert torch.equal(found[:2], alone[:2])


def test_one_thread_may_come_in_twice() -> None:
    with seeded(1):
        first = torch.rand(1)
        with seeded(2):
            torch.rand(5)
        second = torch.rand(1)
    with seeded(1):
        assert torch.equal(torch.rand(1), first)
        assert torch.equal(torch.rand(1), second)


def test_keys_of_any_length_make_seeds_of_32_bits() -> None:
    seeds = {mixed(a, b) for a in range(20) for b in range(20)}
    assert len(seeds) == 400
    assert all(0 <= seed < 2**32 for seed in seeds)
    assert mixed(1, 2) == mixed(1, 2)
    assert mixed(1, 2, 3) != mixed(1, 2, 4)
