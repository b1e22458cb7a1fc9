"""A template is a day with holes: it opens a day, and teaches the reader what the lines of one look like.

The language is described in `FORMAT.md`, section "Templates".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from tracker.codec.words import key
from tracker.codec.yaml_values import load_yaml
from tracker.errors import nearest
from tracker.model import Mark, SectionKind
from tracker.regex import regex
from tracker.values import field, frozen
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HOLES: dict[str, str] = {
    "date": "the day, as 2025-01-22",
    "weekday": "the day of the week, in the template's language",
    "week": "the course week",
    "goal": "a learning goal; the line repeats",
    "subject": "the subject that is studied",
    "topic": "the title of a topic; the line repeats",
    "presenter": "who presented the topic",
    "notes": "what was written under a topic",
    "theme": "what the section is about that day",
    "judge": "where a problem comes from",
    "problems": "the problems solved; the line repeats",
    "past_challenge": "a challenge set before; the line repeats",
    "mark": "how the challenge went",
    "next_challenge": "a challenge for the next study day; the line repeats",
    "total": "the time studied",
    "reflection": "a reflection; the words before the hole are its label",
    "link": "a link; the line repeats",
    "n": "a number that counts up",
}

_ITEM_HOLES = ("goal", "topic", "problems", "past_challenge", "next_challenge", "reflection", "link")
_SECTION_KINDS: tuple[tuple[str, SectionKind], ...] = (
    ("goal", SectionKind.GOALS),
    ("problems", SectionKind.TEAM),
    ("past_challenge", SectionKind.CHALLENGES),
    ("next_challenge", SectionKind.CHALLENGES),
    ("reflection", SectionKind.REFLECTION),
    ("link", SectionKind.LINKS),
    ("topic", SectionKind.LEARNING),
)
_FRONT_KEYS = ("name", "title", "language", "also", "labels", "marks", "placeholders")
_HOLE = regex(r"\{\{\s*([^{}]*?)\s*\}\}")
_HEADING = regex(r"#{1,6}\s")
_LEAD = regex(r"^\s*(?:#+\s*\|?\s*|(?:[-*+]|\d+[.)])\s+)?(?:\[.?\]\s*)?")
_LABEL_END = regex(r"(?<![\s:：])[\s:：]++$")
_AFTER_WORDS = regex(r"[(（\[]|\s[-–—]\s")
_LAST_DASH = regex(r"\s[-–—]\s*$")
_DIGIT = regex(r"\d")
_OPEN_BRACKET = regex(r"(?:(?<!\s)\s++)?[(\[（][^()\[\]（）]*+$")
_CLOSE_BRACKET = regex(r"^[^()\[\]（）]*[)\]）]")
_DANGLING = ("-", "–", "—", "|", "·", ",", "/")
"""A separator whose hole is empty, at the end of what was written so far."""


class Role(Enum):
    """What a template line is for."""

    HEADING = "heading"
    DATE = "date"
    ITEM = "item"
    NOTES = "notes"
    GROUP = "group"
    TOTAL = "total"
    LITERAL = "literal"


@frozen
class Hole:
    """A place in a template line where words of the day go."""

    name: str


Part = str | Hole


@frozen
class TemplateLine:
    """One line of a template."""

    number: int
    """From 1, in the template's file."""
    parts: tuple[Part, ...]
    role: Role
    hole: str
    """The hole that makes the line an item line, e.g. `goal`; empty for other lines."""

    def has(self, name: str) -> bool:
        """Return whether the line has a hole of that name."""
        return any(isinstance(part, Hole) and part.name == name for part in self.parts)

    @property
    def literal(self) -> str:
        """The line's own words, holes left out."""
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def before_hole(self) -> str:
        """The words before the item hole, other holes left out."""
        words = ""
        for part in self.parts:
            if isinstance(part, Hole):
                if part.name == self.hole:
                    break
            else:
                words += part
        return words

    @property
    def label(self) -> str:
        """The label before the item hole, without bullet and punctuation at its end; empty when there is none."""
        return _LABEL_END.sub("", _LEAD.sub("", self.before_hole))

    def render(self, values: Mapping[str, str]) -> str:
        """Return the line with its holes filled; an empty hole takes its separator, or its brackets, with it."""
        done = ""
        parts = list(self.parts)
        index = 0
        while index < len(parts):
            part = parts[index]
            if isinstance(part, str):
                done += part
            elif value := values.get(part.name, ""):
                done += value
            else:
                following = parts[index + 1] if index + 1 < len(parts) else ""
                opened, closed = (
                    _OPEN_BRACKET.search(done),
                    _CLOSE_BRACKET.match(following if isinstance(following, str) else ""),
                )
                if opened is not None and closed is not None and isinstance(following, str):
                    done = done[: opened.start()]
                    parts[index + 1] = following[closed.end() :]
                else:
                    done = done.rstrip()
                    done = done[:-1].rstrip() if done.endswith(_DANGLING) else done
            index += 1
        return done.rstrip() if any(isinstance(part, Hole) for part in self.parts) else done


