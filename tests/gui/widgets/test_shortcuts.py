"""The table of shortcuts."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from explorer.gui.widgets.shortcuts import SHORTCUTS, by_group, keys_text, markdown, sequences, shortcut, tooltip

KEYS = [s for s in SHORTCUTS if not s.gesture]


@pytest.mark.parametrize("entry", KEYS, ids=lambda s: s.id)
def test_every_key_sequence_is_one_that_qt_knows(entry):
    for keys, sequence in zip(entry.keys, sequences(entry.id), strict=True):
        assert sequence.toString(QKeySequence.SequenceFormat.PortableText) == keys


def test_no_key_and_no_id_is_given_twice():
    keys = Counter(keys for s in KEYS for keys in s.keys)
    ids = Counter(s.id for s in SHORTCUTS)
    assert max(keys.values()) == max(ids.values()) == 1


def test_keys_of_views_are_not_taken_from_them_by_an_action():
    anywhere = {keys for s in KEYS for keys in s.keys} - {"Return", "Shift+Return", "Del", "F2"}
    assert not anywhere & {"F", "Space", "Enter", "Home", "End", "Left", "Right"}


def test_groups_hold_the_whole_table():
    assert [s for entries in by_group().values() for s in entries] == list(SHORTCUTS)


def test_tooltips_name_the_keys():
    assert tooltip("stop") == "Stop and keep runs (Shift+Esc)"
    assert keys_text(shortcut("redo")) == "Ctrl+Shift+Z or Ctrl+Y"


def test_the_readme_table_has_a_line_for_each():
    lines = markdown().splitlines()
    assert len(lines) == 2 + len(SHORTCUTS)
    assert "| `Ctrl+Return` | Train A and B together |" in lines


def test_an_unknown_id_is_a_mistake():
    with pytest.raises(KeyError):
        shortcut("dance")
