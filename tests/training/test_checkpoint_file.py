"""A checkpoint as a file: read back to the bit, and refused in words where it is damaged or of something else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session
from explorer.training.checkpoint_file import FORMAT, CheckpointError, Saved, read, write
from explorer.training.start import Start

SPEC = RunSpec(
    network=NetworkSpec(name="resnet-8", width=2), training=TrainingSpec(epochs=2, batch_size=500, device="cpu")
)


@pytest.fixture(scope="module")
def saved() -> Saved:
    session = Session(SPEC)
    session.set_gate("skip1", 0.25)
    for _ in range(2):
        session.advance(lambda waiting: False)
    session.set_gate("skip2", 0.5)
    session.flush()
    return session.state()


def test_it_is_read_back(saved: Saved, tmp_path: Path) -> None:
    write(saved, tmp_path / "2.safetensors")
    found = read(tmp_path / "2.safetensors")
    assert found.facts == saved.facts
    assert found.facts.step == 2
    assert [(i.step, i.skip, i.gate) for i in found.facts.moved] == [(2, "skip2", 0.5)], "not shown by a step yet"
    assert found.tensors.keys() == saved.tensors.keys()
    assert all(torch.equal(found.tensors[name], saved.tensors[name]) for name in found.tensors)


def test_steps_that_were_not_handed_out_cannot_be_left_behind() -> None:
    session = Session(SPEC)
    session.advance(lambda waiting: False)
    with pytest.raises(RuntimeError, match="1 steps were not handed out"):
        session.state()


@pytest.mark.parametrize("size", [0, 7, 8, 100, 3000])
def test_a_truncated_file_is_refused(size: int, saved: Saved, tmp_path: Path) -> None:
    path = tmp_path / "2.safetensors"
    write(saved, path)
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(CheckpointError, match=r"2\.safetensors cannot be read"):
        read(path)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ({}, "cannot be read"),
        ({"training": "no json"}, "cannot be read"),
        ({"training": json.dumps({"format": FORMAT + 1})}, f"has format {FORMAT + 1}"),
        ({"training": json.dumps({"format": FORMAT, "step": "two"})}, "cannot be read"),
        ({"training": "[]"}, "has format None"),
    ],
)
def test_a_file_of_something_else_is_refused(header: dict[str, str], words: str, tmp_path: Path) -> None:
    save_file({"w": torch.zeros(2)}, tmp_path / "2.safetensors", header)
    with pytest.raises(CheckpointError, match=words):
        read(tmp_path / "2.safetensors")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="cannot be read"):
        read(tmp_path / "2.safetensors")


@pytest.mark.parametrize("extra", ["optimizer/x/momentum_buffer", "optimizer/999/momentum_buffer", "model/other"])
def test_what_does_not_fit_the_network_is_refused(extra: str, saved: Saved) -> None:
    odd = Saved(saved.facts, {**saved.tensors, extra: torch.zeros(3)})
    with pytest.raises(CheckpointError, match="fit this"):
        Session(SPEC, start=Start(odd))


def test_another_network_is_refused(saved: Saved) -> None:
    wider = replace(SPEC, network=replace(SPEC.network, width=3))
    with pytest.raises(CheckpointError, match="its weights do not fit this network"):
        Session(wider, start=Start(saved))
