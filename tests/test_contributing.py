"""The contributing page is true: its five files, put outside the package as they stand, are found and do their work."""

from __future__ import annotations

import importlib.metadata
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from explorer import cli
from explorer.analyses.analysis_registry import ANALYSES
from explorer.choices.augmentation import AUGMENTATIONS
from explorer.choices.family import FAMILIES
from explorer.choices.figure import FIGURES
from explorer.choices.init import INITS
from explorer.choices.norm import NORMS
from explorer.choices.optimizer import OPTIMIZERS
from explorer.choices.schedule import SCHEDULES
from explorer.datasets.dataset_registry import DATASETS
from explorer.engine.catalog import catalog
from explorer.instruments.instrument_registry import INSTRUMENTS
from explorer.registry import Registry
from explorer.runs.store import RunStore
from explorer.verdicts.verdict_registry import VERDICTS

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "resources/guide/contributing.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"`(my_\w+\.py)`:\n\n```python\n(.*?)```", PAGE, re.DOTALL))
EVERYTHING: tuple[Registry[Any], ...] = (
    FAMILIES, INSTRUMENTS, ANALYSES, FIGURES, VERDICTS, DATASETS, NORMS, INITS, OPTIMIZERS, SCHEDULES, AUGMENTATIONS,
)  # fmt: skip


def _code(language: str) -> str:
    return "\n".join(re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL))


def _install(folder: Path) -> None:
    """Put the page's files into a folder, with the entry points that the page shows, as an installer writes them."""
    for name, code in FILES.items():
        (folder / name).write_text(code, encoding="utf-8")
    about = folder / "mine-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n")
    groups = tomllib.loads(_code("toml"))["project"]["entry-points"]
    lines = [[f"[{group}]", *(f"{k} = {v}" for k, v in points.items())] for group, points in groups.items()]
    (about / "entry_points.txt").write_text("\n".join(line for group in lines for line in group))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The files are installed; each registry is filled with what entry points name, and has its members again after.

    That a process finds entry points by itself is seen in test_plugins: here it would cost another start of torch."""
    made = tmp_path_factory.mktemp("mine")
    _install(made)
    for registry in EVERYTHING:
        registry.names()  # filled before the files can be found, so that they go with the patch
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(made))
        for registry in EVERYTHING:
            patch.setattr(registry, "_members", dict(registry._members))
            for point in importlib.metadata.entry_points(group=registry.group):
                point.load()
        yield made
    for name in FILES:
        sys.modules.pop(name.removesuffix(".py"), None)


def _call(folder: Path, *arguments: str) -> Result:
    environment = {"RESIDUAL_EXPLORER_RUNS": str(folder / "runs"), "COLUMNS": "400"}
    return CliRunner().invoke(cli.app, list(arguments), env=environment)


def test_all_five_files_are_on_the_page() -> None:
    assert len(FILES) == 5
    assert len(re.findall("```python", PAGE)) == 5


@pytest.mark.usefixtures("folder")
def test_the_catalog_has_them() -> None:
    """Menus and cards are filled from the catalog."""
    ready = catalog("the CPU")
    assert {"nano", "plain-nano"} <= {family.name for family in ready.families}
    assert {"bars"} <= {data.name for data in ready.datasets}
    assert {"gradient-peak"} <= {instrument.name for instrument in ready.instruments}
    assert {"confidence"} <= {analysis.name for analysis in ready.analyses}
    assert "short-run" in VERDICTS.names()


def test_the_command_line_knows_them(folder: Path) -> None:
    assert "bars" in _call(folder, "data").output
    assert "How sure is the network" in _call(folder, "analyze", "--list").output
    assert "4 of 4 on" in _call(folder, "describe", "nano-6").output
    assert "0 of 4 on" in _call(folder, "describe", "plain-nano-6").output


def test_the_example_run_uses_all_of_them(folder: Path) -> None:
    said = [_call(folder, *shlex.split(line)[1:]) for line in _code("sh").splitlines()]
    assert [result.exit_code for result in said] == [0, 0], said
    assert "The run ended after 3.0 epochs." in said[0].output
    assert re.search(r"nano-6 is \d+\.\d % sure of right answers", said[1].output), said[1].output
    store = RunStore(folder / "runs")
    (row,) = store.rows()
    history = store.history(row.id)
    (result,) = store.analyses(row.id)
    store.close()
    peak, rms = (history.readings(name) for name in ("gradient-peak", "gradient-rms"))
    assert peak.shape == (len(history), 6)
    assert (peak >= rms).all(), "the largest of some numbers is at least their root mean square"
    assert [skip.kind for skip in history.graph.skips] == ["identity"] * 4
    assert history.outcome is not None
    assert history.outcome.test_accuracy is not None
    assert history.outcome.test_accuracy > 0.9
    assert [figure.id for figure in result.figures] == ["confidence"]


def test_every_kind_is_told_with_its_folder_and_group() -> None:
    for registry in EVERYTHING:
        folder = f"{registry._package.removeprefix('explorer.').replace('.', '/')}/"
        assert re.search(rf"\| `{folder}` \| `{registry.group}` \|", PAGE), registry.kind


def test_make_targets_and_files_exist() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([\w-]+)", PAGE))
    assert {"run", "check", "test", "test-thorough", "test-lowest", "bench", "gpu", "verdicts"} <= named <= targets
    for place in re.findall(r"`((?:tests|explorer)/[\w/.]+)`", PAGE) + re.findall(r"\]\(([\w.]+)\)", PAGE):
        assert (ROOT / place).exists() or (ROOT / "resources/guide" / place).exists(), place
