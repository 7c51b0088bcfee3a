"""Instruments, plots, themes and what the window remembers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QSlider, QToolButton

from explorer.desk.sides import SIDES
from explorer.gui.widgets.theme import DARK, LIGHT
from explorer.gui.window import theming
from tests.gui.desk import CTRL, LEFT, Desk
from tests.gui.engine_double import the_catalog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # pop-ups on no screen
NAMES = [info.name for info in the_catalog().instruments if info.per in ("layer", "skip")]


# ── instruments ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [name for name in NAMES if name != "gradient-rms"])
def test_another_instrument_changes_heatmaps_profile_and_color_bar(trained, name):
    window = trained.window
    title = next(i.title for i in the_catalog().instruments if i.name == name)
    before = window.scale.grab().toImage()
    trained.choose("instrumentChooser", name)
    assert {pane.view.sight.record.info.name for pane in window.panes.values()} == {name}
    assert window.plots.profile.instrument == name
    assert window.plots.profile.title.text() == f"{title} through depth"
    assert window.scale.grab().toImage() != before
    assert title in window.scale.toolTip()
    assert trained.canvas("A").rows == 48


def test_the_chooser_says_what_each_instrument_measures(desk):
    box = desk.find(QComboBox, "instrumentChooser")
    offered = [i for i in range(box.count()) if box.itemData(i) is not None]
    assert sorted(box.itemData(i) for i in offered) == sorted(NAMES)
    for place in offered:
        assert "Formula" in box.itemData(place, Qt.ItemDataRole.ToolTipRole)


# ── plots ───────────────────────────────────────────────────────────────────────────────────────


def test_the_log_switch_makes_the_loss_axis_logarithmic(trained, qtbot):
    loss = trained.window.plots.loss
    qtbot.mouseClick(trained.find(QToolButton, "plots_log"), LEFT)
    assert loss.canvas.left.logarithmic
    qtbot.mouseClick(trained.find(QToolButton, "plots_log"), LEFT)
    assert not loss.canvas.left.logarithmic


@pytest.mark.parametrize(("downs", "title", "right"), [(0, "step", 47), (1, "epoch", 2), (2, "time", 1.44)])
def test_x_is_step_epoch_or_time_in_both_curves(trained, qtbot, downs, title, right):
    box = trained.find(QComboBox, "plots_x")
    bottom = trained.window.plots.accuracy.canvas.bottom
    box.setFocus()
    for _ in range(downs):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    for plot in (trained.window.plots.loss, trained.window.plots.accuracy):
        assert plot.canvas.view.viewRange()[0][1] == pytest.approx(right, rel=0.06)
    assert title in bottom.labelText


def test_smoothing_draws_the_average_over_the_raw_curve_or_not_at_all(trained, qtbot):
    plots, slider = trained.window.plots, trained.find(QSlider, "plots_smoothing")
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert plots.loss.beta == plots.accuracy.beta == 0
    assert "smoothed" not in plots.accuracy.canvas.bottom.labelText
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert plots.loss.beta > 0.99
    assert "smoothed" in plots.accuracy.canvas.bottom.labelText


@pytest.mark.parametrize("by", ["button", "key"])
def test_fit_shows_everything_again(trained, by):
    view = trained.window.plots.loss.canvas.view
    whole = view.viewRange()
    view.scaleBy((0.3, 0.3))
    trained.window.plots.loss.canvas.moved_by_user.emit()
    assert view.viewRange()[0] != pytest.approx(whole[0])
    trained.press("plots_fit") if by == "button" else trained.key(Qt.Key.Key_0, CTRL)
    assert view.viewRange()[0] == pytest.approx(whole[0])


# ── themes ──────────────────────────────────────────────────────────────────────────────────────


def pick_theme(desk, choice):
    """Through the button and its menu, as a user does; the menu runs its own event loop until it is closed."""
    menu = desk.find(QMenu, "themeMenu")
    menu.popup(desk.window.mapToGlobal(desk.window.rect().center()))
    action = desk.action(f"theme_{choice}")
    desk.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    desk.settle()


def test_dark_and_light_reach_every_part(trained):
    for choice, theme in (("light", LIGHT), ("dark", DARK)):
        pick_theme(trained, choice)
        window = trained.window
        assert window.theming.theme is theme
        assert QApplication.palette().window().color().name() == theme.window
        for part in (window.bar, window.messages, window.pair, window.scale, window.dock.banner):
            assert part._theme is theme, part
        for plot in window.plots.views():
            assert plot.theme is theme
        for side in SIDES:
            pane = window.panes[side]
            assert pane.view.theme is theme
            assert pane.card._theme is theme
        assert trained.action(f"theme_{choice}").isChecked()


def test_as_the_system_follows_the_desktop(desk, monkeypatch):
    monkeypatch.setattr(theming, "system_theme", lambda: LIGHT)
    desk.window.theming.follow_system()
    assert desk.window.theming.theme is DARK, "a chosen theme stays"
    pick_theme(desk, "system")
    assert desk.window.theming.theme is LIGHT
    monkeypatch.setattr(theming, "system_theme", lambda: DARK)
    QApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert desk.window.theming.theme is DARK


# ── memory ──────────────────────────────────────────────────────────────────────────────────────


def test_a_second_window_opens_as_the_first_was_left(desk, open_window, qtbot):
    window = desk.window
    desk.press("button_layout")
    desk.choose("instrumentChooser", "weight-norm")
    desk.press("cardA_training")
    desk.type_into("cardA_seed", "7")
    desk.choose("cardB_shortcut", "C")
    desk.click_arc("B", 3)
    desk.press("plots_log")
    slider = desk.find(QSlider, "plots_smoothing")
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    box = desk.find(QComboBox, "plots_x")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_R, CTRL)
    pick_theme(desk, "light")
    window.resize(790, 760)  # the offscreen screen has 800 × 800
    window.columns.setSizes([500, 290])
    size, shares, options = window.size(), window.columns.sizes(), window.plots.controls.options
    specs = [desk.bench.document.side(side).spec for side in SIDES]
    window.close()

    other = Desk(qtbot, open_window())
    other.settle()
    assert [other.bench.document.side(side).spec for side in SIDES] == specs
    assert 4 not in other.on("B")
    again = other.window
    assert again.navigation.instrument == "weight-norm"
    assert other.find(QComboBox, "instrumentChooser").currentData() == "weight-norm"
    assert again.size() == size
    assert again.columns.sizes() == pytest.approx(shares, abs=3)
    assert again.theming.theme is LIGHT
    assert other.action("theme_light").isChecked()
    assert again.panes["A"].y() == again.panes["B"].y()
    assert again.plots.controls.options == again.plots.controls.options == options
    assert again.plots.loss.mode == "epoch"
    assert again.plots.loss.canvas.left.logarithmic
    assert again.plots.loss.beta == 0
    assert again.dock.isVisible()
    assert again.panes["A"].card._strips[1].isVisible()


def test_the_first_start_shows_plain_56_beside_resnet_56_ready_to_train(open_window, qtbot, settings):
    settings.store.clear()
    found = Desk(qtbot, open_window())
    found.until(found.ready, 20_000)
    found.settle()
    assert [found.window.panes[side].view.header.title.text() for side in SIDES] == ["Plain-56", "ResNet-56"]
    assert found.window.pair.proof.startswith("A and B differ in one thing: 27 skip connections.")
    assert found.on("A") == []
    assert len(found.on("B")) == 27
    assert found.action("train_both").isEnabled()
    assert [state.spec.training.dataset for state in (found.bench.document.a, found.bench.document.b)] == ["digits"] * 2
