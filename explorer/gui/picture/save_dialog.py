"""Asks where to save a picture or its graph, and saves it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from explorer.graph.graph_files import FORMATS, write
from explorer.gui.picture.export import save
from explorer.gui.widgets import picture_file
from explorer.gui.widgets.picture_file import PICTURES, SaveError, ask_for_file
from explorer.gui.widgets.theme import Theme
from explorer.wording import marked, tr

if TYPE_CHECKING:
    from explorer.gui.picture.network_view import NetworkView

FILTERS = marked(
    (
        *picture_file.FILTERS,
        "JSON graph (*.json)",
        "Graphviz DOT graph (*.dot)",
        "GraphML graph (*.graphml)",
    )
)


def ask_and_save(view: NetworkView, theme: Theme | None = None) -> None:
    """Ask for a file and save the picture into it, in another theme where one is given. The view tells how it went."""
    name = view.sight.graph.name if view.sight.graph is not None else "network"
    chosen = ask_for_file(view, tr("Save picture"), f"{name}.svg", FILTERS)
    if chosen is not None:
        save_to(view, chosen, theme)


def save_to(view: NetworkView, path: Path, theme: Theme | None = None) -> None:
    """Save the picture, or its graph, into a file of any kind in FILTERS; emits the view's `saved` or `failed`."""
    suffix, graph = path.suffix.lower(), view.sight.graph
    try:
        if suffix in FORMATS and graph is not None:
            write(graph, path)
        elif suffix in PICTURES:
            save(view, path, theme)
        else:
            raise SaveError(
                tr(
                    "{name} has an unsupported file type; allowed: {allowed}.",
                    name=path.name,
                    allowed=", ".join((*PICTURES, *FORMATS)),
                )
            )
    except SaveError as error:
        view.failed.emit(str(error))
    except OSError as error:
        view.failed.emit(tr("{path} cannot be written: {reason}.", path=path, reason=error.strerror or error))
    else:
        view.saved.emit(tr("Saved {path}", path=path))
