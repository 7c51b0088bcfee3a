"""Distortion through depth: what its figures are made of, and what it says of them."""

from __future__ import annotations

import math
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from explorer.analyses.analysis_registry import ANALYSES, carry_out
from explorer.analyses.asking import ask
from explorer.analyses.depth_points import block_ends
from explorer.analyses.distortion import Depths, _sentences
from explorer.analyses.held_steps import Held, held_of, nearest
from explorer.analyses.kernel_alignment import alignment, kernel
from explorer.analyses.linear_probe import accuracy
from explorer.analyses.subject import Subject
from explorer.networks import making
from explorer.own.source import locate
from explorer.own.trust import trust
from explorer.paths import TRUST_VARIABLE
from explorer.recording.driving import record
from explorer.recording.recording import Recording
from explorer.runs.analysis import AnalysisResult
from explorer.runs.gate_script import parse
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore
from explorer.training import Session
from explorer.training.fixed_norms import fixed_norms
from tests.analyses.test_fold import Nothing
from tests.analyses.test_signals import by_hand

IMAGES = 64


def distortion(subject, **settings) -> AnalysisResult:
    return carry_out(ANALYSES["distortion"], subject, {"images": IMAGES, **settings}, lambda share: None)


@pytest.mark.parametrize(("name", "gate"), [("plain-8", 0.0), ("resnet-8", 1.0)])
def test_figures_are_probes_and_kernels_of_what_leaves_the_blocks(subject_of, name: str, gate: float) -> None:
    """Computed from a pass by hand, in float64."""
    subject = subject_of(name, trained=True)
    (x, y), (test_x, test_y) = subject.training_batch(IMAGES), subject.test_batch(IMAGES)
    probe, inputs, neighbors = distortion(subject).figures
    for state, trained in (("at initialization", False), ("as trained", True)):
        network = subject.network(trained=trained)
        with fixed_norms(network, None if trained else x), torch.no_grad():
            network.module.double()
            train, test = (
                [part.flatten(1).numpy() for part in by_hand(network, images.double(), gate)[:-1][::2]]
                for images in (x, test_x)
            )
        lines = [next(s for s in figure.series if s.label == state) for figure in (probe, inputs, neighbors)]
        kernels = [kernel(part) for part in (test_x.flatten(1).numpy(), *test)]
        expected = [accuracy(a, y.numpy(), b, test_y.numpy()) for a, b in zip(train, test, strict=True)]
        assert lines[0].y == pytest.approx(100 * np.array(expected), abs=2)  # one image of 64 at a class's edge
        assert lines[1].y == pytest.approx([alignment(kernels[0], k) for k in kernels[1:]], abs=1e-4)
        assert lines[2].y == pytest.approx([alignment(a, b) for a, b in pairwise(kernels[1:])], abs=1e-4)
        assert lines[0].x.tolist() == lines[1].x.tolist() == [0, 1, 2, 3]
        assert lines[2].x.tolist() == [1, 2, 3]
    raw = accuracy(x.flatten(1).numpy(), y.numpy(), test_x.flatten(1).numpy(), test_y.numpy())
    assert [s.y[0] for s in probe.series if s.dashed] == pytest.approx([100 * raw, 10])


def test_a_network_that_was_not_trained_has_one_state_and_few_blocks_are_spread(subject_of) -> None:
    subject = subject_of("resnet-20")
    probe = distortion(subject, blocks=4).figures[0]
    assert [s.label for s in probe.series] == ["at initialization", "raw pixels", "chance level"]
    assert probe.series[0].x.tolist() == [0, 3, 6, 9]
    assert len(block_ends(subject.network().graph)) == 10


def test_a_shallow_probe_reads_more_than_a_deep_one_of_a_deep_plain_network(subject_of) -> None:
    """What the analysis is for: fresh plain-56 has lost the image at its end, ResNet-56 has not."""
    last = {
        name: distortion(subject_of(name), images=400, blocks=2).figures[0].series[0].y
        for name in ("plain-56", "resnet-56")
    }
    assert min(found[0] for found in last.values()) > 80
    assert last["plain-56"][1] < 20 < last["resnet-56"][1]


def test_what_is_said_of_numbers_and_of_none() -> None:
    place, known = np.arange(3.0), Depths(
        np.arange(3.0), np.array([0.95, 0.91, 0.5]), np.array([math.nan, 0.8, 0.6]), np.array([0.9, 0.7, 0.2])
    )  # fmt: skip
    (told,) = _sentences("net", {"as trained": known}, 0.93, 0.1)
    assert told == (
        "net as trained: a linear probe reads 95.0 % of the test images behind block 0 and 50.0 % behind block 2 (raw "
        "pixels 93.0 %, chance level 10.0 %). From block 2 on it reads less than the raw pixels give. CKA with the raw "
        "image goes from 0.90 to 0.20; neighboring blocks have a median of 0.70, the lowest is 0.60 (blocks 1 and 2)."
    )
    none = Depths(place, *(np.full(3, math.nan),) * 3)
    (told,) = _sentences("net", {"at initialization": none}, 0.93, 0.1)
    assert "the signal is not finite" in told
    assert "CKA is not defined" in told
    kept = Depths(place, np.array([0.95, 0.5, 0.92]), known.neighbors, known.inputs)
    assert "as much as the raw pixels give" in next(_sentences("net", {"as trained": kept}, 0.93, 0.1))


