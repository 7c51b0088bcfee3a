from __future__ import annotations

import io
import json
import re
from pathlib import Path

import networkx as nx
import pytest

from explorer.graph.graph_files import FORMATS, write
from explorer.graph.model import NetworkGraph
from tests.graph.handmade import residual


def test_json_is_read_back(tmp_path: Path) -> None:
    graph = residual(2)
    write(graph, tmp_path / "net.json")
    back = NetworkGraph.from_dict(json.loads((tmp_path / "net.json").read_text("utf-8")))
    assert (back.calls, back.skips, set(back.dag.edges)) == (graph.calls, graph.skips, set(graph.dag.edges))


def test_graphml_tells_calls_edges_and_skips(tmp_path: Path) -> None:
    graph = residual(2).with_enabled(frozenset({"skip2"}))
    write(graph, tmp_path / "net.GraphML")
    back = nx.read_graphml(io.BytesIO((tmp_path / "net.GraphML").read_bytes()))
    assert set(back.edges) == set(graph.dag.edges)
    assert back.nodes["body.0.a"]["type"] == "Conv2d"
    assert back.nodes["body.0.a"]["shape"] == "4×8×8"
    skips = {values["skip"]: values["enabled"] for *_, values in back.edges(data=True) if "skip" in values}
    assert skips == {"skip1": False, "skip2": True}


def test_dot_has_a_line_for_every_call_and_edge_and_dashes_what_is_off(tmp_path: Path) -> None:
    graph = residual(2).with_enabled(frozenset({"skip2"}))
    write(graph, tmp_path / "net.dot")
    text = (tmp_path / "net.dot").read_text("utf-8")
    assert set(re.findall(r'^  "([^"]+)" -> "([^"]+)"', text, re.M)) == set(graph.dag.edges)
    assert set(re.findall(r'^  "([^"]+)" \[', text, re.M)) == set(graph.calls)
    (dashed,) = [line for line in text.splitlines() if "dashed" in line]
    assert "skip1" in dashed


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=re.escape(", ".join(FORMATS))):
        write(residual(1), tmp_path / "net.txt")
