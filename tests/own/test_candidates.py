"""What a file offers is told without making any of it."""

from __future__ import annotations

from explorer.own.candidates import candidates
from explorer.own.loading import load
from tests.own.conftest import Write

CODE = """
import torch
from torch import nn
from torch.nn import Linear

class Block(nn.Module):
    def __init__(self, width): raise SystemExit

class Net(nn.Module):
    def __init__(self, num_classes=10): raise SystemExit

class _Hidden(nn.Module): ...
class NoModule: ...

def make_net(classes): raise SystemExit
def of_no_name() -> nn.Module: raise SystemExit
def late() -> "nn.Module": raise SystemExit
def main(): raise SystemExit
def count() -> int: raise SystemExit
def helper(num_classes): raise SystemExit
def build(depth): raise SystemExit
def wanting(depth) -> nn.Module: raise SystemExit

ready = Linear(3, 4)
bare = nn.ReLU()
"""


def test_what_is_offered(write: Write) -> None:
    found = {c.name: c for c in candidates(load(write(CODE)))}
    usable = {name for name, candidate in found.items() if not candidate.problem}
    assert usable == {"Net", "make_net", "of_no_name", "late", "helper", "ready"}
    assert {name: found[name].problem for name in set(found) - usable} == {
        "Block": "Arguments without defaults: width.",
        "wanting": "Arguments without defaults: depth.",
        "bare": "It has no parameters.",
    }
    assert found["ready"].about == "a Linear made by the file, 16 parameters"
    assert found["Net"].about == "class, given num_classes"
    assert [bool(c.problem) for c in found.values()] == sorted(bool(c.problem) for c in found.values())
