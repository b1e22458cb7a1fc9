"""What a screen writes for others to read: the index of a folder, and the report."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import UsageError
from tracker.journal.composing import day_as
from tracker.journal.index import NoMarkers, write_index
from tracker.journal.pages import write_page
from tracker.journal.report_facts import report_facts
from tracker.journal.shelf import Shelf
from tracker.report import report_html
from tracker.retro.periods import period_name
from tracker.stats import month_days, week_days
from tracker.tui.folders import path_of
from tracker.tui.questions import Answer, Field
from tracker.tui.screens.prompt import Choice
from tracker.tui.shown import shown
from tracker.wording import _, n_

if TYPE_CHECKING:
    from tracker.tui.screens.base import StudyScreen


def ask_index(screen: StudyScreen) -> None:
    """Ask for the file that the index is to be written into, and write it."""

    def put(path: Path, *, append: bool = False) -> None:
        done = write_index(screen.journal, path, append=append)
        days = n_("{n} day", "{n} days", done.days)
        screen.tell(_("{path} lists {days}", path=shown(str(path)), days=days))

    def write(answer: Answer) -> None:
        path = _file(answer)
        try:
            put(path)
        except NoMarkers as missing:
            options = [("append", _("put it at the end of the file")), ("leave", _("leave the file as it is"))]

            def choose(chosen: str) -> None:
                if chosen == "append":
                    screen.apply(lambda: put(path, append=True))

            screen.app.call_later(screen.app.push_screen, Choice(missing.sentence, options, choose))

    folder = Shelf.of(screen.journal).folder or Path()
    title = _("Write the index into which file? Only what is between its markers changes.")
    screen.ask("index-file", title, write, Field(value=_home(folder / "README.md")))


def ask_format(screen: StudyScreen) -> None:
    """Ask for a template, and copy the day written anew in its manner."""

    def copy(name: str) -> None:
        def write() -> None:
            text, left_out = day_as(screen.journal, screen.shown_day, name)
            screen.app.copy_to_clipboard(text)
            said = _("Copied the day of {day}.", day=screen.shown_day)
            without = " " + _("Left out: {words}", words=" · ".join(left_out)) if left_out else ""
            screen.tell(said + without)

        screen.apply(write)

    options = [(each.name, f"{each.name}  {each.title}") for each in screen.journal.templates.templates]
    screen.app.push_screen(Choice(_("In the manner of which template?"), options, copy))


def ask_report(screen: StudyScreen) -> None:
    """Ask for the period and the file of a report, and write it."""

    def choose(kind: str) -> None:
        first = _first_day(screen, kind)
        name = str(first.year) if kind == "year" else period_name(kind, first)

        def write(answer: Answer) -> None:
            path = _file(answer)
            facts = report_facts(screen.journal, kind, screen.shown_day)
            write_page(screen.journal, path, report_html(facts), f"report {kind} {facts.first}")
            screen.tell(_("{path} written", path=shown(str(path))))

        screen.ask("report-file", _("Write the report to which file?"), write, Field(value=f"{name}.html"))

    options = [("week", _("of the week")), ("month", _("of the month")), ("year", _("of the year"))]
    screen.app.push_screen(Choice(_("A report"), options, choose))


def _first_day(screen: StudyScreen, kind: str) -> dt.date:
    day = screen.shown_day
    return {"week": week_days(day)[0], "month": month_days(day)[0]}.get(kind, day.replace(month=1, day=1))


def _file(answer: Answer) -> Path:
    words = answer[0].strip()
    if not words:
        raise UsageError(_("Name a file."))
    path = path_of(words)
    if path.is_dir():
        raise UsageError(_("{path} is a folder; name a file in it.", path=words))
    return Path(os.path.abspath(path))


def _home(path: Path) -> str:
    """Return a path as people write it, with `~` for their own folder."""
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        return str(path)