def test_an_exploding_network_is_told_of_and_no_crash(subject_of) -> None:
    """Without norm its numbers leave float32 behind the first blocks."""
    subject = subject_of("resnet-56", norm="none", init="own")
    network = subject.network()
    with torch.no_grad():
        for weight in network.layer_weights():
            weight.mul_(1e4)
    subject.network = lambda **_: network
    (told, *_), figure = (found := distortion(subject, blocks=8)).sentences, found.figures[0]
    assert np.isnan(figure.series[0].y[-1])
    assert "nan" not in told.lower()


def test_a_step_in_between_is_that_of_its_checkpoint(tmp_path: Path) -> None:
    """The weights read from the file by hand, and the gate that was moved before the step but not the one after it."""
    network = NetworkSpec(name="resnet-8", width=4)
    moved = tuple(map(parse, ("2: skip2 = 0", "4: skip1 = 0")))
    training = TrainingSpec(epochs=2, batch_size=500, device="cpu", interventions=moved)
    with closing(RunStore(tmp_path)) as store:
        store.checkpoints.every = 3
        run = Recording("r", "r", Session(RunSpec(network=network, training=training)), store)
        run.enter()
        record(run)
        spec = store.spec("r")
        inputs = ask(
            "distortion", spec, store.weights_path("r"), {}, {"images": IMAGES, "step": 3}, progress=lambda share: None,
            held=lambda: held_of(store, "r"),
        ).figures[1]  # fmt: skip
        saved = load_file(store.files.checkpoints("r") / "3.safetensors")
    assert [s.label for s in inputs.series] == ["at initialization", "before step 3", "as trained"]
    subject = Subject(spec)
    eager = making.make(subject.spec.network)
    eager.load_state_dict({name.removeprefix("model/"): t for name, t in saved.items() if name.startswith("model/")})
    eager.double().eval()
    eager.stage2[0].shortcut = Nothing()
    images = subject.test_batch(IMAGES)[0].double()
    with torch.no_grad():
        end = eager.stage3(eager.stage2(eager.stage1(eager.stem(images).relu())))
    expected = alignment(kernel(images.flatten(1).numpy()), kernel(end.flatten(1).numpy()))
    assert inputs.series[1].y[-1] == pytest.approx(expected, abs=1e-4)


def test_a_step_of_a_run_without_checkpoints_is_said_to_be_missing(subject_of) -> None:
    *_, told = distortion(subject_of("resnet-8"), step=100, blocks=2).sentences
    assert told.startswith("No checkpoint of this run is stored")


def test_the_nearest_step_is_taken() -> None:
    held = [Held(step, Path(), {}) for step in (40, 20, 10)]
    assert [near.step for step in (1, 15, 30, 31, 99) if (near := nearest(held, step))] == [10, 10, 20, 40, 40]
    assert nearest([], 1) is None


FOLDED = """
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem, self.conv, self.head = nn.Conv2d(1, 4, 3), nn.Conv2d(4, 4, 3, padding=1), nn.Linear(4, 10)

    def forward(self, x):
        x = self.stem(x)
        y = x.reshape(2 * x.shape[0], 4, 3, 6)
        y = self.conv(y) + y
        y = y.reshape(x.shape[0], 4, 6, 6)
        return self.head((y + self.conv(y)).mean((2, 3)))


class One(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(64, 10)

    def forward(self, x):
        return self.head(x.flatten(1))
"""


@pytest.mark.parametrize(("name", "blocks"), [("Net", [2]), ("One", [])])
def test_blocks_whose_result_has_no_row_for_each_image_are_left_out(
    name: str, blocks: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TRUST_VARIABLE, str(tmp_path / "trusted.json"))
    (tmp_path / "net.py").write_text(FOLDED)
    source = locate(f"net.py:{name}", tmp_path)
    trust(source)
    network = NetworkSpec(name=name, source=source.source, digest=source.digest, init="own", input_shape=(1, 8, 8))
    found = distortion(Subject(RunSpec(network=network, training=TrainingSpec(device="cpu"))))
    assert [figure.series[0].x.tolist() for figure in found.figures[:1]] == ([blocks] if blocks else [])
    assert ("nothing to read" in found.sentences[0]) == (not blocks)
