"""Where a new line goes: beside its neighbours, or where the template has its like, in a section opened if need be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tracker.codec.dates import day_heading
from tracker.codec.reading import LineChange, Reading
from tracker.codec.template import Hole, Role, Template, TemplateLine, TemplateSection, skeleton
from tracker.codec.words import key, sign_of, without_sign
from tracker.errors import EditRefused
from tracker.model import ItemKind, Section, SectionKind, When
from tracker.regex import regex
from tracker.values import frozen
from tracker.wording import _

_KIND_OF_HOLE = {
    "goal": SectionKind.GOALS,
    "topic": SectionKind.LEARNING,
    "problems": SectionKind.TEAM,
    "past_challenge": SectionKind.CHALLENGES,
    "next_challenge": SectionKind.CHALLENGES,
    "reflection": SectionKind.REFLECTION,
    "link": SectionKind.LINKS,
}
_WHEN_OF_HOLE = {"past_challenge": When.PAST, "next_challenge": When.NEXT}
_HEADING_SIGNS = regex(r"\s*+#*+\s*+")


@frozen
class Addition:
    """The changes that bring something new into a day, and what comes along with it."""

    changes: list[LineChange]
    along: tuple[str, ...] = ()
    """Kinds of facts that may grow as well: the section that is opened, the template's own words in it."""


@frozen
class Place:
    """Where lines go in."""

    line: int
    blank_before: bool
    """Whether an empty line belongs between what stands there and the new lines."""
    blank_after: bool
    lead: tuple[str, ...] = ()
    """Lines that must come first: the section's heading, when the day has none."""
    trail: tuple[str, ...] = ()

    @property
    def along(self) -> tuple[str, ...]:
        """Kinds of facts that come along with the lines."""
        return ("section", "text") if self.lead else ()


def insert_change(reading: Reading, place: Place, lines: Sequence[str]) -> LineChange:
    """Return the change that puts `lines` at `place`."""
    document = reading.document
    before = place.line > 0 and not document.lines[place.line - 1].blank
    after = place.line < len(document.lines) and not document.lines[place.line].blank
    # Words right below would be read as part of the new lines.
    apart = place.blank_after or place.line in reading.day.plain_lines
    texts = [*([""] if place.blank_before and before and not place.lead else []), *place.lead, *lines, *place.trail]
    if apart and after and texts[-1].strip():
        texts.append("")
    return place.line, place.line, texts


def template_items(reading: Reading, hole: str) -> Iterator[tuple[Template, TemplateSection, TemplateLine]]:
    """Yield the template lines with that hole: the day's own template's, those of its language, then all others'."""
    own, known = reading.template, reading.templates.templates
    same_language = [template for template in known if template.language == own.language]
    names = dict.fromkeys(template.name for template in (own, *same_language, *known))
    for template in (reading.templates.named(name) for name in names):
        for section in template.sections if template is not None else ():
            yield from ((template, section, line) for line in section.lines if template and line.hole == hole)


def template_item(reading: Reading, hole: str) -> tuple[Template, TemplateSection, TemplateLine]:
    """Return the first of `template_items`; raises EditRefused when no template has one."""
    found = next(template_items(reading, hole), None)
    if found is None:
        raise EditRefused(
            _("No template has a line for {hole!r}.", hole=hole), shell=_("; add one: studylog template show.")
        )
    return found


def section_for(reading: Reading, hole: str) -> int | None:
    """Return which section takes an item with that hole; None when the day has none."""
    sections = reading.day.sections
    own = [i for i, section in enumerate(sections) if section.kind is _KIND_OF_HOLE[hole]]
    if hole in _WHEN_OF_HOLE:
        # `내일의 도전 과제` under a heading of its own.
        lexicon = reading.templates.lexicon(reading.template)
        fitting = [i for i in own if lexicon.when_of(None, sections[i].heading, None) is _WHEN_OF_HOLE[hole]]
        own = fitting or own
    return own[0] if own else None


