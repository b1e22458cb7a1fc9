"""Verbs that carry the log from machine to machine."""

from __future__ import annotations

import datetime as dt
import os
import sys
from contextlib import suppress
from pathlib import Path

from tracker.cells import fit
from tracker.cli.declared import PathName, argument, group, option, verb
from tracker.cli.desk import Desk, json_option
from tracker.cli.output import say, say_aside, say_json, say_progress, terminal_width
from tracker.errors import Prefer, TrackerError, UsageError
from tracker.values import as_dict
from tracker.wording import _, n_

TYPE_CHECKING = False
if TYPE_CHECKING:
    from click import Context, Parameter

    from tracker.journal import Journal
    from tracker.store.syncing import KeptConflict
    from tracker.sync.syncing import Synced


@group("sync", alone="now")
def sync_verb() -> None:
    """Carry the log to your other machines, through git.

    A day written on two machines is merged by what it says: what either added is there, and what both changed, each in
    its own way, waits for you in `studylog conflicts`. Everything works offline and is sent later.

    \b
    Examples:
      studylog sync init git@github.com:NAME/studylog.git
      studylog sync
      studylog sync status
    """


@sync_verb.verb("init")
@argument("remote", required=False, metavar="REMOTE")
@option("--folder", kind=PathName(), metavar="DIR", help="Where the repository lies; one that is there is taken.")
@option("--pattern", metavar="PATTERN", help="The path of a day, such as days/{year}/{mm}/{date}.md.")
def sync_init(desk: Desk, remote: str | None, folder: Path | None, pattern: str | None) -> None:
    """Make or take the repository that the log is carried by.

    REMOTE is any address or path that git knows; without one the log is committed here, and sent nowhere. In a
    repository that holds your logs already, days keep the paths they have there.

    \b
    Examples:
      studylog sync init https://github.com/NAME/studylog.git
      studylog sync init --folder ~/TIL
      studylog sync init --folder ~/TIL --pattern '{year}/{mm}/{date}.md'
    """
    from tracker.sync.setup import set_up

    journal = desk.journal(create=True)
    settings = set_up(journal, os.environ, remote=remote or "", folder=folder, pattern=pattern or "")
    say(_("ready: {folder}, days as {pattern}", folder=settings.folder, pattern=settings.pattern))
    if not settings.remote:
        say_aside(_("There is no remote yet; add one: {command}", command="studylog sync init REMOTE"))
    say_aside(_("Begin with: studylog sync"))


@sync_verb.verb("now")
@json_option
def sync_now(desk: Desk, as_json: bool = False) -> None:
    """Bring this log and the others in step.

    \b
    Examples:
      studylog sync
      studylog sync now --json
    """
    from tracker.sync.syncing import Syncing

    journal = desk.journal()
    done = Syncing(journal, os.environ, _progress).run()
    _progress("")
    if as_json:
        say_json(_synced_json(done))
    elif not done.offline:
        say(done.line)
    for path in done.unreadable:
        say_aside(_("{path} cannot be read and stays as it is; mend it, then sync again.", path=path))
    if done.conflicts:
        waits = n_("{n} conflict waits for your choice", "{n} conflicts wait for your choice", done.conflicts)
        say_aside(_("{waits}: {command}", waits=waits, command="studylog conflicts"))
    if done.offline:
        raise TrackerError(
            _(
                "The remote could not be reached ({why}); all is kept here and goes along with the next sync.",
                why=done.offline,
            )
        )


def _progress(said: str) -> None:
    if sys.stderr.isatty():
        say_progress(fit(said, terminal_width() - 1))


def _synced_json(done: Synced) -> dict[str, object]:
    return {
        "sent": done.sent,
        "received": done.received,
        "pushed": done.pushed,
        "conflicts": done.conflicts,
        "unreadable": list(done.unreadable),
        "offline": done.offline or None,
    }


@sync_verb.verb("status")
@json_option
def sync_status(desk: Desk, as_json: bool) -> None:
    """Say what waits to be sent and to be received, without asking the remote.

    \b
    Examples:
      studylog sync status
    """
    from tracker.sync.looking import status

    now = status(desk.journal(), os.environ)
    if as_json:
        say_json(
            {
                "folder": now.folder,
                "remote": now.remote or None,
                "changed": now.changed,
                "to_send": now.ahead,
                "to_receive": now.behind,
                "conflicts": now.conflicts,
                "last": now.last or None,
            }
        )
        return
    say(_("{folder}, sent to {remote}", folder=now.folder, remote=now.remote) if now.remote else now.folder)
    say(n_("{n} thing changed here since the last sync", "{n} things changed here since the last sync", now.changed))
    if now.remote:
        ahead = n_("{n} commit to send", "{n} commits to send", now.ahead)
        say(_("{ahead}, {behind} to receive, as of the last fetch", ahead=ahead, behind=now.behind))
    if now.conflicts:
        say(n_("{n} conflict: studylog conflicts", "{n} conflicts: studylog conflicts", now.conflicts))
    if now.last:
        say(_("last sync: {when}", when=now.last[:16].replace("T", " ")))


