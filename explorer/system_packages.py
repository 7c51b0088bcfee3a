"""`python -m explorer.system_packages`: install the system libraries that Qt needs, where apt-get is there.

`make run` and `make test` call it, so that they are all the set-up there is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection

from explorer import qtcheck


def offer(packages: Collection[str], *, root: bool, terminal: bool) -> list[list[str]]:
    """The commands that install Debian `packages`; none where they cannot or must not be run.

    In a terminal the user is asked once. Without one root installs at once, and anybody else does not: sudo could not
    ask for the password.
    """
    sudo = [] if root else ["sudo"]
    if not packages or not all(shutil.which(program) for program in [*sudo, "apt-get"]):
        return []
    if terminal:
        print(f"Qt needs system libraries that are not installed: {' '.join(packages)}.")
        answer = input(f"Install them now with {' '.join([*sudo, 'apt-get'])}? [Y/n] ")
        if answer.strip().lower() not in ("", "y", "yes"):
            return []
    elif not root:
        return []
    apt = [*sudo, "apt-get", "-qq"]
    return [[*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", *packages]]


def main() -> None:
    """Install what is missing. What then still is, the program itself names when it starts."""
    if not sys.platform.startswith("linux"):
        return
    missing = qtcheck.missing_packages()
    for command in offer(missing, root=os.geteuid() == 0, terminal=sys.stdin.isatty()):
        print(" ".join(command), flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if subprocess.run(command, env=environment, check=False).returncode:
            return


if __name__ == "__main__":
    main()
