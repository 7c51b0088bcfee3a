"""Before a window opens on Linux: is there a screen, and are the system libraries there that Qt does not bring?

Qt itself says only "no Qt platform plugin could be initialized", or fails to import.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Mapping

# Debian package → the library of it that Qt loads (the NEEDED entries of Qt's own libraries and plugins)
EVERY_PLATFORM = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
    "libglib2.0-0": "libglib-2.0.so.0",
}
PLATFORMS: Mapping[str, Mapping[str, str]] = {
    "xcb": {
        "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
        "libxcb-cursor0": "libxcb-cursor.so.0",
        "libxcb-icccm4": "libxcb-icccm.so.4",
        "libxcb-keysyms1": "libxcb-keysyms.so.1",
        "libxcb-image0": "libxcb-image.so.0",
        "libxcb-render-util0": "libxcb-render-util.so.0",
        "libxcb-shape0": "libxcb-shape.so.0",
        "libxcb-xkb1": "libxcb-xkb.so.1",
    },
    "wayland": {
        "libwayland-client0": "libwayland-client.so.0",
        "libwayland-cursor0": "libwayland-cursor.so.0",
    },
}
NO_SCREEN = (
    "There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set. Start it in a desktop session, or over "
    "`ssh -X`. The commands train, describe, runs and screenshot need no screen."
)

Load = Callable[[str], object]


def problem(
    environ: Mapping[str, str] = os.environ, load: Load = ctypes.CDLL, system: str = sys.platform
) -> str | None:
    """What keeps a window from opening, and what to do; None where nothing is known to.

    `load` raises OSError for a library that is not there.
    """
    if not system.startswith("linux"):
        return None
    if not _candidates(environ):
        return NO_SCREEN
    missing = missing_packages(environ, load)
    if not missing:
        return None
    return (
        f"Qt needs system libraries that are not installed. On Debian or Ubuntu: sudo apt install {' '.join(missing)}"
        f"\n(missing: {', '.join(missing.values())})"
    )


def missing_packages(environ: Mapping[str, str] = os.environ, load: Load = ctypes.CDLL) -> dict[str, str]:
    """Debian packages that are missing on this Linux, and the library of each that Qt loads.

    Without a screen they are those that every platform of Qt needs, "offscreen" among them.
    """
    # Qt tries one platform after the other: one that is complete is enough.
    return min((_missing(platform, load) for platform in _candidates(environ) or ["offscreen"]), key=len)


def _candidates(environ: Mapping[str, str]) -> list[str]:
    """The Qt platforms that would be tried, by name."""
    chosen = environ.get("QT_QPA_PLATFORM")
    if chosen:
        return [part.partition(":")[0].partition("-")[0] for part in chosen.split(";")]
    found = [("wayland", "WAYLAND_DISPLAY"), ("xcb", "DISPLAY")]
    return [platform for platform, variable in found if environ.get(variable)]


def _missing(platform: str, load: Load) -> dict[str, str]:
    needed = {**EVERY_PLATFORM, **PLATFORMS.get(platform, {})}
    return {package: name for package, name in needed.items() if not _loads(name, load)}


def _loads(name: str, load: Load) -> bool:
    try:
        load(name)
    except OSError:
        return False
    return True
