"""What a card offers as data, chosen by hand."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from explorer.gui.cards.data_choices import MORE_DATA
from explorer.gui.cards.run_card import RunCard
from explorer.runs.spec import NetworkSpec, RunSpec
from tests.gui.samples import READY

PETS = READY.datasets[1]
FOLDER = replace(
    PETS, name="folder:48:/home/me/cats", title="a folder with quite a long name 48×48", license="In /home/me"
)


@pytest.fixture
def card(qtbot):
    made = RunCard("A")
    qtbot.addWidget(made)
    made.set_spec(RunSpec(network=NetworkSpec(name="resnet-56", width=8, input_shape=(1, 8, 8))))
    made.set_catalog(READY)
    made.specs = []
    made.spec_changed.connect(made.specs.append)
    return made


def chooser(card):
    return card.findChild(QComboBox, "cardA_dataset")


def choose(card, value):
    box = chooser(card)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_a_folder_is_offered_in_few_letters_with_its_path_in_the_tooltip(card):
    card.set_datasets((*READY.datasets, replace(FOLDER, present=False, download_bytes=2_000_000)))
    place = chooser(card).findData(FOLDER.name)
    assert chooser(card).itemText(place) == "a folder with quite a l…"
    tooltip = chooser(card).itemData(place, Qt.ItemDataRole.ToolTipRole)
    assert tooltip == f"{FOLDER.title}: 100 + 20 images. In /home/me Download required: 2 MB."
    choose(card, FOLDER.name)
    assert card.spec.network.input_shape == FOLDER.shape
    assert card.spec.training.dataset == FOLDER.name


def test_a_folder_that_is_not_on_offer_goes_by_its_own_name(card):
    card.set_spec(replace(card.spec, training=replace(card.spec.training, dataset="folder:48:/home/me/gone")))
    assert chooser(card).currentText() == "gone"


def test_without_data_the_network_has_its_own_shape(card):
    choose(card, "none")
    (spec,) = card.specs
    assert spec.training.dataset == "none"
    assert (spec.network.input_shape, spec.network.classes) == ((3, 32, 32), 10)


def test_the_way_to_more_data_is_no_setting(card, qtbot):
    with qtbot.waitSignal(card.more_data_wanted):
        choose(card, MORE_DATA)
    assert card.specs == []
    assert chooser(card).currentData() == "digits"
