"""Print constraints that pin each direct dependency to the lowest version that pyproject.toml allows."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path


def lowest(project: dict[str, list[str] | dict[str, list[str]]]) -> list[str]:
    """`name==version` for each dependency, the engine's and the tests' included; the checkers are not among them."""
    extras = project["optional-dependencies"]
    assert isinstance(extras, dict)
    tests = [need for need in extras["dev"] if need.startswith(("pytest", "hypothesis"))]
    found = (re.match(r"([\w-]+)>=([\d.]+)", need) for need in [*project["dependencies"], *extras["engine"], *tests])
    return [f"{match[1]}=={match[2]}" for match in found if match]


if __name__ == "__main__":
    print("\n".join(lowest(tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"])))
