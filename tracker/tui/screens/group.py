"""The week of the study group: everyone's hours, problems and topics, and when they studied at once."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.message import Message

from tracker.charts import Line, Segment, plain
from tracker.errors import TrackerError
from tracker.group.clones import forget
from tracker.group.digest import Digest
from tracker.group.drawing import digest_lines
from tracker.group.group import GroupReader, fetch_all, group_week
from tracker.group.members import Member, group_folder, member_named, members_of, new_member, write_members
from tracker.journal import Journal
from tracker.settings import read_config
from tracker.stats import week_days
from tracker.tui.commands import Command, Group, bindings_of
from tracker.tui.questions import Answer, Field
from tracker.tui.screens.base import StudyScreen
from tracker.tui.shown import shown
from tracker.tui.widgets.one_line import OneLine
from tracker.tui.widgets.text_page import PAGE_COMMANDS, TextPage
from tracker.values import replace
from tracker.wording import N_, _

GROUP_COMMANDS = (
    Command("a", "ask_member", Group.CHANGE, "group.add", N_("add"), N_("Take a team-mate into the group.")),
    Command(
        "d,delete", "ask_whom", Group.CHANGE, "group.remove", N_("remove"), N_("Take a team-mate out of the group.")
    ),
    Command("r", "fetch", Group.LOOK, "group.fetch", N_("fetch"), N_("Fetch the repositories of the others anew.")),
    Command(
        "left_square_bracket,p,left",
        "turn(-7)",
        Group.DAY,
        "group.previous",
        N_("before"),
        N_("Look at the week before."),
    ),
    Command(
        "right_square_bracket,n,right", "turn(7)", Group.DAY, "group.next", N_("after"), N_("Look at the week after.")
    ),
    Command("full_stop", "today", Group.DAY, "group.today", N_("this week"), N_("Come back to this week.")),
    Command("y", "copy", Group.LOOK, "group.copy", N_("copy"), N_("Copy the week of the group as text.")),
    Command("escape,q", "leave", Group.SCREEN, "group.leave", N_("Today"), N_("Go back to Today."), palette=False),
)
"""What the screen of the group answers to."""

_COPY_WIDTH = 80
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 8), dt.date(2999, 12, 24)


@dataclass
class DigestRead(Message):
    """A message that a week was read."""

    digest: Digest | None
    """None when it could not be."""
    problem: str
    number: int
    """Of the reading; another may have begun since."""


@dataclass
class Fetched(Message):
    """A message that the others' repositories were fetched, or could not be."""

    reasons: dict[str, str]
    """Why not, by name."""


