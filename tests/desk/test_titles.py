"""The window's short texts: titles say what the skips make of a network."""

from __future__ import annotations

import pytest

from explorer.desk.titles import details, run_name, title
from explorer.number_text import si
from explorer.runs.spec import NetworkSpec, RunSpec
from tests.gui.samples import READY
from tests.gui.support import residual_graph


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


def test_other_families_are_called_by_their_titles():
    graph = residual_graph(20)
    large = RunSpec(network=NetworkSpec(name="large", init="own"))
    family = next(f for f in READY.families if f.name == "large")
    assert title(large, graph, family) == "Large net"
    assert title(large, graph.with_enabled(frozenset()), family) == "Large net − all skips"
    assert title(large, graph.with_enabled(frozenset(["skip1"])), family) == "Large net − 8 skips"
    assert run_name(large, graph, family) == "Large net · digits"


def test_only_a_norm_that_was_chosen_is_told():
    graph = residual_graph(20)
    plain, large = (next(f for f in READY.families if f.name == name) for name in ("plain", "large"))
    spec = RunSpec(network=NetworkSpec(norm="group"))
    assert "group norm" in details(spec, graph, {}, plain)
    assert "norm" not in details(spec, graph, {}, large)


@pytest.mark.parametrize(
    ("count", "text"), [(12, "12"), (1_958_720, "1.96M"), (40_551_040, "40.6M"), (3.66e9, "3.66G")]
)
def test_counts_have_three_figures(count, text):
    assert si(count) == text


def test_what_networks_are_compared_by_comes_first():
    """A narrow window cuts the line's end."""
    graph = residual_graph(20)
    line = details(RunSpec(), graph, {}).split(" · ")
    assert line[0] == f"{si(graph.multiply_adds)} multiply-adds"
    assert line[1] == "20 layers"


def test_a_users_own_model_names_its_file_without_the_machines_path():
    own = RunSpec(network=NetworkSpec(name="Net", init="own", source="/home/me/models/net.py", digest="0" * 64))
    line = details(own, residual_graph(20), {})
    assert " · from net.py · " in line
    assert "/home" not in line
