"""How far a person has come in the lessons and in the quiz, kept between starts."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace

from explorer.desk.settings import Settings
from explorer.typed import made, parsed

RECENT = 8
"""How many lessons of the person's own files are remembered."""


@dataclass(frozen=True)
class Progress:
    """`done` are the ids of finished lessons; `at` the step, counted from 0, at which one was left. `files` are the
    lessons opened from files, the newest first. `quiz` is the state of the quiz as text."""

    done: tuple[str, ...] = ()
    at: dict[str, int] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    quiz: str = ""

    def left_at(self, lesson: str, step: int) -> Progress:
        """A lesson was left at a step."""
        return replace(self, at={**self.at, lesson: step})

    def finished(self, lesson: str) -> Progress:
        """A lesson was finished; it begins anew next time."""
        at = {key: step for key, step in self.at.items() if key != lesson}
        return replace(self, done=tuple(dict.fromkeys((*self.done, lesson))), at=at)

    def opened(self, file: str) -> Progress:
        """A lesson of this file was opened."""
        return replace(self, files=(file, *(known for known in self.files if known != file))[:RECENT])


def read_progress(settings: Settings) -> Progress:
    """What is remembered; nothing where that is damaged."""
    try:
        return made(Progress, parsed(str(settings.store.value("lessons", "{}"))))
    except ValueError:
        return Progress()


def keep_progress(settings: Settings, progress: Progress) -> None:
    """Remember it."""
    settings.store.setValue("lessons", json.dumps(asdict(progress)))
