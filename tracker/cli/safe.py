"""Verbs that keep the log safe: undo, backups, the checkup."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tracker.cli.declared import Number, PathName, argument, group, option, verb
from tracker.cli.desk import Desk, complete_day, is_terminal, json_option
from tracker.cli.output import say, say_aside, say_json, say_parts, say_progress, terminal_width
from tracker.errors import StoreError
from tracker.wording import _, n_, name_of_action

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.backups import Backup
    from tracker.checkup import Examination, Finding
    from tracker.checkup.log_checks import Progress


@verb("undo")
def undo_verb(desk: Desk) -> None:
    """Take the last change back.

    Whatever it was: a line, a session, a whole import. Once more takes the one before it back.

    \b
    Examples:
      studylog undo
    """
    change = desk.journal().undo()
    say(_("taken back: {action} {summary}", action=name_of_action(change.action), summary=change.summary))


@verb("redo")
def redo_verb(desk: Desk) -> None:
    """Make the change again that was taken back last.

    \b
    Examples:
      studylog redo
    """
    change = desk.journal().redo()
    say(_("made again: {action} {summary}", action=name_of_action(change.action), summary=change.summary))


@verb("restore")
@argument("day_word", metavar="DAY", complete=complete_day)
@argument("revision", kind=Number())
def restore_verb(desk: Desk, day_word: str, revision: int) -> None:
    """Bring a day back to one of its earlier texts.

    \b
    Examples:
      studylog history 2025-01-22
      studylog restore 2025-01-22 17
    """
    journal = desk.journal()
    day = journal.date_of(day_word)
    outcome = journal.restore(day, revision)
    if outcome.changed:
        say(_("{day}  is as in revision {revision}", day=day, revision=revision))
    else:
        say(_("{day}  was already as in revision {revision}", day=day, revision=revision))


@group("backup", alone="now")
def backup_verb() -> None:
    """Make backups, look at them, put one back.

    One is made by itself before the first change of a day, and before an import, a migration or a restore. Kept are
    those of 7 days, 4 weeks and 12 months, for a month what was there before something, and every one you asked for.

    \b
    Examples:
      studylog backup now                  while the log is in use
      studylog backup now ~/safe/log.db    to a file of its own
      studylog backup list
      studylog backup verify
      studylog backup restore latest       what is there is backed up first
      studylog backup restore 2025-01-22
    """


@backup_verb.verb("now")
@argument("target", kind=PathName(), required=False, metavar="[FILE]")
def backup_now(desk: Desk, target: Path | None = None) -> None:
    """Make a backup now; such a one is never removed.

    \b
    Examples:
      studylog backup now
      studylog backup now ~/safe/studylog.db
    """
    journal = desk.journal()
    if target is not None and target.is_dir():
        target = target / f"{desk.places.database.stem}-{journal.now():%Y%m%d-%H%M%S}.db"
    made = journal.back_up(target)
    if made.notice:
        say_aside(made.notice)
    days = made.backup.holdings.days if made.backup.holdings is not None else 0
    say(n_("{n} day copied to {path} and verified", "{n} days copied to {path} and verified", days,
           path=made.backup.path))  # fmt: skip


@backup_verb.verb("list")
@json_option
def backup_list(desk: Desk, as_json: bool) -> None:
    """List the backups, newest first.

    \b
    Examples:
      studylog backup list
      studylog backup list --json
    """
    from tracker.backups import list_backups

    backups = list_backups(desk.places.database)
    if as_json:
        say_json([_backup_json(backup) for backup in backups])
        return
    if not backups:
        say_aside(_("there is no backup yet; make one: studylog backup now"))
    for backup in backups:
        say(_row(backup))


def _row(backup: Backup) -> str:
    if backup.holdings is None:
        held = _("cannot be read")
    else:
        held = n_("{n} day", "{n} days", backup.holdings.days)
    size = f"{backup.size / 1_000_000:.1f} MB"
    return f"{backup.made_at:%Y-%m-%d %H:%M}  {backup.reason:9}  {held:>10}  {size:>9}  {backup.name}"


def _backup_json(backup: Backup) -> dict[str, object]:
    held = backup.holdings
    return {
        "name": backup.name,
        "path": str(backup.path),
        "made_at": backup.made_at.isoformat(),
        "reason": backup.reason.value,
        "days": held.days if held is not None else None,
        "sessions": held.sessions if held is not None else None,
        "bytes": backup.size,
    }


@backup_verb.verb("verify")
@argument("names", many=True, metavar="[NAME]...")
def backup_verify(desk: Desk, names: tuple[str, ...]) -> None:
    """Check pages, counts and every text of backups; of all when none is named.

    \b
    Examples:
      studylog backup verify
      studylog backup verify latest ~/safe/studylog.db
    """
    from tracker.backups import find_backup, list_backups, problems_of

    database = desk.places.database
    backups = [find_backup(database, name, desk.clock()) for name in names] if names else list_backups(database)
    broken = 0
    if not backups:
        say_aside(_("there is no backup yet; make one: studylog backup now"))
    for backup in backups:
        problems = problems_of(backup)
        broken += bool(problems)
        days = backup.holdings.days if backup.holdings is not None else 0
        held = n_("sound, {n} day", "sound, {n} days", days)
        say_parts(("✗ " if problems else "✓ ", "bad" if problems else "good"),
                  (f"{backup.name}  {problems[0] if problems else held}", ""))  # fmt: skip
    if broken:
        raise StoreError(
            n_(
                "{n} backup is not sound; do not count on it.",
                "{n} backups are not sound; do not count on them.",
                broken,
            ),
            shell=_("Make a new one: studylog backup now"),
        )


@backup_verb.verb("restore")
@argument("name", metavar="NAME|DATE|FILE|latest")
def backup_restore(desk: Desk, name: str) -> None:
    """Put what a backup holds in the place of the whole log.

    What is there now is backed up first, so that you can go back. Open windows show what is then. For one day alone
    there is: studylog history DAY, studylog restore DAY REVISION.

    \b
    Examples:
      studylog backup restore latest
      studylog backup restore 2025-01-22
      studylog backup restore ~/safe/studylog.db
    """
    from tracker.backups import find_backup, read_backup
    from tracker.journal.safekeeping import restore_backup

    database = desk.places.database
    backup = find_backup(database, name, desk.clock())
    restored = restore_backup(database, backup, desk.clock(), timeout=desk.timeout)
    days = backup.holdings.days if backup.holdings is not None else 0
    say(n_("{n} day put back from {name}", "{n} days put back from {name}", days, name=backup.name))
    if restored.damaged:
        say_aside(_("the file that was there could not be read; it lies in {path}", path=restored.before))
    elif restored.before is not None:
        before = read_backup(restored.before).holdings
        if before is not None and before.days != days:
            say(n_("there was {n} day before", "there were {n} days before", before.days))
        say(_("to go back: studylog backup restore {name}", name=restored.before.name))


@verb("doctor")
@option("--fix", flag=True, help="Mend what can be mended without touching a word of yours.")
@option("--rescue", to="folder", kind=PathName(), metavar="DIR",
              help="Where the days of a damaged database are written; else a folder beside it.")  # fmt: skip
@json_option
def doctor_verb(desk: Desk, fix: bool, folder: Path | None, as_json: bool) -> None:
    """Check the log, its backups, the settings and the terminal.

    Of a damaged database every day that can be read is written out as Markdown, and counted.

    \b
    Examples:
      studylog doctor
      studylog doctor --fix
      studylog doctor --json
      studylog doctor --rescue ~/rescued
    """
    from tracker.checkup import examine

    findings = []
    for finding in examine(_examination(desk, fix=fix, folder=folder), _progress()):
        findings.append(finding)
        if not as_json:
            _say_finding(finding)
    wrong = [finding for finding in findings if finding.gravity == "wrong"]
    if as_json:
        say_json({"sound": not wrong, "findings": [_finding_json(finding) for finding in findings]})
    elif not fix and any(finding.mend is not None for finding in findings):
        say(_("What is marked with + is mended by: studylog doctor --fix"))
    if wrong:
        raise StoreError(n_("{n} thing is wrong.", "{n} things are wrong.", len(wrong)))


def _examination(desk: Desk, *, fix: bool, folder: Path | None) -> Examination:
    from tracker.checkup import Examination
    from tracker.checkup.program_checks import terminal_of

    environment = os.environ
    size = os.get_terminal_size(sys.stdout.fileno()) if is_terminal() else os.terminal_size((terminal_width(), 24))
    terminal = terminal_of(
        environment, size.columns, size.lines, encoding=sys.stdout.encoding, is_terminal=is_terminal()
    )
    return Examination(
        places=desk.places,
        environment=environment,
        terminal=terminal,
        clock=desk.clock,
        timeout=desk.timeout,
        rescue_to=folder,
        mend=fix,
    )


def _progress() -> Progress | None:
    """Return what shows how far the days are read, to a person who waits for thousands of them."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, days: int) -> None:
        if days >= _MANY_DAYS and done % 50 == 0:
            say_progress(f"{done * 100 // days:3} %")
        if done + 1 == days:
            say_progress("     \r")

    return show


_MANY_DAYS = 500
_SIGNS = {"sound": ("✓", "good"), "look": ("!", "target"), "wrong": ("✗", "bad")}


def _say_finding(finding: Finding) -> None:
    sign, style = _SIGNS[finding.gravity]
    mendable = "+" if finding.mend is not None else " "
    say_parts((f"{sign}{mendable}", style), (f" {finding.code:10} ", "label"), (finding.sentence, ""))
    if finding.advice:
        say_parts((f"   {'':10} {finding.advice}", "dim"))


def _finding_json(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "gravity": finding.gravity.value,
        "sentence": finding.sentence,
        "advice": finding.advice,
        "mendable": finding.mend is not None,
    }