def topic_section(reading: Reading, name: str, *, presenter: bool) -> tuple[int | None, list[LineChange]]:
    """Return which section takes a topic, and the change that names it; None when the day has no such section yet.

    `name` is the heading words a person asked for; without them it is the section where the last topic is.
    """
    sections = reading.day.sections
    lexicon = reading.templates.lexicon(reading.template)
    if not name:
        own = [i for i, section in enumerate(sections) if section.kind is SectionKind.LEARNING]
        if presenter:
            own = [i for i in own if lexicon.presenters_in(sections[i].heading)]
        with_topics = [topic.section_index for topic in reading.day.topics if topic.section_index in own]
        headed = [i for i in own if sections[i].level]
        return (with_topics[-1] if with_topics else headed[0] if headed else None), []
    wanted = key(name)
    studied = [i for i, s in enumerate(sections) if s.kind in (SectionKind.LEARNING, SectionKind.TEAM)]
    for i in studied:
        if key(sections[i].heading) == wanted:
            return i, []
    known = lexicon.heading(name)
    for i in studied:
        if not _unnamed(reading, i):
            continue
        here = lexicon.heading(sections[i].heading)
        same_words = here is not None and known is not None and here.section.words == known.section.words
        if same_words or (sections[i].kind is SectionKind.LEARNING and known is None):
            return i, [_renamed(reading, sections[i], name)]
    return None, []


def _unnamed(reading: Reading, index: int) -> bool:
    """Whether a section's heading still waits for its theme: the template's words alone, and no topic below."""
    section = reading.day.sections[index]
    known = reading.templates.lexicon(reading.template).heading(section.heading)
    if known is None or not any(part == Hole("theme") for part in known.section.heading.parts):
        return False
    with_topics = {topic.section_index for topic in reading.day.topics}
    return key(section.heading) == known.section.words and index not in with_topics


def _renamed(reading: Reading, section: Section, name: str) -> LineChange:
    line = reading.text_of(section.span.start)
    match = _HEADING_SIGNS.match(line)
    head = match[0] if match is not None else "### "
    sign = "" if sign_of(name) else sign_of(section.heading)
    return section.span.start, section.span.start + 1, [head + sign + name]


def place_for(
    reading: Reading, target: int | None, template: Template, template_section: TemplateSection, pattern: TemplateLine
) -> Place:
    """Return where a line like `pattern` goes in section `target`, or in the section that is opened for it."""
    if target is None:
        return new_section(reading, template, template_section, pattern.hole)
    span = reading.day.sections[target].span
    line = span.start + (1 if reading.day.sections[target].level else 0)
    for template_line in template_section.lines:
        if template_line == pattern or (template_line.role is Role.GROUP and pattern.hole == "problems"):
            break
        line = _passed(reading, template_line, line, span.end)
    line = _past_indented(reading, _past_items(reading, pattern.hole, line, span.end), span.end)
    index = template_section.lines.index(pattern)
    above = index > 0 and _empty(template_section.lines[index - 1])
    below = index + 1 < len(template_section.lines) and _empty(template_section.lines[index + 1])
    return Place(line, blank_before=above, blank_after=below or pattern.hole == "topic")


def place_for_topic(reading: Reading, target: int, template_section: TemplateSection, pattern: TemplateLine) -> Place:
    """Return where a topic goes in a section: below everything that is there, or first of all when nothing is."""
    span = reading.day.sections[target].span
    own_words = literal_words(template_section)
    lines = reading.document.lines
    content = range(span.start + (1 if reading.day.sections[target].level else 0), span.end)
    if (
        all(lines[i].empty_like or key(lines[i].text) in own_words for i in content)
        and pattern in template_section.lines
    ):
        return Place(content.start, blank_before=False, blank_after=True)
    gap = 0
    for template_line in reversed(template_section.lines):
        if not _empty(template_line):
            break
        gap += 1
    line = span.end
    while gap and line > content.start and lines[line - 1].blank:
        line -= 1
        gap -= 1
    return Place(line, blank_before=True, blank_after=True)


def literal_words(section: TemplateSection) -> set[str]:
    """Return the keys of the lines that a section of the template has besides its items."""
    return {key(line.literal) for line in section.lines if line.role is Role.LITERAL and key(line.literal)}


def _empty(line: TemplateLine) -> bool:
    return line.role is Role.LITERAL and not line.literal.strip()


