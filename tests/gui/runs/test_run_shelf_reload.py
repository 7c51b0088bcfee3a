"""When the list of runs is read again."""

from explorer.desk.background import AtOnce
from explorer.desk.trainer import Live
from explorer.runs.store import RunStore


def test_the_list_is_read_when_a_run_begins_or_ends_but_not_when_a_gate_moves(desk, monkeypatch):
    desk.action("runs").trigger()
    desk.settle()
    store, trainer = desk.window.store, desk.bench.trainer
    read, rows = [], store.rows
    monkeypatch.setattr(store, "rows", lambda **how: read.append(1) or rows(**how))
    trainer.changed.emit()
    assert not read
    monkeypatch.setitem(trainer.live, "new", Live(10, "CPU"))
    desk.window.shelf._training_changed()
    desk.until(lambda: not desk.window.reading.busy)
    assert len(read) == 1
    trainer.live.pop("new")
    desk.window.shelf._training_changed()
    desk.until(lambda: not desk.window.reading.busy)
    assert len(read) == 2


def test_the_list_shows_what_a_run_showed_once_it_is_judged(desk, engine):
    desk.action("runs").trigger()
    desk.press("button_train_both")
    engine.steps(48)
    engine.end()
    desk.settle()
    store, shown = desk.window.store, desk.window.dock._model
    desk.until(lambda: all(row.verdict for row in store.rows()))
    desk.until(lambda: [shown.row(place).verdict for place in range(2)] == [row.verdict for row in store.rows()])
    panel = {card.side: card for card in desk.window.verdicts.cards}
    assert set(panel) == {"A", "B"}


def test_runs_that_ended_a_moment_ago_are_judged_before_the_window_is_gone(desk, engine):
    desk.press("button_train_both")
    engine.steps(48)
    desk.settle()
    engine.end()  # and nobody looks
    desk.window.refresher.stop()
    desk.window.close()
    store = RunStore(desk.window.store.folder)
    assert all(row.verdict for row in store.rows())
    store.close()


def test_a_damaged_file_is_told_once_it_was_checked(desk, monkeypatch):
    shelf = desk.window.shelf
    desk.until(lambda: not desk.window.reading.busy)
    assert desk.window.store.sound()
    monkeypatch.setattr(shelf, "_doing", AtOnce())
    for found, told in ((True, False), (False, True)):
        shelf._doing.run(lambda found=found: found, shelf._checked)
        assert ("store salvage --to FOLDER" in desk.window.messages.text) is told


def test_a_run_of_another_program_comes_into_the_list(desk, engine, monkeypatch):
    desk.action("runs").trigger()
    desk.press("button_train_a")
    engine.steps(24)
    engine.end()
    desk.settle()
    shelf, model = desk.window.shelf, desk.window.dock._model
    desk.until(lambda: model.rowCount() == 1)
    shelf._clock.setInterval(20)
    desk.until(lambda: bool(shelf._mark))
    other = RunStore(desk.window.store.folder)
    (row,) = other.rows()
    spec, graph = other.spec(row.id), other.history(row.id).graph
    other.create("elsewhere", "elsewhere", spec, graph, 10, "CPU")
    desk.until(lambda: model.rowCount() == 2)
    other.discard("elsewhere")
    desk.until(lambda: model.rowCount() == 1)
    other.close()
