"""What the steps of the evening take from the journal and give to it, and how the finished text is handed on."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.message import Message

from tracker.charts import Line
from tracker.codec.addition import labels_of
from tracker.codec.edit import ItemRef, words_of
from tracker.codec.words import key
from tracker.errors import UsageError
from tracker.grams import fold
from tracker.journal import Journal
from tracker.journal.exporting import ExportFile, write_export
from tracker.model import Challenge, DayRecord, ItemKind, Mark, When
from tracker.stats import Streak
from tracker.tui.completion import matching
from tracker.tui.questions import Answer, Field
from tracker.tui.screens.base import StudyScreen
from tracker.tui.screens.evening_commands import CHECK, REFLECT, TIME, TOMORROW
from tracker.tui.screens.prompt import Choice
from tracker.tui.shown import shown
from tracker.tui.widgets.challenge_list import ChallengeRow, Heading, Offer, how_it_went
from tracker.tui.widgets.closing import sum_line
from tracker.tui.widgets.reflection_fields import ReflectionField
from tracker.wording import _


def fields_of(journal: Journal, record: DayRecord) -> list[ReflectionField]:
    """Return a field for each reflection and each label, in the day's order; a free one where there is no label."""
    day = record.day
    placed = [(each.span.start, ReflectionField(each.label, n, each.text)) for n, each in enumerate(day.reflections, 1)]
    placed += [
        (blank.at.line, ReflectionField(blank.label)) for blank in day.blanks if blank.kind is ItemKind.REFLECTION
    ]
    fields = [field for _line, field in sorted(placed, key=lambda pair: pair[0])]
    template = journal.templates.named(day.template) or journal.templates.default
    lines = [line for section in template.sections for line in section.lines if line.hole == "reflection"]
    seen = {key(field.label) for field in fields}
    for label in (*labels_of(journal.reading(record)), *(line.label for line in lines)):
        if label and key(label) not in seen:
            seen.add(key(label))
            fields.append(ReflectionField(label))
    return fields or [ReflectionField("")]


def offers_for(unfinished: Iterable[Challenge], taken: Collection[str]) -> list[Offer]:
    """Return what was done in part or missed and could be set again; `taken` are folded words of what is set."""
    return [Offer(each.text, each.mark) for each in unfinished if fold(each.text) not in taken]


_KNOWN_SHOWN = 6


@dataclass
class KnownRead(Message):
    """A message that the challenges of all days have been read."""

    challenges: Sequence[str]
    """The most recently set first, each once."""
    error: str = ""
    """What went wrong, in one sentence."""


def hint_of(step: int, record: DayRecord | None, key_of: Callable[[str], str]) -> str:
    """Return what there is to do in a step; `key_of` returns the key of a binding."""
    if record is None:
        return ""
    onward = key_of("evening.next")
    if step == CHECK:
        marks = [challenge.mark for challenge in record.day.past() if challenge.text]
        counts = [marks.count(mark) for mark in (Mark.DONE, Mark.PARTIAL, Mark.MISSED, None)]
        return how_it_went(*counts) or _("{key} goes on.", key=onward)
    if step == REFLECT:
        return _("What is typed is saved; {key} goes to the next field, then on.", key=onward)
    if step == TOMORROW:
        keys = {"take": key_of("evening.take"), "write": key_of("evening.write")}
        return _("{write} writes a new one, {take} sets an offered one.", **keys)
    if step == TIME:
        return _("Time without a session stays in the total.")
    return _("This is the day as it will be posted. {key} ends the evening.", key=key_of("evening.go-on"))


def write_reflection(journal: Journal, day: dt.date, field: ReflectionField, text: str, seen: DayRecord) -> None:
    """Write what a field says now into the day; raises Conflicting when others wrote there since it was `seen`."""
    ref = ItemRef(ItemKind.REFLECTION, field.n or 0, field.text)
    if field.n is None:
        journal.add_reflection(day, field.label, text)
    elif text:
        journal.retext_item(day, ref, text, seen=seen)
    else:
        journal.delete_item(day, ref, seen=seen)


def sum_of(record: DayRecord, run: Streak) -> Line:
    """Return the line that sums the day up."""
    past = [challenge for challenge in record.day.past() if challenge.text]
    done = sum(challenge.mark is Mark.DONE for challenge in past)
    return sum_line(record.study_seconds or 0, done, len(past), run.length)


