from __future__ import annotations

import pytest

from explorer.graph.call_search import find
from tests.graph.handmade import residual


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BODY.1", ("body.1.a", "body.1.b", "add1")),
        ("conv2d body .b", ("body.0.b", "body.1.b")),
        ("skip2", ("add1",)),
        ("add", ("add0", "add1")),
        ("   ", ()),
        ("nowhere", ()),
    ],
)
def test_every_word_must_occur(text: str, found: tuple[str, ...]) -> None:
    assert find(residual(2), text) == found
