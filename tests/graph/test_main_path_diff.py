"""What two main paths differ in, from graphs of a few calls written by hand."""

from __future__ import annotations

import networkx as nx
import pytest

from explorer.graph.main_path_diff import Design, compare_main_paths
from explorer.graph.model import Call, NetworkGraph
from explorer.runs.spec import NetworkSpec
from explorer.tracing import describe

TYPES = {"norm": "BatchNorm2d", "relu": "ReLU", "pool": "MaxPool2d", "dropout": "Dropout", "silu": "SiLU"}


def graph(text: str) -> NetworkGraph:
    """ "conv4 norm relu conv8": a chain of calls; numbers are channels, "i4" an input of four channels."""
    calls = {}
    for place, word in enumerate(text.split()):
        op, channels = word.rstrip("0123456789"), int("".join(filter(str.isdigit, word)) or 4)
        weight = f"{place}.weight" if op in ("conv", "linear") else None
        call = Call(f"c{place}", op, TYPES.get(op, op), "", (channels, 8, 8), weight=weight,
                    kernel=(3, 3) if op == "conv" else ())  # fmt: skip
        calls[call.id] = call
    dag = nx.path_graph(list(calls), create_using=nx.DiGraph)
    return NetworkGraph("net", (3, 8, 8), 10, dag, calls, ())


PLAIN = "input conv4 norm relu conv8 norm relu linear10 output"


def test_norms_before_branches_are_told_from_norms_behind_additions() -> None:
    """A transformer's two designs: without its additions one main path is the other and one norm more."""
    pair = [describe(NetworkSpec(name=name, width=4, input_shape=(1, 8, 8))) for name in ("vit-2", "vit-postnorm-2")]
    before, behind = "5 × layer norm, 4 on residual branches", "4 × layer norm, 0 on them"
    assert compare_main_paths(*pair) == Design((("norm", before, behind),))


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (PLAIN, Design()),
        (PLAIN.replace("linear10", "linear5"), Design()),  # classes come from the data
        (PLAIN.replace("norm ", ""), Design((("norm", "batch norm", "none"),))),
        (PLAIN.replace("norm ", "", 1), Design((("norm", "2 × batch norm", "1 × batch norm"),))),
        (PLAIN.replace("norm relu", "relu norm", 1), Design((("norm", "in one place", "in another"),))),
        (PLAIN.replace("relu", "silu"), Design((("activation", "ReLU", "SiLU"),))),
        (PLAIN.replace("conv8", "conv8 norm relu conv8"), Design(deeper=True)),
        (PLAIN.replace("conv8", "conv16").replace("conv4", "conv8"), Design(wider=True)),
        (PLAIN.replace("conv8", "conv8 norm relu conv8").replace("norm ", ""),
         Design((("norm", "batch norm", "none"),), deeper=True)),
        (PLAIN.replace("conv8", "conv7"), Design(other=True)),
        (PLAIN.replace("norm ", "").replace("relu", "silu"),
         Design((("activation", "ReLU", "SiLU"), ("norm", "batch norm", "none")))),
        (PLAIN.replace("norm ", "").replace("relu", "silu dropout"), Design(other=True)),  # three kinds are too many
    ],
)  # fmt: skip
def test_what_differs(other: str, found: Design) -> None:
    assert compare_main_paths(graph(PLAIN), graph(other)) == found


def test_it_is_the_same_from_both_sides() -> None:
    deeper = graph(PLAIN.replace("conv8", "conv8 norm relu conv8"))
    assert compare_main_paths(deeper, graph(PLAIN)) == Design(deeper=True)
    silent = graph(PLAIN.replace("norm ", ""))
    assert compare_main_paths(silent, graph(PLAIN)) == Design((("norm", "none", "batch norm"),))
