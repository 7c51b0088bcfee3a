"""Deeper copies of a network: they begin as the same function."""

from dataclasses import replace

import pytest
import torch

from explorer.analyses.deepening import Copier, can_hand_on, deepens, deeper_name
from explorer.analyses.subject import Subject
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.tracing import Network

SPEC = NetworkSpec(name="resnet-14", width=4, input_shape=(1, 8, 8))


def _moved(subject: Subject) -> Network:
    """Away from its initial weights: β, γ and running statistics too."""
    network = subject.network()
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for weight in network.module.parameters():
            weight.add_(torch.randn(weight.shape, generator=generator), alpha=0.1)
        for _ in range(5):
            network.module(subject.training_batch(200)[0])
    network.module.eval()
    return network


@pytest.mark.parametrize(
    "network",
    [
        {},
        {"name": "plain-14"},
        {"skips": ("skip2", "skip3", "skip6")},
        {"norm": "none"},
        {"norm": "none", "skips": "off"},
        {"norm": "group"},
        {"norm": "layer", "shortcut": "B"},
        {"shortcut": "B", "skips": ("skip3", "skip4")},
        {"shortcut": "C"},
        {"shortcut": "C", "skips": "off"},
    ],
    ids=str,
)
def test_a_copy_gives_the_same_class_scores(network: dict):
    subject = Subject(RunSpec(network=replace(SPEC, **network), training=TrainingSpec(device="cpu")))
    shallow = _moved(subject)
    images, _ = subject.test_batch(200)
    name = deeper_name(shallow.graph.name, 26)
    ways = [skips for skips in (True, False) if can_hand_on(subject.spec.network, skips=skips)]
    assert ways == ([True] if network.get("norm") in ("group", "layer") else [True, False])
    for skips in ways:
        deep = Copier(subject, shallow, name, subject.training_batch(200)[0]).copy(skips=skips)
        assert deep.graph.weighted_layers == 26
        new = [s for s in deep.graph.skips if s.block > 2]
        assert len(new) == 6
        assert {s.enabled for s in new} == {skips}
        deep.module.eval()
        with torch.no_grad():
            ours, theirs = shallow.module(images), deep.module(images)
        assert (ours - theirs).abs().max() < 1e-5 * ours.abs().max().clamp(min=1)


def test_a_copy_has_the_last_gates_too():
    subject = Subject(
        RunSpec(network=SPEC, training=TrainingSpec(device="cpu")), gates={"skip3": 0.0, "skip6": 0.5, "skip1": 1.0}
    )
    shallow = _moved(subject)
    shallow.set_gate("skip3", 0.0)
    shallow.set_gate("skip6", 0.5)
    deep = Copier(subject, shallow, "resnet-20", subject.training_batch(100)[0]).copy(skips=True)
    assert [junction.gate for junction in deep.junctions.values()] == [1, 1, 1, 0, 1, 1, 1, 0.5, 1]
    images, _ = subject.test_batch(100)
    deep.module.eval()
    with torch.no_grad():
        assert torch.allclose(deep.module(images), shallow.module(images), atol=1e-5)


def test_in_training_mode_a_copy_is_nearly_the_same_and_its_gradient_finite():
    """Its norms have the moments of what comes in, so that a batch's own are not far from them."""
    subject = Subject(RunSpec(network=SPEC, training=TrainingSpec(device="cpu")))
    shallow = _moved(subject)
    images, _ = subject.training_batch(500)
    deep = Copier(subject, shallow, "resnet-20", images).copy(skips=False)
    shallow.module.train()
    deep.module.train()
    ours, theirs = shallow.module(images), deep.module(images)
    assert (ours - theirs).abs().max() < 0.01 * ours.std()


def test_depths_and_families():
    assert deeper_name("plain-20", 0) == "plain-38"
    assert deeper_name("resnet-8", 20) == "resnet-20"
    with pytest.raises(SpecError, match="more than the 20 layers"):
        deeper_name("plain-20", 20)
    with pytest.raises(SpecError, match="Nearest: plain-20 and plain-26"):
        deeper_name("plain-8", 21)
    assert deepens(SPEC)
    assert deepens(replace(SPEC, name="plain-8"))
    for other in ("preact-8", "rezero-8", "resnet18", "vgg11"):
        assert not deepens(replace(SPEC, name=other))
    assert not deepens(replace(SPEC, name="Net", source="net.py"))
