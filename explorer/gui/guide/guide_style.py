"""The guide's style sheet in the window: what Qt's rich text understands of CSS."""

from __future__ import annotations

from explorer.gui.widgets.theme import Theme


def guide_style(t: Theme) -> str:
    """Colors of the theme; all sizes follow the view's font."""
    return f"""
    body {{ color: {t.text}; }}
    a {{ color: {t.accent}; }}
    h1, h2, h3 {{ margin-top: 18px; margin-bottom: 8px; }}
    p, li {{ margin-top: 6px; margin-bottom: 6px; line-height: 125%; }}
    p.picture {{ line-height: 100%; margin-bottom: 2px; }}
    p.caption {{ color: {t.muted}; margin-top: 0; }}
    pre {{ background-color: {t.raised}; margin: 0; white-space: pre-wrap; }}
    code {{ background-color: {t.raised}; }}
    table {{ border-collapse: collapse; border-color: {t.border}; margin-top: 8px; margin-bottom: 8px; }}
    th, td {{ border: 1px solid {t.border}; padding: 4px 8px; }}
    th {{ background-color: {t.raised}; text-align: left; }}
    """
