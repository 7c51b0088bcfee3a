"""A verdict: every run gets it."""

from explorer.verdicts.readings import found, seen
from explorer.verdicts.verdict_registry import VERDICTS, Verdict


def judge(record, twins):
    """Always."""
    return found(
        record,
        verdict="toy-verdict",
        title="Toy verdict",
        severity="warning",
        sentence=f"The toy verdict saw {record.steps} steps.",
        evidence=[seen(record, "loss", record.recent, "the newest steps")],
        not_this="Nothing.",
        to_try="Nothing.",
    )


VERDICTS.register(Verdict(name="toy-verdict", title="Toy verdict", rule="Always.", source="A test.", judge=judge))
