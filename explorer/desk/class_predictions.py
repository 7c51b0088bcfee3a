"""The predictions of a class: read from small files, sorted to the plots, axes and questions that they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from explorer.desk.sides import SIDES, Side
from explorer.runs.prediction_files import SharedPrediction, read_prediction
from explorer.runs.predictions import Kind, Prediction
from explorer.wording import tr

_NAMED = 3  # files with an error that a message names


class ClassPredictions(QObject):
    """Holds what was read last. `changed` says that others are to be shown; `failed` names files with an error."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read: tuple[SharedPrediction, ...] = ()
        self._at = ("", "")  # the lesson and the experiment that is on show

    def show_files(self, paths: Iterable[Path]) -> None:
        """Show the predictions in these files, in the place of those before."""
        read, wrong = [], []
        for path in paths:
            try:
                read.append(read_prediction(path))
            except OSError as error:
                wrong.append(f"{path.name}: {error.strerror or error}")
            except ValueError as error:
                wrong.append(f"{path.name}: {str(error).rstrip('.')}")
        self._read = tuple(read)
        self.changed.emit()
        if wrong:
            self.failed.emit(_told(wrong, len(read) + len(wrong)))
        elif not self.any:
            self.failed.emit(self._elsewhere())

    def stand_at(self, lesson: str, experiment: str) -> None:
        """Another experiment is on show: only predictions about it are shown."""
        if (lesson, experiment) != self._at:
            self._at = lesson, experiment
            self.changed.emit()

    def hide(self) -> None:
        """Show none."""
        self._read = ()
        self.changed.emit()

    def of(self, side: Side, kind: Kind, about: str) -> tuple[Prediction, ...]:
        """What the class predicted of a side."""
        return tuple(
            shared.prediction
            for shared in self._read
            if shared.side == side and shared.prediction.key == (kind, about) and shared.is_of(*self._at)
        )

    def votes(self, about: str, texts: Sequence[str]) -> tuple[int, ...]:
        """How many chose each of these sentences, of either side."""
        counted = Counter(made.text for side in SIDES for made in self.of(side, "sentence", about))
        return tuple(counted[text] for text in texts)

    @property
    def any(self) -> bool:
        """Whether there is one about the experiment on show."""
        return any(shared.is_of(*self._at) for shared in self._read)

    def shared(self, side: Side, prediction: Prediction) -> SharedPrediction:
        """A prediction of one's own, for a file."""
        lesson, experiment = self._at
        return SharedPrediction(side=side, prediction=prediction, lesson=lesson, experiment=experiment)

    def _elsewhere(self) -> str:
        known = dict.fromkeys(
            tr("“{experiment}” of lesson {lesson}", experiment=shared.experiment, lesson=shared.lesson)
            for shared in self._read
        )
        return tr(
            "None of these predictions is about what is on show. They are about {known}: load that first.",
            known=", ".join(known),
        )


def _told(wrong: Sequence[str], files: int) -> str:
    more = tr("; and {count} more", count=len(wrong) - _NAMED) if len(wrong) > _NAMED else ""
    return tr(
        "{count} of {files} files cannot be shown. {wrong}{more}.",
        count=len(wrong),
        files=files,
        wrong="; ".join(wrong[:_NAMED]),
        more=more,
    )
