"""What a pointer is told."""

import math
from dataclasses import replace

import pytest

from explorer.gui.picture.details import box_text, layer_text, point_text, reading_text, skip_text
from tests.gui.support import residual_graph

GRAPH = residual_graph(20, "B")


def test_a_skip_tells_kind_state_place_shapes_and_what_it_passes():
    assert skip_text(GRAPH, "skip1", 1.0) == (
        "skip1 · identity · on\nstage 1, block 1 · 8×8×8 → 8×8×8\npasses stage1.0.conv1, stage1.0.conv2"
    )


def test_a_projection_names_its_own_layers():
    lines = skip_text(GRAPH, "skip4", 0.5).splitlines()
    assert lines[0] == "skip4 · projection · gate at 0.5"
    assert lines[1] == "stage 2, block 1 · 8×8×8 → 16×4×4"
    assert lines[3] == "through stage2.0.proj"


def test_a_layer_tells_type_path_shape_parameters_and_reading():
    assert layer_text(GRAPH, "stage2_0_conv1", "gradient RMS", 0.00123456) == (
        "Conv2d · stage2.0.conv1\noutput 16×4×4 · 1,152 parameters\ngradient RMS: 0.001235"
    )
    assert layer_text(GRAPH, "conv1", "gradient RMS", None).endswith("no reading yet")


def test_a_point_tells_step_layer_and_value():
    assert point_text(GRAPH, "conv1", 1, 12, "gradient RMS: 2") == "step 12 · layer 1 (conv1)\ngradient RMS: 2"


@pytest.mark.parametrize(("value", "text"), [(math.nan, "NaN"), (math.inf, "∞"), (0.0, "exactly 0"), (1e-9, "1e-09")])
def test_readings_that_are_no_number_are_named(value, text):
    assert reading_text(value) == text


def test_what_is_kept_as_written_says_why():
    why = "a custom autograd.Function: one call with its own forward and backward"
    kept = replace(GRAPH, calls={**GRAPH.calls, "conv1": replace(GRAPH.calls["conv1"], kept=why)})
    assert layer_text(kept, "conv1", "gradient RMS", None).endswith(f"no reading yet\nkept as written: {why}")
    calls = [kept.calls["conv1"], kept.calls["stage1_0_conv1"]]
    assert box_text("stage 1", calls).endswith(f"\nkept as written: conv1: {why}")
