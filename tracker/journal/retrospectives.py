"""Retrospectives: made from their template, kept with their period, edited by hand, made again around those edits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import EllipsisType
from typing import TYPE_CHECKING

from tracker import stats
from tracker.errors import Conflicting, NotFound, Prefer, TrackerError
from tracker.journal.outcome import RetroOutcome
from tracker.journal.shelf import Shelf, day_piece, link_between, retro_place, week_label
from tracker.resources import page_template
from tracker.retro import PageTemplate, rendered
from tracker.retro.building import Look, retro_context
from tracker.retro.context import RetroContext, names_of
from tracker.retro.periods import period_name
from tracker.stored import ChangeState, PeriodKind, Retrospective
from tracker.wording import _

if TYPE_CHECKING:
    from tracker.journal.journal import Journal

KINDS = ("day", "week", "month")
"""What can be looked back on."""


def period_of(kind: str, day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the day, week or month that `day` is in."""
    if kind == PeriodKind.WEEK:
        return stats.week_days(day)
    return stats.month_days(day) if kind == PeriodKind.MONTH else (day, day)


def page_template_of(journal: Journal, name: str) -> PageTemplate:
    """Return the template of a page, the person's own before the shipped one of the log's language."""
    return page_template(journal.own_templates, name, journal.templates.default.language)


def context_of(
    journal: Journal, kind: str, day: dt.date, addresses: Mapping[dt.date, str] | None = None
) -> RetroContext:
    """Return what the template of the day, week or month of `day` is given; raises NotFound when no day has a log.

    `addresses` are those of days, for a page that lies in no folder; None takes their files, from where the page lies.
    """
    first, last = period_of(kind, day)
    until = min(last, max(first, journal.today))
    facts, run = journal.facts_and_streak(first, last, until)
    dates = [fact.date for fact in facts if fact.logged and first <= fact.date <= last]
    if not dates:
        raise _nothing(kind, first)
    shelf = Shelf.of(journal)
    places = {date: shelf.place_of(day_piece(journal, date)) for date in dates}
    here = places[first] if kind == "day" else retro_place(journal, kind, first)
    previous = stats.previous_period(first, last)
    compared = stats.compared_period(first, last, journal.today)
    before = journal.facts(*previous)
    look = Look(
        kind=kind,
        first=first,
        last=last,
        language=journal.templates.default.language,
        records=list(journal.records(dates)),
        facts=[fact for fact in facts if first <= fact.date <= last],
        sessions=journal.store.sessions_between(first, last),
        previous=compared,
        previous_facts=[fact for fact in before if fact.date <= compared[1]],
        whole_previous_facts=before,
        streak=run,
        links=(
            addresses if addresses is not None else {date: link_between(here, place) for date, place in places.items()}
        ),
        week=journal.week,
        label=week_label(journal, first) if kind == PeriodKind.WEEK else "",
        target=journal.config.target,
        weekdays_off=journal.config.weekdays_off,
        days_off=frozenset(journal.config.days_off),
    )
    return retro_context(look)


def _nothing(kind: str, first: dt.date) -> NotFound:
    period = period_name(kind, first)
    hint = _("; days there are: {command}", command="studylog days")
    return NotFound(_("There is no log of {period} to look back on.", period=period), shell=hint)


def made(journal: Journal, kind: str, day: dt.date, addresses: Mapping[dt.date, str] | None = None) -> str:
    """Return the retrospective that the template makes now of the day, week or month of `day`.

    `addresses` are those of `context_of`. Raises NotFound when no day of it has a log, and TemplateFault for a template
    that cannot be used.
    """
    return rendered(page_template_of(journal, kind), names_of(context_of(journal, kind, day, addresses)))


def tried(journal: Journal, template: PageTemplate) -> str:
    """Return what a template makes of the newest day with a log, to see whether it can be used.

    One that is named like no page is tried as a week's. Raises TemplateFault, and NotFound when there is no day.
    """
    if template.name == "index":
        from tracker.journal.index import index_context

        return rendered(template, names_of(index_context(journal, None)))
    latest = journal.latest_before(journal.today + dt.timedelta(days=1))
    day = latest.day.date if latest is not None else journal.today
    kind = template.name if template.name in KINDS else "week"
    return rendered(template, names_of(context_of(journal, kind, day)))


def kept(journal: Journal, kind: PeriodKind, day: dt.date) -> Retrospective | None:
    """Return the retrospective that is kept of the week or month of `day`; None when none is."""
    return journal.store.retrospective(kind, period_of(kind, day)[0])


def all_kept(journal: Journal) -> Sequence[Retrospective]:
    """Return every retrospective that is kept, the newest first."""
    return journal.store.retrospectives()


def present(journal: Journal, kind: str, day: dt.date, addresses: Mapping[dt.date, str] | None = None) -> str:
    """Return the retrospective as it is to be read: the one that is kept, else what the template makes.

    `addresses` are those of `context_of`, for what is made.
    """
    found = kept(journal, PeriodKind(kind), day) if kind != "day" else None
    return found.text if found is not None else made(journal, kind, day, addresses)


