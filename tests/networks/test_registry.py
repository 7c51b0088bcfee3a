from __future__ import annotations

import pytest

from explorer.networks.registry import FAMILIES, resolve
from explorer.registry import UnknownNameError
from explorer.runs.spec import SpecError


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
