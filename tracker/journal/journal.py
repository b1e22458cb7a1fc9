"""Days and their items: every change is a pure edit, saved together with its index, its revision and its sessions."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from functools import cached_property

from tracker.backup_names import Reason, has_backup_of
from tracker.errors import Damaged, EditRefused, NotFound, StoreError
from tracker.fingerprint import sha256_of
from tracker.journal.outcome import Clock, Outcome, SearchResult
from tracker.later import later
from tracker.model import DayRecord, ItemKind, When
from tracker.store import Store
from tracker.stored import READER_VERSION, ChangeState, Known
from tracker.timefmt import course_week, parse_day, study_day
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from types import EllipsisType

    from tracker import backups
    from tracker.backups import Backup
    from tracker.codec import document, words
    from tracker.codec import edit as edits
    from tracker.codec.edit import Edited, ItemRef, Reading
    from tracker.codec.lexicon import Templates
    from tracker.config import Config
    from tracker.database import Displacement
    from tracker.errors import Prefer
    from tracker.journal import day_facts, finding, history, opening, safekeeping, searching, streaks, writing
    from tracker.journal.safekeeping import MadeBackup, Recovered, RestoredLog
    from tracker.journal.shelf import Shelf
    from tracker.journal.timer import Timer
    from tracker.model import Challenge, Day, Mark
    from tracker.search_index import FoundText
    from tracker.stats import DayFacts, Streak
    from tracker.stored import Change, DaySummary, PeriodKind, Retrospective, Revision, StoredDay
else:
    backups, document, edits, words = map(
        later, ("tracker.backups", "tracker.codec.document", "tracker.codec.edit", "tracker.codec.words")
    )
    day_facts, finding, history, opening = map(
        later, (f"tracker.journal.{name}" for name in ("day_facts", "finding", "history", "opening"))
    )
    safekeeping, searching, streaks, writing = map(
        later, (f"tracker.journal.{name}" for name in ("safekeeping", "searching", "streaks", "writing"))
    )

__all__ = ["Clock", "Journal", "Outcome", "SearchResult"]

_KEPT_REVISIONS = dt.timedelta(days=400)
_KEPT_CHANGES = 2000
_READER_SETTING = "reader_version"


class Journal:
    """A study log, opened: the days, the timer, and the history of both."""

    def __init__(
        self,
        store: Store,
        config: Config,
        templates: Templates | Callable[[], Templates],
        clock: Clock,
        own_templates: Path | None = None,
    ) -> None:
        self.store = store
        self.config = config
        self._templates = templates
        self.clock = clock
        self.own_templates = own_templates
        """Folder of the person's own templates, for pages; None takes those that came with the program."""
        self.backed_up_on = ""
        """The date, like `20250122`, of the day on which the day's backup was looked after last."""
        self.rescued: Backup | None = None
        """What was open when another file took its place, until that is gone on with; else None."""
        self.notices: list[str] = []
        """What the person should be told when the work at hand is done; whoever tells it empties the list."""
        self._latest: tuple[tuple[str, dt.date, str | None], Reading] | None = None
        """The text, day and template that were read last, and what was found."""
        self.shelf: tuple[object, Shelf] | None = None
        """Where the files of the days lie, behind what that was found from; None before anyone has asked."""
        # Before the lock is taken, so that no other window waits for it.
        store.before_writing = self.look_after_backup
        self.forget()

    @classmethod
    def open(
        cls,
        path: Path,
        config: Config,
        templates: Templates | Callable[[], Templates],
        clock: Clock,
        *,
        create: bool,
        timeout: float = 5,
        own_templates: Path | None = None,
    ) -> Journal:
        """Open the study log at `path`; `create` makes one when there is none. Raises StoreError."""
        begun_anew = create and (not path.exists() or path.stat().st_size == 0)
        store = Store.open(path, create=create, now=clock(), timeout=timeout)
        journal = cls(store, config, templates, clock, own_templates)
        if begun_anew and backups.list_backups(path):
            journal.notices.append(
                _("{path} was begun anew; backups of the one before are there: studylog backup list", path=path)
            )
        return journal

    @property
    def templates(self) -> Templates:
        """The templates that days are read by; raises UsageError when they were not read yet and cannot be."""
        if callable(self._templates):
            self._templates = self._templates()
        return self._templates

    def close(self) -> None:
        """Close the study log."""
        self.store.close()

    @contextmanager
    def elsewhere(self) -> Iterator[Journal]:
        """Open the same study log on a connection of its own, for a thread, which closes it in the end."""
        with Store.open(self.path, create=False, now=self.now(), writable=self.writable) as store:
            yield Journal(store, self.config, self._templates, self.clock, self.own_templates)

    @property
    def path(self) -> Path:
        """The database file."""
        return self.store.path

    @property
    def writable(self) -> bool:
        """Whether changes can be saved."""
        return self.store.writable

    def version(self) -> int:
        """Return a number that changes when another connection has written."""
        return self.store.data_version()

    @cached_property
    def timer(self) -> Timer:
        """The timer and its sessions."""
        from tracker.journal.timer import Timer

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

    def text(self, day: dt.date) -> str | None:
        """Return a day's text alone, which is quicker than a record; None when there is no such day."""
        stored = self.store.day(day)
        return stored.text if stored is not None else None

    def record(self, day: dt.date) -> DayRecord:
        """Return a day; raises NotFound with what to do."""
        record = self.find(day)
        if record is None:
            raise NotFound(
                _("There is no log of {day} yet.", day=day),
                shell=_("Open it with: {command}", command=f"studylog new {day}"),
            )
        return record

    def latest_before(self, day: dt.date) -> DayRecord | None:
        """Return the newest day earlier than `day`; None when there is none."""
        stored = self.store.latest_before(day)
        return self._record(stored) if stored is not None else None

    def dates(self) -> list[dt.date]:
        """Return the dates of all days, oldest first."""
        return self.store.dates()

    def is_empty(self) -> bool:
        """Return whether there is no day at all."""
        return self.store.is_empty()

    def overview(self, first: dt.date = dt.date.min, last: dt.date = dt.date.max) -> list[DaySummary]:
        """Return the days from `first` to `last` in numbers and a headline, oldest first; no text is read."""
        return self.store.summaries(first, last)

    def known(self, what: Known) -> list[str]:
        """Return the words of a kind that were used before, the most recently used first, whatever their case."""
        found: dict[str, str] = {}
        for written in self.store.known(what):
            word = words.without_sign(written) if what is Known.SECTIONS else written
            found.setdefault(words.fold(word), word)
        return list(found.values())

    def records(self, days: Iterable[dt.date]) -> Iterator[DayRecord]:
        """Yield the given days in their order; raises NotFound at the first that is not there."""
        return (self.record(day) for day in days)

    def reading(self, record: DayRecord) -> Reading:
        """Return the day ready for a pure edit."""
        return self.reading_of(record.text, record.day.date, record.day.template)

    def facts(self, first: dt.date, last: dt.date) -> list[DayFacts]:
        """Return what statistics need of each day from `first` to `last` that has a log or a session."""
        return day_facts.facts(self, first, last)

    def facts_and_streak(
        self, first: dt.date, last: dt.date, until: dt.date | None = None
    ) -> tuple[list[DayFacts], Streak]:
        """Return the facts from `first` or earlier to `last` or `until`, the later one, and the streak up to `until`.

        `until` None is today.
        """
        earliest = self.store.earliest() or self.today
        return streaks.facts_and_streak(self, first, last, earliest, until or self.today)

    def search(
        self, words: Sequence[str], *, kind: str | None = None, since: dt.date | None = None, limit: int | None = None
    ) -> Iterator[SearchResult]:
        """Yield the lines that have all `words`, newest day first. `kind` is an item kind or `text`; None takes all."""
        return searching.search(self, words, kind=kind, since=since, limit=limit)

    def search_texts(
        self, words: Sequence[str], *, kind: str | None = None, since: dt.date | None = None, limit: int | None = None
    ) -> Iterator[FoundText]:
        """Yield what `search` does, a text at a time and without the places of the words: thousands in a few ms."""
        return searching.search_texts(self, words, kind=kind, since=since, limit=limit)

    # Changing

    def open_day(self, day: dt.date) -> Outcome:
        """Open a day from the template, with the challenges set for it; a day that is there stays as it is."""
        existing = self.find(day)
        if existing is not None:
            return Outcome(existing, str(day), changed=False)
        with self.store.transaction():
            if (opened_by_another := self.find(day)) is not None:
                return Outcome(opened_by_another, str(day), changed=False)
            text, notes = opening.opened_text(self, day)
            change = self.begin("new", str(day))
            record = self.save(change, day, text, None)
            # A day is opened once, which makes it the time to let go of what is too old.
            self.prune()
        return Outcome(record, str(day), changed=True, opened=True, notes=notes, change=change)

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
                text, notes = opening.opened_text(self, day)
                template = None
            else:
                text, template = stored.text, stored.template
            edited = make(self.reading_of(text, day, template))
            if edited is None or (stored is not None and edited.text == stored.text):
                return Outcome(
                    self.record(day), edited.summary if edited is not None else "", changed=False, notes=notes
                )
            change = self.begin(action, f"{day} {edited.summary}")
            record = self.save_edited(change, day, edited, stored.sha256 if stored else None)
        return Outcome(record, edited.summary, True, opened=stored is None, notes=notes, change=change)

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

    # With `seen`, the day as it was shown, the item is the one that stood there: it is found again where it has moved,
    # and where it was changed since the edit is merged, line by line; raises Conflicting where lines meet.

    def mark_challenge(
        self, day: dt.date, ref: ItemRef, mark: Mark | None, *, seen: DayRecord | None = None
    ) -> Outcome:
        """Check a challenge off; None clears it."""
        return writing.edit_seen(
            self, day, "check", ref, lambda reading, at: edits.mark_challenge(reading, at, mark), seen
        )

    def retext_item(self, day: dt.date, ref: ItemRef, text: str, *, seen: DayRecord | None = None) -> Outcome:
        """Give an item other words."""
        return writing.edit_seen(
            self, day, "retext", ref, lambda reading, at: edits.retext_item(reading, at, text), seen
        )

    def delete_item(self, day: dt.date, ref: ItemRef, *, seen: DayRecord | None = None) -> Outcome:
        """Take an item out."""
        return writing.edit_seen(self, day, "delete", ref, edits.delete_item, seen)

    def move_item(self, day: dt.date, ref: ItemRef, offset: int, *, seen: DayRecord | None = None) -> Outcome:
        """Move an item down (`offset` 1) or up (-1) among its kind."""
        return writing.edit_seen(self, day, "move", ref, lambda reading, at: edits.move_item(reading, at, offset), seen)

    def set_total(self, day: dt.date, seconds: int | None) -> Outcome:
        """Write the day's study time by hand; raises EditRefused when the day's format has no place for one."""

        def make(reading: Reading) -> Edited:
            edited = edits.set_total(reading, seconds)
            if edited is None:
                raise EditRefused(
                    _("The log of {day} has no place for a study time.", day=day),
                    shell=_("; book it: {command}.", command="studylog time add"),
                )
            return edited

        return self.edit(day, "total", make)

    def save_text(
        self,
        day: dt.date,
        text: str,
        *,
        base: str | None,
        action: str = "edit",
        amend: int | None = None,
        prefer: Prefer | None = None,
        met: str | EllipsisType | None = ...,
    ) -> Outcome:
        """Save a whole text that was made from `base` (None: there was no such day).

        What others wrote meanwhile is merged in, line by line; raises Conflicting, saving nothing, for lines that both
        changed, unless `prefer` says whose stay of the text `met`, which the person was asked about. `amend` goes on
        with an earlier change: while that stands and is the newest of the day its revision is replaced, so that a long
        time at an editor is one revision and one undo.
        """
        stored = self.store.day(day)
        if stored is not None and stored.text == base == text:
            return Outcome(self._record(stored), str(day), changed=False)
        return writing.save_text(self, day, text, base=base, action=action, amend=amend, prefer=prefer, met=met)

    def delete_day(self, day: dt.date) -> None:
        """Take a whole day out; undo brings it back. Raises NotFound."""
        stored = self.store.day(day)
        if stored is None:
            raise NotFound(_("There is no log of {day}; nothing to delete.", day=day))
        with self.store.transaction():
            self.store.delete_day(self.begin("remove", str(day)), day, expected_sha256=stored.sha256)

    def challenge_ref(self, record: DayRecord, word: str) -> ItemRef:
        """Return the past challenge meant by a number or by some of its words; raises NotFound or UsageError."""
        return self.item_ref(record, ItemKind.CHALLENGE, word, When.PAST)

    def item_ref(self, record: DayRecord, kind: ItemKind, word: str, when: When | None = None) -> ItemRef:
        """Return the item meant by a number or by some of its words; raises NotFound or UsageError."""
        return finding.item_ref(record, kind, word, when)

    def retrospective(self, kind: PeriodKind, first: dt.date) -> Retrospective | None:
        """Return the retrospective that is kept of the week or month from `first`; None when none is."""
        return self.store.retrospective(kind, first)

    # History

    def undo(self) -> Change:
        """Take the last change back, days and sessions alike; raises NotFound when there is none."""
        return history.turn(self, ChangeState.UNDONE)

    def redo(self) -> Change:
        """Make the change again that was taken back last; raises NotFound when there is none."""
        return history.turn(self, ChangeState.DONE)

    def history(self, day: dt.date) -> list[Revision]:
        """Return the revisions of a day, newest first; raises NotFound when it never was."""
        return history.revisions(self, day)

    def revision_text(self, day: dt.date, revision_id: int) -> str:
        """Return the text a day had; raises NotFound for one that is not a revision of that day, or its removal."""
        return history.revision_text(self, day, revision_id)

    def restore(self, day: dt.date, revision_id: int) -> Outcome:
        """Bring a day back to an earlier revision; raises NotFound as `revision_text` does."""
        return history.restore(self, day, revision_id)

    def prune(self) -> None:
        """Let go of revisions older than 400 days; each day keeps its newest, the last 2,000 changes keep theirs."""
        self.store.prune_revisions(self.now() - _KEPT_REVISIONS, kept_changes=_KEPT_CHANGES)

    # Saving; the timer and the import use these too

    def begin(self, action: str, summary: str) -> int:
        """Begin a change that undo takes back as one; what was undone before can no longer be made again."""
        self.store.drop_redoable()
        return self.store.begin_change(action, summary, self.now())

    def opened_text(self, day: dt.date) -> str:
        """Return what a new day's text would be."""
        return opening.opened_text(self, day)[0]

    def save(
        self,
        change: int,
        day: dt.date,
        text: str,
        expected_sha256: str | None,
        read: Day | None = None,
        *,
        amend: bool = False,
    ) -> DayRecord:
        """Save a day's text as part of a change; `read` is what the reader made of it, None to read it here.

        `amend` puts it in place of the day's newest revision. Raises StaleText when that is another change's, and when
        the stored text is not the expected one; None expects that there is no such day.
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
            amend=amend,
        )
        return record

    def save_edited(self, change: int, day: dt.date, edited: Edited, expected_sha256: str | None) -> DayRecord:
        """Save what an edit made of a day as part of a change, as `save` does, without reading it again."""
        record = self.save(change, day, edited.text, expected_sha256, edited.reading.day)
        self._remember(record.text, edited.reading)
        return record

    def reading_of(self, text: str, day: dt.date, template: str | None = None) -> Reading:
        """Read a text as the day `day`; `template` names the one to take when several fit alike."""
        # A day is read far more often than it changes: before an edit, after it, and to be shown.
        if self._latest is None or self._latest[0] != (text, day, template):
            reading = edits.Reading.of(text, day, self.templates, preferred=template, week=self.week(day))
            self._latest = (text, day, template), reading
        return self._latest[1]

    def _remember(self, text: str, reading: Reading) -> None:
        """Keep what an edit read, where a fresh look at its text would find the same lines."""
        if reading.document == document.Document.from_text(text):
            self._latest = (text, reading.day.date, reading.day.template), reading

    def _record(self, stored: StoredDay) -> DayRecord:
        day = self.reading_of(stored.text, stored.date, stored.template).day
        return DayRecord(stored.text, stored.sha256, day, tuple(self.store.sessions_on(stored.date)))

    def unfinished(self, record: DayRecord) -> list[Challenge]:
        """Return the past challenges that were done partly or missed and are not set again yet."""
        return opening.unfinished(record)

    def left_over(self, day: dt.date) -> list[Challenge]:
        """Return what the latest day before `day` left partly done or missed and did not set again."""
        earlier = self.latest_before(day)
        return self.unfinished(earlier) if earlier is not None else []

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

    # The file

    def back_up(self, target: Path | None = None) -> MadeBackup:
        """Make a backup now, whole and verified, also while others write; `target` names a file of its own for it.

        Raises StoreError.
        """
        if target is not None and target.exists():
            raise StoreError(_("{path} is there already; name another file.", path=target))
        return safekeeping.back_up(self.path, Reason.MANUAL, self.now(), target)

    def backups(self) -> list[Backup]:
        """Return the backups, newest first; raises StoreError."""
        return backups.list_backups(self.path)

    def look_after_backup(self) -> None:
        """Make the day's backup where it is due, as the first change of the day would."""
        today = self.now().strftime("%Y%m%d")
        if self.backed_up_on != today:
            self.backed_up_on = today
            if not has_backup_of(self.path, today):
                safekeeping.back_up_the_day(self)

    def restore_backup(self, backup: Backup) -> RestoredLog:
        """Put a backup in the place of the whole log; what was there is backed up first. Raises StoreError."""
        restored = safekeeping.restore_backup(self.path, backup, self.now())
        self.forget()
        return restored

    @property
    def displacement(self) -> Displacement | None:
        """What another program did to the file since it was opened; None when it is where it was."""
        return self.store.displacement

    def recover(self) -> Recovered | None:
        """Go on after another program took the file away or replaced it; return what was done, None when nothing was.

        Raises StoreError.
        """
        return safekeeping.recover(self)

    def keep_log(self) -> None:
        """Keep what is committed in sight of others where the log beside the file was taken away; raises StoreError."""
        self.store.keep_log()

    def forget(self) -> None:
        """Let go of what was read: the file holds something else now."""
        self._latest = None
        if self.store.setting(_READER_SETTING) != str(READER_VERSION) and self.store.writable:
            self._refuse_damage()
            self.read_all_again()

    def _refuse_damage(self) -> None:
        """Raise Damaged rather than write all over a file that is broken, and may have lost what it said of itself."""
        damage = self.store.damage() if not self.is_empty() else []
        if damage:
            raise Damaged(
                _("{path} is damaged ({error}).", path=self.path, error=" ".join(damage[0].split())),
                shell=_("Save what can be read: studylog doctor — and put a backup in its place: studylog backup list"),
            )

    def damage(self) -> list[str]:
        """Return what is wrong with the file; empty when it is sound."""
        return self.store.damage()

    def rebuild_search_index(self) -> None:
        """Index every day's text anew."""
        self.store.rebuild_search_index()

    def setting(self, key: str) -> str | None:
        """Return a small value that was remembered with the log; None when there is none."""
        return self.store.setting(key)

    def set_setting(self, key: str, value: str | None) -> None:
        """Remember a small value with the log, which is no change to undo; None forgets it."""
        self.store.set_setting(key, value)
