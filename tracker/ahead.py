"""What other processes do ahead of the one that saves or writes: files are read and cut into days, and days are read.

Of files, only what goes well is done here. Whatever is to be told of one is left to the process that saves.
"""

from __future__ import annotations

import datetime as dt
import os
import stat
from importlib import import_module

from tracker.codec.dates import cut, path_date
from tracker.codec.document import Document
from tracker.codec.read import read_day
from tracker.model import DayRecord, day_json
from tracker.new_day import NewDay, fields_of, new_days
from tracker.settings import speak_language
from tracker.stored import session_from_json
from tracker.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from typing import Any

    from tracker.codec.lexicon import Templates
    from tracker.model import Day

LARGEST_AHEAD = 1_000_000
"""Bytes of a file that is read ahead, and of all the files that are read together."""


@frozen
class ReadDay:
    """A day that was read, as it is stored, and what else an import tells of it."""

    new: NewDay
    plain_lines: tuple[int, ...]


@frozen
class ReadFile:
    """A file that was read: its text, and the days and other stretches it consists of."""

    text: str
    pieces: Sequence[tuple[int | None, str, ReadDay | None]]
    """The ordinal of each day, None for text that belongs to none, the text, and the day where it was read."""


def date_remarks(day: Day) -> tuple[str, ...]:
    """Return what there is to be said about the date of a day."""
    return tuple(one.message for one in day.diagnostics if one.code.startswith("date-"))


def naming_date(root: str, path: str) -> str:
    """Return the part of a file's place that may say its day."""
    # The folder's own name may be part of the date: 2024/01/14.md, imported from within 2024.
    return path if path_date(path) is not None else f"{root}/{path}"


def reader_of_files(templates: Templates, known: Collection[int]) -> Callable[[Any], Any]:
    """Return what reads files for an import, whose answers `read_files` understands.

    It is asked with the place of each file, None for one that has no place, and the part of it that may say its day.
    `known` are the ordinals of days that are there: those are not read.
    """
    # Loaded, it computes fingerprints five times as fast.
    import_module("hashlib")

    def read(files: Sequence[tuple[str | None, str]]) -> list[Any]:
        left = LARGEST_AHEAD
        texts: list[str | None] = []
        for place, _naming in files:
            texts.append(_text_in(place, left) if place is not None else None)
            left -= len(texts[-1] or "")
        found = [
            _pieces(text, naming, templates, known) if text is not None else None
            for text, (_place, naming) in zip(texts, files, strict=True)
        ]
        days = [(day, text) for pieces in found for _number, text, day in pieces or () if day is not None]
        made = iter(new_days(days))
        return [
            (
                text,
                [
                    (number, stretch, (fields_of(next(made)), day.plain_lines) if day is not None else None)
                    for number, stretch, day in pieces
                ],
            )
            if pieces is not None
            else None
            for text, pieces in zip(texts, found, strict=True)
        ]

    return read


def read_files(answers: Sequence[Any]) -> list[ReadFile | None]:
    """Return the files of an answer; None for one that is left to whoever asked."""
    return [
        ReadFile(
            answer[0],
            [
                (number, text, ReadDay(NewDay(*read[0]), read[1]) if read is not None else None)
                for number, text, read in answer[1]
            ],
        )
        if answer is not None
        else None
        for answer in answers
    ]


def reader_of_values(templates: Templates, spoken: str) -> Callable[[Any], Any]:
    """Return what reads days for JSON, in the language that is spoken.

    It is asked with the ordinal, the text and the template's name of each day, and its sessions as JSON texts.
    """
    speak_language(spoken, {})

    def read(days: Sequence[tuple[int, str, str, Sequence[str]]]) -> list[dict[str, Any]]:
        return [
            day_json(
                DayRecord(
                    text,
                    "",
                    read_day(Document.from_text(text), dt.date.fromordinal(number), templates, template),
                    tuple(filter(None, map(session_from_json, sessions))),
                )
            )
            for number, text, template, sessions in days
        ]

    return read


def _text_in(place: str, most: int) -> str | None:
    try:
        status = os.stat(place)
        if not stat.S_ISREG(status.st_mode) or status.st_size > most:
            return None
        with open(place, "rb") as file:
            data = file.read(most + 1)
        text = data.decode()
    except (OSError, ValueError):
        return None
    return text if len(data) <= most and text.strip() and "\x00" not in text else None


def _pieces(
    text: str, naming: str, templates: Templates, known: Collection[int]
) -> list[tuple[int | None, str, Day | None]] | None:
    """Return what a file consists of, its days read; None where there is something to be told."""
    pieces: list[tuple[int | None, str, Day | None]] = []
    for piece in cut(text, naming, templates):
        if piece.problem:
            return None
        number = piece.on.toordinal() if piece.on is not None else None
        day = None
        if piece.on is not None and number not in known:
            day = read_day(Document.from_text(piece.text), piece.on, templates)
            if date_remarks(day):
                return None
        pieces.append((number, piece.text, day))
    return pieces
