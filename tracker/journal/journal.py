"""Days and their items: every change is a pure edit, saved together with its index, its revision and its sessions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tracker.codec import edit as edits
from tracker.codec.document import Document
from tracker.codec.edit import Edited, ItemRef, Reading, items_of, words_of
from tracker.codec.lexicon import Templates
from tracker.codec.read import READER_VERSION
from tracker.codec.words import fold
from tracker.config import Config, Recurring
from tracker.errors import EditRefused, NotFound, UsageError, nearest
from tracker.journal.timer import Timer
from tracker.model import Challenge, Day, DayRecord, ItemKind, Mark, Problem, SectionKind, When
from tracker.stats import DayFacts
from tracker.store import Store, sha256_of
from tracker.stored import Change, ChangeState, DaySummary, Revision, StoredDay
from tracker.timefmt import WEEKDAY_NAMES, course_week, parse_day, study_day

Clock = Callable[[], dt.datetime]
"""Returns now as an aware instant in local time."""

_KEPT_REVISIONS = dt.timedelta(days=400)
_READER_SETTING = "reader_version"
_NO_DAYS = re.compile(r"FREQ=(?:SECOND|MINUTE|HOUR)LY|INTERVAL=0*(?:;|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action left behind."""

    record: DayRecord
    summary: str
    changed: bool
    opened: bool = False
    """Whether the day was opened from the template on the way."""
    notes: tuple[str, ...] = ()
    """Things a person should know that kept nothing from being done."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A line that has all words asked for."""

    date: dt.date
    kind: str
    """Kind of the item the line belongs to: `goal`, `topic`, …; `text` for others."""
    section: str
    line: int
    """From 1, in the day's text."""
    text: str
    spans: tuple[tuple[int, int], ...]
    """Where the words stand, in characters of `text`."""


