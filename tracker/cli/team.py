"""Verbs of a study group: team-mates' own logs, read and never written."""

from __future__ import annotations

import os
import sys

from tracker.cli.declared import Number, argument, group, option
from tracker.cli.desk import Desk, day_argument, json_option
from tracker.cli.output import say, say_aside, say_json, say_lines, say_progress, terminal_width
from tracker.wording import _, n_

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.group.group import GroupReader

_WIDEST = 160
"""Cells; lines that are longer are read by nobody."""


@group("group", alone="list")
def group_verb() -> None:
    """See a week of your study group side by side.

    Team-mates are a folder or a git repository each, in any format that import reads. They are only ever read, and
    remembered in the settings under `group`. A repository elsewhere is fetched again by `group week`; without a
    network the last state is shown. What a log does not say is shown as –, never as 0.

    \b
    Examples:
      studylog group add 지수 https://github.com/OWNER/TIL
      studylog group add 민수 ~/team/minsu
      studylog group week
      studylog group week -7 --json
    """


@group_verb.verb("add")
@argument("name")
@argument("place", metavar="PATH|URL")
def group_add(desk: Desk, name: str, place: str) -> None:
    """Take a team-mate into the group: a folder, or the address of a git repository.

    \b
    Examples:
      studylog group add 지수 https://github.com/OWNER/TIL
      studylog group add 지수 git@github.com:OWNER/TIL.git
      studylog group add "Kim Minsu" ~/team/minsu
    """
    from tracker.errors import TrackerError
    from tracker.group.clones import forget
    from tracker.group.members import new_member, write_members

    member = new_member(desk.config, name, place)
    reader = _reader(desk)
    try:
        if member.address:
            _progress(_("The repositories are being fetched …"))
        found = reader.found(member)
        write_members(desk.places.config, {**desk.config.group, member.name: member.place})
    except TrackerError:
        _progress("")
        forget(member.cache(reader.folder))
        raise
    _progress("")
    if found.latest is None:
        say(_("{name} is in the group", name=member.name))
        say_aside(_("no day was found there yet; a log says its date in its name or in a heading"))
        return
    days = n_("{n} day", "{n} days", found.days)
    say(_("{name} is in the group: {days}, the latest {day}", name=member.name, days=days, day=found.latest))


@group_verb.verb("list")
@json_option
def group_list(desk: Desk, as_json: bool) -> None:
    """List the team-mates, and where their logs are.

    \b
    Examples:
      studylog group
      studylog group list --json
    """
    from tracker.cells import cells
    from tracker.group.clones import Clone
    from tracker.group.members import group_folder, members_of, shown_place

    members = members_of(desk.config)
    folder = group_folder(desk.places.database)
    fetched = {m.name: Clone(m.cache(folder), m.address, os.environ).fetched_at for m in members if m.address}
    if as_json:
        say_json(
            [
                {
                    "name": member.name,
                    "place": shown_place(member.place),
                    "fetched_at": when.isoformat() if (when := fetched.get(member.name)) is not None else None,
                }
                for member in members
            ]
        )
        return
    if not members:
        say(_("Nobody is in the group yet. Add a team-mate: studylog group add NAME PATH_OR_URL"))
    width = max((cells(member.name) for member in members), default=0)
    zone = desk.clock().tzinfo
    for member in members:
        when = fetched.get(member.name)
        said = "  " + _("fetched {when}", when=f"{when.astimezone(zone):%Y-%m-%d %H:%M}") if when is not None else ""
        say(f"{member.name}{' ' * (width - cells(member.name))}  {shown_place(member.place)}{said}")


@group_verb.verb("remove")
@argument("name")
def group_remove(desk: Desk, name: str) -> None:
    """Take a team-mate out of the group; their log is left as it is.

    \b
    Examples:
      studylog group remove 지수
    """
    from tracker.group.clones import forget
    from tracker.group.members import group_folder, member_named, write_members

    member = member_named(desk.config, name)
    rest = {known: place for known, place in desk.config.group.items() if known != member.name}
    write_members(desk.places.config, rest)
    forget(member.cache(group_folder(desk.places.database)))
    say(_("{name} is out of the group", name=member.name))


@group_verb.verb("week")
@day_argument
@option("--no-fetch", flag=True, help="Show what was fetched last, without asking the network.")
@option("--width", kind=Number(24, 500), metavar="CELLS", help="Width of the picture.")
@json_option
def group_week(desk: Desk, day_word: str | None, no_fetch: bool, width: int | None, as_json: bool) -> None:
    """Show the week of everyone in the group: hours, problems, topics, challenges, and when they studied at once.

    \b
    Examples:
      studylog group week
      studylog group week 2025-01-22
      studylog group week -7 --json
    """
    from tracker.group.contract import digest_json
    from tracker.group.drawing import digest_lines
    from tracker.group.group import fetch_all
    from tracker.group.group import group_week as week_of_group
    from tracker.group.members import members_of
    from tracker.stats import week_days

    journal = desk.journal()
    first, last = week_days(desk.day(day_word, journal))
    members = members_of(desk.config)
    reader = _reader(desk)
    not_fetched = {}
    if not no_fetch and any(member.address for member in members):
        _progress(_("The repositories are being fetched …"))
        not_fetched = fetch_all(members, reader)
        _progress("")
    digest = week_of_group(journal, members, reader, first, last, not_fetched=not_fetched)
    if as_json:
        say_json(digest_json(digest))
        return
    say_lines(
        digest_lines(
            digest,
            width=width or min(terminal_width(), _WIDEST),
            today=journal.today,
            course_week=journal.week(first),
            hint=_("Nobody is in the group yet. Add a team-mate: studylog group add NAME PATH_OR_URL"),
        )
    )


def _progress(said: str) -> None:
    if sys.stderr.isatty():
        from tracker.cells import fit

        width = terminal_width() - 1
        say_progress(fit(said, width) if said else " " * width + "\r")


def _reader(desk: Desk) -> GroupReader:
    from tracker.group.group import GroupReader
    from tracker.group.members import group_folder
    from tracker.resources import load_templates

    templates = load_templates(desk.places, desk.config)
    return GroupReader(templates, group_folder(desk.places.database), os.environ, desk.clock())
