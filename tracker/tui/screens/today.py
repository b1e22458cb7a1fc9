"""The Today screen: the day, and everything a person does with it in one key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from textual import on

from tracker.model import ItemKind, SectionKind
from tracker.tui.commands import CALENDAR_COMMANDS, Command, Group, bindings_of
from tracker.tui.messages import AddWanted, PanesLeft
from tracker.tui.panes import Entry, EntryKind
from tracker.tui.questions import Answer, Field
from tracker.tui.screens.adding import ADDING_COMMANDS
from tracker.tui.screens.changing import CHANGING_COMMANDS, ChangingActions
from tracker.tui.screens.timing import TIMER_COMMANDS, TimerActions
from tracker.tui.shown import shown
from tracker.tui.widgets.day_view import DAY_VIEW_COMMANDS, DayView
from tracker.tui.widgets.side_state import HEIGHT_FOR_ALL
from tracker.wording import N_, _


def _turning(keys: str, action: str, binding: str, do: str, about: str) -> Command:
    return Command(keys, action, Group.DAY, f"today.{binding}", do, about)


DAY_COMMANDS = (
    _turning("left_square_bracket,left", "turn_day(-1)", "previous", N_("previous day"), N_("Look at the day before.")),
    _turning("right_square_bracket,right", "turn_day(1)", "next", N_("next day"), N_("Look at the day after.")),
    _turning(
        "left_curly_bracket,shift+left",
        "turn_to_written(-1)",
        "previous-written",
        N_("previous log"),
        N_("Go to the log before this one."),
    ),
    _turning(
        "right_curly_bracket,shift+right",
        "turn_to_written(1)",
        "next-written",
        N_("next log"),
        N_("Go to the log after this one."),
    ),
    _turning("at", "ask_day", "go-to", N_("go to a day"), N_("Go to a day you name: yesterday, -1, 1/22, 2025-01-22.")),
    _turning("full_stop", "today", "today", N_("today"), N_("Come back to today.")),
    _turning("n", "new_day", "new", N_("open the day"), N_("Open the day from the template.")),
    Command("apostrophe,ctrl+o", "jump", Group.LOOK, "today.jump", N_("jump"), N_("Jump to a pane by its letter.")),
)

TODAY_COMMANDS = (*ADDING_COMMANDS, *CHANGING_COMMANDS, *TIMER_COMMANDS, *DAY_COMMANDS)
"""What the Today screen answers to."""

_JUMP_LETTERS = "asdfglqwertyuiopzxcvbnmhASDFGHJKL"
"""Without j and k, which move the choice."""

_HELP = {
    SectionKind.GOALS: N_("The goals of the day. They are numbered by themselves where the day numbers them."),
    SectionKind.LEARNING: N_(
        "What was studied. A topic is a heading with everything under it; opening it lets you write."
    ),
    SectionKind.TEAM: N_("Solved problems, by judge and week. One line is enough: LeetCode 15 322."),
    SectionKind.CHALLENGES: N_(
        "The challenges set before are checked off here; those for tomorrow wait for the next day."
    ),
    SectionKind.REFLECTION: N_("What went well and what did not. A label waits for its words until it is filled."),
    SectionKind.LINKS: N_("Sources and references, each with its address."),
    SectionKind.OTHER: N_("Text that belongs to nothing in particular. It is kept as it is, and edited as text."),
}


class TodayScreen(ChangingActions, TimerActions):
    """One day: written, checked, changed, and turned."""

    commands = TODAY_COMMANDS
    BINDINGS = [*bindings_of(TODAY_COMMANDS)]

    def all_commands(self) -> tuple[Command, ...]:
        return (*super().all_commands(), *DAY_VIEW_COMMANDS, *CALENDAR_COMMANDS)

    # What can be done here

    def set_up(self) -> None:
        super().set_up()
        self.watch(self.day_view, "cursor", self.refresh_hints, init=False)

    def look_at(self, *, newest: bool, first: bool = False) -> None:
        super().look_at(newest=newest, first=first)
        self.refresh_hints()

    def bar(self) -> Sequence[str]:
        return [
            *self._bar_of(self.current),
            "timer.toggle",
            "today.undo",
            "visit.evening",
            "visit.week",
            "visit.browse",
        ]

    def _bar_of(self, entry: Entry | None) -> list[str]:
        if self.record is None:
            return ["today.new", "today.goal"]
        if entry is None or entry.kind is EntryKind.EMPTY:
            return ["today.add"]
        if entry.kind is EntryKind.BLANK:
            return ["today.open", "today.add"]
        if entry.ref is None:
            return ["today.text", "today.add"]
        if entry.ref.kind is ItemKind.CHALLENGE:
            return ["today.check", "today.add", "today.edit"]
        return ["today.add", "today.open" if entry.ref.kind is ItemKind.TOPIC else "today.edit"]

    def help_text(self) -> str:
        if self.record is None:
            return _("There is no log of this day yet. Whatever you add opens it from the template.")
        entry = self.current
        about = _HELP.get(entry.section) if entry is not None and entry.section is not None else None
        return _(about) if about else _("The day as it is written: every line of it is in one of the panes.")

    @on(AddWanted)
    def _add_wanted(self) -> None:
        self.action_add_here()

    # Days

    def action_turn_day(self, by: int) -> None:
        self.turn_to(self.day + dt.timedelta(days=by))

    def action_today(self) -> None:
        self.turn_to(self.journal.today)

    def action_turn_to_written(self, by: int) -> None:
        """Show the nearest day with a log, before (-1) or after (1) this one."""
        near = [day for day in self.journal.dates() if (day < self.day if by < 0 else day > self.day)]
        if near:
            self.turn_to(near[-1] if by < 0 else near[0])
        else:
            self.tell(_("There is no log before this day.") if by < 0 else _("There is no log after this day."))

    def action_ask_day(self) -> None:
        """Ask for a day in words, and show it."""

        def turn(answer: Answer) -> None:
            self.turn_to(self.journal.date_of(answer[0]))

        self.ask("day", _("Go to which day?"), turn, Field(example=_("yesterday · -1 · 1/22 · 2025-01-22")))

    def action_new_day(self) -> None:
        if self.record is not None:
            self.tell(_("{day} is open already", day=self.day))
            return
        self.apply(self._open_day)

    def _open_day(self) -> None:
        outcome = self.journal.open_day(self.day)
        self.tell(_("Opened {day}", day=self.day))
        for note in outcome.notes:
            self.app.notify(shown(note), severity="warning", markup=False)

    # Panes

    def action_zoom(self) -> None:
        self.day_view.action_zoom()

    def action_jump(self) -> None:
        """Ask for a pane by its letter."""
        panes: list[tuple[Callable[[], None], str]] = [
            (partial(self._to_pane, number), pane.title) for number, pane in enumerate(self.day_view.panes)
        ]
        if self._has_calendar:
            panes.append((self._to_calendar, _("calendar")))
        goals = dict(zip(_JUMP_LETTERS, panes, strict=False))
        options = [(letter, title) for letter, (_go, title) in goals.items()]
        self.ask_one_of(_("Jump to"), options, lambda letter: goals[letter][0](), lettered=True)

    def _to_pane(self, number: int) -> None:
        self.day_view.focus()
        self.day_view.go_to_pane(number)

    @property
    def _has_calendar(self) -> bool:
        return self.has_class("-wide") and self.query_one("#content").size.height >= HEIGHT_FOR_ALL

    def _to_calendar(self) -> None:
        for calendar in self.query("#side-calendar"):
            calendar.focus()

    @on(PanesLeft)
    def _go_round(self) -> None:
        # The calendar stands between the last pane and the first.
        if self._has_calendar:
            self._to_calendar()

    def action_leave(self) -> None:
        """Come back to the day itself."""
        self.query_one(DayView).focus()
