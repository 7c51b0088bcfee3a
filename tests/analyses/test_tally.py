"""The estimates are unbiased: over all ways to draw from a small population they have its own figures as mean."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
import torch

from explorer.analyses.tally import Estimate, Tally

POPULATION = np.random.default_rng(5).normal([1.0, 0.5, 0.0], 1, (6, 3))
NOISE = POPULATION.var(0, ddof=1)
SIGNAL = POPULATION.mean(0) ** 2


def estimate(order: tuple[int, ...], size: int) -> Estimate:
    """Parts: the first number alone, and the other two."""
    tally = Tally(size, len(POPULATION))
    for batch in torch.tensor(POPULATION)[list(order)].split(size):
        mean = batch.mean(0)
        tally.add([mean[:1], mean[1:]])
    return tally.estimate()


@pytest.mark.parametrize(("size", "drawn"), [(1, 2), (1, 4), (2, 4), (2, 6), (3, 6)])
def test_unbiased_when_drawn_without_replacement(size: int, drawn: int) -> None:
    found = [estimate(order, size) for order in permutations(range(6), drawn)]
    noise, signal = (np.mean([getattr(one, part) for one in found], 0) for part in ("noise", "signal"))
    assert noise == pytest.approx([NOISE[0], NOISE[1:].sum(), NOISE.sum()])
    assert signal == pytest.approx([SIGNAL[0], SIGNAL[1:].sum(), SIGNAL.sum()])


def test_halves_together_are_the_whole() -> None:
    whole, halves = Tally(1, 6), (Tally(1, 6), Tally(1, 6))
    for place, row in enumerate(torch.tensor(POPULATION)):
        whole.add([row])
        halves[place % 2].add([row])
    halves[0].include(halves[1])
    assert halves[0].count == 6
    assert halves[0].estimate().scale == pytest.approx(whole.estimate().scale)


def test_what_was_added_may_change_afterwards() -> None:
    tally, row = Tally(1, 6), torch.tensor([1.0])
    tally.add([row])
    row.fill_(5.0)
    tally.add([torch.tensor([3.0])])
    assert tally.estimate().noise.tolist() == [2, 2]


def test_a_gradient_that_cannot_be_told_from_0_has_no_scale() -> None:
    scale = Estimate(np.array([4.0, 4.0, np.inf]), np.array([2.0, -1.0, 1.0])).scale
    assert scale[0] == 2
    assert np.isnan(scale[1:]).all()
