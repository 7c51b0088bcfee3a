"""Every limit of an analysis's sentences at its boundary; the figures are written out, not imported."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest
import torch

from explorer.analyses import lesion, path_lengths, shattering
from explorer.analyses.analysis_registry import ANALYSES, checked
from explorer.analyses.path_lengths import Lengths, _sentences
from explorer.analyses.rate_sweep import blown_up
from explorer.registry import SpecError
from explorer.tracing import Network


@pytest.mark.parametrize(
    ("lag_one", "said"), [(0.199, "shattered, "), (0.201, "partly"), (0.699, "partly"), (0.701, "smooth")]
)
def test_shattered_and_smooth(lag_one: float, said: str) -> None:
    assert shattering._verdict(lag_one).startswith(said)


def test_gradients_are_compared_up_to_fifteen_points_on() -> None:
    figure = shattering._against_lag({"at initialization": [np.ones(16)]}, 256)
    assert figure.series[0].x.tolist() == list(range(16))


@pytest.mark.parametrize(("last", "blown"), [(3.9, False), (4.1, True)])
def test_a_loss_has_blown_up_at_four_times_its_least(last: float, blown: bool) -> None:
    """A smoothed loss: its start is 1, and the rest so long that the end is `last`."""
    assert blown_up(np.array([1.0, *[last] * 200])) == blown


@pytest.mark.parametrize(
    ("shares", "said"), [([0.049, 0.902, 0.049], "length 1 to 1 of"), ([0.051, 0.898, 0.051], "length 0 to 2 of")]
)
def test_ninety_percent_of_the_gradient_lie_between_the_twentieths(shares: list[float], said: str) -> None:
    lengths = Lengths(np.arange(3.0), np.array([0.25, 0.5, 0.25]), (np.ones(2),) * 3, np.array(shares), 1.5)
    assert said in _sentences("net", lengths)[0]


@pytest.mark.parametrize("trained", [False, True])
def test_norms_of_a_fresh_network_hold_the_statistics_of_64_images(
    subject_of, monkeypatch: pytest.MonkeyPatch, trained: bool
) -> None:
    """However few images are asked for; those of a trained network are its own."""
    counts: list[int | None] = []

    def keep(network: object, where: object, points: object, statistics: torch.Tensor | None) -> np.ndarray:
        counts.append(None if statistics is None else len(statistics))
        return np.ones((32, 64))

    monkeypatch.setattr(shattering, "gradients", keep)
    monkeypatch.setattr(path_lengths, "Paths", keep)
    monkeypatch.setattr(path_lengths, "measured", lambda *_: iter(()))
    subject = subject_of(trained=trained)
    list(shattering._work(subject, {"lines": 1, "points": 32, "seeds": 1, "depths": False}))
    with suppress(AttributeError):  # nothing is measured, so there is nothing to report
        list(path_lengths._work(subject, {"images": 2, "samples": 1, "begun": False}))
    assert counts == ([None, 64, None] if trained else [64, 64])


def found(test: float, changes: list[float]) -> lesion._Found:
    values = np.array(changes)
    return lesion._Found(test, 0.0, (), values, values, (), np.empty(0), (), np.empty(0), 0)


@pytest.mark.parametrize(("change", "cheap"), [(0.049, 1), (0.051, 0)])
def test_a_block_is_cheap_below_five_points(
    subject_of, monkeypatch: pytest.MonkeyPatch, change: float, cheap: int
) -> None:
    network: Network = subject_of("resnet-8").network()
    monkeypatch.setattr(lesion, "block_labels", lambda graph, blocks: ("1.1", "1.2"))
    text = " ".join(lesion._of_blocks(network, found(0.1, [change, 0.5])))
    assert f"{cheap} of the 2 can go for less than 5 points" in text


@pytest.mark.parametrize(("test", "said"), [(0.71, False), (0.73, True)])
def test_there_is_little_to_lose_from_four_fifths_of_guessing_on(
    subject_of, monkeypatch: pytest.MonkeyPatch, test: float, said: bool
) -> None:
    """Guessing among ten classes has an error of 90 %."""
    network: Network = subject_of("resnet-8").network()
    monkeypatch.setattr(lesion, "block_labels", lambda graph, blocks: ("1.1", "1.2"))
    text = " ".join(lesion._of_blocks(network, found(test, [0.1, 0.2])))
    assert ("Little to lose" in text) == said


RANGES = {
    ("distortion", "images"): (1000, 16, 4096),
    ("distortion", "blocks"): (30, 2, 100),
    ("distortion", "step"): (0, 0, 1_000_000_000),
    ("fold", "images"): (64, 1, 4096),
    ("identity", "depth"): (0, 0, 1202),
    ("identity", "epochs"): (3, 1, 100),
    ("identity", "rate"): (0.0, 0.0, 10.0),
    ("identity", "images"): (500, 16, 10_000),
    ("init-xray", "seeds"): (3, 1, 20),
    ("init-xray", "images"): (64, 2, 4096),
    ("landscape", "points"): (11, 3, 51),
    ("landscape", "span"): (1.0, 0.01, 5.0),
    ("landscape", "images"): (512, 16, 8192),
    ("landscape", "lines"): (3, 1, 20),
    ("landscape", "seed"): (0, 0, 2**31 - 1),
    ("lesion", "images"): (500, 16, 10_000),
    ("lesion", "pairs"): (30, 0, 60),
    ("lr-range", "steps"): (100, 10, 10_000),
    ("lr-range", "lowest"): (1e-5, 1e-10, 100.0),
    ("lr-range", "highest"): (10.0, 1e-9, 1000.0),
    ("noise-scale", "batches"): (64, 4, 100_000),
    ("noise-scale", "size"): (32, 1, 4096),
    ("path-lengths", "samples"): (128, 1, 100_000),
    ("path-lengths", "images"): (64, 1, 4096),
    ("shattering", "lines"): (4, 1, 100),
    ("shattering", "points"): (256, 32, 4096),
    ("sharpness", "images"): (256, 1, 100_000),
    ("sharpness", "iterations"): (50, 4, 10_000),
    ("shattering", "seeds"): (3, 1, 20),
}
"""Default, least and largest value of every number that can be set; the README's figures are those of the defaults."""


def test_every_number_that_can_be_set_has_its_range_here() -> None:
    numbers = {(a.name, s.name) for a in ANALYSES for s in a.settings if type(s.default) in (int, float)}
    assert numbers == set(RANGES)


@pytest.mark.parametrize(("analysis", "setting"), RANGES)
def test_a_setting_at_the_ends_of_its_range(analysis: str, setting: str) -> None:
    default, *ends = RANGES[analysis, setting]
    member = ANALYSES[analysis]
    assert checked(member, {})[setting] == default
    for end, outwards in zip(ends, (-1, 1), strict=True):
        assert checked(member, {setting: end})[setting] == end
        beyond = end + outwards if isinstance(default, int) else end + outwards * max(1e-3 * end, 1e-12)
        with pytest.raises(SpecError, match=f"{setting} is .*; allowed: "):
            checked(member, {setting: beyond})
