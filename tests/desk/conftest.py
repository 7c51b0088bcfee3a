"""A workbench with a small pair, its graphs answered, and what it has sent."""

from dataclasses import replace

import pytest

from explorer.desk.document import Document
from explorer.desk.workbench import Workbench
from tests.desk.played_engine import answer


@pytest.fixture
def sent():
    return []


@pytest.fixture
def bench(sent, qapp):
    small = Document()
    for side, name in (("A", "plain-20"), ("B", "resnet-20")):
        spec = small.side(side).spec
        small = small.with_side(
            side, replace(small.side(side), spec=replace(spec, network=replace(spec.network, name=name, width=4)))
        )
    made = Workbench(sent.append, small)
    answer(made, sent)
    sent.clear()
    return made
