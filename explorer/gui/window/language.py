"""The window's language: the person's choice or the desktop's, by Qt's own translations."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from explorer import wording
from explorer.paths import resource

CONTEXT = "explorer"
"""The context of every text in resources/translations."""


def file_of(language: str) -> str:
    """The compiled translation into a language, such as "de"."""
    return str(resource(f"translations/explorer_{language}.qm"))


def speak(language: str) -> None:
    """Show all that is made from now on in a language: "de" and so on, "system" the desktop's, "en" English. Where
    there is no translation it is English. Numbers are written as in the field's papers whatever the language."""
    QLocale.setDefault(QLocale.c())
    wanted = QLocale.system().name().partition("_")[0] if language == "system" else language
    app = QCoreApplication.instance()
    own = QTranslator(app)
    if app is None or not own.load(file_of(wanted)):
        wording.speak(None)
        return
    qt = QTranslator(app)  # the buttons of Qt's own dialogs
    if qt.load(f"qtbase_{wanted}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)
    app.installTranslator(own)
    wording.speak(lambda text, count: QCoreApplication.translate(CONTEXT, text, None, count), wanted)
