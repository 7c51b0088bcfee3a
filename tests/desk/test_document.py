"""The window's state: edits as pure functions."""

from dataclasses import replace

import pytest

from explorer.desk.document import Document, SideState, copied, edited, resolved, swapped, with_skips
from explorer.runs.spec import NetworkSpec
from explorer.tracing import describe


@pytest.fixture(scope="module")
def graph():
    return describe(NetworkSpec(name="resnet-20", width=4, input_shape=(1, 8, 8)))


def test_the_first_start_is_a_controlled_pair():
    bench = Document()
    assert (bench.a.spec.network.name, bench.b.spec.network.name) == ("plain-56", "resnet-56")
    assert replace(bench.a.spec.network, name="resnet-56") == bench.b.spec.network
    assert bench.a.spec.training == bench.b.spec.training


def test_an_edit_takes_the_old_run_off_show_and_leaves_the_other_side_alone():
    bench = Document().with_side("A", SideState(Document().a.spec, "run1"))
    changed = replace(bench.a.spec, training=replace(bench.a.spec.training, seed=3))
    after = edited(bench, "A", changed)
    assert after.a == SideState(changed)
    assert after.b is bench.b
    assert edited(after, "A", changed) is after


def test_swap_twice_is_nothing_and_copy_makes_twins():
    bench = Document()
    assert swapped(bench) == Document(bench.b, bench.a)
    assert swapped(swapped(bench)) == bench
    assert copied(bench).b.spec == bench.a.spec


@pytest.mark.parametrize("on", [frozenset(), frozenset({"skip2", "skip9"}), None])
def test_skips_in_a_spec_come_back_as_the_same_graph(graph, on):
    wanted = graph.with_enabled(frozenset(graph.skip) if on is None else on)
    spec = with_skips(Document().b.spec, wanted)
    assert resolved(graph, spec.network).enabled == wanted.enabled


def test_skips_that_a_depth_does_not_have_are_ignored(graph):
    spec = NetworkSpec(name="resnet-20", skips=("skip3", "skip400"))
    assert resolved(graph, spec).enabled == ("skip3",)
