from __future__ import annotations

import pytest
from torch import nn

from explorer.choices.family import FAMILIES, Family, resolve
from explorer.networks.making import make
from explorer.registry import SpecError, UnknownNameError
from explorer.runs.spec import NetworkSpec


@pytest.fixture
def small(monkeypatch) -> str:
    """A family of one network for images of 32×32 and more, with batch norm or none."""
    FAMILIES.names()
    family = Family(
        "small", "Small", "", (), True, make=lambda depth, spec: nn.Identity(), norms=("batch", "none"), smallest=32
    )
    monkeypatch.setitem(FAMILIES._members, "small", family)
    return "small"


def test_a_name_resolves_to_family_and_depth() -> None:
    family, depth = resolve("plain-56")
    assert (family.name, depth, family.skips_on) == ("plain", 56, False)
    family, depth = resolve("resnet-1202")
    assert (family.name, depth, family.skips_on) == ("resnet", 1202, True)


def test_a_depth_between_names_the_nearest_two() -> None:
    with pytest.raises(SpecError, match=r"resnet-57 does not exist.*Nearest: resnet-56 and resnet-62\."):
        resolve("resnet-57")


@pytest.mark.parametrize(("name", "nearest"), [("plain-0", "plain-8"), ("plain-1208", "plain-1202")])
def test_a_depth_outside_names_the_end(name: str, nearest: str) -> None:
    with pytest.raises(SpecError, match=rf"Nearest: {nearest}\."):
        resolve(name)


@pytest.mark.parametrize("name", ["resnet56", "resnet", "vgg-16x", "", "-56", "resnet--56", "resnet-5.6"])
def test_an_unknown_name_lists_what_is_allowed(name: str) -> None:
    with pytest.raises(UnknownNameError, match=r"There is no network called .* plain-N with N = 8, 14, 20, … 1202"):
        resolve(name)


@pytest.mark.parametrize(("name", "meant"), [("resnet56", "resnet-56"), ("Plain_20", "plain-20")])
def test_a_near_miss_gets_a_hint(name: str, meant: str) -> None:
    with pytest.raises(UnknownNameError, match=rf"Did you mean '{meant}'\?"):
        resolve(name)


def test_every_member_says_what_it_is() -> None:
    assert set(FAMILIES.names()) >= {"plain", "resnet"}
    for family in FAMILIES:
        assert family.title
        assert family.description.endswith(".")
        assert list(family.depths) == sorted(set(family.depths))


def test_a_norm_the_family_does_not_know_is_refused_with_those_it_knows(small) -> None:
    with pytest.raises(SpecError, match=r"small has no norm 'group'; allowed: batch, none"):
        make(NetworkSpec(name=small, norm="group"))


def test_images_that_are_too_small_are_refused_with_the_least_size(small) -> None:
    assert isinstance(make(NetworkSpec(name=small)), nn.Identity)
    with pytest.raises(SpecError, match="Small takes images of 32×32 or more; these are 32×31"):
        make(NetworkSpec(name=small, input_shape=(1, 32, 31)))
