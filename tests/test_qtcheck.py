"""What keeps a window from opening is told before Qt is loaded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from explorer.qtcheck import EVERY_PLATFORM, NO_SCREEN, PLATFORMS, problem


def loader(*missing: str) -> Callable[[str], object]:
    def load(name: str) -> object:
        if name in missing:
            raise OSError(f"{name}: cannot open shared object file")
        return object()

    return load


NOTHING = loader(*EVERY_PLATFORM.values(), *(name for names in PLATFORMS.values() for name in names.values()))


def test_nothing_is_missing() -> None:
    assert problem({"DISPLAY": ":0"}, loader(), "linux") is None


def test_packages_are_named() -> None:
    message = problem({"DISPLAY": ":0"}, loader("libxcb-cursor.so.0", "libEGL.so.1"), "linux")
    assert message is not None
    assert "sudo apt install libegl1 libxcb-cursor0\n" in message
    assert "missing: libEGL.so.1, libxcb-cursor.so.0" in message


def test_all_packages_of_the_design_are_known() -> None:
    message = problem({"DISPLAY": ":0"}, NOTHING, "linux")
    assert message is not None
    for package in (
        *("libegl1", "libgl1", "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1"),
        *("libxcb-image0", "libxcb-render-util0", "libxcb-shape0", "libxcb-xkb1"),
    ):
        assert f" {package}" in message


@pytest.mark.parametrize(
    "environ",
    [
        {"WAYLAND_DISPLAY": "wayland-0"},
        {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"},  # the other platform is complete
        {"QT_QPA_PLATFORM": "offscreen"},
        {"QT_QPA_PLATFORM": "wayland-egl;xcb"},
        {"QT_QPA_PLATFORM": "vnc:size=800x600"},
    ],
)
def test_only_the_platform_in_use_counts(environ: dict[str, str]) -> None:
    assert problem(environ, loader("libxcb-cursor.so.0"), "linux") is None


def test_no_screen() -> None:
    assert problem({"DISPLAY": ""}, loader(), "linux") == NO_SCREEN


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_bring_their_own(system: str) -> None:
    assert problem({}, NOTHING, system) is None
