"""A download in words."""

from explorer.gui.data.data_state import Download


def test_a_download_says_how_far_it_is():
    assert Download("far").words == "Connecting…"
    assert Download("far", 41_200_000, 170_498_071).words == "41.2 MB of 170 MB"
