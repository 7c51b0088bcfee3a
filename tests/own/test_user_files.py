"""What a model loads from its own folders: found where Python would, digested, and asked about again."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.engine import own_asking as asking
from explorer.own import search_path
from explorer.own.loading import load, make
from explorer.own.own_model_error import OwnModelError
from explorer.own.source import Source, locate
from explorer.own.trust import agreed, changed_since, trust, trusted
from explorer.own.user_files import digest_of
from explorer.runs.compare import pair_line
from explorer.runs.spec import NetworkSpec, RunSpec
from tests.own.conftest import Write

BLOCKS = """
    from torch import nn
    def block(width): return nn.Linear(width, 10)
"""
NET = """
    import importlib.util
    from pathlib import Path
    from torch import nn
    from blocks import block
    from parts.stem import stem

    def make():
        import late
        place = Path(__file__).with_name("odd name.py")
        spec = importlib.util.spec_from_file_location("odd", place)
        odd = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(odd)
        return nn.Sequential(stem(), block(64))
"""


@pytest.fixture
def source(write: Write) -> Source:
    """A model in four more files: beside it, in a package, imported late, and loaded by its path."""
    for name, code in {
        "blocks.py": BLOCKS,
        "parts/stem.py": "from torch import nn\ndef stem(): return nn.Flatten()\n",
        "late.py": "x = 1\n",
        "odd name.py": "x = 2\n",
        "unused.py": "raise SystemExit\n",
    }.items():
        write(code, name, agree=False)
    return write(NET)


def spec_of(source: Source) -> NetworkSpec:
    return NetworkSpec(
        name="make", source=source.source, digest=source.digest, input_shape=(1, 8, 8), classes=10, init="own"
    )


@pytest.mark.usefixtures("warm_probes")
def test_every_file_that_ran_is_noted_and_asked_about_again(source: Source, write: Write) -> None:
    files = asking.look(spec_of(source)).files
    names = ("blocks.py", "late.py", "net.py", "odd name.py", "parts/stem.py")
    assert files == tuple((name, digest_of(source.root / name)) for name in names)
    known = replace(spec_of(source), files=files)
    assert agreed(known.source, known.digest, known.files) == source
    for name in ("blocks.py", "late.py", "odd name.py", "parts/stem.py"):
        before = (source.root / name).read_text()
        (source.root / name).write_text(f"{before}# changed\n")
        assert not trusted(source)
        assert changed_since(source) == (name,)
        with pytest.raises(OwnModelError, match=f"{name}, imported by .*net.py, has changed since it was opened"):
            make(known)
        with pytest.raises(OwnModelError, match="Open it again"):
            asking.inspect(source.source, source.digest)
        (source.root / name).write_text(before)
        assert trusted(source), "the content that was agreed to is back"
    write("# another", "unused.py", agree=False)
    assert trusted(source)
    write(BLOCKS + "\n    # changed", "blocks.py", agree=False)
    trust(source)
    assert trusted(source)
    with pytest.raises(OwnModelError, match=r"blocks\.py, imported"):
        make(known)
    other = replace(known, files=asking.look(spec_of(source)).files)
    assert dict(other.files)["blocks.py"] != dict(known.files)["blocks.py"]
    graph = asking.look(other).graph
    one, two = RunSpec(network=known), RunSpec(network=other)
    found = pair_line(one, graph, two, graph)
    assert found.differs
    assert not found.controlled
    assert "blocks.py, content" in found.text
    assert not pair_line(one, graph, RunSpec.from_dict(one.to_dict()), graph).differs
    assert "not known of B" in pair_line(one, graph, RunSpec(network=spec_of(source)), graph).text


@pytest.mark.usefixtures("warm_probes")
def test_consent_holds_elsewhere_only_for_the_same_files(source: Source, tmp_path: Path) -> None:
    files = asking.look(spec_of(source)).files
    (tmp_path / "copy" / "parts").mkdir(parents=True)
    for name, _ in files:
        (tmp_path / "copy" / name).write_bytes((source.root / name).read_bytes())
    copy = locate(str(tmp_path / "copy" / "net.py"), tmp_path)
    assert trusted(copy)
    (tmp_path / "copy" / "late.py").write_text("import os")
    assert not trusted(copy)


def test_a_module_of_the_current_folder_never_runs_before_consent_nor_in_the_probe(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted beside where the program was started; the model lies elsewhere."""
    start = tmp_path / "start"
    start.mkdir()
    for name in ("random", "json", "torch", "socket"):
        (start / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nraise SystemExit\n")
    monkeypatch.chdir(start)
    monkeypatch.setenv("PYTHONPATH", f"{search_path.PROGRAM.parent}::.:{start}")
    source = write("import random, json, torch\nnet = torch.nn.Linear(1, 1)\n", "elsewhere/net.py")
    assert [c.name for c in asking.inspect(source.source, source.digest)] == ["net"]
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("marked", [True, False])
def test_imports_work_as_from_the_project_s_root(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, marked: bool
) -> None:
    """By the same rule in the probe and here: beside the file, and from the root that is marked or current."""
    write("A = 1", "models/beside.py")
    write("B = 2", "tools/deep.py")
    code = "from beside import A\nfrom models.beside import A as A2\nfrom tools.deep import B\nfrom torch import nn\n"
    source = write(code + "net = nn.Linear(A, B)\n", "models/net.py")
    if marked:
        (tmp_path / "pyproject.toml").touch()
    else:
        monkeypatch.chdir(tmp_path)
    before = list(sys.path)
    assert [c.name for c in asking.inspect(source.source, source.digest)] == ["net"]
    assert load(source).net.weight.shape == (2, 1)
    assert sys.path == before


def test_a_package_that_is_not_there_is_not_to_be_installed(write: Write, tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    source = write("import tools.deep", "models/net.py")
    with pytest.raises(
        OwnModelError, match=f"which lies in {tmp_path}.*Start the program in {tmp_path}, or put"
    ) as far:
        load(source)
    (tmp_path / "pyproject.toml").touch()
    with pytest.raises(OwnModelError, match=r"imports tools\.deep .*tools has no such module") as gone:
        load(source)
    assert "install it" not in f"{far.value}{gone.value}"


def test_an_imported_file_that_is_not_python_is_the_one_that_is_named(write: Write) -> None:
    write("x = (1", "helper.py", agree=False)
    with pytest.raises(OwnModelError, match=r"^helper\.py is not valid Python\. .*\(helper\.py, line 1"):
        load(write("import helper"))
