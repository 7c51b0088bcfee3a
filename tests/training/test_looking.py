"""One image on its way: the maps are those of the network, and the run does not notice."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, fx, nn

from explorer.graph.frames import Form, Frame, frames, without_frame
from explorer.networks import making
from explorer.own.source import locate
from explorer.own.trust import trust
from explorer.paths import TRUST_VARIABLE
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.tracing import Network, describe
from explorer.training import Session, train
from explorer.training.fixed_norms import untrained
from explorer.training.looking import _reduced, answers, as_maps, look
from tests.training.test_probing import ATTENTION, MIXED, fingerprint, record, spec

CHANNELS = 3
BATCH_NORM = (nn.BatchNorm2d,)


def looked(session: Session, image: int = 0, whole: str = "", *, less_mean: bool = False):
    pixels = session.batches.split.test_x[image]
    return session.look(lambda net, data: look(net, data, pixels, CHANNELS, whole, less_mean=less_mean))


def stepped(session: Session, steps: int) -> Session:
    list(islice(train(session, lambda waiting: True), steps))
    return session


def in_double(session: Session, statistics: bool) -> tuple[dict[str, Tensor], Tensor]:
    """What leaves each module for a test image in evaluation mode, by path, and the class scores: the module as it is
    written, in float64, with hooks. With `statistics`, batch norm has those of the fixed training images."""
    module = making.make(session.spec.network)
    module.load_state_dict(session.network.module.state_dict())
    module.double()
    split = session.batches.split
    if statistics:
        for norm in (part for part in module.modules() if isinstance(part, BATCH_NORM)):
            norm.momentum = 1.0
        module.train()(session.batches.fixed(64)[0].double())
    found: dict[str, Tensor] = {}
    for path, part in module.named_modules():
        part.register_forward_hook(lambda _m, _i, out, path=path: found.__setitem__(path, out[0]))
    image = (split.test_x[:1].double() - split.mean.double()) / split.deviation.double()
    scores = module.eval()(image)[0]
    return found, scores.softmax(0)


@pytest.mark.parametrize(("name", "steps"), [("resnet-8", 0), ("resnet-8", 45), ("preact-8", 45), ("vit-2", 1)])
def test_maps_and_answers_are_those_of_a_forward_pass_in_float64(name: str, steps: int) -> None:
    training = TrainingSpec(epochs=3, batch_size=64, device="cpu", lr=0.02)
    network = NetworkSpec(name=name, width=16 if name == "vit-2" else 8)
    session = stepped(Session(RunSpec(network=network, training=training)), steps)
    last = frames(session.graph)[-1]
    seen = looked(session, whole=last.call)
    normed = "none" if name == "vit-2" else "running" if steps else "batch"
    with torch.no_grad():
        every, scores = in_double(session, statistics=normed == "batch")
    assert seen.statistics == normed
    np.testing.assert_allclose(seen.scores, scores.numpy(), rtol=1e-4, atol=1e-6)
    blocks = [frame for frame in frames(session.graph) if frame.path in every and "block" in frame.title]
    assert len(blocks) == (2 if name == "vit-2" else 3)
    for frame in blocks:
        right = every[frame.path].numpy()
        if frame.form == "tokens":
            right = right.T.reshape(-1, *frame.grid)
        maps = seen.maps[frame.call]
        assert (maps.count, maps.size) == (len(right), right.shape[1:])
        assert maps.channels == tuple(round(i * len(right) / CHANNELS) for i in range(CHANNELS))
        np.testing.assert_allclose(maps.values, right[list(maps.channels)], rtol=1e-3, atol=1e-4 * abs(right).max())
    assert seen.whole is not None
    assert seen.whole.channels == tuple(range(last.channels))
    np.testing.assert_array_equal(seen.whole.values[list(seen.maps[last.call].channels)], seen.maps[last.call].values)


def test_less_the_mean_every_map_is_the_difference_from_the_mean_over_training_images() -> None:
    session = stepped(Session(spec(probe_every=0)), 2)
    plain, less = looked(session), looked(session, less_mean=True)
    images = session.batches.fixed(64)[0]
    call, kept = frames(session.graph)[-1].call, []

    def means(network, batches):
        for image in images:
            raw = image * batches.split.deviation + batches.split.mean
            kept.append(look(network, batches, raw, CHANNELS).maps[call].values)

    session.look(means)
    np.testing.assert_allclose(less.scores, plain.scores, atol=1e-5)
    right = plain.maps[call].values - np.mean(kept, 0)
    np.testing.assert_allclose(less.maps[call].values, right, atol=1e-4 * abs(right).max())


@pytest.mark.parametrize("case", ["resnet-8", "stochastic-8", "own: in place", "own: attention"])
def test_a_run_whose_image_is_watched_is_the_run_without_it_to_the_bit(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network: dict[str, object] = {"name": case}
    if case.startswith("own"):
        monkeypatch.setenv(TRUST_VARIABLE, str(tmp_path / "trusted.json"))
        (tmp_path / "net.py").write_text(MIXED if "place" in case else ATTENTION)
        source = locate("net.py", tmp_path)
        trust(source)
        network = {"name": "Net", "source": source.source, "digest": source.digest, "init": "own"}
    prints = []
    for watching in (False, True):
        torch.manual_seed(5)
        session = Session(spec(network, probe_every=2))
        session.total_steps = session.steps_per_epoch = 4
        if watching:
            step = session.advance

            def advance(due, session=session, step=step):
                for less_mean in (False, True):
                    assert looked(session, less_mean=less_mean).maps.keys() == {f.call for f in frames(session.graph)}
                session.look(lambda net, data: answers(net, data, [data.prepared(data.split.test_x[:9])]))
                return step(due)

            monkeypatch.setattr(session, "advance", advance)
        prints.append(fingerprint(session, record(session)))
    assert prints[0] == prints[1]


def test_answers_are_those_that_the_test_error_counts() -> None:
    session = stepped(Session(spec({"norm": "none"}, probe_every=0)), 11)
    split = session.batches.split
    found = session.look(lambda net, data: answers(net, data, [data.prepared(p) for p in split.test_x.split(100)]))
    right = float((found == split.test_y.numpy()).mean())
    assert session.outcome is not None
    assert session.outcome.test_accuracy == pytest.approx(right, abs=1e-6)


def test_large_maps_come_as_means_of_equal_parts() -> None:
    maps = torch.rand(3, 64, 64)
    found = _reduced(maps, [2], 32)
    assert (found.size, found.values.shape) == ((64, 64), (1, 32, 32))
    np.testing.assert_allclose(found.values[0, 3, 5], maps[2, 6:8, 10:12].mean(), rtol=1e-6)


FORMS = {
    "alexnet": ("map", "vector"),
    "swin_t": ("map", "channels last"),
    "convnext_tiny": ("map",),
    "vit_b_16": ("map", "tokens"),
}


@pytest.mark.parametrize("name", FORMS)
def test_maps_tokens_and_vectors_are_told_apart(name: str) -> None:
    shape = (3, 224, 224) if name.startswith(("swin", "vit")) else (3, 64, 64)
    graph = describe(NetworkSpec(name=name, input_shape=shape))
    found = frames(graph)
    assert tuple(dict.fromkeys(frame.form for frame in found)) == FORMS[name]
    assert [frame.x0 for frame in found] == sorted(frame.x0 for frame in found)
    assert without_frame(graph) == ()
    tokens = next((frame for frame in found if frame.form == "tokens"), None)
    assert tokens is None or (tokens.grid, tokens.shape, tokens.channels) == ((14, 14), (197, 768), 768)


@pytest.mark.parametrize(
    ("form", "grid", "value", "right"),
    [
        ("tokens", (2, 2), torch.arange(10.0).reshape(1, 5, 2), [[[2, 4], [6, 8]], [[3, 5], [7, 9]]]),
        ("channels last", (1, 2), torch.arange(4.0).reshape(1, 1, 2, 2), [[[0, 2]], [[1, 3]]]),
        ("vector", (2, 3), torch.arange(6.0)[None], [[[0, 1, 2], [3, 4, 5]]]),
        ("map", (1, 2), torch.arange(4.0).reshape(1, 2, 1, 2), [[[0, 1]], [[2, 3]]]),
    ],
)
def test_each_form_becomes_maps(form: Form, grid: tuple[int, int], value: Tensor, right: list[object]) -> None:
    frame = Frame("call", "path", "title", 0.5, 1.5, form, tuple(value.shape[1:]), grid)
    assert as_maps(frame, value)[0].tolist() == right
    assert frame.channels == len(right)


def test_a_norm_that_no_batch_reaches_leaves_the_others_their_running_statistics() -> None:
    """A frozen norm has never counted a batch; neither has one that is not in use."""
    frozen, trained = nn.BatchNorm2d(2), nn.BatchNorm2d(2)
    network = Network(fx.symbolic_trace(nn.Sequential(frozen, trained)), describe(NetworkSpec(name="plain-8")), {})
    assert untrained(network)
    trained.num_batches_tracked.fill_(43)
    assert untrained(network)
    trained.num_batches_tracked.fill_(44)
    assert not untrained(network)
