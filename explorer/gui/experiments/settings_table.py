"""The form of a sweep's settings: one row each, several values vary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from explorer.choices.activation import ACTIVATIONS
from explorer.choices.augmentation import AUGMENTATIONS
from explorer.choices.family import FAMILIES
from explorer.choices.init import INITS
from explorer.choices.norm import NORMS
from explorer.choices.optimizer import OPTIMIZERS
from explorer.choices.schedule import SCHEDULES
from explorer.gui.experiments.setting_values import SHOWN, typed_values, values_text
from explorer.gui.widgets.labels import plain_tip
from explorer.gui.widgets.table_look import look_plain
from explorer.runs.spec import CLIPPINGS, DEVICES, PRECISIONS, SHORTCUTS, STEMS
from explorer.runs.values import title
from explorer.wording import marked, tr

_ALLOWED = marked(
    {
        "network": "networks such as plain-20, resnet-56; leave it empty where family and depth are given",
        "family": ", ".join(FAMILIES.names()),
        "depth": "weighted layers, such as 8, 14, 20",
        "seed": "whole numbers, such as 0, 1, 2",
        "norm": ", ".join(NORMS.names()),
        "init": ", ".join(INITS.names()),
        "activation": f"{', '.join(ACTIVATIONS.names())}; leaky-relu:0.2 has that slope",
        "slope": "slope of leaky ReLU, such as 0.01, 0.2",
        "shortcut": ", ".join(SHORTCUTS),
        "branch_scale": "true, false",
        "stem": ", ".join(STEMS),
        "clip": "limit of gradient clipping; 0: no clipping",
        "clip_by": ", ".join(CLIPPINGS),
        "skips": 'on, off, or which are on, in quotes: "1-9,12"',
        "width": "channels of the first stage",
        "zero_gamma": "true, false",
        "dataset": "names of datasets, such as digits, cifar-10",
        "augment": ", ".join(AUGMENTATIONS.names()),
        "max_steps": "training steps, instead of epochs",
        "optimizer": ", ".join(OPTIMIZERS.names()),
        "schedule": ", ".join(SCHEDULES.names()),
        "warmup": "steps in which the learning rate rises",
        "device": ", ".join(DEVICES),
        "precision": ", ".join(PRECISIONS),
        "capture": "true, false",
        "probe_every": "steps between probes; 0: automatic",
        "sharpness_every": "steps between measurements of sharpness; 0: off",
    }
)


class SettingsTable(QTableWidget):
    """`edited` says that a person changed a value; an empty one is the default."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(len(SHOWN), 2, parent)
        self.setObjectName("sweepSettings")
        self.setAccessibleName(tr("Settings of the sweep"))
        self.setToolTip(tr("Type values separated by commas: one is fixed, several vary. Empty: the default"))
        self.setHorizontalHeaderLabels((tr("Setting"), tr("Values (empty: default)")))
        look_plain(self)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._values = [QTableWidgetItem() for _ in SHOWN]
        for row, key in enumerate(SHOWN):
            name = QTableWidgetItem(title(key))
            name.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.setItem(row, 0, name)
            self.setItem(row, 1, self._values[row])
            for item in (name, self._values[row]):
                item.setToolTip(
                    plain_tip(
                        tr(
                            "{key}: {allowed}. Several values vary; empty: the default",
                            key=key,
                            allowed=tr(_ALLOWED[key]) if key in _ALLOWED else tr("numbers"),
                        )
                    )
                )
        self.itemChanged.connect(lambda _item: self.edited.emit())

    def set_values(self, fixed: Mapping[str, Any], vary: Mapping[str, tuple[Any, ...]]) -> None:
        """Show these settings."""
        with QSignalBlocker(self):
            for row, key in enumerate(SHOWN):
                values = vary.get(key, (fixed[key],) if key in fixed else ())
                self._show(row, values_text(values))
        self.viewport().update()

    def values(self) -> tuple[dict[str, Any], dict[str, tuple[Any, ...]]]:
        """What is fixed, and what varies."""
        typed = {key: typed_values(self._values[row].text()) for row, key in enumerate(SHOWN)}
        fixed = {key: values[0] for key, values in typed.items() if len(values) == 1}
        return fixed, {key: values for key, values in typed.items() if len(values) > 1}

    def _show(self, row: int, text: str) -> None:
        if self._values[row].text() != text:
            self._values[row].setText(text)
