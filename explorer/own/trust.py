"""Which code the user has agreed to run: digests of files, kept in one small file of the user's."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from explorer import paths
from explorer.own.own_model_error import OwnModelError
from explorer.own.source import Source, locate
from explorer.own.user_files import Files, changed
from explorer.whole_file import whole

WARNING = "Opening it runs the code of this file and of the files it imports on this computer, with your permissions."


@dataclass(frozen=True)
class _Consent:
    """The content of a file that may run, with what it loads from its own folders. Until that is known `files` is
    None, and the consent holds for the file at `path` alone."""

    digest: str
    path: str
    files: Files | None

    def holds(self, source: Source) -> bool:
        """Whether the source, and all that it loaded, is what was agreed to."""
        if self.digest != source.digest:
            return False
        return self.path == str(source.path) if self.files is None else not changed(source, self.files)


def trusted(source: Source) -> bool:
    """Whether the user has agreed to run this content, and none of the files that it loads has changed since."""
    return any(consent.holds(source) for consent in _consents())


def changed_since(source: Source) -> tuple[str, ...]:
    """The files that an agreed source loads and that have changed since; empty where that is not why it is asked."""
    known = [c.files for c in _consents() if c.files and (c.digest, c.path) == (source.digest, str(source.path))]
    return changed(source, known[-1]) if known and not trusted(source) else ()


def trust(source: Source) -> None:
    """Remember that the user has agreed to run this content; OwnModelError where that cannot be written."""
    if not trusted(source):
        _write([*_consents(), _Consent(source.digest, str(source.path), None)])


def note_files(source: Source, files: Files) -> None:
    """Bind the consent to the files that the source has loaded: where one changes, the user is asked again."""
    consents = _consents()
    holding = [consent for consent in consents if consent.holds(source)]
    known = dict(pair for consent in holding for pair in consent.files or ()) | dict(files)
    bound = _Consent(source.digest, str(source.path), tuple(sorted(known.items())))
    if holding and holding != [bound]:
        _write([*(consent for consent in consents if consent not in holding), bound])


def agreed(place: str, digest: str, files: Files = ()) -> Source:
    """The source at `place` if it and the `files` it loads are as they were and the user has agreed to run them.

    OwnModelError otherwise: nothing of it has run then.
    """
    source = locate(place, Path.cwd())
    if source.digest != digest:
        raise OwnModelError(f"{source.path} has changed since it was opened. Open it again.")
    stale = changed(source, files) or changed_since(source)
    if stale:
        raise OwnModelError(
            f"{', '.join(stale)}, imported by {source.path}, has changed since it was opened. Open it again."
        )
    if not trusted(source):
        raise OwnModelError(f"{source.path} is not trusted yet. Open it and choose Trust and run.")
    return source


def _write(consents: list[_Consent]) -> None:
    path = paths.trust_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as unfinished:
            unfinished.touch(0o600)
            unfinished.write_text(json.dumps({"consents": [asdict(c) for c in consents]}, indent=1), encoding="utf-8")
    except OSError as error:
        raise OwnModelError(f"Your consent cannot be kept in {path}: {error.strerror or error}.") from error


def _consents() -> list[_Consent]:
    """What was agreed to; nothing where the file is missing or damaged: the user is asked again."""
    try:
        kept = json.loads(paths.trust_file().read_text(encoding="utf-8"))["consents"]
        return [
            _Consent(
                str(one["digest"]),
                str(one["path"]),
                None if one["files"] is None else tuple((str(name), str(digest)) for name, digest in one["files"]),
            )
            for one in kept
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
