"""Print how the package is built: size, cycles, ways, cost of additions, strictness. `python tests/house.py [ROOT]`.

It reads text and runs nothing of what it looks at, so that ROOT may be an older checkout.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from statistics import median

import networkx as nx

Row = tuple[str, str]
LOOSE, GUI = "(loose)", "explorer.gui"
Edges = dict[str, set[str]]

WAYS = ("A click on an arc", "A snapshot to a pixel", "A user's model", "A stored run", "A finding's click")
GUIDE = "resources/guide/walkthroughs.md"
LONG_FUNCTION, SHORT_FILE, LONG_FILE = 30, 30, 300

WAYS_OF_0_3: Mapping[str, str] = {
    "A click on an arc": """
        gui/picture/gestures.py gui/picture/arc_shapes.py gui/picture/network_view.py gui/picture/arc_cursor.py
        gui/picture/sight.py gui/picture/clicking.py gui/moves.py gui/wiring.py gui/workbench.py gui/cards/run_card.py
        gui/on_show.py gui/commands.py gui/steps.py gui/trainer.py engine/messages.py engine/worker.py engine/child.py
        engine/server.py engine/training_loop.py engine/active_run.py training/session.py tracing/network.py
        tracing/gates.py training/ledger.py engine/outbox.py engine/mailbox.py gui/refresher.py gui/main_window.py
        runs/history.py gui/pane_state.py gui/side_pane.py gui/picture/drawing.py gui/picture/arcs.py""",
    "A snapshot to a pixel": """
        engine/training_loop.py engine/active_run.py training/session.py training/stepper.py instruments/registry.py
        training/recorder.py training/ledger.py runs/snapshot.py runs/store.py runs/pending.py engine/messages.py
        engine/outbox.py engine/child.py engine/worker.py engine/mailbox.py gui/refresher.py gui/main_window.py
        gui/workbench.py gui/trainer.py runs/history.py gui/picture/network_view.py gui/picture/record.py
        gui/columns.py gui/picture/waterfall.py gui/colours.py gui/picture/canvas.py gui/picture/heatmap.py
        gui/picture/pooling.py""",
    "A user's model": """
        gui/own_model_opening.py gui/own_model_dialog.py own/source.py own/trust.py gui/own_model_consent.py
        engine/messages.py engine/server.py engine/own_models.py own/asking.py own/probe.py own/loading.py
        own/candidates.py gui/workbench.py gui/own_model_choice.py own/checking.py tracing/network.py
        gui/describer.py""",
    "A stored run": """
        gui/runs_dock.py gui/run_shelf.py gui/background.py runs/store.py runs/records.py runs/stored.py
        runs/database.py runs/columns.py gui/workbench.py gui/on_show.py gui/commands.py gui/steps.py
        gui/main_window.py gui/pane_state.py gui/side_pane.py gui/cards/run_card.py gui/picture/network_view.py
        gui/picture/record.py runs/history.py runs/chunks.py""",
    "A finding's click": """
        gui/verdicts/judging.py verdicts/registry.py gui/verdicts/panel.py gui/verdicts/finding_card.py
        verdicts/finding.py gui/wiring.py gui/verdicts/showing.py gui/main_window.py gui/picture/network_view.py
        gui/plots/column.py gui/time_bar.py gui/side_pane.py gui/picture/markers.py gui/plots/profile_plot.py""",
}
"""The files of the same ways in version 0.3, which has no guide, read by hand at the same level of detail."""

ADDITIONS: Mapping[str, tuple[str, ...]] = {
    "network family with a twin": ("plain|resnet", "imagenet-plain|imagenet-resnet"),
    "norm": ("group", "layer"),
    "rule for initial weights": ("xavier", "pytorch"),
    "optimizer": ("adam", "adamw"),
    "learning rate schedule": ("cosine", "step"),
    "augmentation": ("crop-flip",),
    "instrument": ("zero-share", "start-distance", "output-gradient"),
    "analysis": ("noise-scale", "per-class", "lesion"),
    "kind of figure": ("bars|Bars", "lines|Lines", "surface|Surface"),
    "dataset": ("svhn", "fashion-mnist"),
    "verdict": ("dead-relus", "overfitting", "lr-too-low"),
}
"""Members of each kind, each with the words that name it in code. The fewest files that name one of them are those
that an addition touches: a default or an example is named elsewhere as well. Analyses use kinds of figures: they are
not counted there. A registry's own file, and the table of precedence, give built-in members their
place in menus: a member without a place comes behind them."""

IMPORTS = (ast.Import, ast.ImportFrom)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Module:
    """What one file says: its imports, the words that may name a member, and the lengths of its functions."""

    def __init__(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        self.path, self.lines = path, len(text.splitlines())
        self.at_import: list[ast.Import | ast.ImportFrom] = []
        self.inside: list[ast.Import | ast.ImportFrom] = []
        self.words: set[str] = set()
        self.functions: list[int] = []  # their lengths
        self.annotated: list[bool] = []  # whether each tells its arguments and what it returns
        self._read(ast.parse(text), self.at_import)

    def _read(self, tree: ast.AST, imports: list[ast.Import | ast.ImportFrom]) -> None:
        for node in ast.iter_child_nodes(tree):
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                continue  # what only type checkers see
            if isinstance(node, IMPORTS):
                imports.append(node)
            elif isinstance(node, FUNCTIONS):
                self.functions.append((node.end_lineno or node.lineno) - node.lineno + 1)
                self.annotated.append(_annotated(node))
            self.words.add(_word(node))
            self._read(node, self.inside if isinstance(node, FUNCTIONS) else imports)


def _annotated(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    found = node.args
    named = [*found.posonlyargs, *found.args, *found.kwonlyargs, found.vararg, found.kwarg]
    told = (arg is None or arg.annotation is not None or arg.arg in ("self", "cls", "_") for arg in named)
    return node.returns is not None and all(told)


def _word(node: ast.AST) -> str:
    """A whole string, or the name of a class where it is defined, imported or used."""
    match node:
        case ast.Constant(value=str() as word):
            return word
        case ast.Name(id=word) | ast.ClassDef(name=word) | ast.alias(name=word) if word[:1].isupper():
            return word
    return ""


class House:
    """The modules of `explorer` in a checkout, by name."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.modules = {self._name(path): Module(path) for path in sorted((root / "explorer").rglob("*.py"))}

    def _name(self, path: Path) -> str:
        parts = path.relative_to(self.root).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def imports(self, inside: bool) -> Edges:
        """Who imports whom; `inside`: with imports in functions."""
        found: Edges = {}
        for name, module in self.modules.items():
            nodes = [*module.at_import, *(module.inside if inside else ())]
            found[name] = {other for node in nodes for other in self._named(node)} - {name}
        return found

    def _named(self, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
        base = "" if isinstance(node, ast.Import) else node.module or ""
        for alias in node.names:
            whole = f"{base}.{alias.name}".lstrip(".")
            yield from (name for name in ([whole] if whole in self.modules else [base]) if name in self.modules)

    def folded(self, edges: Edges, top: str) -> Edges:
        """The same imports between what lies right below `top`."""
        between: Edges = {}
        for module, others in edges.items():
            here = self.below(module, top)
            for there in (self.below(other, top) for other in others):
                if here and there and here != there:
                    between.setdefault(here, set()).add(there)
        return between

    def below(self, module: str, top: str) -> str:
        """The folder right below `top` that a module belongs to; modules loose in gui are one, those loose in the
        package stand alone; empty for a module elsewhere."""
        inside = module.removeprefix(f"{top}.")
        first = inside.partition(".")[0]
        if inside == module:
            return ""
        return LOOSE if top == GUI and self.modules[f"{top}.{first}"].path.stem == first else first

    def naming(self, words: Iterable[str]) -> list[str]:
        """The files that contain one of these words."""
        wanted = set(words)
        return [self.short(module) for module in self.modules.values() if wanted & module.words]

    def short(self, module: Module) -> str:
        """A module's path in the package."""
        return module.path.relative_to(self.root / "explorer").as_posix()


def cycles(edges: Edges) -> list[list[str]]:
    """The groups of which each imports, by whatever way, each other."""
    graph = nx.DiGraph([(here, there) for here, others in edges.items() for there in others])
    return sorted(sorted(group) for group in nx.strongly_connected_components(graph) if len(group) > 1)


def ways(root: Path) -> dict[str, list[str]]:
    """The package files that each of the five ways passes, as its section of the guide names them."""
    if not (root / GUIDE).exists():
        found = {way: files.split() for way, files in WAYS_OF_0_3.items()}
        known = all((root / "explorer" / file).exists() for files in found.values() for file in files)
        return found if known else {}
    parts = re.split(r"^## ", (root / GUIDE).read_text(encoding="utf-8"), flags=re.MULTILINE)
    told = {part.partition("\n")[0].strip(): part for part in parts}
    return {way: sorted(set(re.findall(r"`([\w/]+\.py)`", told.get(way, "")))) for way in WAYS}


def _sizes(house: House) -> Iterator[Row]:
    folders: dict[str, list[int]] = {}
    for module in house.modules.values():
        parts = house.short(module).split("/")[:-1]
        folder = "/".join(parts[: 2 if parts[:1] == ["gui"] else 1]) or LOOSE
        folders.setdefault(folder, []).append(module.lines)
    for folder, lines in sorted(folders.items()):
        yield f"files and lines: {folder}", f"{len(lines)} · {sum(lines):,}"
    everything = [module.lines for module in house.modules.values()]
    yield "files and lines: all", f"{len(everything)} · {sum(everything):,}"


def _cycles(house: House) -> Iterator[Row]:
    for inside, when in ((False, "at import"), (True, "with imports in functions")):
        edges = house.imports(inside)
        yield f"cycles of folders of explorer, {when}", _told(cycles(house.folded(edges, "explorer")))
        yield f"cycles of folders of explorer/gui, {when}", _told(cycles(house.folded(edges, GUI)))
        yield f"cycles of modules, {when}", _told(cycles(edges))


def _told(groups: list[list[str]]) -> str:
    shown = (f"{{{', '.join(group)}}}" if len(group) <= 12 else f"{{{len(group)} of them}}" for group in groups)
    return "0" if not groups else f"{len(groups)}: {' '.join(shown)}"


def _ways(house: House) -> Iterator[Row]:
    found = ways(house.root)
    for way in WAYS:
        yield f"files passed: {way}", str(len(found[way])) if found.get(way) else "not known"


def _additions(house: House) -> Iterator[Row]:
    toys = house.root / "tests" / "plugins"
    yield "kinds added by one file from outside, as tests show", str(len(list(toys.glob("toy_*.py"))))
    for kind, members in ADDITIONS.items():
        found = [house.naming(member.split("|")) for member in members]
        if kind == "kind of figure":
            found = [[file for file in files if not file.startswith("analyses/")] for files in found]
        fewest = min((files for files in found if files), key=len, default=[])
        yield f"files that name one {kind}", f"{len(fewest)}: {', '.join(fewest)}" if fewest else "there is none"


def _style(house: House) -> Iterator[Row]:
    functions = [length for module in house.modules.values() for length in module.functions]
    named = [module for module in house.modules.values() if module.path.name != "__init__.py"]
    share = sum(length <= LONG_FUNCTION for length in functions) / max(1, len(functions))
    yield f"functions of at most {LONG_FUNCTION} lines", f"{share:.1%} of {len(functions):,}"
    annotated = [told for module in house.modules.values() for told in module.annotated]
    yield "functions with every annotation", f"{sum(annotated) / max(1, len(annotated)):.1%}"
    yield "lines of a file, median", f"{median(module.lines for module in named):g}"
    yield f"files of at most {SHORT_FILE} lines", str(sum(module.lines <= SHORT_FILE for module in named))
    yield f"files of more than {LONG_FILE} lines", str(sum(module.lines > LONG_FILE for module in named))
    counts = Counter(module.path.name for module in named)
    twice = sorted(((name, n) for name, n in counts.items() if n > 1), key=lambda pair: (-pair[1], pair[0]))
    yield "file names that occur more than once", " ".join([f"{len(twice)}:", *(f"{name}×{n}" for name, n in twice)])


def _strictness(house: House) -> Iterator[Row]:
    tools = tomllib.loads((house.root / "pyproject.toml").read_text(encoding="utf-8")).get("tool", {})
    mypy = tools.get("mypy", {})
    yield "mypy: flags", ", ".join(sorted(name for name, on in mypy.items() if on is True)) or "none"
    yield "mypy: checks", ", ".join(mypy.get("files", ()))
    yield "import contracts", str(len(tools.get("importlinter", {}).get("contracts", ())))


def table(root: Path) -> list[Row]:
    """Every figure of a checkout, by what it is of."""
    house = House(root)
    parts = (_sizes, _cycles, _ways, _additions, _style, _strictness)
    return [row for part in parts for row in part(house)]


def main(root: Path) -> None:
    """Print the table."""
    rows = table(root)
    width = max(len(what) for what, _ in rows)
    for what, figure in rows:
        print(f"{what:<{width}}  {figure}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1])