class GroupScreen(StudyScreen):
    """Shows the week of a group side by side."""

    CSS_PATH = "../group.tcss"
    AUTO_FOCUS = "#group-page"
    commands: ClassVar[tuple[Command, ...]] = GROUP_COMMANDS
    BINDINGS = [*bindings_of(GROUP_COMMANDS)]

    def __init__(self, journal: Journal, day: dt.date) -> None:
        super().__init__(journal)
        self.day = day
        """A day of the week that is shown."""
        self.digest: Digest | None = None
        """None before the first was read."""
        self._number = 0
        self._fetching = False
        self._not_fetched: dict[str, str] = {}
        """Why repositories could not be fetched, by name."""

    def compose_content(self) -> ComposeResult:
        yield OneLine(id="group-title")
        yield TextPage(id="group-page")

    def set_up(self) -> None:
        error = self.attempt(self._take_settings)
        super().set_up()
        self.say_error(error or "")
        # What was fetched the last time is there at once.
        self._fetch_anew()

    @property
    def shown_day(self) -> dt.date:
        return self.day

    def all_commands(self) -> tuple[Command, ...]:
        return (*PAGE_COMMANDS, *super().all_commands())

    def bar(self) -> Sequence[str]:
        some = ("group.fetch", "group.remove", "group.copy") if self.members else ()
        return ["group.add", "group.previous", "group.next", "group.today", *some, "group.leave"]

    def help_text(self) -> str:
        return _(
            "Team-mates are a folder or a git repository each, in any format that can be imported; they are only read."
            " What a log does not say is shown as –. Times of day are yours, wherever the others are."
        )

    @property
    def members(self) -> tuple[Member, ...]:
        """The others."""
        return members_of(self.journal.config)

    @property
    def page(self) -> TextPage:
        """What is read."""
        return self.query_one(TextPage)

    # Reading

    def look(self) -> None:
        super().look()
        self._begin_reading()

    def _begin_reading(self) -> None:
        self._number += 1
        self._read(self._number, self.day, self.members, dict(self._not_fetched))

    def _reader(self) -> GroupReader:
        folder = group_folder(self.journal.path)
        return GroupReader(self.journal.templates, folder, os.environ, self.journal.now())

    @work(thread=True, group="group-read")
    def _read(self, number: int, day: dt.date, members: tuple[Member, ...], not_fetched: dict[str, str]) -> None:
        if number != self._number:
            # Another week has been turned to in the meantime.
            return
        digest, problem = None, ""
        try:
            with self.journal.elsewhere() as journal:
                digest = group_week(journal, members, self._reader(), *week_days(day), not_fetched=not_fetched)
        except TrackerError as error:
            problem = error.sentence
        self.post_message(DigestRead(digest, problem, number))

    @on(DigestRead)
    def _take_digest(self, message: DigestRead) -> None:
        if message.number != self._number:
            return
        if message.problem:
            self.say_error(message.problem)
            return
        same = self.digest is not None and message.digest is not None and self.digest.first == message.digest.first
        self.digest = message.digest
        self._draw(stay=same)
        self.refresh_hints()

    def action_fetch(self) -> None:
        self._begin_reading()
        self._fetch_anew()
        if not self._fetching:
            self.tell(_("Read again; there is no repository elsewhere to fetch."))

    def _fetch_anew(self) -> None:
        if not self._fetching and any(member.address for member in self.members):
            self._fetching = True
            self._fetch(self.members)
        self._show_title()

    @work(thread=True, group="group-fetch")
    def _fetch(self, members: tuple[Member, ...]) -> None:
        self.post_message(Fetched(fetch_all(members, self._reader())))

    @on(Fetched)
    def _take_fetched(self, message: Fetched) -> None:
        self._fetching, self._not_fetched = False, message.reasons
        self._show_title()
        self._begin_reading()

    # Showing

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self._draw, stay=True)

    def _show_title(self) -> None:
        doing = Segment(f"  {_('The repositories are being fetched …')}" if self._fetching else "", "hint")
        self.query_one("#group-title", OneLine).line = (Segment(f" {_('Study group')}", "heading"), doing)

    def _draw(self, *, stay: bool = False) -> None:
        if self.digest is None:
            return
        page = self.page
        width = page.outer_size.width - page.styles.gutter.width - page.styles.scrollbar_size_vertical
        page.show_lines(self._lines(max(20, width)), stay=stay)

    def _lines(self, width: int) -> list[Line]:
        assert self.digest is not None
        hint = _(
            "Nobody is in the group yet. {key} takes a team-mate in: a folder or a git repository with their logs.",
            key=self.key_of("group.add"),
        )
        week = self.journal.week(self.digest.first)
        return digest_lines(
            self.digest, width=width, today=self.journal.today, course_week=week, hint=hint, clean=shown
        )

    # Doing

    def action_turn(self, days: int) -> None:
        self._go_to(self.day + dt.timedelta(days=days))

    def action_today(self) -> None:
        self._go_to(self.journal.today)

    def _go_to(self, day: dt.date) -> None:
        if _FIRST_DAY <= day <= _LAST_DAY:
            self.day = day
            self.apply(lambda: None)

    def action_copy(self) -> None:
        if self.digest is None:
            return
        self.app.copy_to_clipboard(plain(self._lines(_COPY_WIDTH)) + "\n")
        self.tell(_("Copied the week of the group."))

    def action_ask_member(self) -> None:
        fields = (
            Field(_("name")),
            Field(_("folder, or address of a git repository"), example=_("~/team/jisu · https://…")),
        )
        self.ask("group-member", _("Who comes into the group, and where is their log?"), self._add, *fields)

    def _take_settings(self) -> None:
        """Have the members of the settings file, which may have been written since the program began."""
        if self.studylog.settings is not None:
            group = read_config(self.studylog.settings).group
            self.journal.config = replace(self.journal.config, group=group)

    def _add(self, answer: Answer) -> None:
        self._take_settings()
        member = new_member(self.journal.config, answer[0], answer[1])
        self._keep({**self.journal.config.group, member.name: member.place})
        self.call_after_refresh(self._fetch_anew)

    def action_ask_whom(self) -> None:
        if not self.members:
            self.say_error(_("Nobody is in the group yet; {key} takes somebody in.", key=self.key_of("group.add")))
            return
        options = [(member.name, shown(member.name)) for member in self.members]
        self.ask_one_of(_("Who leaves the group? Their log is left as it is."), options, self._remove)

    def _remove(self, name: str) -> None:
        def act() -> None:
            self._take_settings()
            member = member_named(self.journal.config, name)
            self._keep({known: place for known, place in self.journal.config.group.items() if known != member.name})
            forget(member.cache(group_folder(self.journal.path)))

        self.apply(act)

    def _keep(self, places: dict[str, str]) -> None:
        if self.studylog.settings is not None:
            places = dict(write_members(self.studylog.settings, places).group)
        self.journal.config = replace(self.journal.config, group=places)
