"""A user's code is imported and makes a model; whatever it does wrong is told with its line."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest
import torch
from torch import nn

from explorer.own.checking import check
from explorer.own.loading import load, make
from explorer.own.own_model_error import OwnModelError
from explorer.own.source import Source, locate
from explorer.own.trust import trust
from explorer.runs.spec import NetworkSpec
from explorer.tracing import build, describe
from tests.own.conftest import Write
from tests.own.files import BAD, GOOD, HEAD


def spec(source: Source, name: str = "Net", classes: int = 10, shape: tuple[int, ...] = (3, 16, 16)) -> NetworkSpec:
    return NetworkSpec(
        name=name, source=source.source, digest=source.digest, classes=classes, input_shape=shape, init="own"
    )


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_gives_a_model_that_is_drawn_and_computes(write: Write, name: str) -> None:
    good = GOOD[name]
    source = write(good.code)
    wanted = spec(source, good.name, classes=10)
    check(make(wanted), wanted, source.label)
    graph = describe(wanted)
    assert {skip.kind for skip in graph.skips} <= {good.skip}
    assert good.skip in ("", "concatenation") or len(graph.skips) == 2
    assert len(graph.enabled) == len(graph.skips), "its own skips are on"
    network = build(wanted, seed=1)
    assert network.module(torch.zeros(2, 3, 16, 16)).shape == (2, 10)
    assert sum(p.numel() for p in network.module.parameters()) == graph.parameters


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_says_what_is_wrong_and_where(write: Write, name: str) -> None:
    bad = BAD[name]
    wanted = spec(write(bad.code))
    with pytest.raises(OwnModelError) as failure:
        check(make(wanted), wanted, "net.py")
    for words in bad.words:
        assert words in str(failure.value)


def test_the_run_s_seed_decides_the_first_weights_and_nothing_leaks(write: Write) -> None:
    wanted = spec(write(GOOD["instance"].code), "net")
    state = torch.get_rng_state()
    first, again, other = (build(wanted, seed).module for seed in (1, 1, 2))
    assert torch.equal(state, torch.get_rng_state())
    weights = [torch.cat([p.flatten() for p in module.parameters()]) for module in (first, again, other)]
    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[0], weights[2])


def test_an_instance_is_copied(write: Write) -> None:
    wanted = spec(write(GOOD["instance"].code), "net")
    first, second = make(wanted), make(wanted)
    assert not {id(p) for p in first.parameters()} & {id(p) for p in second.parameters()}


def test_on_the_meta_device_all_of_it_is_there(write: Write) -> None:
    source = write(
        HEAD
        + """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.rates = torch.linspace(0, 1, 3).tolist()
                self.scale = torch.ones(1)
                self.fc = nn.Linear(3, 10)
        """
    )
    with torch.device("meta"):
        module = make(spec(source))
    assert {module.scale.device.type, module.fc.weight.device.type} == {"meta"}
    assert module.rates == [0, 0.5, 1]


def test_a_dotted_name_in_a_package_with_relative_imports(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write("", "zoo_of_mine/__init__.py")
    write("WIDTH = 8", "zoo_of_mine/widths.py")
    code = """
        from torch import nn
        from .widths import WIDTH

        def make(num_classes):
            return nn.Sequential(nn.Flatten(), nn.Linear(768, WIDTH), nn.Linear(WIDTH, num_classes))
    """
    by_file = write(code, "zoo_of_mine/net.py")
    for source in (locate("zoo_of_mine.net", tmp_path), by_file):
        module = make(spec(source, "make"))
        assert module[1].out_features == 8
    write("WIDTH = 9", "zoo_of_mine/widths.py")
    assert make(spec(by_file, "make"))[1].out_features == 9, "what it imports is read anew"
    assert str(tmp_path) not in sys.path
    assert not list(tmp_path.rglob("__pycache__"))


def test_a_neighboring_file_is_imported(write: Write) -> None:
    write("SIZE = 3", "a_neighbor.py")
    source = write("from a_neighbor import SIZE")
    assert load(source).SIZE == 3


def test_a_name_that_is_taken(write: Write) -> None:
    write("", "explorer/__init__.py")
    source = write("x = 1", "explorer/own/__init__.py")
    with pytest.raises(OwnModelError, match=r"another module called explorer\.own"):
        load(source)


def test_code_that_was_not_agreed_to_does_not_run(write: Write, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    code = f"from pathlib import Path; Path({str(mark)!r}).touch()"
    source = write(code, agree=False)
    for _ in range(2):
        with pytest.raises(OwnModelError, match="not trusted"):
            make(spec(source))
        write("# changed", agree=False)
        with pytest.raises(OwnModelError, match="has changed"):
            make(spec(source))
        write(code, agree=False)
    assert not mark.exists()
    trust(source)
    with pytest.raises(OwnModelError, match="has no model called 'Net'"):
        make(spec(source))
    assert mark.exists()


def test_only_what_the_signature_asks_for_is_given(write: Write) -> None:
    source = write(
        HEAD
        + """
        class Net(nn.Module):
            def __init__(self, input_shape, *, n_classes, img_size=1, depth=4):
                super().__init__()
                self.got = (input_shape, n_classes, img_size, depth)
                self.fc = nn.Linear(2, 2)
        """
    )
    assert make(spec(source, classes=7)).got == ((3, 16, 16), 7, 16, 4)
    assert isinstance(make(spec(source)), nn.Module)


LOCKED = """
    import threading
    from torch import nn

    class Net(nn.Sequential):
        def __init__(self):
            super().__init__(nn.Flatten(), nn.Linear(64, 10))
            self[1].lock = threading.Lock()

    instance = Net()
"""


def test_an_instance_that_cannot_be_copied_is_made_again_by_its_file(write: Write) -> None:
    wanted = spec(write(LOCKED), "instance")
    first, second = make(wanted), make(wanted)
    assert first is not second
    assert first[1].weight is not second[1].weight


def test_an_instance_that_is_always_the_same_and_cannot_be_copied_is_told(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installed package makes its instance once."""
    installed = ModuleType("locked")
    exec(dedent(LOCKED), vars(installed))
    monkeypatch.setitem(sys.modules, "locked", installed)
    wanted = spec(write("from locked import instance as net"), "net")
    with pytest.raises(OwnModelError) as told:
        make(wanted)
    assert "net of net.py cannot be copied: self.1.lock (a lock) cannot be (TypeError" in str(told.value)
