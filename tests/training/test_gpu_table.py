"""The table of `make gpu` at toy size on the pretended GPU: every way of training is gone through."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from explorer.runs.spec import NetworkSpec
from explorer.tracing import describe
from tests.gpu.__main__ import lacking
from tests.gpu.speed import Size, floor, table
from tests.pretend_cuda import pretending
from tests.pretend_graph import STAND_INS, Tape

TOY = Size(
    networks=("resnet-8",), compiled=("resnet-8",), width=2, batch_size=8, warm_up=5, steps=1, rounds=1, deadline=-1
)


def test_every_way_of_training_is_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    with pretending(monkeypatch):
        monkeypatch.setattr(Tape, "recorded", 0)
        found = dict(table("digits", TOY))
    layouts = ("contiguous", "channels-last")
    by_hand = [f"resnet-8, by hand, {how}, {layout}" for layout in layouts for how in ("eager", "captured")]
    ours = ["resnet-8, ours, eager", "resnet-8, ours, captured"]
    assert list(found) == [*by_hand, *ours, "resnet-8, by hand, compiled", "resnet-8, the GPU's limits"]
    assert Tape.recorded == 4  # two layouts by hand, and ours with its gates as they are and as numbers
    shares = [float(match[1]) for line in found.values() if (match := re.search(r"([\d.]+) of the best by hand", line))]
    assert len(shares) == len(by_hand) + len(ours)
    assert max(shares[: len(by_hand)]) == 1.0
    assert found[ours[0]].endswith("eager steps (asked for)")
    assert found[ours[1]].endswith("captured steps")


def test_what_an_h100_allows_for_resnet_56(monkeypatch: pytest.MonkeyPatch) -> None:
    """By hand: 0.1257 G multiply-adds an image (He et al. 2015: 125 M) · 6 · 50,000 ÷ 66.9 TFLOP/s = 0.56 s."""
    monkeypatch.setattr("torch.cuda.get_device_properties", STAND_INS["get_device_properties"])
    said = floor(describe(NetworkSpec(name="resnet-56", width=16)))
    assert said.startswith("0.56 s/epoch of arithmetic at 67 TFLOP/s")
    assert "at 3.4 TB/s" in said


def test_an_a100_has_half_the_units_of_its_successors(monkeypatch: pytest.MonkeyPatch) -> None:
    h100 = vars(STAND_INS["get_device_properties"](0))
    a100 = SimpleNamespace(**{**h100, "major": 8, "multi_processor_count": 108, "clock_rate": 1_410_000})
    monkeypatch.setattr("torch.cuda.get_device_properties", lambda device: a100)
    assert "at 19 TFLOP/s" in floor(describe(NetworkSpec(name="resnet-8", width=2)))  # NVIDIA says 19.5


def test_packages_that_are_lacking_are_named_with_what_to_type() -> None:
    assert lacking() == ""
    said = lacking(("numpy", "no_such_package", "nor_this"))
    assert said.startswith("This Python lacks no_such_package, nor_this. Nothing was run.")
    assert said.endswith("WHEELS=FOLDER")
