"""Where a served engine listens, as a person types it."""

from __future__ import annotations

import platform
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PORT = 7333
"""Where `residual-explorer serve` listens unless it is told otherwise."""


class AddressError(ValueError):
    """An address that cannot be used; the message is for people."""


@dataclass(frozen=True)
class Address:
    """Host, port and the file of the key."""

    host: str
    port: int
    key_file: Path

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse_address(text: str, key_file: Path) -> Address:
    """ "localhost:7333", "7333" or "localhost"; AddressError for anything else."""
    host, colon, port = text.strip().rpartition(":")
    if not colon:
        host, port = ("localhost", port) if port.isdigit() else (port, str(PORT))
    host = host.strip("[]")
    if not (host and port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        raise AddressError(f"The address is {text[:60]!r}; allowed: HOST:PORT, such as localhost:{PORT}.")
    return Address(host, int(port), key_file)


def place_of(folder: Path) -> str:
    """A folder and its machine: equal for two programs that use the same runs."""
    with suppress(OSError):
        folder = folder.resolve()
    return f"{platform.node()}:{folder}"