@frozen
class TemplateSection:
    """A heading of the template with the lines up to the next one."""

    kind: SectionKind
    heading: TemplateLine
    lines: tuple[TemplateLine, ...]
    words: str
    """Key of the heading's own words (see `words.key`)."""
    also: tuple[str, ...]
    """Keys of the other words it goes by."""

    def item(self, hole: str) -> TemplateLine | None:
        """Return the item line with that hole; None when the section has none."""
        return next((line for line in self.lines if line.hole == hole), None)

    @property
    def level(self) -> int:
        """Number of `#`s of the heading."""
        first = self.heading.parts[0] if self.heading.parts else ""
        return len(first) - len(first.lstrip("#")) if isinstance(first, str) else 3

    @property
    def has_presenter(self) -> bool:
        """Whether topics of the section may end in ` - presenter`."""
        return any(line.has("presenter") for line in self.lines)


@frozen
class TemplateProblem:
    """Something wrong with a template."""

    line: int
    message: str
    fatal: bool
    """Whether the template cannot be used while it stands."""


@frozen
class Template:
    """A day with holes, and what its front matter adds for reading."""

    name: str
    title: str
    language: str
    opening: tuple[TemplateLine, ...]
    """Lines before the first section heading, the date line among them."""
    sections: tuple[TemplateSection, ...]
    labels: Mapping[str, tuple[str, ...]]
    """Other words a label goes by, by hole."""
    date_words: tuple[str, ...]
    """Keys of the words that may stand before the date."""
    marks: tuple[tuple[Mark, tuple[str, ...]], ...]
    """Each mark's spellings; the first is the one written."""
    placeholders: tuple[str, ...]
    problems: tuple[TemplateProblem, ...] = field(default=())

    def written_mark(self, mark: Mark) -> str:
        """Return the sign written for `mark`."""
        return next((signs[0] for known, signs in self.marks if known is mark and signs), _DEFAULT_MARKS[mark])

    def open_day(self, values: Mapping[str, str]) -> str:
        """Return a new day's text: headings, labels waiting to be filled, no items."""
        lines = [line.render(values) for line in self.opening]
        for section in self.sections:
            lines.extend(skeleton(section, values))
        return "\n".join(lines) + "\n"


_DEFAULT_MARKS = {Mark.DONE: "✅", Mark.PARTIAL: "🔺", Mark.MISSED: "❌"}


def skeleton(section: TemplateSection, values: Mapping[str, str]) -> list[str]:
    """Return the lines of a section without items: its heading, its own words, reflection labels to be filled."""
    lines = [section.heading.render(values)]
    for line in section.lines:
        if line.role is Role.LITERAL:
            lines.append(line.literal)
        elif line.hole == "reflection" and line.label:
            lines.append(line.render({}))
    return lines


