"""Writing topics: their heading, where it goes, and what stands under it."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.codec.manner import number_of
from tracker.codec.place import (
    insert_change,
    literal_words,
    new_section,
    place_for_topic,
    template_item,
    template_items,
    topic_section,
)
from tracker.codec.reading import Edited, LineChange, Reading
from tracker.codec.safeguard import facts_of, finish, gained, trimmed
from tracker.codec.template import Template, TemplateLine, TemplateSection
from tracker.codec.words import fold, key
from tracker.errors import EditRefused, UsageError
from tracker.model import ItemKind, Topic
from tracker.values import frozen
from tracker.wording import _

_DEEPEST = 4
"""Level of the deepest heading that is a topic."""


@frozen
class _Pattern:
    """The template's line for a topic and where it stands."""

    template: Template
    section: TemplateSection
    line: TemplateLine


def with_topic(reading: Reading, title: str, presenter: str, section: str, body: str | None, another: bool) -> Edited:
    """Add a topic with its body, or the body to the topic of that title unless `another` one is meant."""
    target, renaming = topic_section(reading, section, presenter=bool(presenter))
    same = [t for t in reading.day.topics if fold(t.title) == fold(title) and target in (None, t.section_index)]
    if same and not another:
        if body is None:
            raise UsageError(
                _("The topic {title!r} is there already.", title=title), shell=_("; give --body to add to it.")
            )
        return _with_longer_body(reading, same[0], _lines_of(body))
    pattern = _pattern(reading, target, section, presenter)
    heading = section or (reading.day.sections[target].heading if target is not None else pattern.section.words)
    if presenter and not reading.templates.lexicon(reading.template).presenters_in(heading):
        raise EditRefused(
            _("Topics under {heading!r} name no presenter; write the name into the title.", heading=heading)
        )
    below = [] if body is None else _lines_of(body)
    waiting = _waiting_heading(reading, target)
    along: tuple[str, ...] = ()
    if waiting is not None:
        changes = [(waiting, waiting + 1, [_on_waiting(reading.text_of(waiting), title, presenter), *below])]
    elif target is None:
        place = new_section(reading, pattern.template, pattern.section, "topic", section)
        along = place.along
        line = pattern.line.render({"topic": title, "presenter": presenter, "n": "1"})
        changes = [insert_change(reading, place, [line, *below])]
    else:
        place = place_for_topic(reading, target, pattern.section, pattern.line)
        line = _heading_line(reading, target, pattern.line, title, presenter)
        changes = [*renaming, insert_change(reading, place, [line, *below])]
    renamed = target if renaming else None
    return _finished(reading, changes, title, presenter, below, pattern, along, renamed)


def _finished(
    reading: Reading,
    changes: Sequence[LineChange],
    title: str,
    presenter: str,
    below: Sequence[str],
    pattern: _Pattern,
    along: Sequence[str],
    renamed: int | None,
) -> Edited:
    """Make sure that the topic is there, and that only its body and the template's own words are under it."""
    before = facts_of(reading)
    own_words = literal_words(pattern.section)
    other_sections = [fact for i, fact in enumerate(before["section"]) if i != renamed]
    other_text = [text for text in before["text"] if key(text) not in own_words]

    def check(result: Reading) -> bool:
        now = facts_of(result)
        extra = gained(before["topic"], now["topic"])
        if not extra or (len(extra) > 1 and not below):
            return False
        if gained(other_sections, now["section"]) is None or gained(other_text, now["text"]) is None:
            return False
        topic = result.day.topics[extra[0]]
        inner = result.document.lines[topic.span.start + 1 : topic.span.end]
        as_given = all(line.text == text for line, text in zip(inner, below, strict=False))
        rest = inner[len(below) :]
        alone = all(line.empty_like or key(line.text) in own_words for line in rest)
        return (topic.title, topic.presenter or "") == (title, presenter) and as_given and alone

    if below:
        along = (*along, "section", "problem", "code block")
    return finish(
        reading,
        changes,
        title,
        may_gain=("topic", "body", *along),
        unwatched=("text", "section") if renamed is not None else ("text",),
        check=check,
    )


def _with_longer_body(reading: Reading, topic: Topic, below: Sequence[str]) -> Edited:
    """Add lines at the end of a topic's body."""
    index = reading.day.topics.index(topic)
    end = trimmed(reading.document, topic.span).end
    before = facts_of(reading)

    def check(result: Reading) -> bool:
        now = facts_of(result)["body"]
        grown = len(now) > index and now[index].startswith(before["body"][index])
        others = [body for i, body in enumerate(before["body"]) if i != index]
        return grown and gained(others, now[:index] + now[index + 1 :]) is not None

    along = ("topic", "section", "problem", "code block")
    return finish(reading, [(end, end, list(below))], topic.title, may_gain=along, unwatched=("body",), check=check)


def _pattern(reading: Reading, target: int | None, section: str, presenter: str) -> _Pattern:
    heading = reading.day.sections[target].heading if target is not None else section
    known = reading.templates.lexicon(reading.template).heading(heading)
    own = known.section.item("topic") if known is not None else None
    for template, template_section, line in template_items(reading, "topic"):
        if own is None and (not presenter or line.has("presenter")):
            return _Pattern(template, template_section, line)
        if own is not None and known is not None and template_section == known.section and line == own:
            return _Pattern(template, template_section, line)
    return _Pattern(*template_item(reading, "topic"))


def _heading_line(reading: Reading, target: int, pattern: TemplateLine, title: str, presenter: str) -> str:
    """Return a topic's heading: like the one of the section's last topic, else the template's, below the section's."""
    topics = [topic for topic in reading.day.topics if topic.section_index == target]
    named = f"{title} - {presenter}" if presenter else title
    if topics:
        # Deeper headings belong to the topic above them.
        level = min(_level(reading, topic) for topic in topics)
        last = next(topic for topic in reversed(topics) if _level(reading, topic) == level)
        head = reading.text_of(last.span.start)[: last.title_at.start]
        number = number_of(reading, last)
        if number is not None:
            counted = int(head[number.start : number.end]) + 1
            head = f"{head[: number.start]}{counted}{head[number.end :]}"
        return head + named
    line = pattern.render({"topic": title, "presenter": presenter, "n": "1"})
    level = reading.day.sections[target].level
    if level and len(line) - len(line.lstrip("#")) <= level:
        line = "#" * min(level + 1, _DEEPEST) + line.lstrip("#")
    return line


def _level(reading: Reading, topic: Topic) -> int:
    line = reading.text_of(topic.span.start).lstrip()
    return len(line) - len(line.lstrip("#"))


def _waiting_heading(reading: Reading, target: int | None) -> int | None:
    """Return the line of a topic heading without words in the section; None when there is none."""
    for blank in reading.day.blanks:
        if blank.kind is ItemKind.TOPIC and target is not None:
            span = reading.day.sections[target].span
            if span.start <= blank.at.line < span.end:
                return blank.at.line
    return None


def _on_waiting(line: str, title: str, presenter: str) -> str:
    return f"{line.rstrip()} {title} - {presenter}" if presenter else f"{line.rstrip()} {title}"


def _lines_of(body: str) -> list[str]:
    lines = body.replace("\r\n", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]
