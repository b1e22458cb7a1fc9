"""Reading a day: sections, items and the study time, each with the lines it came from. Reading never fails."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from tracker.codec.dates import WrittenDate, day_heading
from tracker.codec.document import Document, Heading, empty_like
from tracker.codec.lexicon import KnownHeading, Label, Lexicon, Templates, fitting_template
from tracker.codec.links import links_in
from tracker.codec.marks import find_mark
from tracker.codec.problems import read_problems
from tracker.codec.words import BULLET, end_of_words, key, without_sign
from tracker.model import (
    Blank,
    Challenge,
    Column,
    Day,
    Diagnostic,
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
    Total,
    When,
)
from tracker.regex import regex
from tracker.timefmt import find_duration
from tracker.values import frozen, replace
from tracker.wording import _, name_of_section

_LEAD = regex(rf"(?P<indent>\s*+)(?P<bullet>{BULLET})?(?P<gap>\s*+)(?P<box>\[(?P<tick>[ xX✓vV]?)\](?=\s|$)\s*+)?")
_TOPIC_LEAD = regex(r"\s*+(?:\|\s*+)?")
_OPENING = regex(r"[(（\[]")
_NOT_WORDS = regex(r"[\W_]*+")
_TERM = regex(r"\s*+(?:[-*+]\s++)?(?:(?P<label>[^\W\d]++)\s*+[:：]\s*+)?(?:=\s*+)?")
_DIGIT = regex(r"\d")
_TOPIC_LEVEL = 4
_BARE_HEADING_LENGTH = 40
"""Characters a heading without `#`s may have."""
_TOTAL_LINE_LENGTH = 200
"""Characters a line or heading with the study time may have."""
_LONGEST_TOTAL = 9999 * 3600 + 59 * 60 + 59
"""Seconds; what is longer was studied by nobody, and no place for numbers may hold it."""
_PRESENTER_LENGTH = 20
_NOT_IN_A_NAME = ".!?,:"
_UNSET = 10_000
"""The indent of the outermost bullet while none has been seen."""


def read_day(document: Document, on: date, templates: Templates, preferred: str | None = None) -> Day:
    """Read the text of the day `on`; `preferred` names the template to be taken when several fit alike."""
    return _Reader(document, on, templates, preferred).day()


@frozen
class _Block:
    """A section while it is read."""

    section: Section
    known: KnownHeading | None


@frozen
class _Head:
    """What the first line of an item begins with."""

    label: Label | None = None
    bulleted: bool = False
    box: tuple[int, int] | None = None
    """Columns of its checkbox."""
    ticked: bool = False
    text_start: int = 0

    @property
    def opens(self) -> bool:
        """Whether the line is an entry of a list, not a paragraph."""
        return self.bulleted or self.label is not None or self.box is not None


@frozen
class _Item:
    """A list item, labelled line or paragraph of a section."""

    span: Span
    head: _Head
    lead: str
    """What a heading inside the section says above the item; empty when none does."""
    under: Label | None = None
    """The label it has from the item it is nested in."""

    @property
    def label(self) -> Label | None:
        return self.head.label or self.under


class _Reader:
    def __init__(self, document: Document, on: date, templates: Templates, preferred: str | None) -> None:
        self.document = document
        self.texts = document.texts
        self.on = on
        self.templates = templates
        self.opaque = document.scan.opaque
        self.stated: WrittenDate | None = day_heading(document, templates)
        skip = self.stated.line if self.stated is not None else -1
        self.headings = [heading for heading in document.scan.headings if heading.line != skip]
        self.headings[:0] = self._bare_headings(templates)
        self.template = fitting_template(templates, [h.text for h in self.headings], preferred)
        self.lexicon: Lexicon = templates.lexicon(self.template)
        self.heading_lines = [heading.line for heading in self.headings]
        self.blocks = self._blocks()
        self.understood: set[int] = set()
        self.blanks: list[Blank] = []

    def day(self) -> Day:
        goals = tuple(self._goals())
        topics = tuple(self._topics())
        challenges = tuple(self._challenges())
        reflections = tuple(self._reflections())
        links = tuple(self._links())
        problems = tuple(self._problems())
        total = self._total()
        if self.stated is not None:
            self.understood.add(self.stated.line)
        self.understood.update(b.section.span.start for b in self.blocks if b.section.level)
        plain = tuple(i for i, text in enumerate(self.texts) if i not in self.understood and not empty_like(text))
        covers = self.stated is not None and self.stated.on == self.on
        return Day(
            date=self.on,
            until=self.stated.until if self.stated is not None and covers else None,
            note=self.stated.note if self.stated is not None else "",
            template=self.template.name,
            sections=tuple(block.section for block in self.blocks),
            goals=goals,
            topics=topics,
            problems=problems,
            challenges=challenges,
            reflections=reflections,
            links=links,
            total=total,
            blanks=tuple(self.blanks),
            diagnostics=tuple(self._diagnostics()),
            plain_lines=plain,
        )

    # Sections

    def _blocks(self) -> list[_Block]:
        opened: list[tuple[Heading, KnownHeading | None, SectionKind]] = []
        starts: list[int] = []
        level = 0
        date_line = self.stated.line if self.stated is not None else -1
        for heading in self.headings:
            known = self.lexicon.heading(heading.text)
            if not heading.spaced and known is None:
                continue
            if heading.line < date_line:
                opened.append((heading, None, SectionKind.OTHER))
            elif known is not None and not (heading.level >= _TOPIC_LEVEL and level and heading.level > level):
                opened.append((heading, known, known.kind))
                level = heading.level
            elif not heading.text or (level and heading.level > level) or heading.level >= _TOPIC_LEVEL:
                continue
            else:
                opened.append((heading, None, SectionKind.LEARNING))
                level = heading.level
            starts.append(heading.line)
        blocks = []
        for (opener, known, kind), end in zip(opened, [*starts, len(self.texts)][1:], strict=True):
            stop = date_line if opener.line < date_line < end else end
            section = Section(kind, opener.text.strip(), opener.level, Span(opener.line, stop))
            blocks.append(_Block(section, known))
        loose = self._loose_block(starts[0] if starts else len(self.texts), blocks)
        return sorted([*loose, *blocks], key=lambda block: block.section.span.start)

    def _bare_headings(self, templates: Templates) -> list[Heading]:
        # Some write the first headings without `#`: a line that is nothing but a template's heading words.
        end = self.headings[0].line if self.headings else len(self.texts)
        any_lexicon = templates.lexicon(templates.default)
        found = []
        for index, line in enumerate(self.texts[:end]):
            text = line.strip()
            if not 0 < len(text) <= _BARE_HEADING_LENGTH or index in self.opaque or text[0] in "-*+#":
                continue
            known = any_lexicon.heading(text)
            if known is not None and known.exact and key(text) == known.section.words:
                found.append(Heading(index, 3, text, len(line) - len(line.lstrip()), True))
        return found

    def _loose_block(self, first_section: int, blocks: Sequence[_Block]) -> list[_Block]:
        # Topics may stand under the date with no section heading above them.
        date_line = self.stated.line if self.stated is not None else -1
        after = [block.section.span.start for block in blocks if block.section.span.start > date_line]
        end = min(after, default=len(self.texts)) if date_line >= 0 else first_section
        if any(h.level <= _TOPIC_LEVEL and date_line < h.line < end and h.text for h in self.headings):
            return [_Block(Section(SectionKind.LEARNING, "", 0, Span(date_line + 1, end)), None)]
        return []

    def _of_kind(self, *kinds: SectionKind) -> Iterator[_Block]:
        return (block for block in self.blocks if block.section.kind in kinds)

    def _content(self, block: _Block) -> range:
        return range(block.section.span.start + (1 if block.section.level else 0), block.section.span.end)

    def _headings_in(self, content: range) -> Sequence[Heading]:
        start = bisect_left(self.heading_lines, content.start)
        return [h for h in self.headings[start : bisect_left(self.heading_lines, content.stop)] if h.spaced]

    # Items

    def _items(self, content: range, *holes: str) -> Iterator[_Item]:
        """Cut lines into items: bullets of the outermost level, labelled lines, paragraphs, blocks of code."""
        sub_headings = {heading.line: heading.text for heading in self._headings_in(content)}
        start: int | None = None
        head, base, lead, apart = _Head(), _UNSET, "", True
        for index in content:
            text = self.texts[index]
            code = index in self.opaque
            if index in sub_headings:
                if start is not None:
                    yield self._item(start, index, head, lead)
                start, base, lead, apart = None, _UNSET, sub_headings[index], True
                self.understood.add(index)
                continue
            if code and index not in self.document.scan.openers:
                continue
            if not code and empty_like(text):
                apart = True
                continue
            opened = _Head() if code else self._head(text, holes)
            comment = code and text.lstrip().startswith("<!--")
            indent = _indent(text)
            begins = opened.label is not None or (opened.opens and (indent <= base + 1 or not head.opens))
            begins = begins or start in self.opaque
            if start is not None and not begins and (indent > base or not (apart or comment)):
                apart = False
                continue
            if start is not None:
                yield self._item(start, index, head, lead)
            start, head, apart = (None, _Head(), True) if comment else (index, opened, False)
            if opened.opens:
                base = min(base, indent)
        if start is not None:
            yield self._item(start, content.stop, head, lead)

    def _head(self, text: str, holes: tuple[str, ...]) -> _Head:
        match = _LEAD.match(text)
        if match is None:
            return _Head()
        at = match.end()
        label = self.lexicon.label_at(text, at, holes)
        if label is None and text.startswith("**", at):
            label = self.lexicon.label_at(text, at + 2, holes)
        box = (match.start("box"), match.start("box") + 2 + len(match["tick"])) if match["box"] else None
        ticked = bool(match["tick"] and match["tick"].strip())
        return _Head(label, match["bullet"] is not None, box, ticked, label.text_start if label is not None else at)

    def _item(self, start: int, end: int, head: _Head, lead: str) -> _Item:
        while end > start + 1 and end - 1 not in self.opaque and empty_like(self.texts[end - 1]):
            end -= 1
        return _Item(Span(start, end), head, lead)

    def _entries(self, block: _Block, *holes: str) -> Iterator[_Item]:
        """Yield the entries of a section's lists, those below a label that only heads a list in its place."""
        for item in self._items(self._content(block), *holes):
            if item.head.opens:
                self.understood.update(range(item.span.start, item.span.end))
                yield from self._nested(item) or [item]

    def _nested(self, item: _Item) -> Sequence[_Item]:
        """Return the items of the list that a line without words of its own heads; none when it heads no list."""
        if len(item.span) == 1 or not item.head.opens:
            return []
        at = self._text_column(item.span.start, item.head.text_start)
        if at.start < at.end:
            return []
        inner = list(self._items(range(item.span.start + 1, item.span.end)))
        if not any(entry.head.opens for entry in inner):
            return []
        self.understood.add(item.span.start)
        return [replace(entry, under=item.label, lead=item.lead) for entry in inner]

    def _text_column(self, line: int, start: int) -> Column:
        text = self.texts[line]
        start = min(start, len(text))
        return Column(line, start, max(end_of_words(text), start))

    def _entry_column(self, item: _Item) -> Column:
        """Return where an entry's words stand: on its first line, or below a label that has none beside it."""
        at = self._text_column(item.span.start, item.head.text_start)
        for line in range(item.span.start + 1, item.span.end):
            if at.start < at.end or item.head.box is not None:
                break
            if line not in self.opaque:
                text = self.texts[line]
                at = self._text_column(line, len(text) - len(text.lstrip()))
        return at if at.start < at.end else self._text_column(item.span.start, item.head.text_start)

    def _words(self, item: _Item, at: Column) -> str:
        """The item's words: those of their first line and the lines that continue it."""
        first = self.texts[at.line][at.start : at.end]
        rest = [self.texts[i] for i in range(at.line + 1, item.span.end)]
        if self.opaque.isdisjoint(range(item.span.start, item.span.end)):
            rest = [text[: end_of_words(text)].strip() for text in rest]
        return "\n".join([first, *rest]).strip()

    def _blank(self, kind: ItemKind, item: _Item, at: Column, when: When | None = None) -> None:
        label = item.label.raw if item.label is not None else ""
        number = item.head.label.number if item.head.label is not None else None
        self.blanks.append(Blank(kind, label, when, at, number))
        self.understood.add(item.span.start)

    def _number(self, item: _Item) -> Column | None:
        label = item.head.label
        return Column(item.span.start, *label.number) if label is not None and label.number else None

    def _mark(self, item: _Item, at: Column) -> tuple[Column, Mark | None, Column | None]:
        """Return the columns of an item's words without its mark, the mark, and where that stands."""
        found = find_mark(self.texts[at.line], at.start, at.end, self.lexicon)
        if found is not None:
            words = Column(at.line, found.words_start, found.words_end)
            return words, found.mark, Column(at.line, found.start, found.end)
        if item.head.box is not None:
            return at, Mark.DONE if item.head.ticked else None, Column(item.span.start, *item.head.box)
        return at, None, None

    def _goals(self) -> Iterator[Goal]:
        n = 0
        for block in self._of_kind(SectionKind.GOALS):
            for item in self._entries(block, "goal"):
                at = self._entry_column(item)
                if at.start == at.end and len(item.span) == 1:
                    self._blank(ItemKind.GOAL, item, at)
                    continue
                at, mark, mark_at = self._mark(item, at)
                n += 1
                text = self.texts[at.line][at.start : at.end]
                yield Goal(n, text, item.span, at, self._number(item), mark, mark_at)

    def _challenges(self) -> Iterator[Challenge]:
        counts = {When.PAST: 0, When.NEXT: 0}
        for block in self._of_kind(SectionKind.CHALLENGES):
            section = block.known.section if block.known is not None else None
            own = when = self.lexicon.when_of(None, block.section.heading, section)
            for item in self._entries(block, "past_challenge", "next_challenge"):
                if item.label is not None:
                    when = self.lexicon.when_of(item.label, block.section.heading, section)
                elif own is When.NEXT:
                    when = own
                # Else, what has no label goes with the one above it.
                at = self._entry_column(item)
                if at.start == at.end and len(item.span) == 1:
                    self._blank(ItemKind.CHALLENGE, item, at, when)
                    continue
                at, mark, mark_at = self._mark(item, at)
                counts[when] += 1
                text = self.texts[at.line]
                words = text[at.start : at.end]
                if mark_at is not None and mark_at.end > at.end:
                    # What follows the mark, such as `(진행중..)`, is part of what was said.
                    words = f"{words} {text[mark_at.end : end_of_words(text)].strip()}".strip()
                yield Challenge(when, counts[when], words, mark, item.span, at, self._number(item), mark_at)

    def _reflections(self) -> Iterator[Reflection]:
        for block in self._of_kind(SectionKind.REFLECTION):
            for outer in self._items(self._content(block), "reflection"):
                for item in self._nested(outer) or [outer]:
                    yield from self._reflection(item)

    def _reflection(self, item: _Item) -> Iterator[Reflection]:
        if item.span.start in self.opaque:
            yield from self._fenced_reflection(item)
            return
        at = self._text_column(item.span.start, item.head.text_start)
        label = item.label.raw if item.label is not None else item.lead
        text = self._words(item, at)
        if not text:
            self._blank(ItemKind.REFLECTION, item, at)
        elif not self._is_total_line(item):
            self.understood.update(range(item.span.start, item.span.end))
            yield Reflection(label, text, item.span, at)

    def _fenced_reflection(self, item: _Item) -> Iterator[Reflection]:
        # Some put the day's last words in a box of code.
        self.understood.update(range(item.span.start, item.span.end))
        inner = range(item.span.start + 1, item.span.end - 1)
        first = next((i for i in inner if self.texts[i].strip()), None)
        if first is not None:
            text = self.document.slice_text(inner.start, inner.stop).strip()
            line = self.texts[first]
            at = Column(first, len(line) - len(line.lstrip()), len(line.rstrip()))
            yield Reflection(item.lead, text, item.span, at)

    def _is_total_line(self, item: _Item) -> bool:
        return len(item.span) == 1 and self._total_in_line(item.span.start) is not None

    def _links(self) -> Iterator[Link]:
        for block in self._of_kind(SectionKind.LINKS):
            for item in self._items(self._content(block), "link"):
                at = self._text_column(item.span.start, item.head.text_start)
                if at.start == at.end and len(item.span) == 1:
                    self._blank(ItemKind.LINK, item, at)
                    continue
                links = self._links_of(item, at)
                if links:
                    self.understood.update(range(item.span.start, item.span.end))
                yield from links

    def _links_of(self, item: _Item, first: Column) -> Sequence[Link]:
        links: list[Link] = []
        said = self.texts[first.line][first.start : first.end]
        for index in range(item.span.start, item.span.end):
            if index in self.opaque:
                continue
            at = first if index == first.line else self._text_column(index, 0)
            for found in links_in(self.texts[index][at.start : at.end]):
                title = found.title or (said if index > first.line and not links else "") or found.url
                column = Column(index, at.start + found.start, at.start + found.end)
                links.append(Link(title, found.url or None, Span(index, index + 1), column))
        if not links and item.head.opens:
            return [Link(said, None, item.span, first)]
        if len(links) == 1 and item.head.opens:
            # The lines around the address speak of it.
            return [replace(links[0], span=item.span)]
        return links

    # Topics and problems

    def _topics(self) -> Iterator[Topic]:
        for index, block in enumerate(self.blocks):
            section = block.section
            if section.kind not in (SectionKind.LEARNING, SectionKind.TEAM):
                continue
            content = self._content(block)
            heads = [h for h in self._headings_in(content) if h.level <= _TOPIC_LEVEL and h.text]
            name = without_sign(section.heading)
            presenters = self.lexicon.presenters_in(section.heading)
            for head, end in zip(heads, [*(h.line for h in heads), section.span.end][1:], strict=True):
                self.understood.update(range(head.line, end))
                body = self.document.slice_text(head.line + 1, end)
                at = Column(head.line, self._title_start(head), head.start + len(head.text))
                title = self.texts[at.line][at.start : at.end]
                if not title and not body:
                    self.blanks.append(Blank(ItemKind.TOPIC, "", None, at, None))
                    continue
                bare, presenter = _without_presenter(title) if presenters else (title, None)
                title_at = Column(at.line, at.start, at.start + len(bare))
                yield Topic(name, bare, presenter, body, Span(head.line, end), title_at, index)
            if not heads and section.kind is SectionKind.LEARNING:
                # A learning section without topics is still what was learned.
                self.understood.update(content)

    def _title_start(self, head: Heading) -> int:
        match = _TOPIC_LEAD.match(head.text)
        start = match.end() if match is not None else 0
        sign = _NOT_WORDS.match(head.text)
        label = self.lexicon.label_at(head.text, sign.end() if sign is not None else 0, ("topic",))
        if label is not None and label.text_start < len(head.text):
            start = label.text_start
        return head.start + start

    def _problems(self) -> Iterator[Problem]:
        for block in self._of_kind(SectionKind.LEARNING, SectionKind.TEAM):
            lines = [i for i in self._content(block) if i not in self.opaque]
            team = block.section.kind is SectionKind.TEAM
            found = read_problems(self.document, lines, self.templates.judges, self.on, titles=team)
            self.understood.update(problem.at.line for problem in found)
            yield from found

    # The study time

    def _total(self) -> Total | None:
        labels = self.lexicon.labels("total")
        for heading in self.headings:
            total = self._total_in_heading(heading, labels)
            if total is not None:
                return total
        for block in self.blocks:
            if key(without_sign(block.section.heading)) in labels or (
                block.known is not None and any(line.has("total") for line in block.known.section.lines)
            ):
                total = next((t for i in self._content(block) if (t := self._first_term(i)) is not None), None)
                if total is not None:
                    self.understood.add(total.at.line)
                    return total
        for index in range(len(self.texts)):
            if index not in self.opaque and (total := self._total_in_line(index)) is not None:
                self.understood.add(index)
                return total
        return None

    def _total_in_heading(self, heading: Heading, labels: frozenset[str]) -> Total | None:
        text = heading.text[:_TOTAL_LINE_LENGTH]
        start = 0
        while (found := find_duration(text, start)) is not None:
            words = key(_OPENING.split(text[: found[0]])[-1])
            if found[2] <= _LONGEST_TOTAL and any(words.endswith(label) for label in labels):
                return Total(found[2], Column(heading.line, heading.start + found[0], heading.start + found[1]))
            start = found[1]
        return None

    def _first_term(self, index: int) -> Total | None:
        """Return the time that a line of the section for it begins with: `today: 3h + 889h`."""
        text = self.texts[index][:_TOTAL_LINE_LENGTH]
        match = _TERM.match(text)
        if match is None or (match["label"] and key(match["label"]) not in self.lexicon.labels("total")):
            return None
        at = match.end()
        found = find_duration(text, at)
        if found is None or found[0] != at or found[2] > _LONGEST_TOTAL:
            return None
        return Total(found[2], Column(index, found[0], found[1]))

    def _total_in_line(self, index: int) -> Total | None:
        text = self.texts[index]
        if len(text) > _TOTAL_LINE_LENGTH or _DIGIT.search(text) is None:
            return None
        lead = _LEAD.match(text)
        at = lead.end() if lead is not None else 0
        found = find_duration(text, at)
        if found is None or found[2] > _LONGEST_TOTAL or key(text[at : found[0]]) not in self.lexicon.labels("total"):
            return None
        # `9시간 못 채움` is prose: nothing but the time stands behind the label.
        if key(text[found[1] : end_of_words(text)]):
            return None
        return Total(found[2], Column(index, found[0], found[1]))

    # What could not be read

    def _diagnostics(self) -> Iterator[Diagnostic]:
        stated = self.stated
        if stated is not None and stated.on is None:
            message = _("{date} is a date that does not exist.", date=stated.written)
            yield Diagnostic(stated.line + 1, "date-invalid", message)
        elif stated is not None and stated.on is not None and not stated.on <= self.on <= (stated.until or stated.on):
            message = _("The heading says {stated}, this is the log of {day}.", stated=stated.on, day=self.on)
            yield Diagnostic(stated.line + 1, "date-mismatch", message)
        for line in self.document.scan.unclosed:
            yield Diagnostic(line + 1, "unclosed-fence", _("A code block is opened here and never closed."))
        seen: dict[SectionKind, int] = {}
        for block in self._of_kind(
            SectionKind.GOALS, SectionKind.CHALLENGES, SectionKind.REFLECTION, SectionKind.LINKS
        ):
            first = seen.setdefault(block.section.kind, block.section.span.start)
            if first != block.section.span.start:
                message = _(
                    "A second {section} section; the first is in line {line}.",
                    section=name_of_section(block.section.kind),
                    line=first + 1,
                )
                yield Diagnostic(block.section.span.start + 1, "section-twice", message)


def _indent(text: str) -> int:
    return len(text[: len(text) - len(text.lstrip())].expandtabs(4))


def _without_presenter(title: str) -> tuple[str, str | None]:
    """Return a title without the ` - name` at its end, and the name; None when no name stands there."""
    end = len(title)
    while (dash := max(title.rfind(sign, 0, end) for sign in "-–—")) > 0:
        name = title[dash + 1 :].strip()
        if len(name) > _PRESENTER_LENGTH:
            break
        if title[dash - 1].isspace() and title[dash + 1 : dash + 2].isspace():
            bare = title[:dash].rstrip()
            named = bool(bare and name) and not any(char in _NOT_IN_A_NAME for char in name)
            return (bare, name) if named else (title, None)
        end = dash
    return title, None
