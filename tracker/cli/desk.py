"""What every verb works with: where things lie, the clock, and the journal, opened when it is first needed."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from tracker.cli.declared import argument, option
from tracker.cli.output import say_aside, visible
from tracker.errors import TrackerError, UsageError
from tracker.timefmt import parse_duration
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    from click import Context, Parameter

    from tracker.codec.lexicon import Templates
    from tracker.config import Config
    from tracker.journal import Journal
    from tracker.places import Places

    Function = TypeVar("Function", bound=Callable[..., Any])


class Desk:
    """The setting of one call."""

    def __init__(self, database: Path | None, clock: Callable[[], dt.datetime], timeout: float) -> None:
        self.database = database
        self.clock = clock
        self.timeout = timeout
        """Seconds to wait while another program writes."""
        self._opened: list[Journal] = []

    @cached_property
    def places(self) -> Places:
        """Where database, settings and templates lie."""
        from tracker.places import find_places

        return find_places(os.environ, self.database)

    @cached_property
    def config(self) -> Config:
        """The person's settings."""
        from tracker.settings import read_config

        return read_config(self.places.config)

    @property
    def language(self) -> str:
        """The language of the person's log: that of the template which opens new days. Raises UsageError."""
        from tracker.resources import load_templates

        return load_templates(self.places, self.config).default.language

    def journal(self, *, create: bool = False) -> Journal:
        """Open the journal; `create` makes the database when there is none yet. Raises StoreError."""
        if not self._opened:
            from tracker.journal.journal import Journal

            # What only looks at sessions or sums needs no templates; no log is begun with ones that cannot be used.
            begins = create and not self.places.database.exists()
            journal = Journal.open(
                self.places.database,
                self.config,
                self._templates() if begins else self._templates,
                self.clock,
                create=create,
                timeout=self.timeout,
                own_templates=self.places.templates,
            )
            self._opened.append(journal)
        return self._opened[0]

    def _templates(self) -> Templates:
        from tracker.resources import load_templates

        return load_templates(self.places, self.config)

    def close(self) -> None:
        """Close what was opened, and say what is to be said of it."""
        while self._opened:
            journal = self._opened.pop()
            for notice in journal.notices:
                say_aside(notice)
            journal.close()

    def day(self, word: str | None, journal: Journal) -> dt.date:
        """Return the day a word means, today for None."""
        return journal.date_of(word) if word else journal.today


def new_desk(database: Path | None) -> Desk:
    """Return what a call works with; `database` is the file it names, None for the person's own. Raises UsageError."""
    return Desk(database, clock_of(os.environ), timeout_of(os.environ))


def clock_of(environment: Mapping[str, str]) -> Callable[[], dt.datetime]:
    """Return the clock: the machine's, or the fixed instant that `STUDYLOG_NOW` names. Raises UsageError."""
    fixed = environment.get("STUDYLOG_NOW")
    if not fixed:
        return lambda: dt.datetime.now().astimezone()
    try:
        instant = dt.datetime.fromisoformat(fixed)
    except ValueError:
        raise UsageError(_("STUDYLOG_NOW is {word!r}; write it like 2025-01-22T09:10:00+09:00.", word=fixed)) from None
    return lambda: instant.astimezone() if instant.tzinfo is None else instant


def timeout_of(environment: Mapping[str, str]) -> float:
    """Return the seconds to wait for a locked database, `STUDYLOG_TIMEOUT` or 5. Raises UsageError."""
    word = environment.get("STUDYLOG_TIMEOUT") or "5"
    try:
        seconds = float(word)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= 3600:
        raise UsageError(_("STUDYLOG_TIMEOUT is {word!r}; give it seconds, like 5 or 0.5.", word=word))
    return seconds


def day_option(function: Function) -> Function:
    """Add `-d/--day`."""
    return option(
        "-d",
        "--day",
        to="day_word",
        metavar="DAY",
        help="The day: today, 어제, -1, mon, 1/22, 2025-01-22.",
        complete=complete_day,
    )(function)


def day_argument(function: Function) -> Function:
    """Add an optional DAY."""
    return argument("day_word", metavar="[DAY]", required=False, complete=complete_day)(function)


def json_option(function: Function) -> Function:
    """Add `--json`."""
    return option("--json", to="as_json", flag=True, help="Print JSON.")(function)


def complete_day(context: Context, parameter: Parameter, incomplete: str) -> list[str]:
    """Complete a day's name."""
    words = ("today", "yesterday", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "오늘", "어제")
    return [word for word in words if word.startswith(incomplete)]


def complete_judge(context: Context, parameter: Parameter, incomplete: str) -> list[str]:
    """Complete a judge's name."""
    from tracker.places import find_places
    from tracker.resources import load_judges

    # What is wrong is said when the verb runs; in the middle of a line being typed it would only disturb.
    with suppress(TrackerError):
        judges = load_judges(find_places(os.environ)).judges
        words = [word for judge in judges for word in (judge.name, *judge.also)]
        return [word for word in words if word.startswith(incomplete) and " " not in word and _is_plain(word)]
    return []


def complete_subject(context: Context, parameter: Parameter, incomplete: str) -> list[str]:
    """Complete a subject from those studied before."""
    from tracker.places import find_places
    from tracker.store import Store

    root = context.find_root().params.get("database")
    places = find_places(os.environ, Path(root) if root else None)
    now = dt.datetime.now().astimezone()
    with suppress(TrackerError), Store.open(places.database, create=False, now=now, writable=False) as store:
        return [subject for subject in store.subjects() if subject.startswith(incomplete) and _is_plain(subject)]
    return []


def _is_plain(word: str) -> bool:
    """Return whether a shell can show a word: it draws what it offers as it is."""
    return visible(word) == word and not {"\n", "\t"} & set(word)


def joined(words: tuple[str, ...]) -> str:
    """Return the words of an argument that may be given with or without quotes."""
    return " ".join(words)


def subject_of(words: tuple[str, ...]) -> str:
    """Return the subject that the words name, as one line."""
    return " ".join(joined(words).split())


def instant_ago(word: str, now: dt.datetime) -> dt.datetime:
    """Return the instant a length of time before now; raises UsageError."""
    seconds = parse_duration(word)
    if seconds > 24 * 3600:
        raise UsageError(
            _("{length} ago is longer than a day.", length=word),
            shell=_("; for an earlier day: studylog time add 09:00-10:20 -d DAY"),
        )
    return now - dt.timedelta(seconds=seconds)


def is_terminal() -> bool:
    """Return whether a person sees the output as it comes."""
    return sys.stdout.isatty()
