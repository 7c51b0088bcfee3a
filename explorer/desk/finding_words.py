"""Findings in the window's language; those that are stored, exported or printed are English."""

from __future__ import annotations

from dataclasses import replace

from explorer.verdicts.finding import Finding
from explorer.verdicts.twins import Offer
from explorer.wording import tr


def in_words(finding: Finding) -> Finding:
    """A finding with its texts translated."""
    return replace(
        finding,
        title=tr(finding.title),
        sentence=tr(finding.sentence),
        evidence=tuple(replace(each, text=tr(each.text)) for each in finding.evidence),
        not_this=tr(finding.not_this),
        to_try=tr(finding.to_try),
        offer=None if finding.offer is None else _offer(finding.offer),
    )


def _offer(offer: Offer) -> Offer:
    return replace(offer, text=tr(offer.text), shows=tr(offer.shows))