def keep(
    journal: Journal,
    kind: PeriodKind,
    day: dt.date,
    *,
    prefer: Prefer | None = None,
    met: str | EllipsisType | None = ...,
) -> RetroOutcome:
    """Make a retrospective and keep it; where one is kept, bring it up to date around what was written into it.

    Three ways go together, line by line: what the template made then, what it makes now, and what a person made of the
    former. Raises Conflicting, keeping nothing, where the last two changed the same lines, unless `prefer` says whose
    stay of the text `met`.
    """
    first, last = period_of(kind, day)
    text = made(journal, kind, day)
    with journal.store.transaction():
        known = journal.store.retrospective(kind, first)
        if known is None:
            return _put(journal, _new(journal, kind, first, last, text, text), "retro")
        # Only here: what is made for the first time needs none of it.
        from tracker.codec.merge import merge

        settled = prefer is not None and met in (..., known.text)
        merged = merge(known.generated, known.text, text, prefer if settled else None)
        if merged.conflicts and not settled:
            raise Conflicting(
                _(
                    "In {period} you have changed lines that come out differently now; choose whose lines stay.",
                    period=period_name(kind, first),
                ),
                merged.conflicts,
                lambda chosen: keep(journal, kind, day, prefer=chosen, met=known.text),
                shell=_(": --mine, --theirs or --both"),
                question=_("You have changed lines that come out differently now. Which are to stand?"),
            )
        outcome = _put(journal, _new(journal, kind, first, last, merged.text, text), "retro")
    return RetroOutcome(outcome.retrospective, outcome.changed, outcome.change, merged)


def save(
    journal: Journal,
    kind: PeriodKind,
    day: dt.date,
    text: str,
    *,
    base: str,
    amend: int | None = None,
    prefer: Prefer | None = None,
    met: str | EllipsisType | None = ...,
) -> RetroOutcome:
    """Keep what a person made of `base`: of the retrospective that is kept, or of one that was only made so far.

    What others wrote meanwhile is merged in; raises Conflicting as `Journal.save_text` does. `amend` goes on with an
    earlier change, so that a long time at an editor is one undo.
    """
    first, last = period_of(kind, day)
    with journal.store.transaction():
        known = journal.store.retrospective(kind, first)
        if known is None:
            # Let go of while someone wrote in it, it was made by the template from what was known then.
            generated = base if base == _made_or_none(journal, kind, day) else journal.store.last_generated(kind, first)
            value = _new(journal, kind, first, last, text, base if generated is None else generated)
            return _put(journal, value, "retro", amend)
        if known.text == base:
            return _put(journal, _new(journal, kind, first, last, text, known.generated), "retro", amend)
        from tracker.codec.merge import merge

        settled = prefer is not None and met in (..., known.text)
        merged = merge(base, text, known.text, prefer if settled else None)
        if merged.conflicts and not settled:
            raise Conflicting(
                _(
                    "Another program changed the same lines of {period}; choose whose lines stay.",
                    period=period_name(kind, first),
                ),
                merged.conflicts,
                lambda chosen: save(journal, kind, day, text, base=base, amend=amend, prefer=chosen, met=known.text),
            )
        outcome = _put(journal, _new(journal, kind, first, last, merged.text, known.generated), "retro", amend)
    return RetroOutcome(outcome.retrospective, outcome.changed, outcome.change, merged)


def _made_or_none(journal: Journal, kind: PeriodKind, day: dt.date) -> str | None:
    try:
        return made(journal, kind, day)
    except TrackerError:
        return None


def let_go(journal: Journal, kind: PeriodKind, day: dt.date) -> Retrospective:
    """Keep the retrospective of that week or month no longer; undo brings it back. Raises NotFound."""
    first = period_of(kind, day)[0]
    if journal.store.retrospective(kind, first) is None:
        raise NotFound(_("No retrospective of {period} is kept.", period=period_name(kind, first)))
    with journal.store.transaction():
        change = journal.begin("retro remove", period_name(kind, first))
        return journal.store.remove_retrospective(change, kind, first)


def _new(journal: Journal, kind: PeriodKind, first: dt.date, last: dt.date, text: str, generated: str) -> Retrospective:
    return Retrospective(kind, first, last, page_template_of(journal, kind).name, text, generated, journal.now())


def _put(journal: Journal, value: Retrospective, action: str, amend: int | None = None) -> RetroOutcome:
    store = journal.store
    known = store.retrospective(value.kind, value.first)
    if known is not None and (known.text, known.generated) == (value.text, value.generated):
        return RetroOutcome(known, changed=False)
    if amend is not None and _continues(journal, value, amend):
        store.drop_redoable()
        store.put_retrospective(amend, value, amend=True)
        store.amend_change(amend, journal.now(), ChangeState.DONE)
        return RetroOutcome(value, changed=True, change=amend)
    change = journal.begin(action, period_name(value.kind, value.first))
    store.put_retrospective(change, value)
    return RetroOutcome(value, changed=True, change=change)


def _continues(journal: Journal, value: Retrospective, change_id: int) -> bool:
    """Return whether a change stands and is the newest that the retrospective was kept by."""
    change = journal.store.change(change_id)
    newest = journal.store.newest_retrospective_change(value.kind, value.first)
    return change is not None and change.state is ChangeState.DONE and newest == change_id
