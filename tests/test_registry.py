"""A registry fills itself once, for every thread that asks, whatever one of its modules does."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from explorer import registry
from explorer.registry import Registry, UnknownNameError

MEMBER = """
from types import SimpleNamespace
from {package} import MEMBERS
MEMBERS.register(SimpleNamespace(name={name!r}))
"""
GATED = "from {package} import reached, opened\nreached.set()\nassert opened.wait(60)\n"

Make = Callable[..., Registry]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Makes a package of modules, each with the given code and a member of its name, and its registry."""
    package = "registry_under_test"

    def made(**modules: str) -> Registry:
        folder = tmp_path / package
        folder.mkdir()
        (folder / "__init__.py").write_text(
            "import threading\nfrom explorer.registry import Registry\n"
            f"MEMBERS = Registry('thing', {package!r})\nreached, opened = threading.Event(), threading.Event()\n"
        )
        for name, code in modules.items():
            (folder / f"{name}.py").write_text((code + MEMBER).format(package=package, name=name))
        monkeypatch.syspath_prepend(str(tmp_path))
        return __import__(package).MEMBERS

    yield made
    for name in [name for name in sys.modules if name.split(".")[0] in (package, "registry_elsewhere")]:
        del sys.modules[name]


def test_a_thread_that_asks_while_another_fills_it_gets_every_member(make: Make) -> None:
    members = make(a="", b=GATED, c="")
    package = sys.modules["registry_under_test"]
    found: list[tuple[str, ...]] = []
    threads = [threading.Thread(target=lambda: found.append(members.names())) for _ in range(4)]
    threads[0].start()
    assert package.reached.wait(60)
    for thread in threads[1:]:
        thread.start()
    threads[-1].join(0.1)  # time to come back with what is there so far
    package.opened.set()
    for thread in threads:
        thread.join()
    assert found == [("a", "b", "c")] * 4


@pytest.mark.logs
def test_a_module_that_fails_hides_no_other_and_is_named(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    members = make(a="", b="raise ImportError('no libthing.so')\n", c="1 / 0\n", d="")
    assert members.names() == ("a", "d")
    first, second = members.problems()
    assert first == "The thing module registry_under_test.b cannot be used: ImportError: no libthing.so."
    assert "registry_under_test.c" in second
    assert "ZeroDivisionError" in second
    with pytest.raises(UnknownNameError, match=r"Allowed: a, d\..*registry_under_test\.b.*no libthing\.so"):
        members["b"]
    assert len([r for r in caplog.records if r.name == registry.__name__]) == 2, "logged once, not at every question"


def test_a_member_may_ask_the_registry_while_it_is_imported(make: Make) -> None:
    members = make(a="", b="from {package} import MEMBERS\nseen = MEMBERS.names()\n", c="")
    assert members.names() == ("a", "b", "c")
    assert sys.modules["registry_under_test.b"].seen == ("a",)


def _installed(folder: Path, group: str, module: str) -> None:
    """A package's entry point, as an installer writes it."""
    about = folder / "others-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: others\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[{group}]\nother = {module}\n")


@pytest.mark.logs
def test_an_entry_point_adds_a_member_and_one_without_its_module_is_named(make: Make, tmp_path: Path) -> None:
    members = make(a="", b="")
    assert members.group == "residual_explorer.registry_under_test"
    (tmp_path / "registry_elsewhere.py").write_text(MEMBER.format(package="registry_under_test", name="c"))
    _installed(tmp_path, members.group, "registry_elsewhere\ngone = registry_gone")
    assert members.names() == ("a", "b", "c")
    assert members.problems() == (
        "The thing module registry_gone cannot be used: ModuleNotFoundError: No module named 'registry_gone'.",
    )


@pytest.mark.logs
def test_a_module_that_brings_what_other_processes_do_without_is_warned_of(
    make: Make, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(a="", b="import heavy_stand_in\n")
    (Path(sys.modules["registry_under_test"].__path__[0]).parent / "heavy_stand_in.py").write_text("")
    members: Registry = Registry("thing", "registry_under_test", without=("heavy_stand_in",))
    monkeypatch.setattr(sys.modules["registry_under_test"], "MEMBERS", members)
    assert members.names() == ("a", "b")
    (record,) = [r for r in caplog.records if r.name == registry.__name__]
    assert record.getMessage() == (
        "the thing module registry_under_test.b imports heavy_stand_in: do so inside its functions"
    )
    monkeypatch.delitem(sys.modules, "heavy_stand_in")


def test_members_come_in_the_wanted_order_and_others_behind(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    make(a="", b="", c="", d="")
    members: Registry = Registry("thing", "registry_under_test", first=("c", "a"))
    monkeypatch.setattr(sys.modules["registry_under_test"], "MEMBERS", members)
    assert members.names() == ("c", "a", "b", "d")
    assert "b" in members
    assert "e" not in members
    assert members.get("e") is None
