"""Publishing as a person asks for it: what, where to, and everything that is said before anything is touched."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path

from tracker.codec.dates import cut
from tracker.config import GITHUB
from tracker.errors import UsageError
from tracker.fingerprint import sha256_of
from tracker.journal import Journal, retrospectives
from tracker.journal.importing import file_text
from tracker.journal.shelf import Shelf, day_piece, period_piece, retro_place
from tracker.lint import Finding
from tracker.patterns import Piece
from tracker.publish.folders import plan_folder
from tracker.publish.issues import plan_issue
from tracker.publish.linting import day_findings, exists_beside, nothing_beside, page_findings
from tracker.publish.plan import carry_out as carry_out_plan
from tracker.publish.targets import Folder, Issue, Plan
from tracker.stored import ImportedFile, Publication
from tracker.values import frozen, replace
from tracker.wording import _


@frozen
class Wish:
    """How something is to be published; what is left open the settings say."""

    target: str = ""
    """A folder, or `github:[HOST/]OWNER/NAME`; empty for the settings'."""
    commit: bool | None = None
    """Whether to commit the file; None for what the settings say."""
    push: bool = False
    number: int | None = None
    """An issue that is there already; None for the one it was published in, or a new one."""
    anew: bool = False
    """Whether to open another issue, whatever there is."""
    force: bool = False
    """Whether to overwrite what was changed there by hand."""


@frozen
class Prepared:
    """Something ready to be published; nothing was touched."""

    plan: Plan
    findings: tuple[Finding, ...]
    """What will not look right, by line."""

    @property
    def spoils(self) -> bool:
        """Whether something will spoil the page."""
        return any(finding.blocks for finding in self.findings)


def prepare(journal: Journal, kind: str, day: dt.date, wish: Wish, environment: Mapping[str, str]) -> Prepared:
    """Return what publishing the `day`, or the `week` or `month` that it is in, would do.

    Raises NotFound when there is nothing to publish, UsageError when nobody knows where to, and PublishRefused for what
    is in the way.
    """
    word = wish.target or journal.config.publish_to
    if not word:
        raise UsageError(
            _("Nobody said where to publish: set {setting} to a folder or to {example}.",
              setting="publish_to", example="github:OWNER/NAME"),
            shell=_("Or name it: {option}", option="--to WHERE"),
        )  # fmt: skip
    if word.casefold().startswith(GITHUB):
        return _as_issue(journal, kind, day, wish, word[len(GITHUB) :].strip(), environment)
    return _into_folder(journal, kind, day, wish, Path(os.path.abspath(Path(word).expanduser())), environment)


def _into_folder(
    journal: Journal, kind: str, day: dt.date, wish: Wish, folder: Path, environment: Mapping[str, str]
) -> Prepared:
    if wish.number is not None or wish.anew:
        raise UsageError(_("A folder has no issues; leave {options} out.", options="--issue, --new"))
    shelf, shared = Shelf.of(journal, folder), None
    if kind == "day":
        record = journal.record(day)
        piece = day_piece(journal, day, record)
        place = shelf.place_of(piece)
        findings = day_findings(journal, record, exists_beside(folder, place))
        shared = _shared_file(journal, day, folder, place)
        if shared is not None:
            # The file holds other days as well; it is known by its name.
            piece = replace(piece, key=f"file {place}", text=file_text(journal, shared.id))
    else:
        first, _last = retrospectives.period_of(kind, day)
        piece = period_piece(journal, kind, first, retrospectives.present(journal, kind, day))
        place = retro_place(journal, kind, first)
        findings = page_findings(piece.text, exists_beside(folder, place))
    config = journal.config
    commit = (config.publish_commit or wish.push) if wish.commit is None else wish.commit
    message = config.publish_message if kind == "day" else _of_period(config.publish_message)
    target = Folder(folder, place.replace("{", "{{").replace("}", "}}"), commit, wish.push, message)
    known = _known(journal, piece, kind, target, place, shared)
    return Prepared(plan_folder(piece, target, known, force=wish.force, environment=environment), findings)


def _shared_file(journal: Journal, day: dt.date, folder: Path, place: str) -> ImportedFile | None:
    """Return the file that a day shares with others; None when it has its file to itself."""
    for file in journal.store.files_of_day(day):
        if Path(file.root, file.path) == folder / place and len(journal.store.pieces(file.id)) > 1:
            return file
    return None


def _known(
    journal: Journal, piece: Piece, kind: str, target: Folder, place: str, shared: ImportedFile | None
) -> Publication | None:
    """Return what is known of the file at `place`: that it was published, written by another verb, or brought in."""
    known = journal.store.publication(piece.key, target.name)
    if known is not None:
        return known
    path = target.path / place
    page = journal.store.publication(f"retro {piece.key}", os.path.realpath(path))
    if page is not None:
        return replace(page, key=piece.key, target=target.name, place=place)
    try:
        there = path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None
    if kind != "day" or not _is_of_these_days(journal, piece.day, there, shared):
        return None
    return Publication(piece.key, target.name, place, sha256_of(there), None, (), journal.now())


def _is_of_these_days(journal: Journal, day: dt.date, text: str, shared: ImportedFile | None) -> bool:
    """Return whether a file holds nothing but texts that its days have had, which history keeps."""
    if shared is None:
        return _is_a_text_of(journal, day, text)
    found, known = cut(text, shared.path, journal.templates), journal.store.pieces(shared.id)
    return len(found) == len(known) and all(
        _is_a_text_of(journal, piece.date, part.text) if piece.date is not None else part.text == piece.text
        for part, piece in zip(found, known, strict=True)
    )


def _is_a_text_of(journal: Journal, day: dt.date, text: str) -> bool:
    return sha256_of(text) in {revision.sha256 for revision in journal.store.history(day)}


def _as_issue(
    journal: Journal, kind: str, day: dt.date, wish: Wish, repo: str, environment: Mapping[str, str]
) -> Prepared:
    if wish.commit or wish.push:
        raise UsageError(_("An issue is no commit; leave {options} out.", options="--commit, --push"))
    if kind == "day":
        record = journal.record(day)
        piece = day_piece(journal, day, record)
        findings = day_findings(journal, record, nothing_beside)
    else:
        first, last = retrospectives.period_of(kind, day)
        # Beside an issue there are no files: days are linked where they are issues as well.
        known_days = {
            date: journal.store.publication(f"day {date}", f"{GITHUB}{repo}")
            for date in journal.dates()
            if first <= date <= last
        }
        addresses = {date: known.url or "" for date, known in known_days.items() if known is not None}
        piece = period_piece(journal, kind, first, retrospectives.present(journal, kind, day, addresses))
        findings = page_findings(piece.text, nothing_beside)
    title = journal.config.publish_title if kind == "day" else _of_period(journal.config.publish_title)
    target = Issue(repo, title, journal.config.publish_labels, wish.number, wish.anew)
    known = journal.store.publication(piece.key, target.name)
    return Prepared(plan_issue(piece, target, known, force=wish.force, environment=environment), findings)


def _of_period(pattern: str) -> str:
    """Return a pattern that names a day as one that names a week or month."""
    return pattern.replace("{date}", "{period}")


def carry_out(journal: Journal, prepared: Prepared, environment: Mapping[str, str]) -> Publication:
    """Do what was prepared, remembering each thing that was made, and return where it is published.

    Raises PublishFailed for a step that went wrong; publishing again goes on from there.
    """
    remember = journal.store.put_publication
    return carry_out_plan(prepared.plan, remember, environment, journal.now())
