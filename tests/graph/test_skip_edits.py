from __future__ import annotations

from dataclasses import replace

import pytest

from explorer.graph.model import NetworkGraph
from explorer.graph.skip_edits import switched, toggled


@pytest.fixture
def graph(small_graph: NetworkGraph) -> NetworkGraph:
    """Three skips, two of them in stage 1, the second off."""
    (skip,) = small_graph.skips
    second, third = replace(skip, id="skip2", enabled=False), replace(skip, id="skip3", stage=2)
    return replace(small_graph, skips=(skip, second, third))


def test_toggling_flips_exactly_the_named_skips_and_changes_no_other_graph(graph: NetworkGraph) -> None:
    assert toggled(graph, ["skip1", "skip2"]).enabled == ("skip2", "skip3")
    assert graph.enabled == ("skip1", "skip3")
    assert toggled(toggled(graph, ["skip3"]), ["skip3"]).to_dict() == graph.to_dict()


def test_an_unknown_skip_is_refused(graph: NetworkGraph) -> None:
    with pytest.raises(KeyError, match="skip4"):
        toggled(graph, ["skip4"])


def test_switching_all_or_one_stage(graph: NetworkGraph) -> None:
    assert switched(graph, on=True).enabled == ("skip1", "skip2", "skip3")
    assert switched(graph, on=False).enabled == ()
    assert switched(graph, on=False, stage=2).enabled == ("skip1",)
    assert switched(graph, on=True, stage=1).enabled == ("skip1", "skip2", "skip3")
