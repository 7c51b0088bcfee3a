"""Results of analyses survive the way to disk and back, and stay with their run."""

import base64
import json
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from explorer.choices.figures.bars import Bars
from explorer.choices.figures.lines import Lines, Series
from explorer.choices.figures.surface import Surface
from explorer.graph.model import NetworkGraph
from explorer.runs.analysis import AnalysisResult, decode, encode
from explorer.runs.codec import DamagedError
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore, StoreError

X = np.array([0.0, 1.0, np.inf])
RESULT = AnalysisResult(
    analysis="lesion",
    network="resnet-20",
    settings={"images": 512, "pairs": True, "span": 0.5, "split": "test"},
    figures=(
        Lines(id="a", title="A", x_label="x", y_label="y", series=(Series("one", X, X * 2, X, X, dashed=True),)),
        Bars(
            id="b",
            title="B",
            x_label="x",
            y_label="y",
            labels=("1", "2"),
            values=X[:2],
            skips=("s1", "s2"),
            baseline=0.1,
        ),
        Surface(id="c", title="C", x_label="x", y_label="y", z_label="z", x=X, y=X[:2], z=np.full((2, 3), np.nan)),
    ),
    sentences=("It is so.",),
    made="2026-01-01T00:00:00+00:00",
    seconds=1.5,
)


def _same(a: object, b: object) -> bool:
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and np.array_equal(a, b, equal_nan=True)
    if isinstance(a, tuple):
        return isinstance(b, tuple) and len(a) == len(b) and all(map(_same, a, b))
    if hasattr(a, "__dataclass_fields__"):
        return type(a) is type(b) and all(_same(getattr(a, f), getattr(b, f)) for f in a.__dataclass_fields__)
    return a == b


def test_a_result_comes_back():
    assert _same(decode(encode(RESULT)), RESULT)


@pytest.mark.parametrize("data", [b"", b"x", encode(RESULT)[:-9]])
def test_damaged_bytes_are_refused(data: bytes):
    with pytest.raises(DamagedError, match="analysis"):
        decode(data)


@pytest.fixture
def store(tmp_path: Path, small_graph: NetworkGraph):
    made = RunStore(tmp_path)
    made.create("a", "x", RunSpec(), small_graph, 24, "CPU")
    yield made
    made.close()


def test_the_newest_result_of_each_kind_is_kept(store: RunStore):
    newer = replace(RESULT, made="2026-01-02T00:00:00+00:00", sentences=("Newer.",))
    other = replace(RESULT, analysis="landscape", made="2026-01-03T00:00:00+00:00")
    for result in (RESULT, newer, other):
        store.save_analysis("a", result)
    assert [(r.analysis, r.sentences) for r in store.analyses("a")] == [
        ("lesion", ("Newer.",)),
        ("landscape", ("It is so.",)),
    ]


def test_results_go_with_their_run(store: RunStore):
    store.save_analysis("a", RESULT)
    store.discard("a")
    assert store.analyses("a") == []
    with pytest.raises(StoreError, match="no run a"):
        store.save_analysis("a", RESULT)


@pytest.mark.logs
def test_a_damaged_result_leaves_the_others_readable(store: RunStore, caplog: pytest.LogCaptureFixture):
    store.save_analysis("a", RESULT)
    store.save_analysis("a", replace(RESULT, analysis="other"))
    with store._database.writing() as db:
        db.execute("UPDATE analyses SET result = x'00' WHERE analysis = 'lesion'")
    assert [result.analysis for result in store.analyses("a")] == ["other"]
    assert "cannot be read" in caplog.text


OF_0_3 = (
    "eJyNUsFuwjAM/ZUq10GVVmIHbttOXDjthhByW7dYpOmUpIMW8e+L0wGtJiakyPKzY/v5JWcBGlRnyYplJBRaarSYRUKjOzbmwEGD"
    "1qN5Kjlu0TnSFd8+C6qhQnYXSXrxyZKq1oTAxicLLgYucuQUMnpjdNopyFAxPjHu7rgbRhi6NrllGo2hlsMylrMoYbPSJWly3Zbb"
    "PE6p5vg4uadq/zhbgN0jb+JMi5ehWbVjGiUoi7+4G+ED6bC5Iu238LJcpcgmUrw/I0VAQQqRCB7+DaodtPF0OWAP9DVcYG+4lIFF"
    "nu7DMl78QzEDM2GYTxh+PMOwv+P+zwONn4X9nv3NGtazyJvtVc1+RK0GZ2gi702C7Yi5bU0JOYrwIha1Q50PuoiVi8hGtomDFjUU"
    "YZlUpq9zmfjzKeUynJdghx+XN7rg8iReXH4AH33eXw=="
)


def test_a_result_that_version_0_3_wrote_is_read():
    result = decode(base64.b64decode(OF_0_3))
    assert [type(figure) for figure in result.figures] == [Lines, Bars, Surface]
    assert [figure.kind for figure in result.figures] == ["lines", "bars", "surface"]
    assert result.figures[0].series[0].dashed
    assert result.figures[1].skips == ("skip1",)
    assert result.figures[2].z.shape == (1, 2)


def test_a_figure_of_an_unknown_kind_is_refused_with_those_that_there_are():
    stored = json.loads(zlib.decompress(encode(RESULT)))
    stored["figures"][0]["kind"] = "radar"
    with pytest.raises(DamagedError, match=r"no kind of figure called 'radar'\. Allowed: .*lines"):
        decode(zlib.compress(json.dumps(stored).encode()))
