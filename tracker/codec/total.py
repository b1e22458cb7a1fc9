"""Where a day writes its study time."""

from __future__ import annotations

from tracker.codec.place import insert_change, place_for
from tracker.codec.reading import LineChange, Reading
from tracker.codec.template import Hole, Role, TemplateLine, TemplateSection
from tracker.codec.words import end_of_words, key
from tracker.errors import EditRefused
from tracker.model import Section, Total
from tracker.regex import regex
from tracker.timefmt import format_duration, format_like
from tracker.wording import _

_OPENED = regex(r"(?:(?<!\s)\s*+)?[(（\[][^()（）\[\]]*+$")
_CLOSED = regex(r"[^()（）\[\]]*+[)）\]]")
_BRACKET = regex(r"[(（\[](?P<words>[^()（）\[\]]*+)[)）\]]")


def total_change(reading: Reading, seconds: int) -> LineChange | None:
    """Return the change that writes the study time; None when the day's format has no place for it."""
    total = reading.day.total
    if total is not None:
        line = reading.text_of(total.at.line)
        written = format_like(seconds, line[total.at.start : total.at.end])
        return _replaced(total, line[: total.at.start] + written + line[total.at.end :])
    written = format_duration(seconds)
    return _in_waiting_label(reading, written) or _in_own_place(reading, written)


def without_total(reading: Reading, total: Total) -> LineChange:
    """Return the change that takes the study time out, with the brackets or the line it has to itself."""
    line = reading.text_of(total.at.line)
    before, after = line[: total.at.start], line[total.at.end :]
    if not line.lstrip().startswith("#"):
        if key(after[: end_of_words(after)]):
            raise EditRefused(
                _("The study time shares its line with other words."),
                shell=_("; edit the text itself: studylog edit."),
            )
        return total.at.line, total.at.line + 1, []
    opened, closed = _OPENED.search(before), _CLOSED.match(after)
    if opened is None or closed is None:
        return _replaced(total, before.rstrip() + after)
    return _replaced(total, before[: opened.start()] + after[closed.end() :])


def _replaced(total: Total, line: str) -> LineChange:
    return total.at.line, total.at.line + 1, [line]


def _in_waiting_label(reading: Reading, written: str) -> LineChange | None:
    """Fill `(총 공부 시간 )` in a heading, or a line `- 총 공부 시간:`, that waits for the time."""
    lexicon = reading.templates.lexicon(reading.template)
    for section in reading.day.sections:
        line = reading.text_of(section.span.start) if section.level else ""
        for bracket in _BRACKET.finditer(line):
            if key(bracket["words"]) in lexicon.labels("total"):
                end = bracket.start("words") + len(bracket["words"].rstrip())
                new = line[:end] + " " + written + line[bracket.end("words") :]
                return section.span.start, section.span.start + 1, [new]
    plain = frozenset(reading.day.plain_lines)
    for index in range(len(reading.document.texts)):
        line = reading.text_of(index)
        end = end_of_words(line)
        waits = line[:end].endswith((":", "：")) or index in plain
        if waits and index not in reading.document.scan.opaque and key(line[:end]) in lexicon.labels("total"):
            return index, index + 1, [line[:end] + " " + written + line[end:].rstrip()]
    return None


def _in_own_place(reading: Reading, written: str) -> LineChange | None:
    for section in reading.template.sections:
        if section.heading.has("total"):
            own = next((s for s in reading.day.sections if s.kind is section.kind and s.level), None)
            if own is None:
                continue
            line = reading.text_of(own.span.start).rstrip()
            opened, closed = _total_literal(section.heading)
            return own.span.start, own.span.start + 1, [line + opened + written + closed]
        pattern = next((line for line in section.lines if line.role is Role.TOTAL), None)
        index = next((i for i, s in enumerate(reading.day.sections) if _heading_is(reading, s, section)), None)
        if pattern is not None and index is not None:
            place = place_for(reading, index, reading.template, section, pattern)
            return insert_change(reading, place, [pattern.render({"total": written})])
    return None


def _heading_is(reading: Reading, section: Section, template_section: TemplateSection) -> bool:
    known = reading.templates.lexicon(reading.template).heading(section.heading)
    return known is not None and known.section.words == template_section.words


def _total_literal(heading: TemplateLine) -> tuple[str, str]:
    before = after = ""
    seen = False
    for part in heading.parts:
        if isinstance(part, Hole):
            seen = seen or part.name == "total"
        elif seen:
            after += part
        else:
            before = part
    opened = _OPENED.search(before)
    if opened is None:
        return " " + before.split(" ")[-1], after
    closed = _CLOSED.match(after)
    return opened[0], closed[0] if closed is not None else ""
