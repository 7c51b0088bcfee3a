"""`python -m explorer.system_packages`: install the system libraries that Qt needs, where apt-get is there.

With the argument `venv` it installs what Debian's Python lacks to make a virtual environment. `make run` and
`make test` call both, so that they are all the set-up there is; this file needs nothing but Python.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Mapping

from explorer import qtcheck

QT = "Qt needs system libraries that are not installed"
VENV = "Python cannot make a virtual environment: a part of it is not installed"


def missing_venv() -> Mapping[str, str]:
    """Debian's package with the part of Python that makes virtual environments, where that part is missing."""
    there = importlib.util.find_spec("ensurepip") is not None
    return {} if there else {f"python{sys.version_info.major}.{sys.version_info.minor}-venv": "ensurepip"}


def offer(packages: Collection[str], *, root: bool, terminal: bool, why: str = QT) -> list[list[str]]:
    """The commands that install Debian `packages`; none where they cannot or must not be run.

    In a terminal the user is asked once. Without one root installs at once, and anybody else does not: sudo could not
    ask for the password.
    """
    sudo = [] if root else ["sudo"]
    if not packages or not all(shutil.which(program) for program in [*sudo, "apt-get"]):
        return []
    if terminal:
        print(f"{why}: {' '.join(packages)}.")
        answer = input(f"Install them now with {' '.join([*sudo, 'apt-get'])}? [Y/n] ")
        if answer.strip().lower() not in ("", "y", "yes"):
            return []
    elif not root:
        return []
    apt = [*sudo, "apt-get", "-qq"]
    return [[*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", *packages]]


def main(arguments: Collection[str] = ()) -> None:
    """Install what is missing. What then still is, Python or the program itself names when it starts."""
    if not sys.platform.startswith("linux"):
        return
    why, missing = (VENV, missing_venv()) if "venv" in arguments else (QT, qtcheck.missing_packages())
    for command in offer(missing, root=os.geteuid() == 0, terminal=sys.stdin.isatty(), why=why):
        print(" ".join(command), flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if subprocess.run(command, env=environment, check=False).returncode:
            return


if __name__ == "__main__":
    main(sys.argv[1:])
