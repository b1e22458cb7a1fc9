"""A day as panes of rows, in the day's own order: what the screen shows of it, before anything is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from tracker.codec.document import Document
from tracker.codec.edit import Item, ItemRef, words_of
from tracker.codec.reading import kind_of
from tracker.model import (
    Blank,
    Challenge,
    DayRecord,
    Goal,
    ItemKind,
    Link,
    Mark,
    Problem,
    Reflection,
    Section,
    SectionKind,
    Span,
    Topic,
    When,
)
from tracker.values import frozen
from tracker.wording import N_, _, n_, p_

MARKS = {Mark.DONE: "✅", Mark.PARTIAL: "🔺", Mark.MISSED: "❌", None: "·"}
"""How the marks are drawn, whatever the day writes."""

_LONGEST_LABEL = 24
"""Characters of a label that stands in a column of its own."""


KeyOf = Callable[[str], str]
"""Returns the key of a binding as it is shown."""


class EntryKind(StrEnum):
    """What the cursor can stand on."""

    ITEM = "item"
    BLANK = "blank"
    """A bullet or label that waits to be filled."""
    TEXT = "text"
    """A line that belongs to no item."""
    EMPTY = "empty"
    """The hint of a pane that has nothing."""


@frozen
class Entry:
    """Something of the day that the cursor can stand on."""

    kind: EntryKind
    pane: int
    """Number of its pane, from 0."""
    section: SectionKind | None
    """None for lines outside every section."""
    heading: str = ""
    words: str = ""
    ref: ItemRef | None = None
    """For an item, by which the journal finds it; else None."""
    item: Item | None = None
    blank: Blank | None = None
    source: str = ""
    """The item as it is to be edited."""
    line: int | None = None
    """Where it begins in the day's text, from 0; None where there is no day."""

    @property
    def identity(self) -> tuple[str, ...]:
        """What stays the same of it when lines move."""
        if self.ref is not None:
            return (self.kind, self.ref.kind, self.ref.when or "", self.words)
        return (self.kind, self.section or "", self.heading if self.kind is EntryKind.EMPTY else "", self.words)


@frozen
class Part:
    """A stretch of a row's words."""

    text: str
    """As the day writes it; a newline begins a new line."""
    style: str = "words"
    entry: Entry | None = None
    """Only where a row holds several entries; else the row's own counts."""


@frozen
class Row:
    """A line of a pane; it may take several of the terminal."""

    parts: tuple[Part, ...]
    entry: Entry | None = None
    """None when the parts have entries of their own."""
    lead: str = ""
    """What stands before the words, in a column; a row without it begins at the border."""
    lead_style: str = "lead"
    middle: str = ""
    """A column at the right, such as a presenter."""
    tail: str = ""
    """The last column, at the right border."""


@frozen
class Pane:
    """A section of the day."""

    kind: SectionKind | None
    title: str
    count: str
    rows: tuple[Row, ...]


def panes_of(record: DayRecord, key_of: KeyOf) -> tuple[Pane, ...]:
    """Return the day's panes: every line of the text is in one, but for those that only space the page."""
    return tuple(_Builder(record, key_of).panes())


def source_of(item: Item, text: str) -> str:
    """Return what a person edits when they edit `item`: its words as the lines of `text` write them."""
    match item:
        case Topic():
            return item.title
        case Problem() | Link():
            at = item.at if isinstance(item, Problem) else item.text_at
            written = text.split("\n")[at.line][at.start : at.end]
            return written or words_of(item)
        case _:
            return item.text


def _when(when: When | None) -> str:
    return p_("challenge", "set") if when is When.PAST else p_("challenge", "next")


_EMPTY = {
    SectionKind.GOALS: ("today.goal", N_("Press {key} to write a goal.")),
    SectionKind.LEARNING: ("today.topic", N_("Press {key} to add a topic.")),
    SectionKind.TEAM: ("today.problem", N_("Press {key} to add solved problems (LeetCode 15 322).")),
    SectionKind.CHALLENGES: ("today.challenge", N_("Press {key} to set a challenge for tomorrow.")),
    SectionKind.REFLECTION: ("today.reflection", N_("Press {key} to look back on the day.")),
    SectionKind.LINKS: ("today.link", N_("Press {key} to add a link.")),
    SectionKind.OTHER: ("today.add", N_("Press {key} to add something to this day.")),
}
"""The binding that fills an empty section, and how it is said."""


