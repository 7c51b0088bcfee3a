"""A sweep comes back from the text that is written of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.experiments.bundled import bundled_sweeps
from explorer.experiments.sweep_file import SweepFile, When, parse_sweep, read_sweep
from explorer.experiments.sweep_writing import sweep_text

WHOLE = SweepFile(
    "whole", "all of it", True, True, {"family": "plain", "dataset": "folder:32:my \"photos\"\\x"},
    {"depth": (8, 14), "lr": (0.1, 1, 1e-7), "zero_gamma": (True, False)},
    ({"depth": (14,), "norm": ("none", "batch")}, {"seed": (1,)}),
    (When({"depth": (14,)}, {"lr": 0.01, "skips": "1-3"}),),
)  # fmt: skip


@pytest.mark.parametrize("sweep", [WHOLE, SweepFile("least"), *map(read_sweep, bundled_sweeps().values())])
def test_it_comes_back(sweep: SweepFile) -> None:
    bare = replace(sweep, source="", file="")
    assert replace(parse_sweep(sweep_text(sweep)), source="") == bare


@given(
    st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1).filter(lambda text: text == text.strip())
)
def test_every_name_comes_back(name: str) -> None:
    assert parse_sweep(sweep_text(SweepFile(name))).name == name
