"""Kinds of modules that need a hand before their graph can be read, and those that are refused by name."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from explorer.own.checking import check
from explorer.own.loading import load, make
from explorer.own.model_results import choice, scores_among
from explorer.own.own_model_error import OwnModelError
from explorer.own.source import Source
from explorer.runs.spec import NetworkSpec
from explorer.tracing import build
from tests.own.conftest import Write

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")

CODE = """
    import torch
    from torch import nn
    from torch.nn.utils import prune, weight_norm

    class Base(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 4, 3, padding=1)
            self.norm = nn.BatchNorm2d(4)
            self.fc = nn.Linear(4, 10)
        def features(self, x):
            return self.norm(self.conv(x)).relu().mean((2, 3))
        def forward(self, x):
            return self.fc(self.features(x))

    class Lazy(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv, self.norm, self.fc = nn.LazyConv2d(4, 3), nn.LazyBatchNorm2d(), nn.LazyLinear(10)
        def forward(self, x):
            return self.fc(self.norm(self.conv(x)).flatten(1))

    class Unused(Lazy):
        def __init__(self):
            super().__init__()
            self.more = nn.LazyLinear(3)

    class Dict(Base):
        def forward(self, x):
            return {"features": self.features(x), "logits": self.fc(self.features(x))}

    class Tuple(Base):
        def forward(self, x):
            return self.features(x), self.fc(self.features(x)), -self.fc(self.features(x))

    class Listed(Base):
        def __init__(self):
            super().__init__()
            self.fc = nn.Sequential(nn.Linear(4, 10))
            self.fc.blocks = [nn.Linear(10, 10), (nn.Linear(10, 10),)]

    class Mapped(Base):
        def __init__(self):
            super().__init__()
            self.scales = {"a": nn.Parameter(torch.ones(1))}

    class Again(Base):
        '''A list of layers that are registered as well.'''
        def __init__(self):
            super().__init__()
            self.order = [self.conv, self.norm, nn.ReLU()]

    class Average(Base):
        def __init__(self):
            super().__init__()
            self.norm.momentum = None

    def compiled():
        net = torch.compile(Base())
        return net
    def compiled_in_place():
        net = Base()
        net.compile()
        return net
    def scripted(): return torch.jit.script(Base())
    def part():
        net = Base()
        net.fc = torch.jit.trace(net.fc, torch.zeros(1, 4))
        return net

    normed, pruned = Base(), Base()
    weight_norm(normed.conv)
    prune.l1_unstructured(pruned.conv, "weight", amount=0.5)
    normed(torch.zeros(2, 1, 8, 8))
    pruned(torch.zeros(2, 1, 8, 8))
"""


@pytest.fixture
def source(write: Write) -> Source:
    return write(CODE)


def spec_of(source: Source, name: str, **more: object) -> NetworkSpec:
    return NetworkSpec(
        name=name, source=source.source, digest=source.digest, input_shape=(1, 8, 8), classes=10, init="own", **more
    )


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("Base", 98), ("Lazy", 1498), ("compiled", 98), ("compiled_in_place", 98), ("normed", 102), ("pruned", 98),
        ("Again", 98),
    ],
)  # fmt: skip
def test_it_trains(source: Source, name: str, parameters: int) -> None:
    spec = spec_of(source, name)
    assert check(make(spec), spec, "net.py") == ()
    network = build(spec, seed=1)
    assert sum(p.numel() for p in network.module.parameters()) == parameters == network.graph.parameters
    images = torch.randn(4, 1, 8, 8)
    before = [p.detach().clone() for p in network.module.parameters()]
    optimizer = torch.optim.SGD(network.module.parameters(), 0.1)
    nn.functional.cross_entropy(network.module(images), torch.arange(4)).backward()
    optimizer.step()
    assert any(not torch.equal(p, q) for p, q in zip(before, network.module.parameters(), strict=True))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("scripted", "^scripted of net.py is TorchScript: .* Use the module as it is before torch.jit.script"),
        ("part", "^The part fc of part of net.py is TorchScript"),
        ("Listed", r"keeps 2 of its layers \(Linear\) in a plain list, self\.fc\.blocks: .* Use nn\.ModuleList"),
        ("Mapped", r"keeps 1 of its parameters \(Parameter\) in a plain dict, self\.scales: .* nn\.ParameterDict"),
        ("Average", r"^norm \(BatchNorm2d\) of Average of net\.py has momentum=None: .* Give it a momentum"),
        ("Unused", "has lazy layers that its forward never calls: more"),
    ],
)
def test_it_is_refused_with_cause_and_cure(source: Source, name: str, said: str) -> None:
    with pytest.raises(OwnModelError, match=said):
        make(spec_of(source, name))


@pytest.mark.parametrize(("name", "found", "sign"), [("Dict", "logits", 1), ("Tuple", "1", 1), ("Tuple", "2", -1)])
def test_one_of_several_results_is_chosen(source: Source, name: str, found: str, sign: int) -> None:
    spec = spec_of(source, name)
    if sign > 0:
        results = check(make(spec), spec, "net.py")
        assert scores_among(results) == found
        assert f"taken from result {found}." in choice(spec, results)[0]
        assert choice(replace(spec, output=found), results) == ()
    chosen = replace(spec, output=found)
    assert check(make(chosen), chosen, "net.py") == ()
    network = build(chosen, seed=1)
    images = torch.randn(3, 1, 8, 8)
    base = load(source).Base()
    base.load_state_dict(network.module.state_dict(), strict=False)
    torch.testing.assert_close(network.module.eval()(images), sign * base.eval()(images))


def test_a_result_that_is_not_there(source: Source) -> None:
    wrong = spec_of(source, "Dict", output="logit")
    with pytest.raises(
        OwnModelError, match=r"Dict has no result 'logit'\. Its results .*: features: a tensor .*; logits: "
    ):
        check(make(wrong), wrong, "net.py")


def _weights(source: Source, path: Path, name: str = "Base") -> NetworkSpec:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return spec_of(source, name, weights=str(path), weights_digest=digest)


@pytest.mark.parametrize("kind", ["safetensors", "plain", "nested", "parallel"])
def test_initial_weights_come_from_a_file(source: Source, tmp_path: Path, kind: str) -> None:
    state = {name: tensor + 1 for name, tensor in make(spec_of(source, "Base")).state_dict().items()}
    path = tmp_path / ("start.safetensors" if kind == "safetensors" else "start.pt")
    if kind == "safetensors":
        save_file(state, path)
    elif kind == "parallel":
        torch.save({f"module.{name}": tensor for name, tensor in state.items()}, path)
    else:
        torch.save({"epoch": 3, "model_state_dict": state} if kind == "nested" else state, path)
    spec = _weights(source, path)
    network = build(spec, seed=1)
    for name, tensor in network.module.state_dict().items():
        assert torch.equal(tensor, state[name])
    path.write_bytes(b"other")
    with pytest.raises(OwnModelError, match=r"start.* has changed since it was chosen"):
        make(spec)
    path.unlink()
    with pytest.raises(OwnModelError, match="does not exist"):
        make(spec)


def test_weights_that_do_not_fit_or_are_none(source: Source, tmp_path: Path) -> None:
    state = make(spec_of(source, "Base")).state_dict()
    path = tmp_path / "start.pt"
    for change, said in (
        ({"more": torch.zeros(1)}, "it has in addition more"),
        ({"fc.weight": torch.zeros(2, 2)}, "it has in another shape fc.weight"),
        ({"fc.weight": None}, "it lacks fc.weight"),
    ):
        torch.save({n: t for n, t in {**state, **change}.items() if t is not None}, path)
        with pytest.raises(OwnModelError, match=f"The weights in start\\.pt are not those of Base: {said}"):
            make(_weights(source, path))
    for content, said in ((nn.Linear(1, 1), "holds more than tensors"), ([1], "holds no state dict")):
        torch.save(content, path)
        with pytest.raises(OwnModelError, match=said):
            make(_weights(source, path))
    path.write_text("text")
    with pytest.raises(OwnModelError, match=r"start\.pt (cannot be read as weights|holds more)"):
        make(_weights(source, path))
