"""The whole checkup, in an order in which what is broken never keeps the rest from being looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from tracker.checkup.finding import Finding, Gravity, from_home, look, sound, wrong
from tracker.checkup.log_checks import Progress, check_log
from tracker.checkup.program_checks import Terminal, check_program
from tracker.checkup.rescue import Rescued, rescue, rescue_folder
from tracker.checkup.surroundings import check_surroundings
from tracker.config import Config
from tracker.errors import Damaged, StoreError, TrackerError
from tracker.journal import Journal
from tracker.journal.outcome import Clock
from tracker.places import Places
from tracker.resources import load_templates
from tracker.settings import read_config
from tracker.values import frozen
from tracker.wording import _, n_


@frozen
class Examination:
    """What is to be looked at, and with what."""

    places: Places
    environment: Mapping[str, str]
    terminal: Terminal
    clock: Clock
    timeout: float = 5
    """Seconds to wait for others' locks."""
    rescue_to: Path | None = None
    """Where what is read of a damaged log goes; None puts it beside it."""
    mend: bool = False
    """Whether what can be mended is."""


def examine(asked: Examination, progress: Progress | None = None) -> Iterator[Finding]:
    """Yield finding after finding; what was mended is found to be sound. `progress` hears of the days that are read."""
    for finding in _findings(asked, progress):
        if asked.mend and finding.mend is not None:
            try:
                yield sound(finding.code, f"{finding.sentence} → {finding.mend()}")
            except (TrackerError, OSError) as error:
                yield wrong(finding.code, _("{what} It could not be mended: {why}", what=finding.sentence, why=error))
        else:
            yield finding


def _findings(asked: Examination, progress: Progress | None) -> Iterator[Finding]:
    yield from check_program(asked.places, asked.terminal)
    path = asked.places.database
    if not path.exists():
        yield look("database", _("{path} (none yet)", path=from_home(path)))
    else:
        yield from _log(asked, progress)
    try:
        yield from check_surroundings(path, asked.environment, asked.clock())
    except StoreError as error:
        yield wrong("backups", error.sentence, _("No backup can be made; see to the folder."))


def _log(asked: Examination, progress: Progress | None) -> Iterator[Finding]:
    # Whoever names a folder wants everything in it, whether or not it could be had otherwise.
    damaged = asked.rescue_to is not None
    try:
        with closing(_open(asked)) as journal:
            for finding in check_log(journal, progress):
                damaged = damaged or (finding.code, finding.gravity) == ("integrity", Gravity.WRONG)
                yield finding
    except StoreError as error:
        damaged = _is_unreadable(error)
        yield wrong("database", error.sentence)
    if damaged:
        yield _rescued(asked)


def _is_unreadable(error: StoreError) -> bool:
    """Return whether the file itself cannot be read, rather than being in use, full, closed to us, or not ours."""
    if isinstance(error, Damaged):
        return True
    cause = error.__cause__
    code = (getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF
    return isinstance(cause, sqlite3.DatabaseError) and code not in _NOT_THE_FILES_FAULT


_NOT_THE_FILES_FAULT = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
)


def _open(asked: Examination) -> Journal:
    places = asked.places
    try:
        config = read_config(places.config)
        templates = load_templates(places, config)
    except TrackerError:
        # They are found to be broken as such; the log is looked at with what comes with the program.
        config = Config()
        templates = load_templates(
            Places(places.database.parent / "no-settings" / "config.yaml", places.database), config
        )
    return Journal.open(places.database, config, templates, asked.clock, create=False, timeout=asked.timeout)


def _rescued(asked: Examination) -> Finding:
    path = asked.places.database
    folder = asked.rescue_to or rescue_folder(path, asked.clock().date())
    try:
        done = rescue(path, folder)
    except TrackerError as error:
        return wrong("rescue", _("What can be read could not be written out: {why}", why=error.sentence))
    advice = ""
    if done.days and asked.rescue_to is None:
        advice = _("To bring them back: studylog backup restore latest — and: studylog import {folder} --replace",
                   folder=folder)  # fmt: skip
    return look("rescue", rescued_sentence(done), advice)


def rescued_sentence(done: Rescued) -> str:
    """Return how much of a damaged log was written out, and where."""
    if not (done.days or done.torn or done.retrospectives or done.sessions):
        return _("nothing of yours can be read in the file")
    if done.expected is None:
        count = n_("{n} day", "{n} days", done.days)
    else:
        count = n_("{whole} of {n} day", "{whole} of {n} days", done.expected, whole=done.days)
    sentence = _("{count} could be read whole, and lie in {folder}", count=count, folder=done.folder)
    if done.torn:
        torn = n_("{n} more in part (.md.torn)", "{n} more in part (.md.torn)", done.torn)
        sentence = f"{sentence}; {torn}"
    if done.retrospectives or done.sessions:
        retros = n_("{n} retrospective (.retro)", "{n} retrospectives (.retro)", done.retrospectives)
        sessions = n_("{n} session (sessions.csv)", "{n} sessions (sessions.csv)", done.sessions)
        sentence = f"{sentence}; {retros}, {sessions}"
    return sentence
