"""Kinds of figures: what the engine makes of them and what the window draws them with belong together."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields

import pytest

from explorer.choices.figure import FIGURES, FigureKind


@pytest.mark.parametrize("kind", list(FIGURES), ids=lambda kind: kind.name)
def test_its_record_names_it_and_its_widget_is_a_panel(kind: FigureKind) -> None:
    from explorer.gui.analyses.figure_panel import FigurePanel

    assert {field.name: field.default for field in fields(kind.record)}["kind"] == kind.name
    assert issubclass(kind.view(), FigurePanel)
    assert kind.about


def test_the_engine_reads_them_without_qt() -> None:
    code = "import sys\nfrom explorer.choices.figure import FIGURES as F\nF.names()\nsys.exit('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
