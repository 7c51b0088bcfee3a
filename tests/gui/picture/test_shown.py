"""What stands on the strip at each level."""

from dataclasses import replace

import pytest

from explorer.graph.layout import Arc
from explorer.gui.picture.detail import BOX, Detail
from explorer.gui.picture.shown import folding, shown
from tests.gui.sketches import branching, residual

GRAPH, DRAWN = residual(20)
EVERY = tuple(range(9))


def at(level, pixels=1.0, ends=()):
    return shown(DRAWN, level, pixels, dict(ends))


@pytest.mark.parametrize("level", Detail)
@pytest.mark.parametrize("pixels", [1.0, 200.0])
def test_every_skip_has_exactly_one_arc_at_every_level(level, pixels):
    found = at(level, pixels)
    assert sorted(m for arc in found.arcs for m in arc.members) == list(EVERY)
    for member in EVERY:
        assert member in found.arcs[found.arc_of(member)].members


def test_a_stage_gathers_its_skips_and_says_what_it_is():
    found = at(Detail.STAGES)
    assert [arc.members for arc in found.arcs] == [(0, 1, 2), (3, 4, 5), (6, 7, 8)]
    assert [box.titles[0] for box in found.boxes] == [
        "stage 1 · 8×8 · 3 blocks", "stage 2 · 4×4 · 3 blocks", "stage 3 · 2×2 · 3 blocks",
    ]  # fmt: skip
    assert [arc.kind for arc in found.arcs] == ["identity"] * 3  # two of three, in the stages with a projection
    assert found.boxed.tolist() == [True] * 19 + [False]


def test_equal_blocks_unfold_where_there_is_room():
    per_block = 2.0
    folded, single = at(Detail.BLOCKS, BOX / per_block * 0.9), at(Detail.BLOCKS, BOX / per_block * 1.1)
    assert [box.titles[0] for box in folded.boxes] == ["BasicBlock ×3"] * 3
    assert [box.titles for box in single.boxes] == [("BasicBlock",)] * 9
    assert [arc.members for arc in single.arcs] == [(i,) for i in EVERY]
    assert folding(DRAWN, Detail.BLOCKS, 1.0) != folding(DRAWN, Detail.BLOCKS, 200.0)
    assert folding(DRAWN, Detail.STAGES, 1.0) == folding(DRAWN, Detail.CALLS, 200.0)


def test_a_skip_over_several_boxes_keeps_its_arc():
    wide = shown(
        replace(DRAWN, arcs=(*DRAWN.arcs[:-1], Arc("skip9", "identity", 3.5, 15.5, 1, ()))), Detail.STAGES, 1.0, {}
    )
    assert next(arc for arc in wide.arcs if arc.members == (8,)).x1 == 15.5
    assert next(arc for arc in wide.arcs if arc.members == (8,)).level == 1


def test_at_the_level_of_calls_arcs_stand_on_their_junctions():
    found = at(Detail.CALLS, 100.0, {"skip1": (1.2, 3.3)}.items())
    assert (found.arcs[0].x0, found.arcs[0].x1) == (1.2, 3.3)
    assert found.arcs[1].x0 == DRAWN.arcs[1].x0


def test_boxes_know_their_calls():
    blocks, stages = at(Detail.BLOCKS, 200.0).boxes, at(Detail.STAGES).boxes
    held = [call.id for call in GRAPH.calls.values() if blocks[3].holds(call)]
    assert held == ["stage2_0_conv1", "stage2_0_conv2", "stage2_0_proj"]
    assert all(GRAPH.calls[c].stage == 2 for c in GRAPH.calls if stages[1].holds(GRAPH.calls[c]))


def test_branches_are_one_box():
    _, drawn = branching(2)
    found = shown(drawn, Detail.BLOCKS, 100.0, {})
    assert [(box.first, box.last) for box in found.boxes] == [(1, 7), (7, 13)]
    assert found.arcs == ()
