"""The reference page says what the program says."""

from explorer.analyses.analysis_registry import ANALYSES
from explorer.choices.augmentation import AUGMENTATIONS
from explorer.choices.family import FAMILIES
from explorer.choices.init import INITS
from explorer.choices.norm import NORMS
from explorer.choices.optimizer import OPTIMIZERS
from explorer.choices.schedule import SCHEDULES
from explorer.guide.reference import PAGE, page
from explorer.instruments.instrument_registry import INSTRUMENTS
from explorer.paths import resource
from explorer.verdicts.verdict_registry import VERDICTS


def test_the_page_is_today_s():
    assert resource(PAGE).read_text(encoding="utf-8") == page(), "write it anew: python -m explorer.guide"


def test_everything_is_on_it_with_what_it_cannot_show():
    text = page()
    for thing in (*INSTRUMENTS, *ANALYSES):
        assert f"**{thing.title}** (`{thing.name}`)" in text
        assert thing.limits in text
    for choice in (*NORMS, *INITS, *OPTIMIZERS, *SCHEDULES, *AUGMENTATIONS):
        assert f"**{choice.title}** (`{choice.name}`): {choice.about}." in text
    for family in FAMILIES:
        assert f"**{family.title}** (`{family.name}" in text
        assert family.description in text
    for verdict in VERDICTS:
        assert verdict.rule in text
