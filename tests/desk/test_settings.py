"""What the window remembers."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QSettings

from explorer.desk.document import Document, SideState
from explorer.desk.plot_options import PlotOptions
from explorer.desk.settings import Settings
from explorer.infos import DatasetInfo


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.ini"


def opened(path):
    return Settings(QSettings(str(path), QSettings.Format.IniFormat))


VALUES = [("theme", "light"), ("layout", "side-by-side"), ("half_life", 0), ("half_life", 50), ("x_axis", "time"),
          ("log_loss", True), ("instrument", "weight-norm"), ("unfolded", True)]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), VALUES)
def test_a_value_comes_back_from_disk_as_it_was(path, name, value):
    settings = opened(path)
    assert getattr(settings, name) != value
    setattr(settings, name, value)
    settings.store.sync()
    back = getattr(opened(path), name)
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize(
    ("name", "stored"), [("theme", "purple"), ("half_life", "much"), ("half_life", 4), ("x_axis", ["step", "epoch"])]
)
def test_a_damaged_entry_falls_back_to_its_default(path, name, stored):
    settings = opened(path)
    default = getattr(settings, name)
    settings.store.setValue(name, stored)
    assert getattr(settings, name) == default


def test_a_value_that_is_not_allowed_is_a_mistake(path):
    with pytest.raises(ValueError, match="theme is 'purple'; allowed: system, dark, light"):
        opened(path).theme = "purple"


def test_the_plots_options_come_back_together(path):
    settings = opened(path)
    options = PlotOptions("epoch", True, 20)
    settings.keep_plot_options(options)
    settings.store.sync()
    assert opened(path).plot_options() == options


def test_what_qt_gave_comes_back(path):
    settings = opened(path)
    assert settings.bytes("geometry").isEmpty()
    settings.keep_bytes("geometry", QByteArray(b"\x00\x01abc"))
    settings.store.sync()
    assert opened(path).bytes("geometry") == QByteArray(b"\x00\x01abc")


def test_the_first_start_and_the_pair_of_the_last_time(path):
    settings = opened(path)
    assert settings.bench() == Document()
    first = Document()
    spec = replace(first.a.spec, network=replace(first.a.spec.network, skips=("skip1", "skip3")))
    settings.keep_bench(replace(first, a=SideState(spec, "a-run")))
    settings.store.sync()
    assert opened(path).bench() == replace(first, a=SideState(spec))


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"network": {"width": -3}}', '{"network": 3}'])
def test_a_damaged_pair_gives_way_to_the_first(path, damage):
    settings = opened(path)
    settings.keep_bench(Document())
    settings.store.setValue("specB", damage)
    assert settings.bench() == Document()


def folder(number):
    return DatasetInfo(f"folder:32:/photos{number}", f"photos{number}", (3, 32, 32), ("a", "b"), 10, 2, "yours")


def test_the_last_folders_come_back_the_newest_first(path):
    settings = opened(path)
    assert settings.folders() == ()
    for number in (1, 2, 3, 4, 5, 6, 3):
        settings.keep_folder(folder(number))
    settings.store.sync()
    assert opened(path).folders() == tuple(folder(number) for number in (3, 6, 5, 4, 2))


@pytest.mark.parametrize("damage", ["", "{", "[3]", "{}", '[{"name": "x"}]', '[{"shape": [1], "classes": []}]'])
def test_damaged_folders_are_forgotten(path, damage):
    settings = opened(path)
    settings.store.setValue("folders", damage)
    assert settings.folders() == ()


def test_the_last_models_come_back_the_newest_first(path):
    settings = opened(path)
    assert settings.models() == ()
    for number in (1, 2, 3, 4, 5, 6, 3):
        settings.keep_model(f"/home/me/net{number}.py:Net")
    assert opened(path).models() == tuple(f"/home/me/net{number}.py:Net" for number in (3, 6, 5, 4, 2))


@pytest.mark.parametrize(("damage", "left"), [("{", ()), ("7", ()), ('["net.py", 7]', ("net.py",))])
def test_damaged_models_are_forgotten(path, damage, left):
    settings = opened(path)
    settings.store.setValue("models", damage)
    assert settings.models() == left


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
_FOLDER = {"name": "folder:8:/a", "title": "t", "shape": [1, 8, 8], "classes": ["a", "b"], "train_size": 1,
           "test_size": 1, "license": ""}  # fmt: skip


@tries(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["specA", "specB", "folders", "models"]),
    st.sampled_from(["network", "training", "width", "skips", "shape", "classes", "lr", "train_size", "input_shape"]),
    _ANY,
    st.sampled_from(["inside", "whole", "text"]),
)
def test_whatever_is_in_the_file_the_window_gets_what_it_can_use(path, entry, field, value, where):
    settings = opened(path)
    stored = [{**_FOLDER, field: value}] if entry == "folders" else {field: value}
    if entry.startswith("spec"):
        stored = stored if field in ("network", "training") else {"network": {field: value}}
    settings.store.setValue(
        entry, {"inside": json.dumps(stored), "whole": json.dumps(value), "text": str(value)}[where]
    )
    bench = settings.bench()
    assert all(type(bench.side(side).spec.network.width) is int for side in "AB")
    assert all(len(f.shape) == 3 and type(f.train_size) is int for f in settings.folders())
    assert all(isinstance(text, str) for text in settings.models())


@pytest.mark.parametrize("entry", ["specA", "folders", "models"])
def test_an_entry_nested_without_end_is_left(path, entry):
    settings = opened(path)
    settings.store.setValue(entry, "[" * 100_000)
    assert (settings.bench(), settings.folders(), settings.models()) == (Document(), (), ())
