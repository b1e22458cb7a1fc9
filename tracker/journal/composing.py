"""A day in the manner of another template."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tracker.codec.compose import composed
from tracker.codec.edit import Reading
from tracker.errors import NotFound, nearest
from tracker.timefmt import WEEKDAY_NAMES
from tracker.wording import _

if TYPE_CHECKING:
    from tracker.journal.journal import Journal


def day_as(journal: Journal, day: dt.date, name: str) -> tuple[str, tuple[str, ...]]:
    """Return a day's entries written into the template of that name, and the words of those it has no place for.

    Raises NotFound when there is no such day or template.
    """
    record = journal.record(day)
    template = journal.templates.named(name)
    if template is None:
        names = [each.name for each in journal.templates.templates]
        raise NotFound(
            _("There is no template {name!r}.", name=name) + nearest(name, names),
            shell=_("All of them: studylog template list"),
        )
    names_of_days = WEEKDAY_NAMES.get(template.language, WEEKDAY_NAMES["en"])
    week = journal.week(day)
    text = template.open_day({"date": day.isoformat(), "weekday": names_of_days[day.weekday()], "week": str(week)})
    written = composed(
        record.day, record.study_seconds, Reading.of(text, day, journal.templates, preferred=name, week=week)
    )
    return written.text, written.left_out