class Journal:
    """A study log, opened: the days, the timer, and the history of both."""

    def __init__(self, store: Store, config: Config, templates: Templates, clock: Clock) -> None:
        self.store = store
        self.config = config
        self.templates = templates
        self.clock = clock
        self._latest: tuple[tuple[str, dt.date, str | None], Reading] | None = None
        """The text, day and template that were read last, and what was found."""
        if store.setting(_READER_SETTING) != str(READER_VERSION) and store.writable:
            self.read_all_again()

    @cached_property
    def timer(self) -> Timer:
        """The timer and its sessions."""
        return Timer(self)

    def now(self) -> dt.datetime:
        """Return the present instant, with the local offset."""
        return self.clock()

    @property
    def today(self) -> dt.date:
        """The study day it is now."""
        return study_day(self.now(), self.config.day_start)

    def date_of(self, word: str) -> dt.date:
        """Return the day a person's word means; raises UsageError."""
        return parse_day(word, self.today)

    def week(self, day: dt.date) -> int:
        """Return the course week of `day`."""
        return course_week(day, self.config.course_start)

    # Reading

    def find(self, day: dt.date) -> DayRecord | None:
        """Return a day; None when there is none."""
        stored = self.store.day(day)
        return self._record(stored) if stored is not None else None

    def record(self, day: dt.date) -> DayRecord:
        """Return a day; raises NotFound with what to do."""
        record = self.find(day)
        if record is None:
            raise NotFound(f"There is no log of {day} yet. Open it with: studylog new {day}")
        return record

    def records(self, days: Iterable[dt.date]) -> Iterator[DayRecord]:
        """Yield the given days in their order; raises NotFound at the first that is not there."""
        return (self.record(day) for day in days)

    def all_records(self, first: dt.date = dt.date.min, last: dt.date = dt.date.max) -> Iterator[DayRecord]:
        """Yield the days from `first` to `last`, oldest first, one at a time in memory."""
        return (self._record(stored) for stored in self.store.days_between(first, last))

    def reading(self, record: DayRecord) -> Reading:
        """Return the day ready for a pure edit."""
        return self.reading_of(record.text, record.day.date, record.day.template)

    def facts(self, first: dt.date, last: dt.date) -> list[DayFacts]:
        """Return what statistics need of each day from `first` to `last` that has a log or a session."""
        sessions = self.store.seconds_by_subject(first, last)
        summaries = {summary.date: summary for summary in self.store.summaries(first, last)}
        return [_facts(day, summaries.get(day), sessions.get(day, {})) for day in sorted({*summaries, *sessions})]

    def search(
        self, words: Sequence[str], *, kind: str | None = None, since: dt.date | None = None, limit: int | None = None
    ) -> Iterator[SearchResult]:
        """Yield the lines that have all `words`, newest day first. `kind` is an item kind or `text`; None takes all."""
        kinds = (*map(str, ItemKind), "text")
        if kind is not None and kind not in kinds:
            raise UsageError(f"There is no kind {kind!r}; choose one of {', '.join(kinds)}.{nearest(kind, kinds)}")
        found = 0
        read: tuple[dt.date, Day] | None = None
        for hit in self.store.search(words, since=since, limit=None if kind else limit):
            if read is None or read[0] != hit.date:
                stored = self.store.day(hit.date)
                if stored is None:
                    continue
                read = hit.date, self.reading_of(stored.text, hit.date, stored.template).day
            result_kind, section = _kind_and_section(read[1], hit.line - 1)
            if kind is None or kind == result_kind:
                yield SearchResult(hit.date, result_kind, section, hit.line, hit.text, tuple(hit.spans))
                found += 1
                if limit is not None and found >= limit:
                    return

    # Changing

    def open_day(self, day: dt.date) -> Outcome:
        """Open a day from the template, with the challenges set for it; a day that is there stays as it is."""
        existing = self.find(day)
        if existing is not None:
            return Outcome(existing, str(day), changed=False)
        with self.store.transaction():
            if (opened_by_another := self.find(day)) is not None:
                return Outcome(opened_by_another, str(day), changed=False)
            text, notes = self._opened_text(day)
            change = self.begin("new", str(day))
            record = self.save(change, day, text, None)
            # A day is opened once, which makes it the time to let go of what is too old.
            self.prune()
        return Outcome(record, str(day), changed=True, opened=True, notes=notes)

    def edit(
        self, day: dt.date, action: str, make: Callable[[Reading], Edited | None], *, create: bool = True
    ) -> Outcome:
        """Apply a pure edit to a day, opening it first when it is not there, and save it if it changed anything.

        The edit sees the text as it is at that moment, whoever wrote last. Raises NotFound with `create` False.
        """
        with self.store.transaction():
            stored = self.store.day(day)
            notes: tuple[str, ...] = ()
            if stored is None:
                if not create:
                    self.record(day)
                text, notes = self._opened_text(day)
                template = None
            else:
                text, template = stored.text, stored.template
            edited = make(self.reading_of(text, day, template))
            if edited is None or (stored is not None and edited.text == stored.text):
                return Outcome(
                    self.record(day), edited.summary if edited is not None else "", changed=False, notes=notes
                )
            change = self.begin(action, f"{day} {edited.summary}")
            record = self.save(change, day, edited.text, stored.sha256 if stored else None, edited.reading.day)
            self._remember(record.text, edited.reading)
        return Outcome(record, edited.summary, changed=True, opened=stored is None, notes=notes)

    def add_goal(self, day: dt.date, text: str) -> Outcome:
        """Add a learning goal."""
        return self.edit(day, "goal", lambda reading: edits.add_goal(reading, text))

    def add_challenge(self, day: dt.date, text: str, when: When = When.NEXT) -> Outcome:
        """Set a challenge for the study day after `day` (`when` next) or for that day itself (past)."""
        return self.edit(day, "challenge", lambda reading: edits.add_challenge(reading, text, when))

    def add_reflection(self, day: dt.date, label: str, text: str) -> Outcome:
        """Write a reflection under its label."""
        return self.edit(day, "reflect", lambda reading: edits.add_reflection(reading, label, text))

    def add_link(self, day: dt.date, url: str, title: str = "") -> Outcome:
        """Add a link."""
        return self.edit(day, "link", lambda reading: edits.add_link(reading, url, title))

    def add_topic(
        self, day: dt.date, title: str, *, presenter: str = "", section: str = "", body: str | None = None
    ) -> Outcome:
        """Add a topic, or add `body` to the one of that title."""
        return self.edit(
            day,
            "topic",
            lambda reading: edits.add_topic(reading, title, presenter=presenter, section=section, body=body),
        )

    def add_problems(self, day: dt.date, judge: str, problems: Sequence[str], week: int | None = None) -> Outcome:
        """Add solved problems; `week` None takes the course week."""
        return self.edit(day, "solve", lambda reading: edits.add_problems(reading, judge, problems, week))

    def mark_challenge(self, day: dt.date, ref: ItemRef, mark: Mark | None) -> Outcome:
        """Check a challenge off; None clears it."""
        return self.edit(day, "check", lambda reading: edits.mark_challenge(reading, ref, mark), create=False)

    def retext_item(self, day: dt.date, ref: ItemRef, text: str) -> Outcome:
        """Give an item other words."""
        return self.edit(day, "retext", lambda reading: edits.retext_item(reading, ref, text), create=False)

    def delete_item(self, day: dt.date, ref: ItemRef) -> Outcome:
        """Take an item out."""
        return self.edit(day, "delete", lambda reading: edits.delete_item(reading, ref), create=False)

    def move_item(self, day: dt.date, ref: ItemRef, offset: int) -> Outcome:
        """Move an item down (`offset` 1) or up (-1) among its kind."""
        return self.edit(day, "move", lambda reading: edits.move_item(reading, ref, offset), create=False)

    def set_total(self, day: dt.date, seconds: int | None) -> Outcome:
        """Write the day's study time by hand; raises EditRefused when the day's format has no place for one."""

        def make(reading: Reading) -> Edited:
            edited = edits.set_total(reading, seconds)
            if edited is None:
                raise EditRefused(f"The log of {day} has no place for a study time; book it: studylog time add.")
            return edited

        return self.edit(day, "total", make)

    def replace_text(self, day: dt.date, text: str, expected_sha256: str | None) -> Outcome:
        """Put a whole text in place of a day's; `expected_sha256` is the one it was made from, None for a new day.

        Raises StaleText, saving nothing, when the day has changed since.
        """
        stored = self.store.day(day)
        if stored is not None and stored.sha256 == expected_sha256 and stored.text == text:
            return Outcome(self._record(stored), "no change", changed=False)
        with self.store.transaction():
            change = self.begin("edit", str(day))
            record = self.save(change, day, text, expected_sha256)
        return Outcome(record, str(day), changed=True)

    def delete_day(self, day: dt.date) -> None:
        """Take a whole day out; undo brings it back. Raises NotFound."""
        stored = self.store.day(day)
        if stored is None:
            raise NotFound(f"There is no log of {day}; nothing to delete.")
        with self.store.transaction():
            self.store.delete_day(self.begin("remove", str(day)), day, expected_sha256=stored.sha256)

    def challenge_ref(self, record: DayRecord, word: str) -> ItemRef:
        """Return the past challenge meant by a number or by some of its words; raises NotFound or UsageError."""
        return self.item_ref(record, ItemKind.CHALLENGE, word, When.PAST)

    def item_ref(self, record: DayRecord, kind: ItemKind, word: str, when: When | None = None) -> ItemRef:
        """Return the item meant by a number or by some of its words; raises NotFound or UsageError."""
        items = items_of(record.day, kind, when)
        noun = (
            {When.PAST: "challenge to check", When.NEXT: "challenge for the next day"}.get(when, str(kind))
            if when
            else str(kind)
        )
        if not items:
            raise NotFound(f"The log of {record.day.date} has no {noun}.")
        # A problem is known by its own number.
        if word.isdecimal() and word not in [item.id for item in items if isinstance(item, Problem)]:
            n = int(word)
            if not 1 <= n <= len(items):
                raise NotFound(f"The log of {record.day.date} has {len(items)} of them; there is no {noun} {n}.")
            return ItemRef(kind, n, words_of(items[n - 1]), when)
        wanted = fold(word.strip())
        if not wanted:
            raise UsageError(f"Which {noun}? Give its number or some of its words.")
        whole = [n for n, item in enumerate(items, 1) if wanted == fold(words_of(item))]
        matching = whole or [n for n, item in enumerate(items, 1) if wanted in fold(_searchable(item))]
        if not matching:
            raise NotFound(
                f"No {noun} of {record.day.date} says {word!r}.{nearest(word, [words_of(i) for i in items])}"
            )
        if len(matching) > 1:
            numbers = ", ".join(map(str, matching))
            raise UsageError(f"{word!r} is in more than one {noun}: {numbers}. Give the number.")
        return ItemRef(kind, matching[0], words_of(items[matching[0] - 1]), when)

    # History

    def undo(self) -> Change:
        """Take the last change back, days and sessions alike; raises NotFound when there is none."""
        return self._turn(ChangeState.UNDONE)

    def redo(self) -> Change:
        """Make the change again that was taken back last; raises NotFound when there is none."""
        return self._turn(ChangeState.DONE)

    def history(self, day: dt.date) -> list[Revision]:
        """Return the revisions of a day, newest first; raises NotFound when it never was."""
        revisions = self.store.history(day)
        if not revisions:
            raise NotFound(f"There is no history of {day}.")
        return revisions

    def restore(self, day: dt.date, revision_id: int) -> Outcome:
        """Bring a day back to an earlier revision; raises NotFound when it is not one of that day."""
        revisions = self.history(day)
        if revision_id not in [revision.id for revision in revisions]:
            raise NotFound(f"Revision {revision_id} is not one of {day}. They are: studylog history {day}")
        text = self.store.revision_text(revision_id)
        if text is None:
            raise NotFound(f"Revision {revision_id} is the day's removal; choose an earlier one.")
        with self.store.transaction():
            stored = self.store.day(day)
            if stored is not None and stored.text == text:
                return Outcome(self._record(stored), f"revision {revision_id}", changed=False)
            change = self.begin("restore", f"{day} to revision {revision_id}")
            record = self.save(change, day, text, stored.sha256 if stored else None)
        return Outcome(record, f"revision {revision_id}", changed=True)

    def _turn(self, to: ChangeState) -> Change:
        undo = to is ChangeState.UNDONE
        # An import turns thousands of days: their index is written once, at the end.
        with self.store.transaction(), self.store.deferred_search_index():
            change = self.store.last_undoable() if undo else self.store.next_redoable()
            if change is None:
                raise NotFound("There is nothing to undo." if undo else "There is nothing to redo.")
            own = self.store.begin_change("undo" if undo else "redo", change.summary, self.now())
            self.store.set_change_state(own, ChangeState.DROPPED)
            # What was done last is taken back first: a switch closes one session before it opens the next.
            step = -1 if undo else 1
            for revision in self.store.revisions_of(change.id)[::step]:
                self._turn_day(own, revision, undo=undo)
            touched: set[dt.date] = set()
            for session in self.store.session_changes(change.id)[::step]:
                wanted = session.before if undo else session.after
                touched |= {value.day for value in (session.before, session.after) if value is not None}
                if wanted is None:
                    self.store.remove_session(own, session.session_id)
                else:
                    self.store.put_session(own, wanted)
            for day in touched:
                self.refresh_seconds(day)
            self.store.set_change_state(change.id, to)
        return change

    def _turn_day(self, change: int, revision: Revision, *, undo: bool) -> None:
        now_id, then_id = (revision.id, revision.previous_id) if undo else (revision.previous_id, revision.id)
        try:
            expected, text = self._text_of(now_id), self._text_of(then_id)
        except NotFound:
            raise NotFound(
                f"What {revision.date} was before is too old to be kept; see: studylog history {revision.date}"
            ) from None
        stored = self.store.day(revision.date)
        if (stored.text if stored is not None else None) != expected:
            raise EditRefused(
                f"{revision.date} was changed since by something that cannot be undone;"
                f" see: studylog history {revision.date}"
            )
        if text is None and stored is not None:
            self.store.delete_day(change, revision.date, expected_sha256=stored.sha256)
        elif text is not None:
            self.save(change, revision.date, text, stored.sha256 if stored else None)

    def _text_of(self, revision_id: int | None) -> str | None:
        return self.store.revision_text(revision_id) if revision_id is not None else None

    def prune(self) -> None:
        """Let go of revisions older than 400 days; each day keeps its newest."""
        self.store.prune_revisions(self.now() - _KEPT_REVISIONS)

    # Saving; the timer and the import use these too

    def begin(self, action: str, summary: str) -> int:
        """Begin a change that undo takes back as one; what was undone before can no longer be made again."""
        self.store.drop_redoable()
        return self.store.begin_change(action, summary, self.now())

    def opened_text(self, day: dt.date) -> str:
        """Return what a new day's text would be."""
        return self._opened_text(day)[0]

    def save(
        self, change: int, day: dt.date, text: str, expected_sha256: str | None, read: Day | None = None
    ) -> DayRecord:
        """Save a day's text as part of a change; `read` is what the reader made of it, None to read it here.

        Raises StaleText when the stored text is not the expected one; None expects that there is no such day.
        """
        if read is None:
            stored = self.store.day(day)
            read = self.reading_of(text, day, stored.template if stored else None).day
        record = DayRecord(text, sha256_of(text), read, tuple(self.store.sessions_on(day)))
        self.store.save_day(
            change,
            read,
            text,
            expected_sha256=expected_sha256,
            reader_version=READER_VERSION,
            study_seconds=record.study_seconds,
            updated_at=self.now(),
        )
        return record

    def reading_of(self, text: str, day: dt.date, template: str | None = None) -> Reading:
        """Read a text as the day `day`; `template` names the one to take when several fit alike."""
        # A day is read far more often than it changes: before an edit, after it, and to be shown.
        if self._latest is None or self._latest[0] != (text, day, template):
            reading = Reading.of(text, day, self.templates, preferred=template, week=self.week(day))
            self._latest = (text, day, template), reading
        return self._latest[1]

    def _remember(self, text: str, reading: Reading) -> None:
        """Keep what an edit read, where a fresh look at its text would find the same lines."""
        if reading.document == Document.from_text(text):
            self._latest = (text, reading.day.date, reading.day.template), reading

    def _record(self, stored: StoredDay) -> DayRecord:
        day = self.reading_of(stored.text, stored.date, stored.template).day
        return DayRecord(stored.text, stored.sha256, day, tuple(self.store.sessions_on(stored.date)))

    def _opened_text(self, day: dt.date) -> tuple[str, tuple[str, ...]]:
        template = self.templates.default
        names = WEEKDAY_NAMES.get(template.language, WEEKDAY_NAMES["en"])
        values = {"date": day.isoformat(), "weekday": names[day.weekday()], "week": str(self.week(day))}
        reading = self.reading_of(template.open_day(values), day, template.name)
        notes = []
        for words in self._waiting(day):
            try:
                reading = edits.add_challenge(reading, words, When.PAST).reading
            except EditRefused as refused:
                notes.append(str(refused))
        return reading.document.text, tuple(notes)

    def _waiting(self, day: dt.date) -> list[str]:
        """The challenges a new day begins with: those set for it before, and the recurring ones due."""
        earlier = self.store.latest_before(day)
        words = [c.text for c in self._record(earlier).day.next()] if earlier is not None else []
        words += [rule.text for rule in self.config.recurring if is_due(rule, day)]
        return list(dict.fromkeys(words))

    def unfinished(self, record: DayRecord) -> list[Challenge]:
        """Return the past challenges that were done partly or missed and are not set again yet."""
        again = {fold(challenge.text) for challenge in record.day.next()}
        open_marks = (Mark.PARTIAL, Mark.MISSED)
        return [c for c in record.day.past() if c.mark in open_marks and fold(c.text) not in again]

    def left_over(self, day: dt.date) -> list[Challenge]:
        """Return what the latest day before `day` left partly done or missed and did not set again."""
        earlier = self.store.latest_before(day)
        return self.unfinished(self._record(earlier)) if earlier is not None else []

    def refresh_seconds(self, day: dt.date) -> None:
        """Bring the stored study time up to date after the sessions of a day without a written total changed."""
        record = self.find(day)
        if record is not None:
            self.store.set_study_seconds(day, record.study_seconds)

    def read_all_again(self) -> int:
        """Fill the index tables from the texts anew; return how many days there are."""
        count = 0
        with self.store.transaction():
            for day in self.store.dates():
                stored = self.store.day(day)
                if stored is None:
                    continue
                record = self._record(stored)
                self.store.reindex_day(
                    record.day, stored.text, reader_version=READER_VERSION, study_seconds=record.study_seconds
                )
                count += 1
            self.store.set_setting(_READER_SETTING, str(READER_VERSION))
        return count


