"""Runs handed on and taken in, in the whole window."""

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from explorer.gui.exports.export_dialog import ExportDialog


def test_a_and_b_are_exported_and_dropped_on_the_window_again(desk, engine, monkeypatch, tmp_path):
    desk.action("export_shown").trigger()
    assert "no run in A or B yet" in desk.window.messages.text
    desk.press("button_train_both")
    engine.steps(24)
    engine.end()
    desk.settle()
    path = tmp_path / "pair.rexp"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    desk.action("export_shown").trigger()
    desk.window.findChildren(ExportDialog)[-1].findChild(QPushButton, "exportSave").click()
    desk.until(lambda: path.exists() and "Saved" in desk.window.messages.text)
    store = desk.window.store
    for row in store.rows():
        store.discard(row.id)
    desk.action("runs").trigger()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    state = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(desk.window, QDragEnterEvent(QPointF(5, 5).toPoint(), *state))
    QApplication.sendEvent(desk.window, QDropEvent(QPointF(5, 5), *state))
    desk.until(lambda: "Imported 2 runs" in desk.window.messages.text)
    desk.until(lambda: desk.window.dock._model.rowCount() == 2)
