"""When the list of runs is read again."""

from explorer.desk.trainer import Live


def test_the_list_is_read_when_a_run_begins_or_ends_but_not_when_a_gate_moves(desk, monkeypatch):
    desk.action("runs").trigger()
    desk.settle()
    store, trainer = desk.window.store, desk.bench.trainer
    read, rows = [], store.rows
    monkeypatch.setattr(store, "rows", lambda: read.append(1) or rows())
    trainer.changed.emit()
    assert not read
    monkeypatch.setitem(trainer.live, "new", Live(10, "CPU"))
    desk.window.shelf._training_changed()
    assert len(read) == 1
    trainer.live.pop("new")
    desk.window.shelf._training_changed()
    assert len(read) == 2
