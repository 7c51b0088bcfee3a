"""What can be wrong with a network that is to be drawn and trained."""

from explorer.registry import SpecError


class TraceError(SpecError):
    """A network that cannot be used as it is: its inputs or outputs are not those of a classifier."""

    unreadable = False  # whether another way of reading may help


class UntraceableError(TraceError):
    """A network whose graph cannot be read; the message names the line that stopped it and what to change."""

    unreadable = True


class NotTheSameError(TraceError):
    """A network whose graph would compute something else; the message says what differs, and at which line."""

    unreadable = True