def tomorrow_rows(
    record: DayRecord, unfinished: Iterable[Challenge], written: str, known: Sequence[str]
) -> list[ChallengeRow]:
    """Return what is set for tomorrow and what could be; `known` challenges, where they match what is written."""
    rows: list[ChallengeRow] = []
    set_already = [challenge for challenge in record.day.next() if challenge.text]
    taken = {fold(challenge.text) for challenge in set_already}
    if set_already:
        rows += [Heading(_("Set for tomorrow")), *set_already]
    offers = offers_for(unfinished, taken)
    if offers:
        rows += [Heading(_("Not done today")), *offers]
    offered = taken | {fold(offer.text) for offer in offers}
    matched = [text for text in matching(written, known) if fold(text) not in offered] if written else []
    if matched:
        rows += [Heading(_("Set before")), *(Offer(text) for text in matched[:_KNOWN_SHOWN])]
    return rows


def file_named(written: str) -> Path:
    """Return the path that was typed; raises UsageError for what can be none."""
    try:
        path = Path(written).expanduser()
        # The disk alone says that there cannot be such a name, as of one with NUL or with half a letter.
        os.stat(path)
    except OSError:
        # Most files that are meant are not there yet; writing says what is wrong with the others.
        return path
    except (RuntimeError, ValueError) as error:
        raise _unwritable(written, error) from None
    return path


def _file(day: dt.date, path: Path) -> Path:
    """Return the file that is meant: in a folder, one that is named after the day."""
    if not path.name:
        raise UsageError(_("Name a file for the day."))
    try:
        return path / f"{day}.md" if path.is_dir() else path
    except OSError as error:
        raise _unwritable(str(path), error) from None


def _unwritable(path: str, error: Exception) -> UsageError:
    why = error.strerror if isinstance(error, OSError) else str(error).rstrip(".")
    return UsageError(_("{path} cannot be written: {why}.", path=path, why=why))


def there_already(journal: Journal, day: dt.date, path: Path) -> bool:
    """Return whether there is a file with other contents; raises UsageError for no file at all."""
    file = _file(day, path)
    try:
        return file.exists() and file.read_bytes() != journal.record(day).text.encode()
    except OSError:
        # Writing says what is wrong with it.
        return False


def save_to_file(journal: Journal, day: dt.date, path: Path, *, force: bool = False) -> Path:
    """Write the day to a file, as it is stored, and return where; raises StoreError or UsageError."""
    file = _file(day, path).absolute()
    write_export([ExportFile(file.name, journal.record(day).text)], file.parent, force=force)
    return file


def ref_of(challenge: Challenge) -> ItemRef:
    """Return how the journal finds a challenge again."""
    return ItemRef(ItemKind.CHALLENGE, challenge.n, words_of(challenge), challenge.when)


def done_steps(record: DayRecord, *, timing: bool) -> list[bool]:
    """Return for each step whether nothing is left to do in it."""
    day = record.day
    past = [challenge for challenge in day.past() if challenge.text]
    reflecting = any(blank.kind is ItemKind.REFLECTION for blank in day.blanks)
    return [
        bool(past) and all(challenge.mark is not None for challenge in past),
        bool(day.reflections) and not reflecting,
        any(challenge.text for challenge in day.challenges if challenge.when is When.NEXT),
        bool(record.study_seconds) and not timing,
        False,
    ]


class ScreenOfText(StudyScreen):
    """A screen about one day, whose text it copies and saves as a file."""

    def __init__(self, journal: Journal, day: dt.date) -> None:
        super().__init__(journal)
        self.day = day
        self.record: DayRecord | None = None

    @property
    def shown_day(self) -> dt.date:
        return self.day

    def action_copy(self) -> None:
        if self.record is not None:
            self.app.copy_to_clipboard(self.record.text)
            self.tell(_("Copied the day of {day}.", day=self.day))

    def action_save_file(self) -> None:
        field = Field(value=f"{self.day}.md")
        self.ask("evening-file", _("Save the day to which file?"), self._save_file, field)

    def _save_file(self, answer: Answer) -> None:
        day, path = self.day, file_named(answer[0].strip())
        if not there_already(self.journal, day, path):
            self._tell_saved(save_to_file(self.journal, day, path))
            return

        def choose(chosen: str) -> None:
            if chosen == "replace":
                self.apply(lambda: self._tell_saved(save_to_file(self.journal, day, path, force=True)))
            else:
                self.action_save_file()

        options = [("other", _("another file")), ("replace", _("put the day in its place"))]
        title = _("{path} is there with other contents.", path=path)
        self.app.call_later(self.app.push_screen, Choice(title, options, choose))

    def _tell_saved(self, path: Path) -> None:
        self.tell(_("Saved: {path}", path=shown(str(path))))
