"""The guide as a static site: one HTML file for each page, with the pictures and one style sheet beside them."""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path
from string import Template

from explorer.pages.page import CONTENTS, Page, page, page_titles
from explorer.paths import resource

_PAGE = Template("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title – Residual Explorer</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<nav aria-label="Pages">
<ul>
$links
</ul>
</nav>
<main>
$body
</main>
</body>
</html>
""")


def write(out: Path) -> Path:
    """Write the site into the folder `out`, which is made where it is missing; return its first page.

    Files of the same names are replaced, others stay."""
    folder = out / "guide"
    folder.mkdir(parents=True, exist_ok=True)
    for name in page_titles():
        (folder / f"{name}.html").write_text(_html(page(name)), encoding="utf-8")
    shutil.copyfile(resource("site.css"), folder / "style.css")
    shutil.copytree(resource("pictures"), out / "pictures", dirs_exist_ok=True)
    return folder / f"{CONTENTS}.html"


def _html(shown: Page) -> str:
    links = "\n".join(_link(name, title, name == shown.name) for name, title in page_titles().items())
    return _PAGE.substitute(title=escape(shown.title), links=links, body=shown.html)


def _link(name: str, title: str, here: bool) -> str:
    current = ' aria-current="page"' if here else ""
    return f'<li><a href="{name}.html"{current}>{escape(title)}</a></li>'
