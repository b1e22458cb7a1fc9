"""Browse: every day in a line, and the lines of all days that hold what is looked for, as one types."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from tracker.charts import Line, Segment
from tracker.errors import TrackerError
from tracker.journal import Journal
from tracker.journal.day_facts import months
from tracker.model import Mark
from tracker.stats import month_days
from tracker.timefmt import format_duration
from tracker.tui.commands import Command, Group, bindings_of, moving
from tracker.tui.query import Query, parse_query
from tracker.tui.screens.base import StudyScreen
from tracker.tui.screens.prompt import LineInput
from tracker.tui.shown import shown
from tracker.tui.widgets.day_list import DayList, DayRow, DaysByMonth
from tracker.tui.widgets.hit_list import KINDS, Found, HitList, HitRow, HitsByDay, kind_names
from tracker.tui.widgets.line_list import LIST_COMMANDS, LineList
from tracker.tui.widgets.lit import lit_line
from tracker.tui.widgets.one_line import OneLine
from tracker.tui.widgets.text_page import PAGE_COMMANDS, TextPage, markdown_lines
from tracker.wording import N_, _, n_

WIDE = 100
"""Columns from which the text of the chosen day stands beside the list."""
MOST_HITS = 2000
"""Lines that are listed; nobody looks through more."""
_FIRST_HITS = 40
"""Found lines that are shown as soon as there are so many."""
_HITS_SECONDS = 0.1
"""How long the others wait for more of them before they are shown, and the search for the first to be drawn."""
_PAGE_SECONDS = 0.05
"""How long the cursor rests on a row before its text is shown beside the list."""

LINE_COMMANDS = (moving("down", "screen.to_list", "browse.to-list", N_("to the list")),)
"""What the search line answers to, besides writing."""

BROWSE_COMMANDS = (
    Command("slash", "search", Group.LOOK, "browse.search", N_("search"), N_("Look for words in every day.")),
    Command("ctrl+n,f", "kind(1)", Group.LOOK, "browse.kind", N_("kind"), N_("Look in the next kind of entry alone.")),
    Command("F", "kind(-1)", Group.LOOK, "browse.kind-back", N_("kind before"), N_("Look in the kind before.")),
    Command("escape", "back", Group.SCREEN, "browse.back", N_("back"), N_("Clear the search, or go back to Today.")),
    Command("q", "leave", Group.SCREEN, "browse.leave", N_("Today"), N_("Go back to Today."), palette=False),
)
"""What the Browse screen answers to."""

_KINDS: tuple[str | None, ...] = (None, *KINDS)


class SearchLine(LineInput):
    """The line that asks what to look for."""

    BINDINGS = [*bindings_of(LINE_COMMANDS)]

    # It has all the width there is, so a letter more has nothing laid out anew.
    virtual_size = Reactive(Size(0, 0))


@dataclass
class HitsFound(Message):
    """A message that a search has found lines."""

    search: int
    """Number of the search."""
    texts: Sequence[Found]
    """What they stand in."""
    done: bool
    """Whether it has looked everywhere."""
    error: str = ""
    """What went wrong, in one sentence."""
    drawn: threading.Event | None = None
    """To be set when they are drawn; None when nothing waits for that."""


class BrowseScreen(StudyScreen):
    """Lists every day, or the lines found in them, with the chosen day's text beside the list."""

    CSS_PATH = "../browse.tcss"
    AUTO_FOCUS = "#browse-search"
    commands: ClassVar[tuple[Command, ...]] = (*BROWSE_COMMANDS, *LINE_COMMANDS, *LIST_COMMANDS, *PAGE_COMMANDS)
    BINDINGS = [*bindings_of(BROWSE_COMMANDS)]

    def __init__(self, journal: Journal, day: dt.date) -> None:
        super().__init__(journal)
        self._first_day: dt.date | None = day
        """The day to begin on; None once the cursor has its place."""
        self._kind: str | None = None
        """The kind chosen by key; one that is typed goes before it."""
        self._query = Query()
        self._search = 0
        """Number of the newest search; what an older one finds is not heeded."""
        self._answered = 0
        """Number of the search whose lines are shown."""
        self._searching = False
        self._page_timer: Timer | None = None
        self._page_shows: tuple[object, ...] | None = None
        """What the text beside the list is; None for nothing."""

    def compose_content(self) -> ComposeResult:
        self._fit(self.app.size.width)
        with Horizontal(id="browse-line"):
            yield Static(" / ", id="browse-sign", markup=False)
            yield SearchLine(
                placeholder=_("Search · initial consonants too · kind:topic · since:2025-01"),
                select_on_focus=False,
                id="browse-search",
            )
        yield OneLine(id="browse-status")
        with Horizontal(id="browse-body"):
            yield DayList(id="browse-days")
            yield HitList(id="browse-hits")
            # What stands in it comes once the list is drawn.
            yield Vertical(id="browse-side")

    def set_up(self) -> None:
        self._show_which()
        super().set_up()
        if self.journal.is_empty():
            # Letters are keys in a list; there is nothing to look for yet.
            self.set_focus(self.query_one(DayList))

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size.width)
        self.call_after_refresh(self._show_page)

    def _fit(self, width: int) -> None:
        """Make room for the text beside the list where there is any."""
        self.set_class(width >= WIDE, "-wide", update=self.is_mounted)

    @property
    def _list(self) -> DayList | HitList:
        """The list that is shown."""
        return self.query_one(HitList) if self._query.words else self.query_one(DayList)

    @property
    def chosen_day(self) -> dt.date:
        """The day the cursor is on; today where it is on none."""
        row = self._list.current
        return row.date if isinstance(row, DayRow | HitRow) else self.journal.today

    def action_visit(self, name: str) -> None:
        self.studylog.visit_named(name, self.chosen_day)

    # What it says of itself

    def all_commands(self) -> tuple[Command, ...]:
        moves = PAGE_COMMANDS if isinstance(self.focused, TextPage) else LIST_COMMANDS
        others = super().all_commands()[len(self.commands) :]
        return (*moves, *BROWSE_COMMANDS, *LINE_COMMANDS, *others)

    def bar(self) -> Sequence[str]:
        if isinstance(self.focused, Input):
            return ["browse.to-list", "browse.kind", "browse.back"]
        return ["list.choose", "browse.search", "browse.kind", "browse.back"]

    def help_text(self) -> str:
        return "\n".join(
            (
                _("Every day, the newest first. Words in the line on top show the lines that hold them all."),
                _("Words are found inside others, too, and Korean ones by their initial consonants."),
                _("Among the words, kind:topic looks in topics alone, and since:2025-01 from that month on."),
            )
        )

    def on_descendant_focus(self) -> None:
        self.refresh_hints()

    # Reading the days

    def look(self) -> None:
        super().look()
        self._show_days()
        if self._query.words:
            self._begin_search()

    def _show_days(self) -> None:
        error = self.attempt(self._read_months)
        if error is not None:
            self.say_error(error)
            return
        self._show_status()

    def _read_months(self) -> None:
        counted = [(month.first, month.days) for month in months(self.journal, self._since)]
        rows, at = DaysByMonth(counted, self._read_month), None
        if self._first_day is not None and rows:
            at = rows.number_of(self._first_day)
            at = len(rows) - 1 if at is None else at
            self._first_day = None
        listed = self.query_one(DayList)
        listed.show_rows(rows, at=at)
        listed.say(self._why_no_days())

    def _read_month(self, first: dt.date) -> Sequence[DayRow]:
        """Return the days of a month, newest first."""
        days: list[DayRow] = []
        error = self.attempt(lambda: days.extend(self._day_rows(first)))
        if error is not None:
            # It may be asked for while the list is drawn.
            self.call_later(self.say_error, error)
        return days

    def _day_rows(self, first: dt.date) -> Iterator[DayRow]:
        for day in reversed(self.journal.overview(max(first, self._since), month_days(first)[1])):
            marks = (
                *(Mark.DONE,) * day.done,
                *(Mark.PARTIAL,) * day.partial,
                *(Mark.MISSED,) * day.missed,
                *(None,) * day.open,
            )
            yield DayRow(day.date, day.headline, day.study_seconds, day.problems, marks)

    @property
    def _since(self) -> dt.date:
        return self._query.since or dt.date.min

    def _why_no_days(self) -> list[str]:
        if self.query_one(DayList).rows:
            return []
        if self._query.since is not None and not self.journal.is_empty():
            return [_("There is no log since {day}.", day=self._query.since)]
        return [
            _("There are no logs yet."),
            _("{key} brings in the logs you already have.", key=self.key_of("visit.import")),
            _("{key} goes back to Today, where the first day begins.", key=self.key_of("browse.back")),
        ]

    # Searching

    @on(Input.Changed, "#browse-search")
    def _asked(self) -> None:
        self._take_query()

    def action_kind(self, by: int) -> None:
        now = self._query.kind or self._kind
        self._kind = _KINDS[(_KINDS.index(now) + by) % len(_KINDS)]
        self._take_query()

    def _take_query(self) -> None:
        query = parse_query(self.query_one(SearchLine).value, kind_names(), self.journal.date_of)
        if query.kind is None:
            query = Query(query.words, self._kind, query.since, query.unknown)
        before, self._query = self._query, query
        if query.words != before.words or query.kind != before.kind or query.since != before.since:
            if query.words:
                self._begin_search()
            else:
                self._end_search()
        self._show_which()
        if query.since != before.since:
            self._show_days()
        self._show_status()

    def _begin_search(self) -> None:
        self._search += 1
        self._searching = True
        self._find(self._search, self._query)

    def _end_search(self) -> None:
        self._search += 1
        self._searching = False
        self.query_one(HitList).show_rows(HitsByDay(), at=0)

    @work(thread=True, exclusive=True, group="browse-search")
    def _find(self, search: int, query: Query) -> None:
        worker = get_current_worker()
        try:
            with self.journal.elsewhere() as journal:
                found = journal.search_texts(query.words, kind=query.kind, since=query.since, limit=MOST_HITS)
                drawn: threading.Event | None = threading.Event()
                for some, done in _in_turn(found):
                    if worker.is_cancelled:
                        return
                    self.post_message(HitsFound(search, some, done, drawn=drawn))
                    if drawn is not None and not done:
                        # Looking on would keep the screen from drawing them.
                        drawn.wait(_HITS_SECONDS)
                        drawn = None
        except TrackerError as error:
            self.post_message(HitsFound(search, (), done=True, error=error.sentence))

    @on(HitsFound)
    def _take_hits(self, message: HitsFound) -> None:
        if message.search != self._search:
            return
        hits = self.query_one(HitList)
        if self._answered != message.search:
            again = hits.words == self._query.words
            self._answered = message.search
            hits.words = self._query.words
            hits.show_rows(HitsByDay(message.texts), at=None if again else 0)
        elif message.texts:
            hits.show_more(HitsByDay(message.texts, self._hits))
        if message.drawn is not None:
            self.call_after_refresh(message.drawn.set)
        self._searching = not message.done
        if message.error:
            self.say_error(message.error)
        hits.say(self._why_nothing() if message.done and not message.error else [])
        if message.drawn is not None:
            # What one types is answered at once, not with the next frame, and before the line above it.
            self._dirty_widgets.add(hits)
            self._on_timer_update()
        self._show_status()

    @property
    def _hits(self) -> HitsByDay:
        rows = self.query_one(HitList).rows
        return rows if isinstance(rows, HitsByDay) else HitsByDay()

    def _why_nothing(self) -> list[str]:
        query = self._query
        said = [_("No line holds {words}.", words=" + ".join(query.words))]
        if query.kind is not None:
            name = kind_names()[query.kind]
            said.append(_("Only this kind was looked at: {kind}. {key} takes another.", kind=name, key=self._kind_key))
        if query.since is not None:
            said.append(_("Only days since {day} were looked at.", day=query.since))
        said.append(_("Inside other words, too, and by initial consonants; all words have to be in one line."))
        return said

    @property
    def _kind_key(self) -> str:
        return self.key_of("browse.kind")

    # Showing

    def _show_which(self) -> None:
        searching = bool(self._query.words)
        focused = isinstance(self.focused, LineList)
        self.query_one(DayList).display = not searching
        self.query_one(HitList).display = searching
        if focused:
            self.set_focus(self._list)

    def _show_status(self) -> None:
        query = self._query
        kind = kind_names()[query.kind] if query.kind else _("every kind")
        line = [Segment(" "), Segment(kind, "value" if query.kind else "dim")]
        if query.since is not None:
            line += [Segment(" · ", "dim"), Segment(_("since {day}", day=query.since), "value")]
        line += [Segment(" · ", "dim"), Segment(self._count(), "value")]
        if query.unknown:
            said = _("{filter} filters nothing yet", filter=" ".join(query.unknown))
            line += [Segment("   "), Segment(shown(said), "warning")]
        self.query_one("#browse-status", OneLine).line = tuple(line)

    def _count(self) -> str:
        if not self._query.words:
            rows = self.query_one(DayList).rows
            return n_("{n} day", "{n} days", rows.days if isinstance(rows, DaysByMonth) else 0)
        if self._answered != self._search:
            return _("searching…")
        found = self._hits.lines
        if found >= MOST_HITS:
            return _("the newest {n} lines", n=found)
        lines = n_("{n} line", "{n} lines", found)
        return _("{lines}, searching on…", lines=lines) if self._searching else lines

    @on(LineList.Moved)
    def _moved(self) -> None:
        # While the cursor runs through the list, only the list is drawn.
        if self._page_timer is not None:
            self._page_timer.stop()
        self._page_timer = self.set_timer(_PAGE_SECONDS, self._show_page)

    def _show_page(self) -> None:
        if not self.has_class("-wide") or not self.is_mounted:
            return
        side = self.query_one("#browse-side")
        if not side.children:
            side.mount(OneLine(id="browse-title"), TextPage(id="browse-page"))
        row = self._list.current
        page, title = self.query_one(TextPage), self.query_one("#browse-title", OneLine)
        text = self._text_of(row) if isinstance(row, DayRow | HitRow) else None
        if text is None or not isinstance(row, DayRow | HitRow):
            title.line = ()
            page.show_lines(())
            self._page_shows = None
            return
        if isinstance(row, HitRow) and row.of is not None:
            title.line = (Segment(" "), Segment(row.section, "heading"))
        else:
            title.line = self._page_title(row.date)
        shows = (row.date, row.line, self._query.words, text) if isinstance(row, HitRow) else (row.date, text)
        if shows == self._page_shows:
            return
        self._page_shows = shows
        lines: list[Line] = markdown_lines(text)
        lit = None
        if isinstance(row, HitRow) and row.line <= len(lines):
            lit = row.line - 1
            lines[lit] = lit_line(text.split("\n")[lit].removesuffix("\r"), self._query.words)
        page.show_lines(lines, lit=lit)

    def _text_of(self, row: DayRow | HitRow) -> str | None:
        if isinstance(row, HitRow) and row.of is not None:
            kept = self.journal.retrospective(row.of, row.date)
            return kept.text if kept is not None else None
        return self.journal.text(row.date)

    def _page_title(self, day: dt.date) -> Line:
        seconds = next((one.study_seconds for one in self.journal.overview(day, day)), None)
        time_spent = f" · {format_duration(seconds)}" if seconds else ""
        return (Segment(" "), Segment(self.day_name(day), "heading"), Segment(time_spent, "count"))

    # Moving

    def action_search(self) -> None:
        self.set_focus(self.query_one(SearchLine))

    @on(Input.Submitted, "#browse-search")
    def action_to_list(self) -> None:
        if self._list.current is not None:
            self.set_focus(self._list)

    def action_back(self) -> None:
        line = self.query_one(SearchLine)
        if not line.value and self._kind is None:
            self.action_leave()
        elif line.has_focus:
            self._kind = None
            line.value = ""
            self._take_query()
        else:
            self.set_focus(line)

    @on(LineList.Chosen)
    def _open(self) -> None:
        row = self._list.current
        if isinstance(row, HitRow) and row.of is not None:
            from tracker.tui.screens.retro import RetroScreen

            self.studylog.visit(RetroScreen(self.journal, row.date, row.of, row.line))
        elif isinstance(row, HitRow):
            self.studylog.show_day(row.date, row.line)
        elif isinstance(row, DayRow):
            self.studylog.show_day(row.date)


def _in_turn(found: Iterable[Found]) -> Iterator[tuple[list[Found], bool]]:
    """Yield the texts some at a time, the first ones soon, and whether they are the last; those may be none."""
    some: list[Found] = []
    lines, most, since = 0, _FIRST_HITS, time.monotonic()
    for text in found:
        some.append(text)
        lines += len(text.lines)
        if lines >= most or time.monotonic() - since >= _HITS_SECONDS:
            yield some, False
            some, lines, most, since = [], 0, MOST_HITS, time.monotonic()
    yield some, True
