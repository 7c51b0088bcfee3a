"""The cards in the whole window: every field acts on network, picture, proof and the next run."""

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QSlider

from explorer.desk import steps
from explorer.desk.fields import FIELDS
from explorer.desk.sides import SIDES
from explorer.engine.commands import Train
from explorer.engine.events import DescribeFailed
from explorer.gui.cards.data_choices import MORE_DATA
from tests.gui.card_numbers import NUMBERS, setting
from tests.gui.desk import CTRL
from tests.gui.engine_double import the_catalog

CHOICES = [
    ("norm", "none"), ("init", "xavier"), ("init", "pytorch"), ("init", "identity"), ("activation", "gelu"),
    ("shortcut", "B"), ("shortcut", "C"),
    ("augment", "crop-flip"), ("optimizer", "adam"), ("optimizer", "adamw"), ("schedule", "cosine"),
    ("schedule", "step"), ("clip_by", "adaptive"), ("precision", "bf16"),
]  # fmt: skip


@pytest.fixture
def unhurried(monkeypatch):
    """Quick is quick however busy the machine is."""
    monkeypatch.setattr(steps, "_MERGE_SECONDS", math.inf)


@pytest.fixture
def desk(desk):
    """With the training settings of both cards unfolded."""
    desk.press("cardA_training")
    desk.press("cardB_training")
    return desk


def message(desk, side):
    return desk.find(QLabel, f"card{side}_message")


def test_these_tests_touch_every_field():
    touched = {name for name, *_ in NUMBERS} | {name for name, _ in CHOICES}
    others = {"family", "depth", "zero_gamma", "branch_scale", "slope", "stem", "dataset"}
    assert {field.name for field in FIELDS} - touched == others


def test_the_slope_waits_for_an_activation_that_has_one(desk):
    slope = desk.find(QLineEdit, "cardA_slope")
    assert not slope.isEnabled()
    desk.choose("cardA_activation", "leaky-relu")
    assert slope.isEnabled()
    desk.type_into("cardA_slope", "0.2")
    assert setting(desk, "A", "slope") == 0.2
    assert "leaky ReLU 0.2" in desk.find(QLabel, "detailsA").text()


def test_branches_are_scaled_by_a_tick(desk):
    desk.find(QCheckBox, "cardA_branch_scale").click()
    assert setting(desk, "A", "branch_scale") is True


def test_every_number_typed_is_what_trains_and_can_be_undone(desk, engine):
    before = desk.bench.document
    for name, typed, value in NUMBERS:
        desk.type_into(f"cardA_{name}", typed)
        assert setting(desk, "A", name) == value, name
    desk.press("button_train_a")
    trained = next(c for c in engine.sent if isinstance(c, Train)).orders[0].spec
    assert [getattr(trained.network if name == "width" else trained.training, name) for name, *_ in NUMBERS] == [
        value for *_, value in NUMBERS
    ]
    desk.press("button_stop")
    desk.press("button_undo")  # the run
    for name, typed, _ in reversed(NUMBERS):
        assert desk.find(QLineEdit, f"cardA_{name}").text() == typed
        desk.press("button_undo")
        assert desk.find(QLineEdit, f"cardA_{name}").text() != typed
    assert desk.bench.document == before


def test_every_choice_acts_is_told_by_the_pair_line_and_can_be_undone(desk):
    before = desk.window.pair.proof
    for name, value in CHOICES:
        for side in SIDES if name == "clip_by" else ():
            desk.type_into(f"card{side}_clip", "1")  # without a limit it has no effect
        without = desk.window.pair.proof
        desk.choose("cardB_" + name, value)
        assert setting(desk, "B", name) == value, name
        assert desk.ready()
        assert desk.window.pair.proof != without, name
        while desk.action("undo").isEnabled():
            desk.press("button_undo")
        assert desk.window.pair.proof == before, name


def test_family_and_depth_change_the_network_in_the_picture(desk):
    desk.choose("cardA_family", "resnet")
    assert desk.find(QLabel, "titleA").text() == "ResNet-20"
    assert desk.on("A") == list(range(1, 10))
    desk.type_into("cardA_depth", "32")
    assert desk.find(QLabel, "titleA").text() == "ResNet-32"
    assert desk.canvas("A").layers == 32
    assert desk.find(QLabel, "detailsA").text().split(" · ")[1] == "32 layers"


def test_the_depth_slider_moves_by_keys_and_the_picture_follows(desk, qtbot):
    slider = desk.find(QSlider, "cardB_depth_slider")
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: desk.bench.document.b.spec.network.name == "resnet-26")
    desk.settle()
    assert desk.canvas("B").layers == 26
    assert desk.find(QLineEdit, "cardB_depth").text() == "26"


