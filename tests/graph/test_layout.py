from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.graph.layout import Cell, StageFrame, layout, nesting
from explorer.graph.model import Call, NetworkGraph, Skip


def chain(blocks: int, *, enabled: bool = True) -> NetworkGraph:
    """A stem, then blocks of two layers with a projection each, then a head; made by hand, without torch."""
    calls = [Call("x", "input", "placeholder", "", (1, 8, 8), stage=1), _layer("stem", 1)]
    skips = []
    edges = [("x", "stem")]
    for i in range(1, blocks + 1):
        stage = 1 if i <= blocks // 2 else 2
        calls += [_layer(f"{name}{i}", stage) for name in ("a", "b", "p")]
        calls.append(Call(f"add{i}", "add", "add", "", (4, 8 // stage, 8 // stage), stage=stage))
        fork = calls[-5].id
        edges += [(fork, f"a{i}"), (f"a{i}", f"b{i}"), (f"b{i}", f"add{i}"), (fork, f"p{i}"), (f"p{i}", f"add{i}")]
        skips.append(Skip(f"skip{i}", "projection", fork, f"add{i}", (f"p{i}",), (f"a{i}", f"b{i}"), stage, i, enabled))
    calls.append(Call("head", "linear", "Linear", "head", (10,), 50, 40, "head.weight"))
    dag = nx.DiGraph()
    dag.add_nodes_from(c.id for c in calls)
    dag.add_edges_from([*edges, (calls[-2].id, "head")])
    return NetworkGraph("chain", (1, 8, 8), 10, dag, {c.id: c for c in calls}, tuple(skips))


def _layer(name: str, stage: int) -> Call:
    return Call(name, "conv", "Conv2d", name, (4, 8 // stage, 8 // stage), 36, 36, f"{name}.weight", stage)


def test_cells_stand_at_one_to_depth_and_know_their_column() -> None:
    graph = chain(2)
    cells = layout(graph).cells
    assert [c.call for c in cells] == ["stem", "a1", "b1", "a2", "b2", "head"]
    assert [c.x for c in cells] == [1, 2, 3, 4, 5, 6]
    assert [graph.layers[c.column] for c in cells if c.column is not None] == [c.call for c in cells]


def test_feet_stand_between_cells_and_projections_under_their_arc() -> None:
    first, second = layout(chain(2)).arcs
    assert (first.skip, first.x0, first.x1) == ("skip1", 1.5, 3.5)
    assert (second.skip, second.x0, second.x1) == ("skip2", 3.5, 5.5)
    assert first.cells == (Cell("p1", 2.5, 3),)


def test_a_removed_projection_has_no_column_and_main_columns_close_up() -> None:
    found = layout(chain(2, enabled=False))
    assert [arc.cells[0].column for arc in found.arcs] == [None, None]
    assert [cell.column for cell in found.cells] == [0, 1, 2, 3, 4, 5]


def test_stages_frame_the_cells_of_one_resolution() -> None:
    assert layout(chain(4)).stages == (StageFrame(1, 0.5, 5.5, "8×8"), StageFrame(2, 5.5, 9.5, "4×4"))


def test_a_layer_without_a_map_does_not_break_its_stages_frame() -> None:
    graph = chain(4)
    gate = replace(graph.calls["b1"], shape=(4,), stage=None)
    assert layout(replace(graph, calls={**graph.calls, "b1": gate})).stages == layout(graph).stages


def test_levels_of_a_network_without_nested_skips() -> None:
    assert layout(chain(3)).levels == 1
    assert layout(chain(0)).levels == 0


@pytest.mark.parametrize(
    ("spans", "levels"),
    [
        ([(0, 1), (1, 2)], [0, 0]),
        ([(0, 3), (1, 2)], [1, 0]),
        ([(0, 2), (0, 4), (0, 6)], [0, 1, 2]),
        ([(0, 2), (1, 3)], [0, 0]),
        ([(0, 2), (0, 2)], [0, 1]),
        ([(2, 3), (1, 4), (2, 6), (0, 6)], [0, 1, 1, 2]),
    ],
)
def test_nesting(spans: list[tuple[float, float]], levels: list[int]) -> None:
    assert nesting(spans) == levels


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 8)), max_size=25, unique=True))
def test_nesting_against_its_definition(drawn: list[tuple[int, int]]) -> None:
    spans = [(x0, x0 + length) for x0, length in drawn]
    levels = nesting(spans)
    for i, (x0, x1) in enumerate(spans):
        inside = [levels[j] for j, (y0, y1) in enumerate(spans) if j != i and x0 <= y0 and y1 <= x1]
        assert levels[i] == max(inside, default=-1) + 1


def test_one_layer_with_a_map_before_tokens_has_no_frame() -> None:
    made = chain(2)
    calls = {id: replace(call, stage=call.stage if id in ("x", "stem") else None) for id, call in made.calls.items()}
    assert len(layout(made).stages) == 2
    assert layout(replace(made, calls=calls)).stages == ()