class _Builder:
    def __init__(self, record: DayRecord, key_of: KeyOf) -> None:
        self.record = record
        self.day = record.day
        self.key_of = key_of
        self.lines = Document.from_text(record.text).lines
        self.number = 0
        self.covered = self._covered()

    def panes(self) -> Iterator[Pane]:
        inside = {line for section in self.day.sections for line in range(section.span.start, section.span.end)}
        loose = [i for i in self.day.plain_lines if i not in inside]
        for section in self.day.sections:
            before = [i for i in loose if i < section.span.start]
            if before:
                yield self._loose_pane(before)
                loose = loose[len(before) :]
            yield self._section_pane(section)
        if loose:
            yield self._loose_pane(loose)
        if self.day.diagnostics:
            yield self._notices()

    def _notices(self) -> Pane:
        rows = []
        for found in self.day.diagnostics:
            notice = _("line {line}: {message}", line=found.line, message=found.message)
            rows.append(Row((Part(notice, "warning"),), self._text_entry(None, "", found.message, found.line - 1)))
        return self._pane(None, _("To look at"), str(len(rows)), rows)

    def _pane(self, kind: SectionKind | None, title: str, count: str, rows: Iterable[Row]) -> Pane:
        self.number += 1
        return Pane(kind, title, count, tuple(rows))

    def _loose_pane(self, lines: Sequence[int]) -> Pane:
        rows = [self._text_row(None, "", i) for i in lines]
        return self._pane(None, _("Other text"), str(len(rows)), rows)

    def _section_pane(self, section: Section) -> Pane:
        found: list[tuple[int, Row]] = []
        for item, n in self._items():
            if not isinstance(item, Problem) and _within(item.span.start, section):
                found.append((item.span.start, self._item_row(section, item, n)))
                found += [(line, self._text_row(section.kind, section.heading, line)) for line in self._continued(item)]
        found += self._problem_rows(section)
        found += [
            (blank.at.line, self._blank_row(section, blank))
            for blank in self.day.blanks
            if _within(blank.at.line, section)
        ]
        found += [(i, self._text_row(section.kind, section.heading, i)) for i in self._text_lines(section)]
        rows = [row for _, row in sorted(found, key=lambda pair: pair[0])]
        if not any(self._fills(section, row) for row in rows):
            hint = self._empty_hint(section.kind)
            entry = Entry(EntryKind.EMPTY, self.number, section.kind, section.heading, line=section.span.start)
            rows.append(Row((Part(hint, "hint"),), entry))
        title = section.heading or _("Untitled")
        return self._pane(section.kind, title, self._count(section), rows)

    def _empty_hint(self, kind: SectionKind) -> str:
        binding, sentence = _EMPTY[kind]
        return _(sentence, key=self.key_of(binding))

    def _fills(self, section: Section, row: Row) -> bool:
        """Whether the pane needs no hint with this row in it."""
        entries = entries_of_row(row)
        if section.kind is SectionKind.CHALLENGES:
            # Those set before wait for their marks; what is missing are the ones for tomorrow.
            return any(_sets_next(entry) for entry in entries)
        if section.kind in (SectionKind.LEARNING, SectionKind.OTHER):
            return True
        return any(entry.kind in (EntryKind.ITEM, EntryKind.BLANK) for entry in entries)

    def _items(self) -> Iterator[tuple[Item, int]]:
        """Yield every item with its place among its kind, from 1."""
        day = self.day
        every: list[tuple[Item, ...]]
        every = [day.goals, day.topics, day.problems, day.past(), day.next(), day.reflections, day.links]
        for items in every:
            for n, item in enumerate(items, 1):
                yield item, n

    def _entry(self, section: Section, item: Item, n: int) -> Entry:
        ref = ItemRef(kind_of(item), n, words_of(item), item.when if isinstance(item, Challenge) else None)
        return Entry(
            EntryKind.ITEM,
            self.number,
            section.kind,
            section.heading,
            words_of(item),
            ref,
            item,
            source=source_of(item, self.record.text),
            line=item.at.line if isinstance(item, Problem) else item.span.start,
        )

    def _text_entry(self, kind: SectionKind | None, heading: str, text: str, line: int) -> Entry:
        return Entry(EntryKind.TEXT, self.number, kind, heading, text, line=line)

    def _item_row(self, section: Section, item: Item, n: int) -> Row:
        entry = self._entry(section, item, n)
        match item:
            case Goal():
                lead = f"{n:>2}" + (f" {MARKS[item.mark]}" if item.mark_at is not None else "")
                return Row((Part(item.text),), entry, lead)
            case Topic():
                size = item.body.count("\n") + 1 if item.body else 0
                tail = n_("{n} line", "{n} lines", size)
                parts = (Part("▸ ", "lead"), Part(item.title))
                return Row(parts, entry, middle=item.presenter or "", tail=tail)
            case Challenge():
                label = _when(item.when)
                style = f"mark-{item.mark}" if item.mark else "lead"
                # The dot takes the two cells of the other marks.
                sign = MARKS[item.mark] if item.mark else "· "
                return Row((Part(item.text),), entry, f"{label} {sign}", style)
            case Reflection():
                return self._reflection_row(item, entry)
            case Link():
                url = item.url if item.url and item.url != item.title else ""
                return Row((Part(item.title), *([Part(f"  {url}", "dim")] if url else [])), entry)
            case Problem():
                raise AssertionError("problems are drawn in groups")

    def _reflection_row(self, item: Reflection, entry: Entry) -> Row:
        if len(item.label) > _LONGEST_LABEL:
            return Row((Part(f"{item.label}  ", "lead"), Part(item.text)), entry)
        return Row((Part(item.text),), entry, item.label)

    def _problem_rows(self, section: Section) -> Iterator[tuple[int, Row]]:
        numbered = [(n, p) for n, p in enumerate(self.day.problems, 1) if _within(p.at.line, section)]
        numbered.sort(key=lambda pair: (pair[1].judge, pair[1].week or 0, pair[1].on is not None, pair[1].on, pair[0]))
        for (judge, week, on), group in groupby(numbered, key=lambda pair: (pair[1].judge, pair[1].week, pair[1].on)):
            problems = list(group)
            parts: list[Part] = []
            for n, problem in problems:
                if parts:
                    parts.append(Part(" · ", "dim"))
                parts.append(Part(self._problem_words(problem), "words", self._entry(section, problem, n)))
            date = f"{on.month}/{on.day}" if on is not None else ""
            tail = _("week {n}", n=week) if week is not None else ""
            first = min(problem.at.line for _, problem in problems)
            yield first, Row(tuple(parts), None, judge, middle=date, tail=tail)

    def _problem_words(self, problem: Problem) -> str:
        pieces = [problem.level, problem.id, problem.title, None if problem.solved else _("(unsolved)")]
        return " ".join(piece for piece in pieces if piece)

    def _blank_row(self, section: Section, blank: Blank) -> Row:
        entry = Entry(
            EntryKind.BLANK, self.number, section.kind, section.heading, blank.label, blank=blank, line=blank.at.line
        )
        lead = blank.label
        if blank.kind is ItemKind.CHALLENGE:
            lead = f"{_when(blank.when)} · "
        elif blank.kind is ItemKind.GOAL:
            lead = " ·"
        hint = _("empty · {key} fills it", key=self.key_of("today.open"))
        return Row((Part(hint, "hint"),), entry, lead)

    def _text_row(self, kind: SectionKind | None, heading: str, line: int) -> Row:
        text = self.lines[line].text.expandtabs(4).rstrip()
        return Row((Part(text, "text"),), self._text_entry(kind, heading, text, line))

    # Which lines items show

    def _covered(self) -> frozenset[int]:
        spans: list[Span] = [topic.span for topic in self.day.topics]
        spans += [reflection.span for reflection in self.day.reflections]
        spans += [goal.span for goal in self.day.goals]
        spans += [challenge.span for challenge in self.day.challenges]
        covered = {line for span in spans for line in range(span.start, span.end)}
        covered.update(link.span.start for link in self.day.links if not self._says_more(link))
        covered.update(blank.at.line for blank in self.day.blanks)
        teams = [s for s in self.day.sections if s.kind is SectionKind.TEAM]
        covered.update(p.at.line for p in self.day.problems if any(_within(p.at.line, team) for team in teams))
        covered.update(s.span.start for s in self.day.sections if s.level)
        return frozenset(covered)

    def _says_more(self, link: Link) -> bool:
        """Whether its line has words that neither it nor another link of the line shows."""
        text = self.lines[link.text_at.line].text
        rest = list(text)
        for other in self.day.links:
            if other.text_at.line == link.text_at.line:
                rest[other.text_at.start : other.text_at.end] = " " * (other.text_at.end - other.text_at.start)
        left = "".join(rest).strip(" -*+•:|<>()[].,")
        return any(char.isalnum() for char in left.replace(link.title, "").lstrip("0123456789"))

    def _continued(self, item: Item) -> Iterator[int]:
        """The further lines of an item that is known by its first alone."""
        if isinstance(item, Goal | Challenge):
            yield from (i for i in range(item.span.start + 1, item.span.end) if not self.lines[i].empty_like)

    def _text_lines(self, section: Section) -> Iterator[int]:
        begin = section.span.start + (1 if section.level else 0)
        for i in range(begin, section.span.end):
            if i not in self.covered and not self.lines[i].empty_like:
                yield i

    def _count(self, section: Section) -> str:
        day = self.day
        items = {
            SectionKind.GOALS: [goal.span.start for goal in day.goals],
            SectionKind.REFLECTION: [reflection.span.start for reflection in day.reflections],
            SectionKind.LINKS: [link.span.start for link in day.links],
        }.get(section.kind)
        if items is not None:
            return str(sum(_within(line, section) for line in items))
        if section.kind is SectionKind.CHALLENGES:
            past = [c for c in day.past() if _within(c.span.start, section)]
            return f"{sum(c.mark is Mark.DONE for c in past)}/{len(past)}" if past else ""
        topics = sum(_within(topic.span.start, section) for topic in day.topics)
        problems = sum(_within(problem.at.line, section) for problem in day.problems)
        if problems and section.kind is SectionKind.TEAM:
            return n_("{n} problem", "{n} problems", problems)
        return str(topics) if topics else ""


