"""What an addition consists of: a waiting label is filled, a neighbour copied, or the template followed."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.codec.document import Heading
from tracker.codec.manner import (
    break_of,
    bullet_of,
    continued,
    filled,
    gap_between,
    indent_of,
    like,
    with_colon,
    words_below,
)
from tracker.codec.place import Addition, Place, insert_change, place_for, section_for, template_item, template_items
from tracker.codec.reading import Reading, one_line
from tracker.codec.safeguard import trimmed
from tracker.codec.words import key
from tracker.model import Challenge, Column, Goal, ItemKind, Link, Reflection, SectionKind, When


def adding(
    reading: Reading,
    kind: ItemKind,
    hole: str,
    words: str,
    siblings: Sequence[Goal] | Sequence[Challenge] | Sequence[Link],
    when: When | None = None,
) -> Addition:
    """Return the changes for a goal, challenge or link: where one waits to be filled, else after the last one."""
    blank = next((b for b in reading.day.blanks if b.kind is kind and b.when == when), None)
    if blank is not None:
        return Addition([filled(reading, blank, words, [])])
    if siblings:
        *before, last = siblings
        after = trimmed(reading.document, last.span).end
        gap = gap_between(reading, siblings)
        line = like(reading, last, words, before[-1] if before else None)
        return Addition([(after, after, [*[""] * gap, line])])
    template, section, pattern = template_item(reading, hole)
    place = place_for(reading, section_for(reading, hole), template, section, pattern)
    return Addition([insert_change(reading, place, [pattern.render({hole: words, "n": "1"})])], place.along)


def adding_reflection(reading: Reading, label: str, words: str) -> Addition:
    """Return the changes for a reflection: on its label, after those of the same label, or after the other labels."""
    first, *more = words.split("\n")
    day = reading.day
    for blank in day.blanks:
        if blank.kind is ItemKind.REFLECTION and key(blank.label) == key(label):
            return Addition([filled(reading, blank, first, more)])
    written = [r for r in day.reflections if r.span.start not in reading.document.scan.opaque]
    same = [r for r in written if key(r.label) == key(label)]
    if same:
        last = same[-1]
        after = trimmed(reading.document, last.span).end
        if words_below(last):
            return Addition([(after, after, _below_its_label(reading, last, reading.text_of(last.span.start), words))])
        line = like(reading, last, first, same[-2] if len(same) > 1 else None)
        paragraph = not bullet_of(line).strip() and not label
        gap = max(gap_between(reading, same), 1 if paragraph else 0)
        below = [text.strip() for text in more] if paragraph else continued(line, more)
        return Addition([(after, after, [*[""] * gap, line, *below])])
    under = _sub_heading(reading, label)
    if under is not None:
        lines = reading.document.lines
        at = under + 1 + (under + 1 < len(lines) and lines[under + 1].blank)
        return Addition([insert_change(reading, Place(at, False, True), [f"- {first}", *continued("", more)])])
    return _in_label_manner(reading, label, words) or _first_reflection(reading, label, first, more)


def _in_label_manner(reading: Reading, label: str, words: str) -> Addition | None:
    """A label that has no line yet comes below the last line with one, in its manner; None when there is no other."""
    first, *more = words.split("\n")
    rows: list[tuple[int, Column, str, Reflection | None]] = [
        (trimmed(reading.document, r.span).end, r.text_at, r.label, r) for r in reading.day.reflections
    ]
    rows += [(b.at.line + 1, b.at, b.label, None) for b in reading.day.blanks if b.kind is ItemKind.REFLECTION]
    for after, at, written, item in sorted(rows, key=lambda row: row[0], reverse=True):
        line = reading.text_of(at.line)
        head = line[: at.start]
        if written and written not in head:
            continue
        if label and written and item is not None and words_below(item):
            return Addition([(after, after, _below_its_label(reading, item, line.replace(written, label, 1), words))])
        if label and written:
            head = with_colon(head.replace(written, label, 1))
        elif not label and bullet_of(head).strip():
            head = bullet_of(head)
        else:
            continue
        new = head + first + break_of(line)
        return Addition([(after, after, [new, *continued(new, more)])])
    return None


def _below_its_label(reading: Reading, item: Reflection, line: str, words: str) -> list[str]:
    """Return the lines of a reflection whose label has a line of its own, like that of `item`."""
    indent = indent_of(reading.text_of(item.span.start + 1))
    return [line.rstrip(), *(f"{indent}{text}" if text else "" for text in words.split("\n"))]


def _first_reflection(reading: Reading, label: str, first: str, more: Sequence[str]) -> Addition:
    """A reflection as the template writes it, with `label` in the place of the template's own."""
    rows = [row for row in template_items(reading, "reflection") if row[0] is reading.template]
    own = [row for row in rows if key(row[2].label) == key(label)]
    template, section, pattern = own[0] if own else template_item(reading, "reflection")
    before = pattern.before_hole
    bullet = bullet_of(before) or "- "
    if own:
        line = pattern.render({"reflection": first})
    elif label and pattern.label:
        line = before.replace(pattern.label, label, 1) + first
    else:
        line = f"{bullet}{label}: {first}" if label else bullet + first
    place = place_for(reading, section_for(reading, "reflection"), template, section, pattern)
    return Addition([insert_change(reading, place, [line, *continued(line, more)])], place.along)


def _sub_heading(reading: Reading, label: str) -> int | None:
    """Return the line of a heading inside a reflection section that says `label`; None when there is none."""
    said = key(label)
    return next((h.line for h in _headings_of_reflections(reading) if label and key(h.text) == said), None)


def _headings_of_reflections(reading: Reading) -> list[Heading]:
    """Return the headings inside the day's reflection sections."""
    spans = [s.span for s in reading.day.sections if s.kind is SectionKind.REFLECTION]
    inside = {line for span in spans for line in range(span.start + 1, span.end)}
    return [heading for heading in reading.document.scan.headings if heading.line in inside]


def written_label(reading: Reading, label: str) -> str:
    """Return the label as the day or its template writes it, when it is known in any spelling."""
    if not label.strip():
        return ""
    template = [line.label for s in reading.template.sections for line in s.lines if line.hole == "reflection"]
    known = [*labels_of(reading), *template]
    return next((word for word in known if word and key(word) == key(label)), one_line(label))


def labels_of(reading: Reading) -> list[str]:
    """Return the labels of reflections that the day writes, in lines and in headings of their own."""
    waiting = [blank.label for blank in reading.day.blanks if blank.kind is ItemKind.REFLECTION]
    headings = [heading.text for heading in _headings_of_reflections(reading)]
    return [*(reflection.label for reflection in reading.day.reflections), *waiting, *headings]
