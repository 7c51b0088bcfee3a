"""The card through its controls."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QSlider, QToolButton

from explorer.desk.fields import FIELDS
from explorer.gui.cards.run_card import RunCard
from explorer.gui.runs.runs_model import RunsModel
from explorer.gui.widgets.theme import DARK, LIGHT, style_sheet
from explorer.runs.spec import NetworkSpec, RunSpec
from tests.gui.access import lacking
from tests.gui.samples import READY, run_row

SPEC = RunSpec(network=NetworkSpec(name="resnet-56", width=8, input_shape=(1, 8, 8)))


@pytest.fixture
def card(qtbot):
    made = RunCard("B")
    qtbot.addWidget(made)
    made.set_spec(SPEC)
    made.set_catalog(READY)
    made.set_unfolded(True)
    made.resize(600, 200)
    made.show()
    made.specs = []
    made.spec_changed.connect(made.specs.append)
    return made


def part(card, name, kind):
    found = card.findChild(kind, f"cardB_{name}")
    assert found is not None, name
    return found


def choose(qtbot, box, value):
    """As a user does: open, walk to the value, Return."""
    box.setFocus()
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def type_in(qtbot, box, text):
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def message(card):
    label = part(card, "message", QLabel)
    return label.text() if label.isVisible() else ""


def test_every_control_has_tooltip_accessible_name_and_object_name(card):
    assert lacking(card) == []


def test_a_spec_that_is_shown_is_not_echoed(card):
    card.set_spec(replace(SPEC, training=replace(SPEC.training, seed=5)))
    assert card.specs == []
    assert part(card, "seed", QLineEdit).text() == "5"


@pytest.mark.parametrize("field", [f for f in FIELDS if f.kind == "choice"], ids=lambda f: f.name)
def test_every_choice_can_be_made(card, qtbot, field):
    if field.name == "stem":
        choose(qtbot, part(card, "family", QComboBox), "large")
    for value, _ in reversed(field.choices):
        choose(qtbot, part(card, field.name, QComboBox), value)
        spec = card.specs[-1] if card.specs else card.spec
        assert getattr(spec.network, field.name, None) == value or getattr(spec.training, field.name, None) == value


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [("width", "12", 12), ("lr", "3e-2", 0.03), ("momentum", "0.5", 0.5), ("weight_decay", "0", 0.0),
     ("warmup", "40", 40), ("epochs", "3", 3), ("batch_size", "32", 32), ("seed", "9", 9)],
)  # fmt: skip
def test_every_number_can_be_typed(card, qtbot, name, text, value):
    type_in(qtbot, part(card, name, QLineEdit), text)
    (spec,) = card.specs
    assert value in (getattr(spec.network, name, None), getattr(spec.training, name, None))


def test_arrow_keys_step_a_number(card, qtbot):
    qtbot.keyClick(part(card, "width", QLineEdit), Qt.Key.Key_Up)
    assert card.specs[-1].network.width == 16


def test_depth_by_number_and_by_slider(card, qtbot):
    type_in(qtbot, part(card, "depth", QLineEdit), "110")
    assert card.specs[-1].network.name == "resnet-110"
    slider = part(card, "depth_slider", QSlider)
    with qtbot.waitSignal(card.spec_changed):
        qtbot.keyClick(slider, Qt.Key.Key_Right)
        assert part(card, "depth", QLineEdit).text() == "116"
    assert card.specs[-1].network.name == "resnet-116"


def test_a_wrong_depth_is_refused_in_words_until_it_is_taken_back(card, qtbot):
    box = part(card, "depth", QLineEdit)
    type_in(qtbot, box, "57")
    assert card.specs == []
    assert "Nearest: 56 or 62" in message(card)
    assert box.property("wrong")
    assert box.text() == "57"
    card.set_spec(SPEC)  # the same as before: what was typed stays
    assert box.text() == "57"
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), message(card), bool(box.property("wrong"))) == ("56", "", False)
    assert card.specs == []


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("lr", "-1", "learning rate is -1; allowed: above 0"),
        ("lr", "x", "a number such as"),
        ("lr", "nan", "learning rate"),
        ("width", "0", "width is 0; allowed: at least 1"),
        ("epochs", "0", "epochs is 0"),
        ("batch_size", "1", "batch size is 1"),
        ("momentum", "1", "momentum is 1"),
    ],
)
def test_wrong_numbers_are_refused_in_words(card, qtbot, name, text, words):
    type_in(qtbot, part(card, name, QLineEdit), text)
    assert card.specs == []
    assert words in message(card)
    qtbot.keyClick(part(card, "zero_gamma", QCheckBox), Qt.Key.Key_Space)
    assert message(card) == ""
    assert len(card.specs) == 1


def test_family_and_data_come_from_the_catalog(card, qtbot):
    choose(qtbot, part(card, "family", QComboBox), "plain")
    choose(qtbot, part(card, "dataset", QComboBox), "pets")
    assert card.specs[-1].network.name == "plain-56"
    assert card.specs[-1].network.classes == 2
    choose(qtbot, part(card, "family", QComboBox), "lenet")
    assert not part(card, "depth", QLineEdit).isVisible()


def test_optimizer_takes_its_rate_along_and_momentum_is_for_sgd(card, qtbot):
    choose(qtbot, part(card, "optimizer", QComboBox), "adam")
    assert part(card, "lr", QLineEdit).text() == "0.001"
    assert not part(card, "momentum", QLineEdit).isEnabled()


def test_zero_gamma_needs_a_norm(card, qtbot):
    box = part(card, "zero_gamma", QCheckBox)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert card.specs[-1].network.zero_gamma
    choose(qtbot, part(card, "norm", QComboBox), "none")
    assert not box.isEnabled()


def test_before_the_catalog_what_it_decides_is_fixed_and_the_rest_is_not(qtbot):
    card = RunCard("B")
    qtbot.addWidget(card)
    card.set_spec(SPEC)
    assert part(card, "family", QComboBox).currentText() == "ResNet"
    assert part(card, "depth", QLineEdit).text() == "56"
    assert not part(card, "depth", QLineEdit).isEnabled()
    type_in(qtbot, part(card, "width", QLineEdit), "4")
    assert card.spec.network.width == 4


def test_locked_while_training_but_skips_can_still_be_switched(card, qtbot):
    wishes = []
    card.all_skips_wanted.connect(wishes.append)
    card.set_locked(True)
    assert not part(card, "width", QLineEdit).isEnabled()
    qtbot.mouseClick(part(card, "skips_off", QToolButton), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(part(card, "skips_on", QToolButton), Qt.MouseButton.LeftButton)
    assert wishes == [False, True]
    card.set_locked(False)
    assert part(card, "width", QLineEdit).isEnabled()


def test_training_unfolds_and_says_so(card, qtbot):
    button = part(card, "training", QToolButton)
    assert button.text() == "SGD 0.1 · 15 epochs"
    with qtbot.waitSignal(card.unfolded) as told:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args == [False]
    assert not part(card, "lr", QLineEdit).isVisible()


def test_a_run_can_be_dropped(card, qtbot):
    model = RunsModel()
    model.set_rows([run_row(3)])
    mime = model.mimeData([model.index(0, 0)])
    with qtbot.waitSignal(card.run_dropped) as told:
        card.dropEvent(drop_of(mime))
    assert told.args == ["r3"]
    other = QMimeData()  # the event keeps no reference of its own
    with qtbot.assertNotEmitted(card.run_dropped):
        card.dropEvent(drop_of(other))


def drop_of(mime):
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    return QDropEvent(QPointF(5, 5), copy, mime, left, Qt.KeyboardModifier.NoModifier)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
def test_folded_it_takes_two_rows_in_600_pixels(qtbot, theme):
    card = RunCard("A")
    qtbot.addWidget(card)
    card.setStyleSheet(style_sheet(theme))
    card.set_theme(theme)
    card.set_catalog(READY)
    card.show()
    card.resize(5000, 100)
    one = card.minimumSizeHint().height()
    card.resize(600, 100)
    assert one < card.minimumSizeHint().height() < 2 * one


def test_a_network_without_skips_has_no_buttons_for_them(card):
    button = part(card, "skips_on", QToolButton)
    assert button.isVisible()
    card.set_has_skips(False)
    assert not button.isVisible()
    card.set_has_skips(True)
    assert button.isVisible()


def test_an_own_model_goes_by_its_name_and_file(card, qtbot):
    box = part(card, "family", QComboBox)
    before = (box.currentText(), box.toolTip())
    own = replace(SPEC.network, name="resnet", source="/home/me/nets/net.py", digest="0", init="own")
    card.set_spec(replace(SPEC, network=own))
    assert box.currentText() == "resnet · net.py"
    assert "resnet of /home/me/nets/net.py" in box.toolTip()
    assert before[1] == f"{before[0]}\n{box.toolTip().splitlines()[-1]}"  # whose name, then what the box is for
    assert not part(card, "depth", QLineEdit).isVisible()
    assert card.specs == []
    card.set_spec(SPEC)
    assert (box.currentText(), box.toolTip()) == before


def test_what_comes_back_into_a_wide_card_covers_nothing(card):
    """The rows stay as they are there, so that nothing else lays them out anew."""
    card.resize(1600, 200)
    card.set_spec(RunSpec(network=NetworkSpec(name="lenet", init="own")))
    card.set_spec(SPEC)
    QApplication.processEvents()
    shown = [w for w in (part(card, n, QLineEdit) for n in ("depth", "width")) if w.isVisible()]
    buttons = [part(card, n, QToolButton) for n in ("skips_on", "skips_off", "training")]
    places = [w.rect().translated(w.mapTo(card, w.rect().topLeft())) for w in (*shown, *buttons)]
    assert len(shown) == 2
    assert not any(a.intersects(b) for i, a in enumerate(places) for b in places[:i])
