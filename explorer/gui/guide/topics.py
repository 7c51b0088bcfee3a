"""Which page of the guide tells of which part of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject

from explorer.pages.page import CONTENTS

TOPICS = {
    # parts of the main window
    "trainingBar": "first-steps",
    "instrumentChooser": "instruments",
    "cardA": "views#cards",
    "cardB": "views#cards",
    "pairBar": "views#cards",
    "networkA": "views#network-picture",
    "networkB": "views#network-picture",
    "differenceLegend": "views#heatmap",
    "colorBar": "views#heatmap",
    "phaseBar": "views#one-step-taken-apart",
    "plotArea": "views#plots",
    "verdicts": "verdicts",
    "timeBar": "views#time",
    "costLabel": "instruments#what-measuring-costs",
    # docks
    "runsDock": "runs",
    "lessonsDock": "lessons",
    "sweepsDock": "sweeps#in-the-window",
    "imagesDock": "views#one-image-on-its-way",
    "inspectorDock": "views#inspector",
    "analysesDock": "analyses",
    # dialogs and windows
    "compareWindow": "runs#comparing-runs",
    "connectDialog": "engines",
    "dataDialog": "data",
    "enlargedDialog": "views#one-image-on-its-way",
    "existingDialog": "runs#archives-and-exports",
    "exportDialog": "runs#archives-and-exports",
    "forkDialog": "runs#checkpoints-resume-fork-replay",
    "gateDialog": "views#skips",
    "noteDialog": "runs",
    "ownModelDialog": "own-models",
    "preferencesDialog": "views#menus-and-command-palette",
    "paletteDialog": "views#menus-and-command-palette",
    "reportDialog": "views#menus-and-command-palette",
    "resumeDialog": "runs#checkpoints-resume-fork-replay",
    "rolesDialog": "data#a-folder-of-images",
    "shortcutsDialog": "keys",
    "spaceDialog": "runs#checkpoints-resume-fork-replay",
    "sweepDialog": "sweeps",
    "tagsDialog": "runs",
}
"""Object names of docks, dialogs and other parts → page, and anchor where the page has a section of its own for it."""


def topic(part: QObject | None) -> tuple[str, str]:
    """Page and anchor for a widget: those of the innermost part around it that has some, else the contents."""
    while part is not None:
        if part.objectName() in TOPICS:
            name, _, anchor = TOPICS[part.objectName()].partition("#")
            return name, anchor
        part = part.parent()
    return CONTENTS, ""
