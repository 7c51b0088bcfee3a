"""What the window knows of data, as pure functions."""

from dataclasses import replace

from explorer.desk.known_data import absent, info_of, told_info, with_data
from explorer.engine.events import Fetched, Surveyed
from explorer.infos import DatasetInfo
from tests.gui.samples import READY


def known(name: str) -> DatasetInfo:
    info = info_of(READY, name)
    assert info is not None
    return info


PETS = known("pets")


def test_what_is_learned_replaces_or_comes_last():
    digits = replace(known("digits"), present=False)
    folder = replace(PETS, name="folder:32:/pets")
    made = with_data(READY, {"folder:32:/pets": folder, "digits": digits})
    assert made.datasets == (digits, PETS, folder)


def test_absent_is_what_is_known_and_not_here():
    made = with_data(READY, {"pets": replace(PETS, present=False)})
    assert [absent(made, name) for name in ("pets", "digits", "unknown")] == [True, False, False]
    assert not absent(None, "pets")


def test_answers_that_tell_of_a_dataset():
    assert told_info(Surveyed(1, PETS)) is PETS
    assert told_info(Fetched("pets", info=PETS)) is PETS
    assert told_info(Fetched("pets", "no network")) is None