def _within(line: int, section: Section) -> bool:
    return section.span.start <= line < section.span.end


def _sets_next(entry: Entry) -> bool:
    when = entry.ref.when if entry.ref is not None else entry.blank.when if entry.blank is not None else None
    return when is When.NEXT


def entries_of_row(row: Row) -> list[Entry]:
    """Return the entries of a row, from left to right."""
    return [row.entry] if row.entry is not None else [part.entry for part in row.parts if part.entry is not None]


def entries_of(panes: Iterable[Pane]) -> tuple[Entry, ...]:
    """Return every entry of the panes, in the order in which the cursor visits them."""
    return tuple(entry for pane in panes for row in pane.rows for entry in entries_of_row(row))


def same_place(old: Sequence[Entry], at: int, new: Sequence[Entry]) -> int:
    """Return where the cursor, at `at` of `old`, belongs in `new`: on the same entry, else as near as can be."""
    if not new:
        return 0
    if not 0 <= at < len(old):
        return min(max(at, 0), len(new) - 1)
    entry = old[at]
    same = [i for i, other in enumerate(new) if other.identity == entry.identity]
    if same:
        return min(same, key=lambda i: abs(i - at))
    in_pane = [i for i, other in enumerate(new) if (other.section, other.heading) == (entry.section, entry.heading)]
    before = [i for i, other in enumerate(old) if (other.section, other.heading) == (entry.section, entry.heading)]
    if in_pane:
        return in_pane[min(before.index(at), len(in_pane) - 1)]
    return min(at, len(new) - 1)


