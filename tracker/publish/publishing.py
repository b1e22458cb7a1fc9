"""Publishing as a person asks for it: what, where to, and everything that is said before anything is touched."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.config import GITHUB
from tracker.errors import UsageError
from tracker.journal import Journal, retrospectives
from tracker.journal.importing import file_text
from tracker.journal.shelf import Shelf, day_piece, period_piece, retro_place
from tracker.lint import Finding
from tracker.publish.folders import plan_folder
from tracker.publish.issues import plan_issue
from tracker.publish.linting import day_findings, exists_beside, page_findings
from tracker.publish.plan import carry_out as carry_out_plan
from tracker.publish.targets import Folder, Issue, Plan
from tracker.store import sha256_of
from tracker.stored import Publication
from tracker.wording import _


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
    if word.startswith(GITHUB):
        return _as_issue(journal, kind, day, wish, word.removeprefix(GITHUB), environment)
    return _into_folder(journal, kind, day, wish, Path(os.path.abspath(Path(word).expanduser())), environment)


def _into_folder(
    journal: Journal, kind: str, day: dt.date, wish: Wish, folder: Path, environment: Mapping[str, str]
) -> Prepared:
    if wish.number is not None or wish.anew:
        raise UsageError(_("A folder has no issues; leave {options} out.", options="--issue, --new"))
    shelf = Shelf.of(journal, folder)
    if kind == "day":
        record = journal.record(day)
        piece = day_piece(journal, day, record)
        place = shelf.place_of(piece)
        findings = day_findings(journal, record, exists_beside(folder, place))
        whole = _whole_file(journal, day, folder, place)
        if whole is not None:
            # The file holds other days as well; it is known by its name.
            piece = replace(piece, key=f"file {place}", text=whole)
    else:
        first, _last = retrospectives.period_of(kind, day)
        piece = period_piece(journal, kind, first, retrospectives.present(journal, kind, day))
        place = retro_place(journal, kind, first)
        findings = page_findings(piece.text, exists_beside(folder, place))
    config = journal.config
    commit = (config.publish_commit or wish.push) if wish.commit is None else wish.commit
    message = config.publish_message if kind == "day" else _of_period(config.publish_message)
    target = Folder(folder, place.replace("{", "{{").replace("}", "}}"), commit, wish.push, message)
    known = journal.store.publication(piece.key, target.name) or _brought_in(journal, kind, day, shelf, target, place)
    return Prepared(plan_folder(piece, target, known, force=wish.force, environment=environment), findings)


def _whole_file(journal: Journal, day: dt.date, folder: Path, place: str) -> str | None:
    """Return the text of the file that a day shares with others; None when it has its file to itself."""
    for file in journal.store.files_of_day(day):
        if Path(file.root, file.path) == folder / place and len(journal.store.pieces(file.id)) > 1:
            return file_text(journal, file.id)
    return None


def _brought_in(
    journal: Journal, kind: str, day: dt.date, shelf: Shelf, target: Folder, place: str
) -> Publication | None:
    """Return what is known of a file that the day itself came from: that its contents are one of the day's texts."""
    if kind != "day" or shelf.own.get(day) != place:
        return None
    try:
        there = sha256_of((target.path / place).read_bytes().decode())
    except (OSError, UnicodeDecodeError):
        return None
    if there not in {revision.sha256 for revision in journal.history(day)}:
        return None
    return Publication(f"day {day}", target.name, place, there, None, (), journal.now())


def _as_issue(
    journal: Journal, kind: str, day: dt.date, wish: Wish, repo: str, environment: Mapping[str, str]
) -> Prepared:
    if wish.commit or wish.push:
        raise UsageError(_("An issue is no commit; leave {options} out.", options="--commit, --push"))
    if kind == "day":
        record = journal.record(day)
        piece = day_piece(journal, day, record)
        findings = day_findings(journal, record, _nothing_beside)
    else:
        first, _last = retrospectives.period_of(kind, day)
        piece = period_piece(journal, kind, first, retrospectives.present(journal, kind, day))
        findings = page_findings(piece.text, None)
    title = journal.config.publish_title if kind == "day" else _of_period(journal.config.publish_title)
    target = Issue(repo, title, journal.config.publish_labels, wish.number, wish.anew)
    known = journal.store.publication(piece.key, target.name)
    return Prepared(plan_issue(piece, target, known, force=wish.force, environment=environment), findings)


def _of_period(pattern: str) -> str:
    """Return a pattern that names a day as one that names a week or month."""
    return pattern.replace("{date}", "{period}")


def _nothing_beside(path: str) -> bool:
    """Return that beside an issue there are no files."""
    return False


def carry_out(journal: Journal, prepared: Prepared, environment: Mapping[str, str]) -> Publication:
    """Do what was prepared, remembering each thing that was made, and return where it is published.

    Raises PublishFailed for a step that went wrong; publishing again goes on from there.
    """
    remember = journal.store.put_publication
    return carry_out_plan(prepared.plan, remember, environment, journal.now())
