"""The two themes: every color of the window in one frozen object, and the style sheet made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from explorer import paths
from explorer.desk.sides import Side


@dataclass(frozen=True)
class Theme:
    """Colors as #rrggbb. `a` and `b` mark the two runs everywhere: curves, cards, headers, markers."""

    name: Literal["dark", "light"]
    window: str
    panel: str
    raised: str
    border: str
    text: str
    muted: str
    grid: str
    a: str
    b: str
    skip: str
    skip_off: str
    accent: str
    warning: str
    danger: str
    nan: str
    infinite: str
    zero: str

    def side(self, side: Side) -> QColor:
        """The color of run A or B."""
        return QColor(self.a if side == "A" else self.b)


# a/b: orange and blue keep apart in every common color-vision deficiency. nan/infinite/zero lie outside the
# inferno map and apart from each other, in those too: tests/gui/widgets/test_color_vision.py.
DARK = Theme(
    name="dark", window="#14171c", panel="#1b1f26", raised="#262c36", border="#323a46", text="#e6e9ee",
    muted="#98a2b0", grid="#3a4350", a="#f58a5f", b="#6cace4", skip="#74d3ae", skip_off="#5b6472",
    accent="#6cace4", warning="#f2c14e", danger="#f4606c", nan="#ff2bd6", infinite="#40ffe0", zero="#9aa7b8",
)  # fmt: skip
LIGHT = Theme(
    name="light", window="#f3f5f8", panel="#ffffff", raised="#e8ecf1", border="#cdd4dd", text="#1b222c",
    muted="#5b6675", grid="#c3cbd6", a="#c8501f", b="#1f6fb8", skip="#12825a", skip_off="#a3adba",
    accent="#1f6fb8", warning="#9a6700", danger="#c5283d", nan="#ff2bd6", infinite="#7722ff", zero="#9aa7b8",
)  # fmt: skip


def system_theme() -> Theme:
    """The theme that matches the desktop's color scheme (dark where it does not say)."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return LIGHT if scheme == Qt.ColorScheme.Light else DARK


def palette(theme: Theme) -> QPalette:
    """A Qt palette in the theme's colors, for everything the style sheet does not name."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, color in {
        roles.Window: theme.window, roles.Base: theme.panel, roles.AlternateBase: theme.raised,
        roles.Button: theme.raised, roles.Text: theme.text, roles.WindowText: theme.text,
        roles.ButtonText: theme.text, roles.ToolTipBase: theme.raised, roles.ToolTipText: theme.text,
        roles.Highlight: theme.accent, roles.HighlightedText: theme.window, roles.PlaceholderText: theme.muted,
        roles.Link: theme.accent,
    }.items():  # fmt: skip
        made.setColor(role, QColor(color))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.skip_off))
    return made


def style_sheet(theme: Theme) -> str:
    """The application's style sheet. Widgets opt in by property: panel=true, role=title|muted|primary."""
    return _containers(theme) + _controls(theme) + _cards(theme)


def _containers(t: Theme) -> str:
    return f"""
    QMainWindow, QDialog {{ background: {t.window}; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.border}; padding: 4px; }}
    *[panel="true"] {{ background: {t.panel}; border: 1px solid {t.border}; border-radius: 6px; }}
    QLabel {{ background: transparent; border: none; }}
    QLabel[role="title"] {{ font-weight: 600; }}
    QLabel[role="muted"] {{ color: {t.muted}; }}
    QLabel[role="warning"] {{ color: {t.warning}; }}
    QToolBar {{ background: {t.panel}; border: none; border-bottom: 1px solid {t.border}; spacing: 4px; padding: 4px; }}
    QDockWidget {{ color: {t.text}; border: 1px solid {t.border}; }}
    QDockWidget::title {{ background: {t.panel}; padding: 5px 8px; border-bottom: 1px solid {t.border}; }}
    QTableView {{ background: {t.panel}; alternate-background-color: {t.window}; gridline-color: {t.border};
        selection-background-color: {t.border}; selection-color: {t.text}; border: none; }}
    QTreeView::item {{ padding: 3px 2px; }}
    QHeaderView::section {{ background: {t.panel}; color: {t.muted}; border: none;
        border-bottom: 1px solid {t.border}; padding: 4px 6px; }}
    QMenuBar, QMenu {{ background: {t.panel}; color: {t.text}; }}
    QMenu {{ border: 1px solid {t.border}; }}
    QMenuBar::item:selected, QMenu::item:selected {{ background: {t.border}; }}
    QMenu::item:disabled {{ color: {t.skip_off}; }}
    QProgressBar {{ background: {t.raised}; border: none; border-radius: 3px; color: {t.text};
        text-align: center; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
    QStatusBar {{ background: {t.panel}; color: {t.muted}; border-top: 1px solid {t.border}; }}
    QSplitter::handle {{ background: {t.window}; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle {{ background: {t.skip_off}; border-radius: 3px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 24px; }}
    QScrollBar::handle:horizontal {{ min-width: 24px; }}
    QScrollBar::handle:hover {{ background: {t.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QScrollArea {{ background: transparent; border: none; }}
    """