def newcomer(old: Sequence[Entry], new: Sequence[Entry]) -> int | None:
    """Return the first item of `new` that `old` had not; None when there is none."""
    known = [entry.identity for entry in old]
    for i, entry in enumerate(new):
        if entry.identity in known:
            known.remove(entry.identity)
        elif entry.kind is EntryKind.ITEM:
            return i
    return None


def no_day_panes(day: str, key_of: KeyOf, *, first_ever: bool) -> tuple[Pane, ...]:
    """Return what stands in the place of a day that is not there: which keys begin it."""
    several = " ".join(
        key_of(f"today.{kind}") for kind in ("goal", "topic", "problem", "challenge", "reflection", "link")
    )
    keys = [
        (key_of("today.new"), _("open the day from the template")),
        (several, _("write something: the day is opened with it")),
        (key_of("timer.toggle"), _("start the timer")),
        (f"{key_of('today.previous')} {key_of('today.next')}", _("look at other days")),
        (key_of("app.help"), _("see all keys")),
    ]
    if first_ever:
        keys.insert(0, (key_of("visit.import"), _("bring in the logs you already have")))
    rows = [Row((Part(words),), lead=key, lead_style="key") for key, words in keys]
    return (Pane(None, _("{day} · no log yet", day=day), "", tuple(rows)),)
