"""Which layers belong together, and the map of their differences."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from explorer.comparison.layer_pairs import difference_map, layer_pairs
from explorer.graph.model import Skip
from tests.graph.handmade import conv, image, network


def staged(*stages, classifier=True, skips=()):
    """A chain with so many convolutions in each stage, then a layer without a map."""
    names = [(f"s{n}c{k}", n) for n, count in enumerate(stages, 1) for k in range(count)]
    calls = [image(), *(replace(conv(name), stage=stage) for name, stage in names)]
    if classifier:
        calls.append(replace(conv("fc"), stage=None))
    ids = [call.id for call in calls]
    return network(calls, list(pairwise(ids)), skips)


def test_equal_depths_are_paired_layer_by_layer():
    found = layer_pairs(staged(2, 3), staged(3, 2))
    assert found.places == tuple((n, n, 0.0) for n in range(6))
    assert found.words == "Layer by layer: both networks have 6 layers."


def test_different_depths_are_paired_by_relative_depth_within_each_stage():
    found = layer_pairs(staged(3, 2), staged(5, 4))
    # 3 layers over 5: first, middle, last; 2 over 4: first and last; the classifier under the classifier
    assert found.places == ((0, 1, 0.0), (2, 3, 0.0), (4, 4, 0.0), (5, 6, 0.0), (8, 8, 0.0), (9, 9, 0.0))
    assert found.words == "By relative depth within each of 2 stages: 6 layers against 10."


def test_a_layer_between_two_takes_what_lies_between_them():
    found = layer_pairs(staged(5), staged(2))
    logs = np.array([[0.0, -4.0, 7.0]])
    assert found.taken(logs).tolist() == [[0.0, -1.0, -2.0, -3.0, -4.0, 7.0]]


def test_other_stages_are_paired_over_the_whole_network():
    found = layer_pairs(staged(2, 2, classifier=False), staged(3, classifier=False))
    assert found.words == "By relative depth within the whole network: 4 layers against 3."
    assert found.taken(np.array([[0.0, 3.0, 6.0]])) == pytest.approx(np.array([[0.0, 2.0, 4.0, 6.0]]))


def test_a_layer_on_a_shortcut_has_no_partner_where_the_other_has_none():
    plain = staged(3, classifier=False)
    calls = [*plain.calls.values(), conv("short")]
    skip = Skip("skip1", "projection", "s1c0", "s1c2", ("short",), ("s1c1",), 1, 1)
    projected = network(calls, [*plain.dag.edges, ("s1c0", "short"), ("short", "s1c2")], [skip])
    found = layer_pairs(projected, plain)
    assert [id for id, place in zip(projected.layers, found.places, strict=True) if place is None] == ["short"]
    assert np.isnan(found.taken(np.zeros((1, 3)))).sum() == 1
    assert layer_pairs(projected, projected).places == ((0, 0, 0.0), (1, 1, 0.0), (2, 2, 0.0), (3, 3, 0.0))


def test_the_map_counts_decades_from_a_to_b():
    a = np.array([[1.0, 1e-3], [1e-2, 5.0]], np.float32)
    b = np.array([[1e2, 1e-3], [1e-5, 5.0], [9.0, 9.0]], np.float32)
    assert difference_map(a, b, None, None) == pytest.approx(np.array([[2.0, 0.0], [-3.0, 0.0]]), abs=1e-6)


def test_zero_and_what_is_not_finite_stay_what_they_are():
    a = np.array([[0.0, 0.0, 1.0, 1.0, np.nan, np.inf]], np.float32)
    b = np.array([[0.0, 1.0, 0.0, np.nan, 1.0, np.inf]], np.float32)
    (row,) = difference_map(a, b, None, None)
    assert row[:3].tolist() == [0.0, np.inf, -np.inf]
    assert np.isnan(row[3:5]).all()
    assert row[5] == 0


def test_the_shallower_network_is_stretched_under_the_deeper_one():
    deep, shallow = staged(3, classifier=False), staged(2, classifier=False)
    a, b = np.array([[1.0, 100.0]], np.float32), np.array([[1.0, 1.0, 1.0]], np.float32)
    found = difference_map(a, b, layer_pairs(deep, shallow), None)
    assert found == pytest.approx(np.array([[0.0, -1.0, -2.0]]))
