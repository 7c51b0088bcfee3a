"""The lesion study against networks whose branches are taken out by hand, and the published direction."""

import contextlib
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from explorer.analyses.analysis_registry import carry_out
from explorer.analyses.evaluation import rise
from explorer.analyses.lesion import LESION, _Found, _of_blocks, _one_of, _range, _sentences, cut, droppable, dropped
from explorer.analyses.subject import Subject
from explorer.networks import making
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.tracing import build
from explorer.tracing.gates import Gate
from explorer.training import Session, train

SPEC = NetworkSpec(name="resnet-14", width=4, input_shape=(1, 8, 8))


def _subject(**network) -> Subject:
    spec = RunSpec(network=replace(SPEC, **network), training=TrainingSpec(device="cpu"))
    return Subject(spec)


def _ask(subject: Subject, **settings):
    return carry_out(LESION, subject, settings, lambda share: None)


def _figure(result, id: str):
    return next(figure for figure in result.figures if figure.id == id)


class _Nothing(nn.Module):
    """A residual branch that gives zeros, of the shape that the one in its place gave."""

    def __init__(self, branch: nn.Module) -> None:
        super().__init__()
        self.branch = branch

    def forward(self, x: Tensor) -> Tensor:
        return torch.zeros_like(self.branch(x))


def _by_hand(spec: NetworkSpec, state: dict[str, Tensor], silent: tuple[str, ...], alone: tuple[str, ...]) -> nn.Module:
    """The family's own module, never traced: blocks of `silent` give relu(shortcut), those of `alone` relu(F)."""
    module = making.make(spec)
    module.load_state_dict(state)
    for path in silent:
        block = module.get_submodule(path)
        block.second = nn.Sequential(_Nothing(block.second))
    for path in alone:
        block = module.get_submodule(path)
        block.forward = lambda x, block=block: block.relu(block.residual(x))
    return module.eval()


def _error(module: nn.Module, batch: tuple[Tensor, Tensor]) -> float:
    with torch.no_grad():
        return float((module(batch[0]).argmax(1) != batch[1]).float().mean())


@pytest.mark.parametrize("skips", ["on", "off"])
def test_errors_are_those_of_a_network_changed_by_hand(skips: str):
    subject = _subject(skips=skips)
    state = subject.network().module.state_dict()
    batch = subject.test_batch(300)
    result = _ask(subject, images=300)
    paths = [f"stage{stage}.{block}" for stage in (1, 2, 3) for block in (0, 1)]
    plain = tuple(paths) if skips == "off" else ()

    def error(*silent: str, alone: tuple[str, ...] = plain) -> float:
        return _error(_by_hand(SPEC, state, silent, tuple(p for p in alone if p not in silent)), batch)

    whole = error()
    found = _figure(result, "lesion-block")
    assert found.skips == tuple(f"skip{n}" for n in range(1, 7))
    assert found.values == pytest.approx([100 * (error(path) - whole) for path in paths], abs=1e-4)
    assert _figure(result, "lesion-pairs").matrix
    pairs = _figure(result, "lesion-pairs").z
    assert np.diag(pairs) == pytest.approx(found.values)
    assert pairs[1, 4] == pairs[4, 1] == pytest.approx(100 * (error(paths[1], paths[4]) - whole), abs=1e-4)
    cuts = [figure for figure in result.figures if figure.id == "lesion-skip"]
    assert bool(cuts) == (skips == "on")
    for figure in cuts:
        assert figure.values == pytest.approx([100 * (error(alone=(path,)) - whole) for path in paths], abs=1e-4)


def test_gates_are_as_before_afterwards_even_where_the_work_is_given_up():
    network = build(replace(SPEC, skips=("skip1", "skip3")), 0)
    network.set_gate("skip1", 0.5)
    before = {id: (gate.gate, gate.residual_gate) for id, gate in network.junctions.items()}
    blocks = droppable(network)
    with contextlib.suppress(KeyError), dropped(network, blocks):
        assert [network.junctions[s.id].gate for s in blocks] == [0.5, 1, 1, 1, 1, 1]
        assert {network.junctions[s.id].residual_gate for s in blocks} == {0}
        raise KeyError
    with contextlib.suppress(KeyError), cut(network, blocks[0]):
        assert network.junctions["skip1"].gate == 0
        raise KeyError
    assert {id: (gate.gate, gate.residual_gate) for id, gate in network.junctions.items()} == before


