"""Rows of labeled controls that wrap where the window is narrow."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from superqt import QFlowLayout

from explorer.desk.fields import Field
from explorer.gui.cards.editors import DepthEditor, Editor, FlagEditor
from explorer.gui.widgets.labels import Label, plain_tip
from explorer.wording import tr, tr_lines


class Strip(QWidget):
    """Widgets side by side, all equally high, `apart` pixels from each other, in as many rows as the width asks for."""

    def __init__(self, widgets: Iterable[QWidget], apart: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = QFlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setHorizontalSpacing(apart)
        self._flow.setVerticalSpacing(5)
        self._widgets = tuple(widgets)
        for widget in self._widgets:
            self._flow.addWidget(widget)

    def leave_out(self, hidden: Collection[QWidget]) -> None:
        """Show every widget but these. They leave the flow too: it spaces what is hidden as if it were there."""
        while self._flow.takeAt(0) is not None:
            pass
        for widget in self._widgets:
            widget.setVisible(widget not in hidden)
            if widget not in hidden:
                self._flow.addWidget(widget)
        self._flow.invalidate()  # the flow does not see by itself that its widgets are others
        self._flow.activate()
        self._claim()

    def even(self) -> None:
        """Make every widget as high as the highest: a flow aligns tops, and letters should stand on one line."""
        height = max(widget.sizeHint().height() for widget in self._widgets)
        for widget in self._widgets:
            widget.setFixedHeight(height)
        self._claim()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Claim the rows of the new width."""
        super().resizeEvent(event)
        self._claim()

    def _claim(self) -> None:
        # a flow's minimum is one row: without this a crowded window would cut the others off
        self.setMinimumHeight(self.heightForWidth(self.width()))


class FieldGroup(QWidget):
    """A label and its editor. `tell` sets their tooltip: what the field does, after why it is disabled, if it is."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[QWidget] = []
        self._about = self._why = ""

    @property
    def obstacle(self) -> str:
        """Why it cannot be edited now, in one line; empty where it can."""
        return "" if self.isEnabled() else (self._why or self._about).splitlines()[0]

    def tell(self, about: str | None = None, why: str | None = None) -> None:
        """Set what the field does, or why it is disabled; None leaves it."""
        self._about = self._about if about is None else about
        self._why = self._why if why is None else why
        text = f"{self._why}\n{self._about}" if self._why else self._about
        for part in self.parts:
            part.setToolTip(plain_tip(text))


def labeled(field: Field, editor: Editor, prefix: str, of: str) -> FieldGroup:
    """The editor behind its label, named `prefix`_`field` for tests and "title of `of`" for screen readers."""
    group = FieldGroup()
    group.setObjectName(f"{prefix}_{field.name}_group")
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    if field.label and not isinstance(editor, FlagEditor):
        label = Label(tr(field.label))
        label.setProperty("role", "muted")
        label.setBuddy(editor)
        row.addWidget(label)
        group.parts.append(label)
    row.addWidget(editor)
    parts: dict[str, QWidget] = {"": editor}
    if isinstance(editor, DepthEditor):
        parts = {"_slider": editor.slider, "": editor.box}
    for suffix, part in parts.items():
        part.setObjectName(f"{prefix}_{field.name}{suffix}")
        group.parts.append(part)
        part.setAccessibleName(tr("{title} of {of}", title=tr(field.title), of=of) + (tr(", slider") if suffix else ""))
    group.tell(tooltip(field))
    return group


def tooltip(field: Field) -> str:
    """What a field does, when it has an effect, and its keys."""
    steps = tr(". ↑ ↓ step") if field.kind in ("whole", "real", "depth") else ""
    only = (
        tr(
            ". Has an effect only with {setting} = {values}",
            setting=field.needs[0],
            values=tr(" or ").join(field.needs[1]),
        )
        if field.needs
        else ""
    )
    return f"{tr_lines(field.tooltip)}{only}{steps}"
