"""The reference page says what the program says."""

from explorer.analyses.registry import ANALYSES
from explorer.guide import PAGE, page
from explorer.instruments.registry import INSTRUMENTS
from explorer.paths import resource
from explorer.verdicts.registry import VERDICTS


def test_the_page_is_today_s():
    assert resource(PAGE).read_text(encoding="utf-8") == page(), "write it anew: python -m explorer.guide"


def test_everything_is_on_it_with_what_it_cannot_show():
    text = page()
    for thing in (*INSTRUMENTS, *ANALYSES):
        assert f"**{thing.title}** (`{thing.name}`)" in text
        assert thing.limits in text
    for verdict in VERDICTS:
        assert verdict.rule in text
