"""A value for each point of a plane."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.choices.figure import FIGURES, Figure, FigureKind, later
from explorer.typed import Numbers


@dataclass(frozen=True, kw_only=True)
class Surface(Figure):
    """z (ny, nx) over x (nx,) and y (ny,): contours and a surface or, with `matrix`, squares, `labels` on both axes."""

    z_label: str
    x: Numbers
    y: Numbers
    z: Numbers
    log_z: bool = False
    matrix: bool = False
    labels: tuple[str, ...] = ()
    kind: str = "surface"

    @property
    def units(self) -> tuple[str, ...]:
        """What the three axes measure."""
        return *super().units, self.z_label

    def fits(self) -> bool:
        """Whether there is a z for each x and y."""
        return self.x.ndim == self.y.ndim == 1 and self.z.shape == (len(self.y), len(self.x))


FIGURES.register(
    FigureKind(
        name="surface",
        about="A value for each point of a plane, as contours, a 3D surface or squares",
        record=Surface,
        view=later("explorer.gui.analyses.surface_view", "SurfaceView"),
    )
)
