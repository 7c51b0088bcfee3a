"""Every key of the window in one table: actions, the sheet of shortcuts and the guide derive from it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from PySide6.QtGui import QKeySequence

from explorer.wording import tr


@dataclass(frozen=True)
class Shortcut:
    """What `keys` do: any of them, in Qt's portable spelling. A gesture belongs to the view that has the pointer or
    the focus; its `keys` are words, and it has no action."""

    id: str
    keys: tuple[str, ...]
    text: str
    group: str
    gesture: bool = False


def _group(group: str, *rows: tuple[str, str, str], gesture: bool = False) -> tuple[Shortcut, ...]:
    return tuple(Shortcut(name, tuple(keys.split(" | ")), text, group, gesture) for name, keys, text in rows)


SHORTCUTS: tuple[Shortcut, ...] = (
    *_group(
        "Training",
        ("train_both", "Ctrl+Return", "Train A and B together"),
        ("train_a", "Ctrl+1", "Train A"),
        ("train_b", "Ctrl+2", "Train B"),
        ("pause", "P", "Pause / Resume"),
        ("step", ".", "Run one step, then pause"),
        ("step_phases", "Ctrl+.", "Step by phases: forward, loss, backward and update, one for each Step while paused"),
        ("stop", "Shift+Esc", "Stop and keep runs"),
        ("discard", "Ctrl+Shift+Backspace", "Stop and discard runs"),
        ("new_sweep", "Ctrl+N", "Make a sweep: choose what varies, or open a file"),
    ),
    *_group(
        "Skips",
        ("skips_on", "Ctrl+Shift+K", "Switch all skips of A and B on"),
        ("skips_off", "Ctrl+K", "Switch all skips of A and B off"),
    ),
    *_group(
        "Network picture",
        ("toggle", "Click", "Switch a skip"),
        ("brush", "Shift+drag", "Switch every skip the pointer crosses"),
        ("select", "← | →", "Select previous / next skip"),
        ("ends", "Home | End", "Select first / last skip"),
        ("toggle_selected", "Space | Enter", "Switch the selected skip"),
        ("gate", "G", "Move the gate of the selected skip to a value from 0 to 1 while training"),
        ("skip_menu", "Menu | Shift+F10", "Open the menu of the selected skip: its stage, all skips, saving"),
        ("zoom", "Wheel", "Zoom into layers"),
        ("zoom_time", "Ctrl+wheel", "Zoom into time"),
        ("pan", "Drag | Shift+wheel", "Move the picture"),
        ("zoom_keys", "PgUp | PgDown", "Zoom into layers / out, from the middle of the picture"),
        ("zoom_time_keys", "Shift+PgUp | Shift+PgDown", "Zoom into time / out, from the middle of the picture"),
        ("node", "Alt+← | Alt+→", "Select previous / next layer, call or box"),
        ("detail", "+ | −", "Show more or less detail: stages, blocks, layers, calls"),
        ("auto_detail", "0", "Choose detail automatically from the zoom"),
        ("look_inside", "Double click on a box or layer", "Zoom in until its parts show"),
        ("fit", "F | Double click", "Show all layers and steps"),
        gesture=True,
    ),
    *_group(
        "Time",
        ("time_first", "Ctrl+Home", "Show step 0"),
        ("time_back", "Ctrl+Left", "Show previous step"),
        ("time_forward", "Ctrl+Right", "Show next step"),
        ("time_live", "Ctrl+End", "Follow the newest step"),
    ),
    *_group(
        "Plots",
        ("read", "← | →", "Read values at the previous / next step"),
        ("zoom_plot", "+ | −", "Zoom into steps / out"),
        ("pan_plot", "Shift+← | Shift+→", "Move the view back / on"),
        ("fit_plot", "Home | Double click", "Show complete curves"),
        gesture=True,
    ),
    *_group(
        "Edit",
        ("undo", "Ctrl+Z", "Undo the last change to A or B"),
        ("redo", "Ctrl+Shift+Z | Ctrl+Y", "Redo"),
        ("open_model", "Ctrl+O", "Open a model of your own"),
        ("swap", "Ctrl+E", "Swap A and B"),
        ("copy", "Ctrl+D", "Copy A's settings to B"),
    ),
    *_group(
        "View",
        ("layout", "Ctrl+L", "A and B side by side, or stacked"),
        ("fit_all", "Ctrl+0", "Fit all views"),
        ("part_wider", "Alt+Shift+Right", "Make the panel that has the keyboard wider"),
        ("part_narrower", "Alt+Shift+Left", "Make the panel that has the keyboard narrower"),
        ("part_taller", "Alt+Shift+Down", "Make the panel that has the keyboard taller"),
        ("part_lower", "Alt+Shift+Up", "Make the panel that has the keyboard lower"),
        ("runs", "Ctrl+R", "Show or hide the stored runs"),
        ("compare", "Ctrl+M", "Compare runs: charts, curves, gradients, differences"),
        ("difference", "Ctrl+Shift+M", "Show the difference B − A in B's heatmap"),
        ("inspector", "Ctrl+I", "Show or hide the inspector"),
        ("analyses", "Ctrl+Shift+A", "Show or hide the analyses"),
        ("sweeps", "Ctrl+Shift+S", "Show or hide the sweeps"),
        ("image", "Ctrl+Shift+I", "Show or hide one image on its way: choose it, draw it, see its maps"),
        ("find", "Ctrl+F", "Find a layer in A or B by name or type"),
        ("data", "Ctrl+Shift+D", "Data: download, open an image folder, view samples"),
        ("preferences", "Ctrl+,", "Preferences: theme, interface size, curves"),
        ("palette", "Ctrl+Shift+P", "Command palette: find an action, a network or a run"),
        ("full_screen", "F11", "Full screen on or off"),
        ("larger", "Ctrl+= | Ctrl++", "Make all texts larger, up to 200 %"),
        ("smaller", "Ctrl+-", "Make all texts smaller"),
        ("notice", "F6", "Focus the message bar, and back"),
        ("hide_evidence", "Esc", "Close evidence and return to the previous view"),
        ("guide", "F1", "Open the guide at the part that has the focus"),
        ("help", "Shift+F1", "Show keyboard shortcuts"),
        ("quit", "Ctrl+Q", "Save all runs and quit"),
    ),
    *_group(
        "Lessons",
        ("lessons", "Ctrl+Shift+L", "Show or hide the lessons"),
        ("presenter", "F5", "Presenter view for a class: large type, few controls, high contrast"),
        ("lesson_next", "Ctrl+Shift+PgDown", "Go to the next step of the lesson"),
        ("lesson_back", "Ctrl+Shift+PgUp", "Go back one step in the lesson"),
    ),
    *_group(
        "Runs",
        ("search_runs", "Ctrl+Shift+F", "Search the stored runs"),
        ("open_a", "Return", "Open the selected run in A"),
        ("open_b", "Shift+Return", "Open the selected run in B"),
        ("rename_run", "F2", "Rename the selected run"),
        ("delete_runs", "Del", "Delete the selected runs"),
        ("compare_runs", "C", "Compare the selected runs"),
    ),
    *_group(
        "Tables",
        ("sort_table", "S", "Sort by the column of the current cell (← →), again: in the other direction"),
        gesture=True,
    ),
    *_group(
        "Guide",
        ("guide_pages", "Alt+← | Alt+→", "Show previous / next page"),
        ("guide_contents", "Alt+Home", "Show the contents"),
        ("guide_search", "Ctrl+F", "Search all pages"),
        ("guide_matches", "F3 | Shift+F3", "Go to the next / previous match"),
        ("guide_zoom", "Ctrl+wheel | Ctrl+= | Ctrl+-", "Make the text larger or smaller"),
        gesture=True,
    ),
)
_BY_ID = {shortcut.id: shortcut for shortcut in SHORTCUTS}


def shortcut(name: str) -> Shortcut:
    """The shortcut with this id; KeyError for an unknown one."""
    return _BY_ID[name]


def sequences(name: str) -> list[QKeySequence]:
    """The key sequences of an action."""
    return [QKeySequence(keys) for keys in shortcut(name).keys]


def keys_text(entry: Shortcut) -> str:
    """The keys for people, as this platform writes them: "Ctrl+Shift+Z or Ctrl+Y"."""
    if entry.gesture:
        return tr(" or ").join(map(tr, entry.keys))
    return tr(" or ").join(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) for keys in entry.keys)


def tooltip(name: str) -> str:
    """What an action does, with its keys: every tooltip of an action is made here."""
    entry = shortcut(name)
    return f"{tr(entry.text)} ({keys_text(entry)})"


def by_group() -> dict[str, list[Shortcut]]:
    """The table in its groups, in order."""
    return {group: list(members) for group, members in groupby(SHORTCUTS, key=lambda s: s.group)}


def markdown() -> str:
    """The table of the guide, in portable spelling."""
    lines = ["| Keys | Action |", "|---|---|"]
    lines += [f"| {' or '.join(f'`{k}`' for k in s.keys)} | {s.text} |" for s in SHORTCUTS]
    return "\n".join(lines)