def test_zero_gamma_is_a_tick_and_needs_a_norm(desk, qtbot):
    box = desk.find(QCheckBox, "cardB_zero_gamma")
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    box.isChecked() or qtbot.keyClick(box, Qt.Key.Key_Space)
    assert setting(desk, "B", "zero_gamma")
    desk.choose("cardB_norm", "none")
    assert not box.isEnabled()


def test_the_data_box_offers_every_registered_dataset(desk):
    box = desk.find(QComboBox, "cardA_dataset")
    offered = [box.itemData(i) for i in range(box.count())]
    assert offered == [*(d.name for d in the_catalog().datasets), "none", MORE_DATA]


# ── what is not allowed ─────────────────────────────────────────────────────────────────────────

WRONG = [
    ("depth", "57", "57"), ("width", "0", "1"), ("lr", "-1", "above 0"), ("lr", "fast", "fast"),
    ("momentum", "1.5", "0.9999"), ("epochs", "0", "1"), ("batch_size", "1", "2"), ("seed", "-3", "0"),
]  # fmt: skip


def test_wrong_values_are_told_under_the_card_and_the_window_stays_usable(desk, engine):
    before = desk.bench.document
    for name, typed, told in WRONG:
        desk.type_into(f"cardA_{name}", typed)
        assert message(desk, "A").isVisible(), name
        assert told in message(desk, "A").text(), name
        assert desk.bench.document == before, name
    desk.click_arc("B", 3)
    assert 4 not in desk.on("B")
    desk.press("button_train_b")
    engine.steps(2)
    desk.settle()
    assert len(desk.history("B")) == 2


def test_depth_57_names_the_nearest_depths_that_are_allowed(desk):
    desk.type_into("cardA_depth", "57")
    assert "56" in message(desk, "A").text()
    assert "62" in message(desk, "A").text()
    desk.type_into("cardA_depth", "56")
    assert not message(desk, "A").isVisible()
    assert desk.canvas("A").layers == 56


def test_a_network_that_cannot_be_described_says_why_and_the_other_side_still_trains(desk, engine):
    asked = []
    engine.send, send = asked.append, engine.send
    desk.bench.describer._send = engine.send
    desk.type_into("cardA_width", "512")
    (question,) = asked
    engine.send = desk.bench.describer._send = send
    engine.say(DescribeFailed(question.token, "Not enough memory. Lower the width."))
    desk.settle()
    view = desk.window.panes["A"].view
    assert view.message.isVisible()
    assert view.message.text() == "Not enough memory. Lower the width."
    assert not desk.action("train_both").isEnabled()
    assert not desk.action("train_a").isEnabled()
    desk.press("button_train_b")
    engine.steps(2)
    desk.settle()
    assert len(desk.history("B")) == 2


# ── one edit, one step back ─────────────────────────────────────────────────────────────────────


def test_quick_edits_of_different_settings_are_undone_one_by_one(desk):
    desk.type_into("cardA_width", "8")
    desk.type_into("cardA_epochs", "9")
    desk.key(Qt.Key.Key_Z, CTRL, on=desk.window.bar)
    assert (setting(desk, "A", "width"), setting(desk, "A", "epochs")) == (8, 2)
    desk.press("button_undo")
    assert setting(desk, "A", "width") == 4


def test_quick_steps_of_one_setting_are_one_step_back(desk, qtbot, unhurried):
    box = desk.find(QLineEdit, "cardA_width")
    box.setFocus()
    for _ in range(3):
        qtbot.keyClick(box, Qt.Key.Key_Up)
    assert setting(desk, "A", "width") == 32
    desk.press("button_undo")
    assert setting(desk, "A", "width") == 4


def test_there_and_back_is_nothing_to_undo(desk, qtbot, unhurried):
    box = desk.find(QLineEdit, "cardA_width")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    desk.settle()
    assert not desk.action("undo").isEnabled()


def test_steps_between_probes_are_a_number_or_auto(desk):
    box = desk.find(QLineEdit, "cardA_probe_every")
    assert box.text() == "auto"
    desk.type_into("cardA_probe_every", "25")
    assert setting(desk, "A", "probe_every") == 25
    desk.type_into("cardA_probe_every", "Auto")
    assert (setting(desk, "A", "probe_every"), box.text()) == (0, "auto")
    desk.qtbot.keyClick(box, Qt.Key.Key_Up)
    assert (setting(desk, "A", "probe_every"), box.text()) == (1, "1")
    desk.type_into("cardA_probe_every", "often")
    assert message(desk, "A").text() == "steps between probes is 'often'; allowed: a whole number, or auto."
