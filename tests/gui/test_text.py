"""The window's short texts: titles say what the skips make of a network."""

from __future__ import annotations

import pytest
from support import residual_graph

from explorer.gui.text import run_name, si, title
from explorer.runs.spec import NetworkSpec, RunSpec


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("plain-20", 0, "Plain-20"),
        ("resnet-20", 9, "ResNet-20"),
        ("plain-20", 9, "ResNet-20"),
        ("resnet-20", 0, "Plain-20"),
        ("plain-20", 8, "Plain-20 + 8 skips"),
        ("plain-20", 1, "Plain-20 + 1 skip"),
        ("resnet-20", 8, "ResNet-20 − 1 skip"),
        ("resnet-20", 2, "ResNet-20 − 7 skips"),
    ],
)
def test_a_title_never_contradicts_the_picture(name, on, expected):
    graph = residual_graph(20)
    graph = graph.with_enabled(frozenset(list(graph.skip)[:on]))
    spec = RunSpec(network=NetworkSpec(name=name))
    assert title(spec, graph) == expected
    assert run_name(spec, graph) == f"{expected} · digits"


def test_without_a_graph_the_family_names_it():
    assert title(RunSpec(network=NetworkSpec(name="plain-56")), None) == "Plain-56"


@pytest.mark.parametrize(
    ("count", "text"), [(12, "12"), (1_958_720, "1.96M"), (40_551_040, "40.6M"), (3.66e9, "3.66G")]
)
def test_counts_have_three_figures(count, text):
    assert si(count) == text