def is_due(rule: Recurring, day: dt.date) -> bool:
    """Return whether a recurring challenge is due on `day`; raises UsageError for a rule nobody understands."""
    word = rule.rule.strip()
    if word.casefold() in ("daily", "매일"):
        return True
    if word.casefold() in ("weekdays", "평일"):
        return day.weekday() < 5
    if word.casefold() in ("weekends", "주말"):
        return day.weekday() >= 5
    from dateutil.rrule import rrulestr

    # A rule without a start counts from the first Monday of 2000, so that INTERVAL=2 means the same on every day.
    start = dt.datetime(2000, 1, 3)  # noqa: DTZ001 - RRULE days have no zone
    midnight = dt.datetime.combine(day, dt.time())
    try:
        # Days recur, not seconds; and an interval of nothing would never come to an end.
        if _NO_DAYS.search(word):
            raise ValueError(word)
        following = rrulestr(word.removeprefix("RRULE:"), dtstart=start).after(midnight, inc=True)
        return following is not None and following < midnight + dt.timedelta(days=1)
    except (ValueError, TypeError, AttributeError, KeyError):
        raise UsageError(
            f"The challenge {rule.text!r} recurs by {word!r}, which is no rule;"
            " use daily, weekdays or FREQ=WEEKLY;BYDAY=MO."
        ) from None


