"""Options of a command as a network."""

import pytest

from explorer.choices.family import FAMILIES, Family
from explorer.commands.networks import network_spec
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec


@pytest.fixture
def own(monkeypatch):
    """A family of one network that heeds only its stem, published with its own init and no norm."""
    FAMILIES.names()
    defaults = {"init": "own", "norm": "none"}
    family = Family("mine", "Mine", "", (), True, make=None, options=frozenset({"stem"}), defaults=defaults)
    monkeypatch.setitem(FAMILIES._members, "mine", family)


def test_what_is_not_given_is_the_networks_own(own):
    assert network_spec("plain-20", {"width": None}) == NetworkSpec(name="plain-20")
    assert network_spec("mine", {"init": None, "zero_gamma": False}) == NetworkSpec(
        name="mine", init="own", norm="none"
    )
    assert network_spec("mine", {"init": "he", "stem": "small", "skips": "1-2"}) == NetworkSpec(
        name="mine", init="he", norm="none", stem="small", skips=("skip1", "skip2")
    )


def test_an_option_the_network_does_not_heed_is_refused(own):
    with pytest.raises(SpecError, match=r"mine has no width\. Available network options: stem\."):
        network_spec("mine", {"width": 8})


def test_values_are_checked(own):
    with pytest.raises(SpecError, match="stem is 'big'; allowed: own, small"):
        network_spec("mine", {"stem": "big"})
