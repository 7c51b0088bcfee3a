from __future__ import annotations

import itertools

import pytest

from explorer.graph.flow import flow, heaviest
from explorer.graph.lanes import lanes
from tests.graph.handmade import conv, gated, image, inception, network, residual


def test_branches_are_stacked_below_the_one_with_most_layers() -> None:
    found = lanes(flow(inception()))
    assert {found[f"mix.{name}"] for name in ("c1", "c2", "c3")} == {0}
    assert found["mix.a1"] == 1
    assert found["mix.b1"] == found["mix.b2"] == 2
    assert found["pool"] == found["mix.d1"] == 3
    assert found["stem"] == found["cat"] == found["head"] == 0


def test_gates_stand_on_lane_1_again_and_again_and_do_not_count_as_depth() -> None:
    graph = gated(3)
    found = lanes(flow(graph))
    assert {id for id, lane in found.items() if lane == 0} == {"x", "head"} | {
        f"{name}{i}{rest}" for i in range(3) for name, rest in (("b", ".wide"), ("mul", ""))
    }
    assert max(found.values()) == 1
    assert graph.weighted_layers == 4


def test_a_head_that_comes_back_only_at_the_end_has_a_lane_of_its_own() -> None:
    names = ("stem", "a", "b", "c")
    calls = [image(), *map(conv, ("stem", "aux", "a", "side", "b", "c")), conv("out")]
    edges = [("x", "stem"), *itertools.pairwise(names), ("c", "out"), ("stem", "aux"), ("aux", "out")]
    found = lanes(flow(network(calls, [*edges, ("a", "side"), ("side", "c")])))
    assert found["aux"] == 1
    assert found["side"] == 2
    assert {found[name] for name in (*names, "out")} == {0}


@pytest.mark.parametrize("blocks", [0, 1, 5])
def test_skips_leave_one_lane(blocks: int) -> None:
    graph = residual(blocks)
    assert set(lanes(flow(graph)).values()) == {0}
    assert len(heaviest(flow(graph))) == len(graph.calls)
    assert graph.weighted_layers == 2 * blocks + 2


def test_no_calls_have_no_path() -> None:
    assert heaviest(flow(network([], []))) == ()