def _facts(day: dt.date, summary: DaySummary | None, subjects: dict[str, int]) -> DayFacts:
    by_subject = tuple(sorted(subjects.items(), key=lambda pair: (-pair[1], pair[0])))
    if summary is None:
        return DayFacts(day, sum(subjects.values()), by_subject)
    seconds = (
        summary.study_seconds if summary.study_seconds is not None else sum(subjects.values()) if subjects else None
    )
    return DayFacts(
        date=day,
        seconds=seconds,
        by_subject=by_subject,
        done=summary.done,
        partial=summary.partial,
        missed=summary.missed,
        open=summary.open,
        logged=True,
        problems=summary.problems,
        topics=summary.topics,
    )


def _kind_and_section(day: Day, line: int) -> tuple[str, str]:
    section = next((s for s in reversed(day.sections) if s.span.start <= line < s.span.end), None)
    heading = section.heading if section is not None else ""
    spans = (
        *((ItemKind.PROBLEM, p.at.line, p.at.line + 1) for p in day.problems),
        *((ItemKind.GOAL, g.span.start, g.span.end) for g in day.goals),
        *((ItemKind.CHALLENGE, c.span.start, c.span.end) for c in day.challenges),
        *((ItemKind.REFLECTION, r.span.start, r.span.end) for r in day.reflections),
        *((ItemKind.LINK, link.span.start, link.span.end) for link in day.links),
        *((ItemKind.TOPIC, t.span.start, t.span.end) for t in day.topics),
    )
    kind = next((str(kind) for kind, start, end in spans if start <= line < end), "text")
    if kind == "text" and section is not None and section.kind is SectionKind.LEARNING and section.span.start != line:
        kind = str(ItemKind.TOPIC)
    return kind, heading


def _searchable(item: edits.Item) -> str:
    title = getattr(item, "title", None)
    return f"{words_of(item)} {title or ''}"