def parse_template(text: str, fallback_name: str) -> Template:
    """Read a template; what is wrong with it is in its `problems`. `fallback_name` serves when it names none."""
    problems: list[TemplateProblem] = []
    front, body, offset = _split_front_matter(text, problems)
    lines = _template_lines(body, offset, problems)
    also = _word_lists(front, "also", problems)
    labels = _word_lists(front, "labels", problems)
    opening, sections = _cut_sections(lines, also)
    for hole in labels:
        if hole not in HOLES:
            message = _("labels: {hole!r} is not a hole.", hole=hole) + nearest(hole, HOLES)
            problems.append(TemplateProblem(1, message, False))
    heading_words = {section.words for section in sections}
    date_line = next((line for line in lines if line.has("date")), None)
    date_key = key(_DIGIT.sub("", date_line.literal)) if date_line else ""
    for words in also:
        if key(words) not in heading_words and key(words) != date_key:
            message = _("also: no heading of this template says {words!r}.", words=words)
            problems.append(TemplateProblem(1, message, False))
    if date_line is None:
        problems.append(TemplateProblem(offset + 1, _("no line has {{ date }}; a day needs one."), True))
    problems.extend(_section_problems(opening, sections))
    date_words = (date_key, *(key(word) for words, others in also.items() if key(words) == date_key for word in others))
    return Template(
        name=str(front.get("name") or fallback_name),
        title=str(front.get("title") or ""),
        language=str(front.get("language") or "en"),
        opening=opening,
        sections=sections,
        labels=labels,
        date_words=tuple(word for word in date_words if word),
        marks=_marks(front, problems),
        placeholders=tuple(_as_list(front.get("placeholders"))),
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
    )


def _split_front_matter(text: str, problems: list[TemplateProblem]) -> tuple[dict[str, Any], list[str], int]:
    lines = text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
    if lines and not lines[-1]:
        del lines[-1]
    if not lines or lines[0].strip() != "---":
        return {}, lines, 0
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        message = _("the front matter that --- opens is not closed by another ---.")
        problems.append(TemplateProblem(1, message, True))
        return {}, lines, 0
    try:
        front = load_yaml("\n".join(lines[1:end]))
    except Exception as error:
        mark = getattr(error, "problem_mark", None)
        at = mark.line + 2 if mark is not None else 1
        message = _("the front matter is not YAML: {problem}.", problem=getattr(error, "problem", error))
        problems.append(TemplateProblem(at, message, True))
        return {}, lines[end + 1 :], end + 1
    if not isinstance(front, dict):
        problems.append(TemplateProblem(1, _("the front matter should be `key: value` lines."), True))
        front = {}
    for name in front:
        if name not in _FRONT_KEYS:
            message = _("unknown key {key!r}.", key=name) + nearest(str(name), _FRONT_KEYS)
            problems.append(TemplateProblem(1, message, False))
    return front, lines[end + 1 :], end + 1


def _as_list(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(item) for item in value]
    return [str(value)] if value else []


def _word_lists(front: Mapping[str, Any], name: str, problems: list[TemplateProblem]) -> dict[str, tuple[str, ...]]:
    value = front.get(name) or {}
    if not isinstance(value, dict):
        problems.append(TemplateProblem(1, _("{key}: should map words to lists of words.", key=name), True))
        return {}
    return {str(words): tuple(_as_list(others)) for words, others in value.items()}


def _marks(front: Mapping[str, Any], problems: list[TemplateProblem]) -> tuple[tuple[Mark, tuple[str, ...]], ...]:
    marks = _word_lists(front, "marks", problems)
    for name in marks:
        if name not in set(Mark):
            message = _("marks: {mark!r} is not a mark.", mark=name) + nearest(name, list(Mark))
            problems.append(TemplateProblem(1, message, False))
    return tuple((mark, marks.get(mark.value) or (_DEFAULT_MARKS[mark],)) for mark in Mark)


def _template_lines(body: Sequence[str], offset: int, problems: list[TemplateProblem]) -> list[TemplateLine]:
    lines = []
    for number, text in enumerate(body, offset + 1):
        parts: list[Part] = []
        end = 0
        for match in _HOLE.finditer(text):
            if match.start() > end:
                parts.append(text[end : match.start()])
            end = match.end()
            if match[1] in HOLES:
                parts.append(Hole(match[1]))
            else:
                message = _("there is no hole {hole!r}.", hole=match[0]) + nearest(match[1], HOLES)
                problems.append(TemplateProblem(number, message, True))
        if end < len(text):
            parts.append(text[end:])
        rest = "".join(part for part in parts if isinstance(part, str))
        if "{{" in rest or "}}" in rest:
            message = _("a hole is opened with {{ and closed with }} on one line.")
            problems.append(TemplateProblem(number, message, True))
        lines.append(_with_role(number, tuple(parts), problems))
    return lines


