"""Every preference is an entry of the settings, and every choice of it one that the entry takes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings

from explorer.desk.preferences import PREFERENCES, Preference
from explorer.desk.settings import Settings


@pytest.mark.parametrize("preference", PREFERENCES, ids=lambda preference: preference.name)
def test_its_choices_are_what_the_settings_take(preference: Preference, tmp_path) -> None:
    settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    assert getattr(settings, preference.name) == preference.default
    assert preference.default in dict(preference.choices)
    for value, _ in preference.choices:
        setattr(settings, preference.name, value)
        settings.store.sync()
        assert (
            getattr(Settings(QSettings(settings.store.fileName(), QSettings.Format.IniFormat)), preference.name)
            == value
        )