def _controls(t: Theme) -> str:
    return _buttons(t) + _fields(t) + _check_boxes(t)


def _buttons(t: Theme) -> str:
    return f"""
    QToolButton, QPushButton {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.border};
        border-radius: 5px; padding: 4px 9px; }}
    QFileDialog QToolButton {{ padding: 2px; }}
    QToolButton:hover, QPushButton:hover {{ border-color: {t.accent}; }}
    QToolButton:focus, QPushButton:focus {{ border: 1px solid {t.accent}; }}
    QToolButton:checked, QPushButton:checked {{ background: {t.border}; border-color: {t.accent}; }}
    QToolButton:disabled, QPushButton:disabled {{ color: {t.skip_off}; background: {t.panel}; }}
    QToolButton[role="primary"], QPushButton[role="primary"] {{ background: {t.accent}; color: {t.panel};
        border-color: {t.accent}; font-weight: 600; }}
    QToolButton[role="primary"]:disabled, QPushButton[role="primary"]:disabled {{ background: {t.raised};
        color: {t.skip_off}; border-color: {t.border}; }}
    """


def _fields(t: Theme) -> str:
    return f"""
    QComboBox, QLineEdit, QSpinBox, QDoubleSpinBox {{ background: {t.raised}; color: {t.text};
        border: 1px solid {t.border}; border-radius: 4px; padding: 2px 6px; min-height: 18px; }}
    QComboBox:focus, QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus {{ border-color: {t.accent}; }}
    QAbstractSpinBox QLineEdit {{ border: none; padding: 0 5px; min-height: 0; background: transparent; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 16px; background: transparent; }}
    QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow {{ width: 0; height: 0;
        border-left: 4px solid {t.raised}; border-right: 4px solid {t.raised}; }}
    QAbstractSpinBox::up-arrow {{ border-bottom: 4px solid {t.muted}; }}
    QAbstractSpinBox::down-arrow {{ border-top: 4px solid {t.muted}; }}
    QLineEdit[unconfirmed="true"] {{ border: 1px dashed {t.warning}; }}
    QComboBox:disabled, QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled {{ background: {t.panel};
        color: {t.skip_off}; border-color: {t.border}; }}
    QComboBox:disabled::down-arrow {{ border-top-color: {t.skip_off}; }}
    QCheckBox:disabled, QLabel:disabled {{ color: {t.skip_off}; }}
    QComboBox {{ padding-right: 4px; }}
    QComboBox::drop-down {{ border: none; width: 16px; }}
    QComboBox::down-arrow {{ width: 0; height: 0; margin-right: 6px; border-left: 4px solid {t.raised};
        border-right: 4px solid {t.raised}; border-top: 5px solid {t.muted}; }}
    QComboBox QAbstractItemView {{ background: {t.panel}; color: {t.text}; selection-background-color: {t.border};
        selection-color: {t.text}; }}
    """


def _check_boxes(t: Theme) -> str:
    """Marks are vector images, sharp at every scale: a style sheet that colors a box draws no mark of its own."""
    boxes = ("QCheckBox::indicator", "QAbstractItemView::indicator", "QGroupBox::indicator")

    def every(state: str, *kinds: str) -> str:
        return ", ".join(f"{kind}{state}" for kind in kinds)

    both = (*boxes, "QRadioButton::indicator")
    filled = f"{every(':checked', *both)}, {every(':indeterminate', *boxes)}"
    return f"""
    {every("", *both)} {{ width: 12px; height: 12px; border: 1px solid {t.muted}; border-radius: 3px;
        background: {t.raised}; }}
    QRadioButton::indicator {{ border-radius: 7px; }}
    {every(":focus", *both)} {{ border-color: {t.accent}; }}
    {filled} {{ background: {t.accent}; border-color: {t.accent}; }}
    {every(":checked", *boxes)} {{ image: {_mark("check", t)}; }}
    {every(":indeterminate", *boxes)} {{ image: {_mark("dash", t)}; }}
    QRadioButton::indicator:checked {{ image: {_mark("dot", t)}; }}
    {every(":disabled", *both)} {{ background: {t.panel}; border-color: {t.border}; }}
    {every(":checked:disabled", *both)}, {every(":indeterminate:disabled", *boxes)} {{ background: {t.muted};
        border-color: {t.muted}; }}
    """


def _mark(name: str, theme: Theme) -> str:
    return f'url("{paths.resource(f"icons/{name}-{theme.name}.svg").as_posix()}")'


def _cards(t: Theme) -> str:
    """A sheet of the card's own would have Qt style all its 150 widgets once more: a third of the window's build."""
    badges = "".join(
        f"#card{side} {{ border-left: 3px solid {color}; }}"
        f'#card{side} QLabel[role="badge"] {{ background: {color}; color: {t.panel}; border-radius: 4px;'
        " font-weight: 700; padding: 0 7px; }"
        for side, color in (("A", t.a), ("B", t.b))
    )
    return f"""{badges}
    RunCard *[wrong="true"] {{ border: 1px solid {t.warning}; }}
    RunCard QToolButton {{ padding: 2px 4px; }}
    """
