"""A kind of figure: dots, drawn as a line of text."""

from dataclasses import dataclass

from explorer.choices.figure import FIGURES, Figure, FigureKind
from explorer.typed import Numbers


@dataclass(frozen=True, kw_only=True)
class Dots(Figure):
    """Points (n,)."""

    x: Numbers
    y: Numbers
    kind: str = "toy-dots"

    def fits(self):
        """As many x as y."""
        return self.x.shape == self.y.shape


def view():
    """The widget."""
    from explorer.gui.analyses.figure_panel import FigurePanel

    class DotsView(FigurePanel):
        def redraw(self):
            self.title.setText(f"{len(self.any.x)} dots")

        def table(self):
            return "\n".join(f"{x:g},{y:g}" for x, y in zip(self.any.x, self.any.y, strict=True))

    return DotsView


FIGURES.register(FigureKind(name="toy-dots", about="Points", record=Dots, view=view))
