"""What a pane shows, from the workbench alone."""

from dataclasses import replace

import pytest

from explorer.desk.pane_state import pane_state
from explorer.engine.events import DescribeFailed


def ask(bench):
    """Put A on a network that the engine has not described yet."""
    spec = bench.document.a.spec
    bench.edit("A", replace(spec, network=replace(spec.network, width=512)))
    bench.graph("A")


@pytest.mark.parametrize(("engine", "message"), [("Starting …", "Starting …"), ("Ready", "Reading the network…")])
def test_a_pane_without_a_graph_tells_what_is_waited_for(bench, engine, message):
    ask(bench)
    assert (pane_state(bench, "A", engine).graph, pane_state(bench, "A", engine).message) == (None, message)


def test_a_pane_tells_why_its_network_cannot_be_drawn(bench, sent):
    ask(bench)
    bench.handle(DescribeFailed(sent[-1].token, "too large"))
    assert pane_state(bench, "A", "Ready").message == "too large"