def _with_role(number: int, parts: tuple[Part, ...], problems: list[TemplateProblem]) -> TemplateLine:
    names = [part.name for part in parts if isinstance(part, Hole)]
    items = [name for name in names if name in _ITEM_HOLES]
    if len(items) > 1:
        message = _("one line holds both {one} and {other}; give each a line.", one=items[0], other=items[1])
        problems.append(TemplateProblem(number, message, True))
    if "presenter" in names and "topic" not in names:
        problems.append(TemplateProblem(number, _("{{ presenter }} stands beside {{ topic }} only."), True))
    first = parts[0] if parts else ""
    heading = isinstance(first, str) and bool(_HEADING.match(first))
    if "date" in names:
        role = Role.DATE
    elif items:
        role = Role.ITEM
    elif heading:
        role = Role.HEADING
    elif "notes" in names:
        role = Role.NOTES
    elif "total" in names:
        role = Role.TOTAL
    elif "week" in names or "subject" in names:
        role = Role.GROUP
    else:
        role = Role.LITERAL
    return TemplateLine(number, parts, role, items[0] if items else "")


def heading_words(text: str) -> str:
    """Return the key of a heading's own words: what stands before a bracket, a dash or a duration."""
    bare = _AFTER_WORDS.split(text.lstrip("# "), maxsplit=1)[0]
    return key(_LAST_DASH.sub("", bare))


def _cut_sections(
    lines: Iterable[TemplateLine], also: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[TemplateLine, ...], tuple[TemplateSection, ...]]:
    others = {key(words): tuple(key(other) for other in words_also) for words, words_also in also.items()}
    opening: list[TemplateLine] = []
    blocks: list[tuple[TemplateLine, list[TemplateLine]]] = []
    dated = False
    for line in lines:
        dated = dated or line.role is Role.DATE
        if line.role is Role.HEADING and dated:
            blocks.append((line, []))
        elif blocks:
            blocks[-1][1].append(line)
        else:
            opening.append(line)
    sections = []
    for heading, content in blocks:
        holes = {line.hole for line in content}
        kind = next((kind for hole, kind in _SECTION_KINDS if hole in holes), SectionKind.OTHER)
        before = ""
        for part in heading.parts:
            if isinstance(part, Hole):
                break
            before += part
        words = heading_words(before)
        sections.append(TemplateSection(kind, heading, tuple(content), words, others.get(words, ())))
    return tuple(opening), tuple(sections)


def _section_problems(opening: Sequence[TemplateLine], sections: Sequence[TemplateSection]) -> list[TemplateProblem]:
    problems = [
        TemplateProblem(
            line.number, _("{hole} stands before the first section heading.", hole=f"{{{{ {line.hole} }}}}"), True
        )
        for line in opening
        if line.role is Role.ITEM
    ]
    seen: dict[str, int] = {}
    for section in sections:
        if not section.words:
            message = _("a heading needs words of its own to be known by.")
            problems.append(TemplateProblem(section.heading.number, message, True))
        elif section.words in seen:
            message = _("the same heading stands in line {line} already.", line=seen[section.words])
            problems.append(TemplateProblem(section.heading.number, message, True))
        seen.setdefault(section.words, section.heading.number)
        if any(line.role is Role.NOTES for line in section.lines) and section.item("topic") is None:
            message = _("{{ notes }} belongs under a {{ topic }} line.")
            problems.append(TemplateProblem(section.heading.number, message, True))
    totals = [line.number for s in sections for line in (s.heading, *s.lines) if line.has("total")]
    problems.extend(TemplateProblem(n, _("{{ total }} stands in the template twice."), True) for n in totals[1:])
    return problems
