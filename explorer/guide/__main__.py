"""`python -m explorer.guide` writes the reference page, `python -m explorer.guide site OUT` the guide as a site,
`python -m explorer.guide translations` what the window says in other languages."""

from __future__ import annotations

import argparse
from pathlib import Path

from explorer.guide import site


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m explorer.guide", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("reference", help="write the reference page anew (the default)")
    commands.add_parser("site", help="write the guide as a static site").add_argument("out", type=Path, metavar="OUT")
    commands.add_parser("translations", help="bring the translations up to date with the source and compile them")
    return parser.parse_args()


if __name__ == "__main__":
    chosen = _arguments()
    if chosen.command == "site":
        print(site.write(chosen.out))
    elif chosen.command == "translations":
        from explorer.guide import translations

        print(*translations.write(), sep="\n")
    else:
        from explorer.guide import reference  # imports torch, which takes seconds

        print(reference.write())
