"""Short names tell things apart without a machine's paths."""

import pytest

from explorer.runs.short_names import data_name, data_names, file_name


@pytest.mark.parametrize("path", ["net.py", "/home/me/net.py", "C:\\me\\net.py", "/home/net.py/"])
def test_a_file_goes_by_its_last_part(path):
    assert file_name(path) == "net.py"


@pytest.mark.parametrize(
    ("dataset", "name"), [("digits", "digits"), ("folder:32:/data/my pets/", "my pets"), ("folder:64:C:\\pets", "pets")]
)
def test_a_folder_goes_by_its_own_name(dataset, name):
    assert data_name(dataset) == name


@pytest.mark.parametrize(
    ("a", "b", "names"),
    [
        ("digits", "cifar10", ("digits", "cifar10")),
        ("digits", "folder:32:/data/pets", ("digits", "pets")),
        ("folder:32:/data/pets", "folder:64:/data/pets", ("pets at 32×32", "pets at 64×64")),
        ("folder:32:/data/old/pets", "folder:32:/data/new/pets/", ("old/pets", "new/pets")),
        ("folder:32:/data/pets", "folder:32:/data/pets", ("pets", "pets")),
    ],
)
def test_two_datasets_are_told_apart(a, b, names):
    assert data_names(a, b) == names
