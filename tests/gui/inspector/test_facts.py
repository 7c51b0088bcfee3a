"""What the inspector says of a part of a network."""

from dataclasses import replace

from explorer.graph.counts import Parameter
from explorer.gui.inspector.facts import facts, title_of
from explorer.infos import InstrumentInfo
from tests.gui.samples import READY
from tests.gui.support import history, probed_history, residual_graph

GRAPH = residual_graph(8, shortcut="B")


def told(calls, gates=None, run=None):
    sections = facts(GRAPH, calls, gates or {}, run, READY.instruments)
    return {section.heading: dict(section.lines) for section in sections}


def test_a_layer_is_told_with_shapes_size_and_field():
    about = told(["stage1_0_conv2"])
    assert about["Layer"] == {"term": "conv"}
    assert about["Shapes"] == {
        "in, from stage1.0.conv1": "8×8×8", "out": "8×8×8",
        "receptive field": "1 × 1 pixels",  # its calls name no kernels; the field is not below the fold at 1280×800
    }  # fmt: skip
    parameters = 8 * 8 * 9
    share = f"({100 * parameters / GRAPH.parameters:.1f} % of the network)"
    assert about["Size"]["parameters"] == f"{parameters} {share}"
    assert about["Size"]["multiply-adds"].startswith(f"{parameters * 64:,} (")
    assert "Skips" not in about
    assert title_of(GRAPH, ["stage1_0_conv2"]) == "stage1.0.conv2 · Conv2d"


def test_a_junction_tells_its_skip_as_its_gate_stands():
    about = told(["stage1_0_conv1_add"], {"skip1": 0.0})
    assert about["Skips"] == {"skip1": "identity · off · ends here", "skip2": "projection · on · starts here"}


def test_a_block_is_told_as_a_whole():
    calls = [c for c in GRAPH.calls if c.startswith("stage2_0")]
    about = told(calls)
    assert title_of(GRAPH, calls) == "stage2.0 · 4 calls"
    assert about["Layer"] == {"Conv2d": "×3", "add": "×1"}
    assert about["Shapes"]["out"] == "16×4×4"
    assert about["Size"]["parameters"].startswith(f"{8 * 16 * 9 + 16 * 16 * 9 + 8 * 16:,} (")
    assert about["Skips"]["skip2"] == "projection · on · ends here, bypasses it, passes through it"


def test_a_verified_network_says_so():
    sections = facts(replace(GRAPH, verified=True), ["stage1_0_conv2"], {}, None, ())
    (network,) = (section for section in sections if section.heading == "Network")
    assert network.lines == (("verified", "outputs, gradients and buffers equal those of the model"),)
    assert "Network" not in told(["stage1_0_conv2"])


def test_what_does_not_run_does_not_count():
    graph = GRAPH.with_enabled(frozenset())
    sections = facts(graph, ["stage2_0_proj"], {}, None, ())
    assert dict(next(s for s in sections if s.heading == "Size").lines)["parameters"] == "0"


def test_readings_are_the_newest_of_every_instrument():
    run = history(GRAPH, steps=5)
    about = told(["stage1_0_conv2"], run=run)
    column = GRAPH.layers.index("stage1_0_conv2")
    assert about["Readings at step 4"]["Gradient RMS"] == f"{run.readings('gradient-rms')[4, column]:.4g}"
    assert set(about["Readings at step 4"]) >= {"Gradient RMS", "Weight norm"}
    assert not any(heading.startswith("Readings") for heading in told(["stage1_0_conv1_add"], run=run))


PROBED = (
    InstrumentInfo("activation-std", "Std", "", "", "", "", "", probed=True),
    InstrumentInfo("gradient-share", "Share", "", "", "", "", "", per="skip", probed=True),
    InstrumentInfo("gradient-histogram", "Histogram", "", "", "", "", "", per="bins", probed=True),
)


def readings_at(call, step):
    run = probed_history(GRAPH)
    sections = facts(GRAPH, [call], {}, run, PROBED, step=step)
    return run, {s.heading: dict(s.lines) for s in sections}[f"Readings at step {24 if step is None else step}"]


def test_a_probes_reading_says_when_it_was_taken():
    for step, row, when in ((None, 2, " (step 20)"), (12, 1, " (step 10)"), (0, 0, "")):
        run, about = readings_at("stage1_0_conv2", step)
        column = GRAPH.layers.index("stage1_0_conv2")
        assert about["Std"] == f"{run.readings('activation-std')[row, column]:.4g}{when}"
        assert "Histogram" not in about


def test_a_skips_reading_stands_at_its_branch_and_its_junction():
    for call in ("stage2_0_conv1", "stage2_0_conv1_add"):
        run, about = readings_at(call, 0)
        assert about["Share"] == f"{run.readings('gradient-share')[0, 1]:.4g}"
    assert "Share" not in readings_at("conv1", 0)[1]


def test_what_is_not_measured_says_so():
    assert readings_at(GRAPH.layers[0], 0)[1]["Std"] == "not measured here"


def test_a_layer_that_takes_no_gradient_is_called_frozen():
    graph = residual_graph(20)
    first = graph.main_path[0]
    held = (Parameter("conv1.weight", 72, trainable=False),)
    frozen = replace(graph, calls={**graph.calls, first: replace(graph.calls[first], held=held, frozen=True)})
    about = {section.heading: dict(section.lines) for section in facts(frozen, [first], {}, None, ())}
    assert about["Layer"]["weights"].startswith("frozen")
    assert about["Size"]["trainable"] == "0"


def test_what_is_kept_as_written_and_the_result_that_counts_are_told():
    why = "runs under no_grad"
    calls = {**GRAPH.calls, "conv1": replace(GRAPH.calls["conv1"], kept=why)}
    network = replace(GRAPH, calls=calls, verified=True, output="logits")
    for call, layer in (
        ("conv1", {"term": "conv", "kept as written": why}),
        ("stage1_0_conv2", {"term": "conv"}),
    ):
        about = {s.heading: dict(s.lines) for s in facts(network, [call], {}, None, ())}
        assert about["Layer"] == layer
        assert about["Network"] == {
            "class scores": "output logits of several",
            "verified": "outputs, gradients and buffers equal those of the model",
            "kept as written": f"conv1: {why}",
        }