def test_a_block_whose_projection_was_never_built_cannot_be_dropped():
    result = _ask(_subject(skips="off", shortcut="B"), images=32, pairs=0)
    assert _figure(result, "lesion-block").labels == ("1.1", "1.2", "2.2", "3.2")
    assert "2 of the 6 blocks cannot be dropped" in result.sentences[-1]
    assert not any(figure.kind == "surface" for figure in result.figures)


def test_of_many_blocks_evenly_spaced_ones_are_paired():
    pairs = _figure(_ask(_subject(), images=32, pairs=3), "lesion-pairs")
    assert pairs.labels == ("1.1", "2.1", "3.2")
    assert pairs.z.shape == (3, 3)


def test_parts_of_a_concatenation_or_of_a_sum_of_several_shortcuts_are_no_residual_branches():
    network = build(SPEC, 0)
    concatenated = replace(network, junctions={**network.junctions, "skip2": Gate(1.0)})
    assert [skip.id for skip in droppable(concatenated)] == ["skip1", "skip3", "skip4", "skip5", "skip6"]
    skips = (*network.graph.skips[:-1], replace(network.graph.skips[-1], junction=network.graph.skips[0].junction))
    summed = replace(network, graph=replace(network.graph, skips=skips))
    assert [skip.id for skip in droppable(summed)] == ["skip2", "skip3", "skip4", "skip5"]


def test_a_network_without_skips_has_nothing_to_drop():
    nothing = _ask(_subject(name="vgg-stack-4"), images=32)
    assert not nothing.figures
    assert "no block can be dropped" in nothing.sentences[0]


def test_plain_networks_break_at_every_block_and_residual_ones_at_few(tmp_path):
    changes = {}
    for name in ("plain-14", "resnet-14"):
        spec = RunSpec(network=NetworkSpec(name=name, width=8), training=TrainingSpec(device="cpu", epochs=3))
        session = Session(spec)
        list(train(session, lambda waiting: False))
        session.save_weights(tmp_path / name)
        result = _ask(Subject(spec, tmp_path / name), pairs=0, images=300)
        changes[name] = _figure(result, "lesion-block").values
    assert changes["plain-14"].min() > 30
    assert np.median(changes["resnet-14"]) < 0.5 * np.median(changes["plain-14"])
    assert changes["resnet-14"].min() < 10


@pytest.mark.parametrize(
    ("classes", "test", "poor"), [(10, 0.85, True), (10, 0.55, False), (100, 0.55, False), (2, 0.45, True)]
)
def test_only_an_error_near_that_of_guessing_is_called_so(classes: int, test: float, poor: bool):
    network = build(replace(SPEC, classes=classes), 0)
    few = droppable(network)[:2]
    none = np.zeros(2)
    found = _Found(test, test, few, none, none, (), np.zeros(0), (), np.zeros((0, 0)), 0)
    assert any("close to chance level" in sentence for sentence in _of_blocks(network, found)) == poor


def test_the_block_that_matters_most_is_that_of_the_largest_change_up_or_down():
    """A network that has learned nothing gets better without a block: 18.9 points in one, nothing in the others."""
    network = build(NetworkSpec(name="resnet-8", width=4, input_shape=(1, 8, 8)), 0)
    skips, change = network.graph.skips, np.array([-0.189, 0.0, 0.0])
    found = _Found(0.906, 0.9, skips, change, change, skips, change, (), np.zeros((0, 0)), 0)
    told = " ".join(_sentences(network, found))
    assert "changes by −18.9 to +0.0 points (median +0.0), most in block 1.1" in told
    assert "Without one of its 3 skips the test error changes by −18.9 to +0.0 points, most in block 1.1" in told


def test_one_skip_is_told_as_one() -> None:
    assert (_one_of(1, "skip"), _one_of(3, "skip")) == ("its only skip", "one of its 3 skips")
    assert _range(np.array([0.195])) == rise(0.195)