def _passed(reading: Reading, template_line: TemplateLine, line: int, end: int) -> int:
    """Return the line after the one of the day that stands for `template_line`; `line` itself when none does."""
    lines = reading.document.lines
    if template_line.role is Role.ITEM:
        return _past_items(reading, template_line.hole, line, end)
    if template_line.role is not Role.LITERAL:
        return line
    if _empty(template_line):
        return line + 1 if line < end and lines[line].blank else line
    words = key(template_line.literal)
    for i in range(line, end):
        if key(lines[i].text) == words if words else lines[i].text.strip() == template_line.literal.strip():
            return i + 1
    return line


def _past_items(reading: Reading, hole: str, line: int, end: int) -> int:
    day = reading.day
    spans = {
        "goal": [goal.span.end for goal in day.goals],
        "past_challenge": [challenge.span.end for challenge in day.past()],
        "next_challenge": [challenge.span.end for challenge in day.next()],
        "reflection": [
            *(reflection.span.end for reflection in day.reflections),
            *(blank.at.line + 1 for blank in day.blanks if blank.kind is ItemKind.REFLECTION),
        ],
        "link": [link.span.end for link in day.links],
        "topic": [topic.span.start + 1 for topic in day.topics],
        "problems": [problem.at.line + 1 for problem in day.problems],
    }.get(hole, [])
    return max([line, *(stop for stop in spans if line <= stop <= end)])


def _past_indented(reading: Reading, line: int, end: int) -> int:
    """Return the line below what is set in at `line`, which would be read as part of an item that stands above it."""
    lines = reading.document.lines
    at = line
    while at < end and (lines[at].blank or lines[at].text[0].isspace()):
        at += 1
        if not lines[at - 1].blank:
            line = at
    return line


def new_section(reading: Reading, template: Template, section: TemplateSection, hole: str, name: str = "") -> Place:
    """Open a section the day does not have: in the template's order, at the level of the day's other sections."""
    later = template.sections[template.sections.index(section) + 1 :]
    kinds = {known.kind for known in later} - {SectionKind.OTHER}
    headings = {known.words for known in later}
    stated = day_heading(reading.document, reading.templates)
    day = reading.day
    end = len(reading.document.lines)
    below = [s for s in day.sections if s.level and (stated is None or s.span.start > stated.line)]
    line = next((s.span.start for s in below if s.kind in kinds or key(s.heading) in headings), end)
    learning = [s for s in day.sections if s.kind is SectionKind.LEARNING and s.level]
    if hole == "topic" and name and learning:
        # Another learning section goes below the last one.
        line = learning[-1].span.end
    heading = skeleton(section, {})[0]
    level = _level_at(day.sections, line)
    if level:
        heading = "#" * level + heading.lstrip("#")
    if name:
        match = _HEADING_SIGNS.match(heading)
        own = bool(section.words) and key(name).startswith(section.words)
        sign = sign_of(name) or (sign_of(heading.lstrip("# ")) if own else "")
        heading = (match[0] if match is not None else "### ") + sign + without_sign(name)
    first = next((i for i, known in enumerate(section.lines) if known.hole == hole or known.role is Role.GROUP), 0)
    ahead = [known.literal for known in section.lines[:first] if known.role is Role.LITERAL]
    behind = [known.literal for known in section.lines[first:] if known.role is Role.LITERAL]
    blank_first = [""] if line > 0 and reading.document.lines[line - 1].text.strip() else []
    while line >= end and behind and not behind[-1].strip():
        behind.pop()
    return Place(line, False, True, (*blank_first, heading, *ahead), tuple(behind))


def _level_at(sections: Sequence[Section], line: int) -> int:
    """Return the level of most headings that every log has, or that of the section at `line`; 0 when there are none."""
    following = next((s.level for s in sections if s.span.start == line and s.kind is SectionKind.LEARNING), 0)
    known = [s.level for s in sections if s.kind not in (SectionKind.OTHER, SectionKind.LEARNING) and s.level]
    levels = Counter(known or [s.level for s in sections if s.kind is SectionKind.LEARNING and s.level])
    usual = levels.most_common(1)[0][0] if levels else 0
    # Under a higher heading, one with words nobody knows would no longer begin a section.
    return max(usual, following)
