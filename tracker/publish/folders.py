"""The way into a folder: everything that could go wrong is looked at before the file is written."""

from __future__ import annotations

import hashlib
import os
import shlex
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from tracker.errors import UsageError
from tracker.fingerprint import sha256_of
from tracker.patterns import Piece, filled
from tracker.publish.refusals import ChangedElsewhere, PublishRefused
from tracker.publish.repositories import Repository
from tracker.publish.steps import Commit, Push, Step, WriteFile
from tracker.publish.targets import Folder, Plan
from tracker.stored import Publication
from tracker.wording import _


def plan_folder(
    piece: Piece,
    target: Folder,
    known: Publication | None,
    *,
    force: bool,
    environment: Mapping[str, str] | None = None,
) -> Plan:
    """Return how to publish into a folder; `environment` is that of git, None for the process's own.

    Raises PublishRefused for what is in the way, ChangedElsewhere where `force` would overwrite, and UsageError for a
    pattern that is none.
    """
    environment = os.environ if environment is None else environment
    check_text(piece)
    place = filled(target.pattern, piece, path=True)
    message = filled(target.message, piece).strip() if target.commit else ""
    if target.push and not target.commit:
        raise UsageError(_("Pushing needs a commit; ask for both."))
    folder = Path(target.name)
    _check_folder(folder)
    path = _below(folder, place)
    notes: list[str] = []
    here = known if known is not None and known.target == target.name and known.place == place else None
    if known is not None and here is None and known.target == target.name:
        notes.append(_("It was published to {place} until now; that file stays.", place=known.place))
    data = piece.text.encode()
    before = _contents(path)
    steps: list[Step] = []
    if before != data:
        if before is not None and not force:
            _check_ours(piece, path, before, here)
        _check_writable(path)
        if before is None and here is not None:
            notes.append(_("{path} is gone; it is written again.", path=path))
        steps.append(WriteFile(path, piece.text, before))
    if target.commit:
        repository = Repository.of(_nearest_folder(path), environment)
        if not message:
            raise UsageError(
                _("The commit's message is empty; change its pattern {pattern!r}.", pattern=target.message)
            )
        steps += _steps_of_git(repository, path, before, data, here, message, target, notes, force=force)
    return Plan(piece, target, place, tuple(steps), tuple(notes), here)


def check_text(piece: Piece) -> None:
    """Raise PublishRefused when there is nothing to publish, and StoreError for a text that no file can hold."""
    sha256_of(piece.text)
    if not piece.text.strip():
        raise PublishRefused(_("{what} is empty; there is nothing to publish.", what=piece.period or piece.day))


def _check_folder(folder: Path) -> None:
    if not folder.exists():
        raise PublishRefused(
            _("There is no folder {path}; make it first.", path=folder),
            shell=f": {shlex.join(['mkdir', '-p', str(folder)])}",
        )
    if not folder.is_dir():
        raise PublishRefused(_("{path} is not a folder; choose another.", path=folder))


def _below(folder: Path, place: str) -> Path:
    """Return the file's path; raises PublishRefused when it lies elsewhere, through a link, or is none."""
    path = folder.joinpath(*PurePosixPath(place).parts)
    try:
        if path.is_symlink() or not path.parent.resolve().is_relative_to(folder.resolve()):
            raise PublishRefused(_("{path} leads elsewhere, through a link; nothing was touched.", path=path))
        if path.is_dir():
            raise PublishRefused(_("{path} is a folder; choose another pattern.", path=path))
        if path.exists() and not path.is_file():
            raise PublishRefused(_("{path} is no file that can be written into; name another.", path=path))
        above = next((parent for parent in path.parents if parent.exists()), folder)
    except (OSError, RuntimeError) as error:
        raise _in_the_way(path, error) from None
    if not above.is_dir():
        raise PublishRefused(_("{path} is a file, where a folder should be; choose another pattern.", path=above))
    return path


def _in_the_way(path: Path, error: Exception) -> PublishRefused:
    why = error.strerror if isinstance(error, OSError) else error
    return PublishRefused(_("{path} cannot be read ({why}); nothing was touched.", path=path, why=why))


def _contents(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.exists() else None
    except OSError as error:
        raise _in_the_way(path, error) from None


def _nearest_folder(path: Path) -> Path:
    """Return the folder that the file lies in, or the nearest above it that is there already."""
    return next(parent for parent in path.parents if parent.is_dir())


def _check_writable(path: Path) -> None:
    folder = _nearest_folder(path)
    if path.exists() and not os.access(path, os.W_OK):
        raise PublishRefused(_("Nothing may be written in {path}; give yourself the right to, first.", path=path))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PublishRefused(_("Nothing may be written in {path}; give yourself the right to, first.", path=folder))


def _check_ours(piece: Piece, path: Path, before: bytes, known: Publication | None) -> None:
    if known is not None and known.sha256 in fingerprints(before):
        return
    overwrite = _("To overwrite: {option}", option="--force")
    hint = overwrite
    if not piece.period and piece.key.startswith("day "):
        command = f"studylog export {piece.day} | diff - {shlex.quote(str(path))}"
        hint = f"{_('See the difference: {command}', command=command)} · {overwrite}"
    if known is None:
        sentence = _("{path} is there with other contents, which are not from here; nothing was touched.", path=path)
    else:
        sentence = _("{path} was changed by hand since it was published; nothing was touched.", path=path)
    raise ChangedElsewhere(sentence, shell=hint)


def fingerprints(data: bytes) -> set[str]:
    """Return what a file's contents are known by: as they are, and as they were before git changed line endings."""
    return {hashlib.sha256(form).hexdigest() for form in (data, data.replace(b"\r\n", b"\n"))}


def _steps_of_git(
    repository: Repository,
    path: Path,
    before: bytes | None,
    data: bytes,
    known: Publication | None,
    message: str,
    target: Folder,
    notes: list[str],
    *,
    force: bool,
) -> list[Step]:
    """Return the commit and the push that are needed; raises PublishRefused for what is in their way."""
    name = repository.name_of(path)
    repository.check_no_operation()
    repository.check_identity()
    repository.check_not_ignored(name)
    others = repository.check_nothing_staged(name)
    if others:
        notes.append(others)
    wanted = repository.blob_of(name, data)
    staged, committed = repository.staged_blob(name), repository.committed_blob(name)
    if not force and staged != committed:
        ours = {wanted} if before is None or known is None else {wanted, repository.blob_of(name, before)}
        if staged not in ours:
            raise ChangedElsewhere(
                _("Other changes of {path} are staged; commit them or take them back first.", path=path),
                shell=_("See them: {command}", command=shlex.join(repository.diff_call(name))),
            )
    steps: list[Step] = []
    if committed != wanted:
        steps.append(Commit(repository.top, name, message))
    if target.push:
        ahead = repository.check_push()
        if steps or ahead:
            steps.append(Push(repository.top))
    return steps
