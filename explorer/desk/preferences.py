"""What the window lets a person prefer, as data: each is an entry of Settings with its choices in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QLocale

from explorer.desk.plot_options import HALF_LIVES
from explorer.desk.settings import LANGUAGES, ZOOMS, Settings


@dataclass(frozen=True)
class Preference:
    """One line: `name` is that of the entry in Settings, `choices` are (value, text) pairs."""

    name: str
    title: str
    about: str
    choices: tuple[tuple[Any, str], ...]

    @property
    def default(self) -> Any:
        """The value of a first start."""
        return Settings.default(self.name)


_NAMES = {"system": "As the desktop", "en": "English"}

PREFERENCES = (
    Preference("theme", "Theme", "Colors of the window",
               (("system", "As the desktop"), ("dark", "Dark"), ("light", "Light"))),
    Preference("language", "Language", "Language of the window, from the next start on; what is stored stays English",
               tuple((code, _NAMES.get(code) or QLocale(code).nativeLanguageName()) for code in LANGUAGES)),
    Preference("zoom", "Interface size", "Size of everything in the window, from the next start on",
               tuple((zoom, f"{zoom} %") for zoom in ZOOMS)),
    Preference("layout", "A and B", "How the two networks are arranged",
               (("stacked", "Stacked"), ("side-by-side", "Side by side"))),
    Preference("x_axis", "Curves over", "Horizontal axis of the loss and accuracy curves",
               (("step", "Steps"), ("epoch", "Epochs"), ("time", "Training time"))),
    Preference("log_loss", "Loss axis", "Scale of the loss axis", ((False, "Linear"), (True, "Logarithmic"))),
    Preference("half_life", "Smoothing", "Half-life of the curves' average, in steps",
               tuple((steps, f"{steps} steps" if steps else "None") for steps in HALF_LIVES)),
    Preference("unfolded", "Cards", "Whether a card shows all settings of its run",
               ((False, "Basic settings"), (True, "All settings"))),
    Preference("still", "Motion", "Whether menus, panels, progress bars and the phases of a step move",
               ((False, "As the desktop"), (True, "Reduced"))),
    Preference("alert", "When a run ends", "Whether the window asks for attention while another program is in front",
               ((True, "Mark the window in the task bar"), (False, "Do nothing"))),
)  # fmt: skip
"""Every preference, in the order of the dialog."""
