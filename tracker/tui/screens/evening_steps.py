"""What the steps of the evening take from the journal and give to it, without a screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from pathlib import Path

from tracker.codec.addition import labels_of
from tracker.codec.edit import ItemRef, words_of
from tracker.codec.words import key
from tracker.errors import UsageError
from tracker.grams import fold
from tracker.journal import Journal
from tracker.journal.exporting import ExportFile, write_export
from tracker.model import Challenge, DayRecord, ItemKind, When
from tracker.tui.widgets.challenge_list import Offer
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


def _file(day: dt.date, path: Path) -> Path:
    """Return the file that is meant: in a folder, one that is named after the day."""
    if not path.name:
        raise UsageError(_("Name a file for the day."))
    return path / f"{day}.md" if path.is_dir() else path


def there_already(journal: Journal, day: dt.date, path: Path) -> bool:
    """Return whether there is a file with other contents; raises UsageError for no file at all."""
    file = _file(day, path)
    try:
        return file.exists() and file.read_bytes() != journal.record(day).text.encode()
    except OSError:
        # Writing says what is wrong with it.
        return False


def save_to_file(journal: Journal, day: dt.date, path: Path, *, force: bool = False) -> Path:
    """Write the day to a file, as it is stored, and return where; raises StoreError."""
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
