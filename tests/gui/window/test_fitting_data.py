"""Advice names data that the network fits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from explorer.desk.fitting_data import choose_data, fitting
from explorer.infos import DatasetInfo
from explorer.runs.spec import NetworkSpec
from tests.gui.samples import READY

TEN = tuple("0123456789")
MNIST = DatasetInfo("mnist", "MNIST", (1, 28, 28), TEN, 60000, 10000, "CC BY-SA 3.0", 11_000_000, present=False)
FASHION = DatasetInfo("fashion-mnist", "Fashion-MNIST", (1, 28, 28), TEN, 60000, 10000, "MIT")
KNOWN = replace(READY, datasets=(*READY.datasets, MNIST, FASHION))


def own(shape: tuple[int, int, int], classes: int = 10) -> NetworkSpec:
    return NetworkSpec(name="Net", source="net.py", digest="0", input_shape=shape, classes=classes, init="own")


@pytest.mark.parametrize(
    ("network", "names"),
    [
        (own((1, 28, 28)), ["fashion-mnist", "mnist"]),  # those that are here come first
        (own((1, 8, 8)), ["digits"]),
        (own((1, 28, 28), 7), []),
        (own((3, 28, 28)), []),
        (NetworkSpec(name="huge"), []),  # its images have 64 pixels or more
        (NetworkSpec(name="plain-56"), ["digits", "pets", "fashion-mnist", "mnist"]),
    ],
    ids=lambda each: str(each)[:40],
)
def test_data_fit_by_shape_and_classes(network, names):
    assert [data.name for data in fitting(network, KNOWN)] == names


def test_it_names_the_first_of_them_or_says_what_would_fit():
    assert choose_data(own((1, 28, 28)), KNOWN) == "Choose a dataset in its card, such as Fashion-MNIST."
    nothing = choose_data(own((1, 20, 20), 7), KNOWN)
    assert nothing.startswith("It takes 1×20×20 images of 7 classes; no known dataset has these. Open such an")
    assert "igits" not in nothing


def test_training_without_data_names_what_fits_until_data_are_chosen(desk):
    before = desk.bench.document.b.spec
    desk.bench.edit(
        "B", replace(before, network=own((1, 20, 20), 7), training=replace(before.training, dataset="none"))
    )
    desk.press("button_train_b")
    assert desk.window.messages.text.startswith("B has no dataset to train on. It takes 1×20×20 images of 7 classes;")
    desk.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.messages.text == "", "B has data again"
