"""Options as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.experiments.run_options import network_from, parse_skips
from explorer.registry import SpecError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on", "on"),
        ("OFF", "off"),
        ("default", "default"),
        ("skip1,skip4", ("skip1", "skip4")),
        ("4, 1", ("skip4", "skip1")),
        ("1-3,12", ("skip1", "skip2", "skip3", "skip12")),
        ("skip2-skip4,3", ("skip2", "skip3", "skip4")),
    ],
)
def test_skips(text: str, expected: str | tuple[str, ...]) -> None:
    assert parse_skips(text) == expected


@pytest.mark.parametrize("text", ["", "all", "1,,2", "9-1", "skip", "1-99999", "-1", "conv1"])
def test_no_skips(text: str) -> None:
    with pytest.raises(SpecError, match="allowed: on, off, or a list such as skip1,skip4 or 1-9,12"):
        parse_skips(text)


@given(st.sets(st.integers(1, 540), min_size=1))
def test_any_list_of_numbers_comes_back(numbers: set[int]) -> None:
    parsed = parse_skips(",".join(map(str, numbers)))
    assert set(parsed) == {f"skip{n}" for n in numbers}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"activation": "leaky-relu:0.456"}, ("leaky-relu", 0.456)),
        ({"activation": "leaky-relu", "slope": 0.2}, ("leaky-relu", 0.2)),
        ({"activation": "gelu"}, ("gelu", 0.01)),
    ],
)
def test_an_activation_names_its_slope(options: dict[str, str | float], expected: tuple[str, float]) -> None:
    network = network_from("plain-20", options)
    assert (network.activation, network.slope) == expected


@pytest.mark.parametrize(
    ("activation", "told"),
    [
        ("leaky-relu:steep", "allowed: leaky-relu:SLOPE"),
        ("leaky-relu:2", "slope is 2; allowed: at least 0 and at most 1"),
        ("swish", "activation is 'swish'; allowed: relu, leaky-relu, tanh, gelu, silu"),
    ],
)
def test_no_activation(activation: str, told: str) -> None:
    with pytest.raises(SpecError, match=told):
        network_from("plain-20", {"activation": activation})
