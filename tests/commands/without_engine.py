"""Run in a process of its own: the program where no package of the engine is installed. Prints JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

PACKAGES = ("torch", "torchvision", "sklearn")


class NoEngine:
    """Finds no package of the engine."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name.partition(".")[0] in PACKAGES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def said(arguments: list[str], folder: Path) -> tuple[int, str]:
    """Exit status and stderr of a command."""
    from typer.testing import CliRunner

    from explorer.cli import app

    told = CliRunner().invoke(app, ["--runs-dir", str(folder), *arguments])
    return told.exit_code, told.stderr


def window(folder: Path) -> dict[str, Any]:
    """What a window says that has just been opened."""
    from PySide6.QtCore import QEventLoop, QSettings, Qt

    from explorer.app import application, make_window
    from explorer.desk.settings import Settings

    application()
    made = make_window(folder, Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)))
    made.show()
    loop = QEventLoop()
    made.messages.changed.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    if not made.messages.text:
        loop.exec()
    found = {"message": made.messages.text, "connect": made.connecting.connect_action.isEnabled()}
    made.close()
    return found


if __name__ == "__main__":
    sys.meta_path.insert(0, NoEngine)
    place = Path(sys.argv[1])
    print(json.dumps({"commands": [said(line.split(), place) for line in sys.argv[2:]], "window": window(place)}))