@sync_verb.verb("log")
@json_option
def sync_log(desk: Desk, as_json: bool) -> None:
    """List the commits that carried the log, the newest first.

    \b
    Examples:
      studylog sync log
    """
    from tracker.sync.looking import commits

    found = commits(desk.journal(), os.environ)
    if as_json:
        say_json([as_dict(one) for one in found])
        return
    for one in found:
        say(f"{one.made_at[:16].replace('T', ' ')}  {one.name[:8]}  {one.author}  {one.message}")


@sync_verb.verb("merge-driver")
@argument("base", kind=PathName())
@argument("ours", kind=PathName())
@argument("theirs", kind=PathName())
@argument("path")
def sync_merge_driver(desk: Desk, base: Path, ours: Path, theirs: Path, path: str) -> None:
    """Merge a file of the log; git calls this by itself.

    \b
    Examples:
      git config merge.studylog.driver 'studylog sync merge-driver %O %A %B %P'
    """
    from tracker.resources import load_templates
    from tracker.sync.driver import drive

    templates = load_templates(desk.places, desk.config)
    if not drive(templates, os.environ, (base, ours, theirs), path, Path.cwd()):
        raise TrackerError(_("{path} cannot be read as what lies there; merge it yourself.", path=path))


def complete_conflict(context: Context, parameter: Parameter, incomplete: str) -> list[str]:
    """Complete the id of a conflict."""
    from tracker.places import find_places
    from tracker.store import Store

    root = context.find_root().params.get("database")
    places = find_places(os.environ, Path(root) if root else None)
    now = dt.datetime.now().astimezone()
    with suppress(TrackerError), Store.open(places.database, create=False, now=now, writable=False) as store:
        return [one.id for one in store.sync.kept_conflicts() if one.id.startswith(incomplete)]
    return []


@verb("conflicts")
@argument("name", required=False, metavar="CONFLICT", complete=complete_conflict)
@option("--mine", to="prefer", sets="mine", help="Take what was written on this machine.")
@option("--theirs", to="prefer", sets="theirs", help="Take what was written on the other.")
@option("--both", to="prefer", sets="both", help="Take both, one after the other.")
@option("--done", to="prefer", sets="done", help="Leave the day as it is now, and let the conflict go.")
@json_option
def conflicts_verb(desk: Desk, name: str | None, prefer: str | None, as_json: bool) -> None:
    """Choose between what two machines made of the same lines.

    Without words they are listed; the larger of the two stands in the day meanwhile, and nothing of the other is lost.

    \b
    Examples:
      studylog conflicts
      studylog conflicts 1
      studylog conflicts 1 --both
    """
    from tracker.sync.choosing import choose, conflict_named, date_of

    journal = desk.journal()
    if name is None:
        if prefer is not None:
            raise UsageError(_("Name the conflict: {command}", command="studylog conflicts 1 --both"))
        _list_conflicts(journal, as_json)
        return
    conflict = conflict_named(journal, name)
    if prefer is None:
        if as_json:
            say_json(_conflict_json(journal, conflict))
            return
        for line in _told(journal, conflict):
            say(line)
        return
    choose(journal, conflict, Prefer(prefer) if prefer != "done" else None)
    say(_("chosen: {where}", where=date_of(journal, conflict) or conflict.path))


def _list_conflicts(journal: Journal, as_json: bool) -> None:
    from tracker.sync.choosing import kept_conflicts

    conflicts = kept_conflicts(journal)
    if as_json:
        say_json([_conflict_json(journal, one) for one in conflicts])
        return
    if not conflicts:
        say_aside(_("There is nothing to choose between."))
    for number, one in enumerate(conflicts, 1):
        say(f"{number}  {_where(journal, one)}  {one.kept.strip().partition(chr(10))[0]}")


def _where(journal: Journal, conflict: KeptConflict) -> str:
    from tracker.sync.choosing import date_of

    day = date_of(journal, conflict)
    return day.isoformat() if day is not None else conflict.path


def _told(journal: Journal, conflict: KeptConflict) -> list[str]:
    from tracker.sync.choosing import sides_of

    mine, theirs = sides_of(conflict)
    said = [_where(journal, conflict)]
    for title, text in ((_("before"), conflict.base), (_("mine"), mine), (_("theirs"), theirs)):
        said += ["", f"{title}:", *(f"  {line}" for line in text.rstrip("\n").split("\n"))]
    return said


def _conflict_json(journal: Journal, one: KeptConflict) -> dict[str, object]:
    from tracker.sync.choosing import date_of, sides_of

    day, (mine, theirs) = date_of(journal, one), sides_of(one)
    return {
        "id": one.id,
        "date": day.isoformat() if day is not None else None,
        "path": one.path,
        "base": one.base,
        "mine": mine,
        "theirs": theirs,
        "in_text": one.kept,
    }
