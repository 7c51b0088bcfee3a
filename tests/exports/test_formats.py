"""Every format is read back by the library that it is for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import numpy as np
import pytest

from explorer.exports import format_registry
from explorer.exports.archive import Archive
from explorer.exports.format_registry import FORMATS, ExportError, Format, Wanted, export, format_of
from explorer.exports.long_form import READINGS
from explorer.runs.cells import Planned
from explorer.runs.history import RunHistory
from explorer.runs.store import RunStore
from tests.exports.conftest import RUNS, STEPS

if TYPE_CHECKING:
    import pandas as pd

CURVES = ("loss", "accuracy", "seconds")


def wanted(store: RunStore, **options: Any) -> Wanted:
    rows = {row.id: row for row in store.rows()}
    return Wanted(store, [rows[run_id] for run_id in RUNS], "two runs", **options)


def check_table(table: pd.DataFrame, store: RunStore) -> None:
    """The table holds what the records hold, value for value."""
    assert list(table) == list(READINGS)
    for run_id in RUNS:
        history, own = store.history(run_id), table[table["run"] == run_id]
        for name in CURVES:
            curve = own[own["quantity"] == name]
            np.testing.assert_array_equal(curve["step"], np.arange(STEPS))
            np.testing.assert_array_equal(curve["epoch"], [1, 1, 1, 1, 2, 2])
            np.testing.assert_array_equal(curve["value"].astype(np.float32), getattr(history, name))
        for name in ("gradient-rms", "activation-std", "branch-ratio"):
            check_instrument(own[own["quantity"] == name], history, name)
        ends = own[own["quantity"] == "train_loss"]
        assert ends[["step", "value"]].values.tolist() == [[3, 1.75]]
        assert own[own["quantity"] == "test_loss"]["value"].isna().all()
        gate = own[own["quantity"] == "gate"]
        assert gate[["step", "place", "value"]].values.tolist() == [[4, "skip1", 0.25]]
        assert "gradient-histogram" not in set(own["quantity"])


def check_instrument(rows: pd.DataFrame, history: RunHistory, name: str) -> None:
    places = ("skip1",) if name == "branch-ratio" else history.graph.layers
    grid = rows.pivot_table(index="step", columns="place", values="value", sort=False)
    assert tuple(grid) == places
    np.testing.assert_array_equal(grid.index, history.steps(name))
    np.testing.assert_array_equal(grid.to_numpy().astype(np.float32), history.readings(name))


def check_runs(table: pd.DataFrame) -> None:
    assert table["run"].tolist() == list(RUNS)
    assert table["norm"].tolist() == ["batch", "none"]
    assert table["seed"].tolist() == [0, 1]
    assert table["depth"].tolist() == [56, 56]
    assert table["parent_step"].tolist() == [0, 4]
    assert table["test_accuracy"].tolist() == [0.4, 0.4]
    assert table["test_loss"].isna().all()
    assert table["tags"].tolist() == ["good n0", "good n1"]
    assert table["notes"].tolist() == ["Two\nlines"] * 2


def read_csv(path: Path, store: RunStore) -> None:
    import pandas as pd  # with the other two 1 s that no other file needs

    check_table(pd.read_csv(path, keep_default_na=False, na_values={"value": ["nan"]}), store)
    check_runs(pd.read_csv(path.with_name("x-runs.csv")))


def read_parquet(path: Path, store: RunStore) -> None:
    import pandas as pd
    from pyarrow import parquet

    check_table(pd.read_parquet(path), store)
    check_runs(pd.read_parquet(path.with_name("x-runs.parquet")))
    assert parquet.read_metadata(path).num_rows == len(pd.read_parquet(path))


def read_json(path: Path, store: RunStore) -> None:
    data = json.loads(path.read_text(encoding="utf-8"), parse_constant=pytest.fail)
    assert "residual-explorer" in data["environment"]
    assert [run["run"] for run in data["runs"]] == list(RUNS)
    for run in data["runs"]:
        history = store.history(run["run"])
        assert run["spec"]["training"]["seed"] == history.spec.training.seed
        found = {(reading["quantity"], reading["place"]): reading for reading in run["readings"]}
        assert found["loss", ""]["values"] == [*history.loss[:-1].tolist(), None]
        rms = [found["gradient-rms", layer]["values"] for layer in history.graph.layers]
        np.testing.assert_array_equal(np.array(rms, np.float32).T, history.readings("gradient-rms"))


def read_tensorboard(path: Path, store: RunStore) -> None:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    for run_id in RUNS:
        (folder,) = [folder for folder in path.iterdir() if folder.name.endswith(f"-{run_id}")]
        history, events = store.history(run_id), EventAccumulator(str(folder), size_guidance={"tensors": 0})
        events.Reload()
        loss = [tensor.tensor_proto.float_val[0] for tensor in events.Tensors("train/loss of a step")]
        np.testing.assert_array_equal(np.array(loss, np.float32), history.loss)
        assert [tensor.step for tensor in events.Tensors("train/loss of a step")] == list(range(STEPS))
        (accuracy,) = events.Tensors("test/accuracy")
        assert (accuracy.step, round(accuracy.tensor_proto.float_val[0], 6)) == (3, 0.4)
        layer = events.Tensors(f"gradient-rms/{history.graph.layers[1]}")
        found = [tensor.tensor_proto.float_val[0] for tensor in layer]
        np.testing.assert_array_equal(np.array(found, np.float32), history.readings("gradient-rms")[:, 1])
        walls = [tensor.wall_time for tensor in events.Tensors("train/loss of a step")]
        np.testing.assert_allclose(np.diff(walls), np.diff(history.seconds), atol=1e-5)


def read_archive(path: Path, store: RunStore) -> None:
    with Archive(path) as archive:
        for run_id in RUNS:
            assert repr(archive.carried(run_id).run) == repr(store.transfers.carried(run_id).run)


class Page(HTMLParser):
    """What a page holds: every tag, whether they close in order, what it would load, and its text."""

    EMPTY = ("meta", "br", "img")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.loaded: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loaded += [value or "" for name, value in attrs if name in ("src", "href", "data")]
        if tag not in self.EMPTY and not (self.get_starttag_text() or "").endswith("/>"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read_report(path: Path, store: RunStore) -> None:
    page = Page(path.read_text(encoding="utf-8"))
    assert not page.open
    assert len(page.loaded) == 2, "a heatmap for each run"
    assert all(what.startswith("data:image/png;base64,") for what in page.loaded), "it needs no network"
    assert not {"script", "link", "iframe"} & set(page.tags)
    assert "@import" not in path.read_text()
    assert "url(" not in path.read_text()
    assert page.tags.count("svg") >= 6
    for run_id in RUNS:
        assert f"run {run_id}, “quoted”" in page.text
        assert "diverged after 6 steps, training accuracy 50.0 %, test accuracy 40.0 %" in page.text
    assert "normalization" in page.text
    assert "residual-explorer train resnet-56 --norm=none --seed=1" in page.text
    for picture in re.findall(r"<svg.*?</svg>", path.read_text(encoding="utf-8"), re.DOTALL):
        ElementTree.fromstring(picture)  # as every other program reads them


READERS: dict[str, Callable[[Path, RunStore], None]] = {
    "archive": read_archive, "csv": read_csv, "parquet": read_parquet, "json": read_json,
    "tensorboard": read_tensorboard, "report": read_report,
}  # fmt: skip


@pytest.mark.parametrize("form", tuple(FORMATS), ids=FORMATS.names())
def test_it_is_read_back_by_the_library_that_it_is_for(filled: RunStore, tmp_path: Path, form: Format) -> None:
    shares: list[float] = []
    path = tmp_path / f"x{form.suffix}"
    files = export(form, wanted(filled), path, shares.append)
    assert set(files) == {path, *(tmp_path / f"x{end}" for end in form.beside)}
    assert all(file.exists() for file in files)
    assert shares == [0.5, 1.0]
    READERS[form.name](path, filled)
    assert list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part")) == []


def test_the_report_of_a_sweep_has_its_file(filled: RunStore, tmp_path: Path) -> None:
    spec = filled.spec("second")
    filled.sweeps.enter("sweep1", 'name = "sweep1"  # <mine>', [Planned({"seed": 1}, spec)])
    for runs, there in ((wanted(filled).rows[1:], True), (wanted(filled).rows, False)):
        export(FORMATS["report"], replace(wanted(filled), rows=runs), tmp_path / "x.html")
        page = (tmp_path / "x.html").read_text()
        assert ("# &lt;mine&gt;" in page, "<h1>sweep1</h1>" in page) == (there, there)


@pytest.mark.parametrize("name", ["csv", "parquet", "json", "tensorboard"])
def test_without_layers_the_curves_stay(filled: RunStore, tmp_path: Path, name: str) -> None:
    form = FORMATS[name]
    path = tmp_path / f"x{form.suffix}"
    export(form, wanted(filled, layers=False), path)
    file = max(path.rglob("events*"), key=lambda file: file.stat().st_size) if path.is_dir() else path
    content = file.read_bytes()
    assert b"loss" in content
    assert b"gradient-rms" not in content


@pytest.mark.parametrize("form", tuple(FORMATS), ids=FORMATS.names())
def test_what_cannot_be_written_leaves_everything_as_it_was(filled: RunStore, tmp_path: Path, form: Format) -> None:
    path = tmp_path / f"x{form.suffix}"
    before = b"mine"
    if form.suffix:
        path.write_bytes(before)
    gone = replace(wanted(filled), rows=[replace(filled.rows()[0], id="unknown")])
    with pytest.raises(Exception, match="no run unknown"):
        export(form, gone, path)
    assert path.read_bytes() == before if form.suffix else not path.exists()
    with pytest.raises(ExportError, match="cannot be written"):
        export(form, wanted(filled), tmp_path / "missing" / path.name)
    assert not list(tmp_path.glob(".*.part"))


def test_a_folder_with_other_files_is_not_replaced(filled: RunStore, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "mine").write_text("mine")
    with pytest.raises(ExportError, match="not empty"):
        export(FORMATS["tensorboard"], wanted(filled), tmp_path / "x")
    assert [file.name for file in (tmp_path / "x").iterdir()] == ["mine"]
    (tmp_path / "x" / "mine").unlink()
    export(FORMATS["tensorboard"], wanted(filled), tmp_path / "x")
    assert len(list((tmp_path / "x").iterdir())) == 2


def test_a_package_that_is_missing_is_named(filled: RunStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(format_registry, "find_spec", lambda _name: None)
    with pytest.raises(ExportError, match="Parquet tables needs the package pyarrow: pip install pyarrow"):
        export(FORMATS["parquet"], wanted(filled), tmp_path / "x.parquet")
    export(FORMATS["csv"], wanted(filled), tmp_path / "x.csv")


def test_the_suffix_says_the_format(tmp_path: Path) -> None:
    assert format_of(Path("a.CSV")).name == "csv"
    assert format_of(Path("a.rexp")).name == "archive"
    for name in ("a", "a.xlsx"):
        with pytest.raises(ExportError, match=r"allowed suffixes: \.rexp, .*\.csv"):
            format_of(tmp_path / name)


def test_no_run_is_nothing_to_export(filled: RunStore, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no run"):
        export(FORMATS["csv"], Wanted(filled, []), tmp_path / "x.csv")


def test_no_cell_of_a_table_is_a_formula(filled: RunStore, tmp_path: Path) -> None:
    import pandas as pd

    filled.rename("first", '=HYPERLINK("http://x")')
    filled.annotate("first", tags=("@tag",), notes="-2+3")
    export(FORMATS["csv"], wanted(filled), tmp_path / "x.csv")
    table = pd.read_csv(tmp_path / "x-runs.csv")
    assert table.loc[0, ["name", "tags", "notes"]].tolist() == ['\'=HYPERLINK("http://x")', "'@tag", "'-2+3"]
