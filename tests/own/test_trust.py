"""Consent belongs to a content, is asked once, and is needed before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.own.own_model_error import OwnModelError
from explorer.own.trust import agreed, trust, trusted
from tests.own.conftest import Write


def test_nothing_is_trusted_before_it_is_agreed_to(write: Write) -> None:
    source = write("x = 1", agree=False)
    assert not trusted(source)
    with pytest.raises(OwnModelError, match="is not trusted yet"):
        agreed(source.source, source.digest)
    trust(source)
    assert trusted(source)
    assert agreed(source.source, source.digest) == source


def test_another_content_needs_another_consent(write: Write) -> None:
    source = write("x = 1")
    changed = write("x = 2", agree=False)
    with pytest.raises(OwnModelError, match=r"net\.py has changed since it was opened\. Open it again"):
        agreed(source.source, source.digest)
    with pytest.raises(OwnModelError, match="not trusted"):
        agreed(changed.source, changed.digest)
    write("x = 1", agree=False)
    assert agreed(source.source, source.digest) == source


def test_consents_are_kept_beside_each_other_and_whole(write: Write, trust_file: Path) -> None:
    first, second = write("x = 1", "a.py"), write("x = 2", "b.py")
    assert trusted(first)
    assert trusted(second)
    assert [path.name for path in trust_file.parent.iterdir()] == [trust_file.name]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"trusted": 3}', '{"trusted": ["a"]}', "\0"])
def test_a_damaged_file_trusts_nothing_and_is_replaced(write: Write, trust_file: Path, content: str) -> None:
    trust_file.parent.mkdir()
    trust_file.write_text(content)
    source = write("x = 1", agree=False)
    assert not trusted(source)
    trust(source)
    assert trusted(source)


def test_where_it_cannot_be_kept(write: Write, trust_file: Path) -> None:
    source = write("x = 1", agree=False)
    trust_file.parent.write_text("a file where the folder should be")
    with pytest.raises(OwnModelError, match="Your consent cannot be kept in"):
        trust(source)
