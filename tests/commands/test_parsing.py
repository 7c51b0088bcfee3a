"""Shapes as people write them."""

from __future__ import annotations

import pytest

from explorer.commands.failures import UsageError
from explorer.commands.parsing import parse_shape


@pytest.mark.parametrize(("text", "shape"), [("3x32x32", (3, 32, 32)), (" 1×8×8 ", (1, 8, 8)), ("3X5X7", (3, 5, 7))])
def test_shapes(text: str, shape: tuple[int, ...]) -> None:
    assert parse_shape(text) == shape


@pytest.mark.parametrize("text", ["", "32", "3x32", "3x32x32x1", "axbxc", "-3x3x3"])
def test_no_shapes(text: str) -> None:
    with pytest.raises(UsageError, match="allowed: channels x height x width"):
        parse_shape(text)
