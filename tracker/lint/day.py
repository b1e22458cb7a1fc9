"""Rules about a day: words of the template left in it, and what it still waits for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.codec.template import HOLES, Template
from tracker.codec.words import key, says_nothing
from tracker.lint.fault import Fault
from tracker.lint.page import Page, Passage
from tracker.model import Blank, DayRecord
from tracker.regex import regex
from tracker.timefmt import format_duration
from tracker.wording import _, name_of_kind

_HOLE = regex(rf"\{{\{{[ \t]*+(?:{'|'.join(HOLES)})[ \t]*+\}}\}}")
_SHOWN_LENGTH = 40


def day_faults(record: DayRecord, template: Template, page: Page) -> Iterator[Fault]:
    """Yield what is left of the template, what is blank, past challenges without a mark, and a total too short."""
    yield from _holes_left(page)
    yield from _placeholders_left(record, template, page)
    for blank in record.day.blanks:
        yield Fault(blank.at.line, "blank", _blank_reason(blank), _("Write it, or take the line out."))
    for challenge in record.day.past():
        if challenge.mark is None and not says_nothing(challenge.text):
            reason = _("There is no mark yet at the challenge {words!r}.", words=_shown(challenge.text))
            yield Fault(challenge.text_at.line, "unchecked", reason, _("Check it: done, partly done or missed."))
    total = record.day.total
    if total is not None and record.unclocked_seconds < 0:
        written, clocked = total.seconds, total.seconds - record.unclocked_seconds
        reason = _(
            "The written total is {written}, but the sessions come to {clocked}.",
            written=format_duration(written),
            clocked=format_duration(clocked),
        )
        mend = _("Write {clocked}, or correct the sessions.", clocked=format_duration(clocked))
        yield Fault(total.at.line, "total", reason, mend)


def _blank_reason(blank: Blank) -> str:
    label = blank.label.strip()
    if label:
        return _("Nothing is written after {label!r} yet.", label=_shown(label))
    return _("An entry is without words: {kind}.", kind=name_of_kind(str(blank.kind)))


def _holes_left(page: Page) -> Iterator[Fault]:
    for passage in page.passages:
        if "{{" in passage.content and not passage.too_long:
            for match in _HOLE.finditer(passage.without("backticks")):
                yield _left(passage.line_at(match.start()), match[0])
    for html in page.html:
        for line, text in enumerate(html.content.split("\n"), html.line):
            yield from (_left(line, match[0]) for match in _HOLE.finditer(text))


def _placeholders_left(record: DayRecord, template: Template, page: Page) -> Iterator[Fault]:
    # A date that was a placeholder once may be the day's own.
    words = [word for word in template.placeholders if word and word != record.day.date.isoformat()]
    first = next((passage for passage in page.passages if passage.heading), None)
    for passage in page.passages:
        if passage.heading:
            found = next((w for w in words if _stands_for_date(passage, w, template, passage is first)), None)
            if found is not None:
                yield _left(passage.line, found)


def _stands_for_date(passage: Passage, word: str, template: Template, first: bool) -> bool:
    before, found, after = passage.content.partition(word)
    label = key(re.sub(r"\d", "", before))
    return bool(found) and (label in template.date_words or (not label and (first or not key(after))))


def _left(line: int, words: str) -> Fault:
    reason = _("{words!r} is left over from the template.", words=words)
    return Fault(line, "template-words", reason, _("Write what belongs there, or take it out."), blocks=True)


def _shown(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN_LENGTH else f"{line[: _SHOWN_LENGTH - 1]}…"
