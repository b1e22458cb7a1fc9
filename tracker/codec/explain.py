"""What each line of a template means to the program, in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.codec.punch import source_of
from tracker.codec.template import Hole, Role, Template, TemplateLine, TemplateSection, load_yaml
from tracker.codec.words import key
from tracker.model import SectionKind

_SECTION_WORDS = {
    SectionKind.GOALS: "the goals section",
    SectionKind.LEARNING: "a learning section, with its topics",
    SectionKind.TEAM: "the team study section, with the problems solved",
    SectionKind.CHALLENGES: "the challenges section",
    SectionKind.REFLECTION: "the reflection section",
    SectionKind.LINKS: "the links section",
    SectionKind.OTHER: "a section without entries, kept as text",
}
_FRONT_WORDS = {
    "name": "the name it is chosen by, in the settings and in each day written with it",
    "title": "what `studylog template list` says about it",
    "language": "the language of weekday names; templates of one language stand in for one another",
    "also": "other words that headings go by when a day is read:",
    "labels": "other words that labels go by when a day is read, by hole:",
    "marks": "how challenges are marked; the first of each is written, all are read:",
    "placeholders": "dates that are left over from a template and name no day",
}
_ITEM_WORDS = {
    "goal": "a goal",
    "topic": "a topic",
    "problems": "problems solved: a judge's name, then numbers or a title",
    "past_challenge": "a challenge set before this day",
    "next_challenge": "a challenge for the next study day",
    "link": "a link: an address, Markdown, or plain words",
}
_LABELLED = ("goal", "past_challenge", "next_challenge", "topic")
_KEY_LINE = re.compile(r"(?P<indent>\s*)(?P<quote>[\"']?)(?P<key>.+?)(?P=quote)\s*:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class LineMeaning:
    """What one line of a template is for."""

    line: int
    """From 1, in the template's file."""
    text: str
    """The line as written."""
    meaning: str


def explain_template(template: Template, source: str = "") -> list[LineMeaning]:
    """Return what each line of a template means, in the order of its lines; blank lines are left out.

    With `source`, the template's own text, lines are shown as written and the front matter line by line; without, it
    is told in one.
    """
    lines = source.replace("\r\n", "\n").removeprefix("\ufeff").split("\n") if source else []
    others = _other_headings(template, lines)
    return [
        *_front_meanings(template, lines),
        *(_shown(meaning, lines) for meaning in _body_meanings(template, others)),
    ]


def _shown(meaning: LineMeaning, lines: Sequence[str]) -> LineMeaning:
    if meaning.line <= len(lines):
        return LineMeaning(meaning.line, lines[meaning.line - 1], meaning.meaning)
    return meaning


# The front matter


def _front_end(lines: Sequence[str]) -> int:
    """Return the index of the line that closes the front matter; 0 when there is none."""
    if not lines or lines[0].strip() != "---":
        return 0
    return next((index for index, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)


def _other_headings(template: Template, lines: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return the other words of each heading, as written where the source is known, by the heading's key."""
    import yaml  # 20 ms that nothing but this needs

    own, *dates = template.date_words or ("",)
    others: dict[str, Sequence[str]] = {own: dates, **{section.words: section.also for section in template.sections}}
    try:
        front = load_yaml("\n".join(lines[1 : _front_end(lines)]))
    except yaml.YAMLError:
        # What is wrong with it is among the template's problems.
        return others
    also = front.get("also") if isinstance(front, dict) else None
    if isinstance(also, dict):
        others |= {
            key(str(name)): [str(word) for word in words] for name, words in also.items() if isinstance(words, list)
        }
    return others


def _front_meanings(template: Template, lines: Sequence[str]) -> list[LineMeaning]:
    end = _front_end(lines)
    if end:
        return _front_lines(template, lines, end)
    first = min((line.number for line in (*template.opening, *(s.heading for s in template.sections))), default=1)
    if first == 1:
        return []
    marks = "; ".join(f"{mark} {' '.join(signs)}" for mark, signs in template.marks)
    return [LineMeaning(1, "---", f"the template {template.name}, language {template.language}; marks: {marks}")]


def _front_lines(template: Template, lines: Sequence[str], end: int) -> list[LineMeaning]:
    meanings = []
    under = ""
    for number, text in enumerate(lines[1:end], 2):
        match = _KEY_LINE.match(text)
        if match is None or not text.strip() or text.lstrip().startswith("#"):
            continue
        if not match["indent"]:
            under = match["key"]
            meanings.append(LineMeaning(number, text, _FRONT_WORDS.get(under, "not used: there is no such key")))
        elif said := _front_entry(template, under, match["key"]):
            meanings.append(LineMeaning(number, text, said))
    return meanings


def _front_entry(template: Template, under: str, name: str) -> str:
    if under == "also":
        if key(name) in template.date_words[:1]:
            return f"{name}, before the date, is also read by these words"
        if any(section.words == key(name) for section in template.sections):
            return f"the heading {name} is also read by these words"
        return f"not used: no heading of this template says {name}"
    if under == "labels":
        return f"labels of {{{{ {name} }}}} are also read by these words"
    if under == "marks":
        signs = {str(mark): signs for mark, signs in template.marks}.get(name)
        return f"{name} is written {signs[0]}" if signs else f"not used: {name} is no mark"
    return ""


# The body


def _body_meanings(template: Template, others: Mapping[str, Sequence[str]]) -> list[LineMeaning]:
    meanings = [
        LineMeaning(line.number, source_of(line), _opening_meaning(template, line, others))
        for line in template.opening
        if line.parts and source_of(line).strip()
    ]
    for section in template.sections:
        meanings.append(
            LineMeaning(section.heading.number, source_of(section.heading), _heading_meaning(section, others))
        )
        meanings += [
            LineMeaning(line.number, source_of(line), _line_meaning(template, section, line))
            for line in section.lines
            if source_of(line).strip()
        ]
    return meanings


def _opening_meaning(template: Template, line: TemplateLine, others: Mapping[str, Sequence[str]]) -> str:
    if line.role is Role.DATE:
        weekday = ", and the weekday" if line.has("weekday") else ""
        own = template.date_words[0] if template.date_words else ""
        after = f", after its own words{_also(others.get(own, ()))} or none" if own else ""
        return f"the day's date{weekday}; read at any heading level{after}"
    filled = [part.name for part in line.parts if isinstance(part, Hole) and part.name in ("week", "weekday")]
    if filled:
        said = {"week": "the course week", "weekday": "the weekday"}
        return f"written into every new day, with {' and '.join(said[name] for name in filled)}"
    if line.role is Role.ITEM:
        return f"nothing can be entered here: {{{{ {line.hole} }}}} belongs under a section heading"
    return "written as it is into every new day"


def _heading_meaning(section: TemplateSection, others: Mapping[str, Sequence[str]]) -> str:
    what = _SECTION_WORDS[section.kind]
    if section.kind is SectionKind.OTHER and any(line.role is Role.TOTAL for line in section.lines):
        what = "the section of the study time"
    said = [f"opens {what}"]
    if also := others.get(section.words):
        said.append(f"also read: {', '.join(also)}")
    if section.heading.has("theme"):
        said.append("what follows its dash names the day's theme, and is left out while there is none")
    if section.heading.has("total"):
        said.append("the day's study time stands in it")
    return "; ".join(said)


def _line_meaning(template: Template, section: TemplateSection, line: TemplateLine) -> str:
    match line.role:
        case Role.ITEM:
            return "; ".join(_item_meaning(template, section, line))
        case Role.NOTES:
            return "what is written under a topic, as many lines as there are; a new day has none"
        case Role.GROUP:
            what = "the course week" if line.has("week") else "the subject"
            return f"{what}, written once above the problems it holds"
        case Role.TOTAL:
            label = f" after the label {_bare(line.literal)}" if key(line.literal) else ""
            return f"the day's study time{label}; written when there is one"
        case Role.DATE:
            return "the day's date"
        case _:
            ignored = [f"{{{{ {part.name} }}}}" for part in line.parts if isinstance(part, Hole)]
            if ignored:
                return f"written into every new day, without {' and '.join(ignored)}: alone on a line it says nothing"
            return "written as it is into every new day"


def _item_meaning(template: Template, section: TemplateSection, line: TemplateLine) -> list[str]:
    if line.hole == "reflection":
        return _reflection_meaning(template, section, line)
    said = [_ITEM_WORDS[line.hole], "repeats"]
    if line.has("n"):
        said.append("numbered")
    if line.hole in _LABELLED:
        where = (
            "read at any heading level below its section's, down to ####"
            if line.hole == "topic"
            else "read with any bullet"
        )
        others = _other_labels(template, [line])
        if key(line.label):
            said.append(f"{where}, with the label {line.label}{_also(others)} or none")
        elif others:
            said.append(f"{where}, with the label {' or '.join(others)} or none")
        else:
            said.append(where)
    if line.has("presenter"):
        said.append("what follows the dash is who presented it, left out when nobody is named")
    if line.has("mark"):
        marks = ", ".join(f"{mark} {signs[0]}" for mark, signs in template.marks if signs)
        said.append(f"its mark comes last: {marks}")
    if line.hole == "next_challenge" and not line.label:
        said.append("a line without a label in this section is for the next day")
    if line.hole == "problems" and any(own.role is Role.GROUP for own in section.lines):
        said.append("a group's line stands above")
    return said


def _reflection_meaning(template: Template, section: TemplateSection, line: TemplateLine) -> list[str]:
    lines = [own for own in section.lines if own.hole == "reflection"]
    labelled = bool(key(line.label))
    said = [f"a reflection labelled {_bare(line.label)}" if labelled else "a reflection without a label"]
    said.append("waits empty in a new day" if labelled else "left out of a new day")
    said.append("read with any bullet or none")
    others = _other_labels(template, lines) if line is lines[0] else ()
    if others:
        said.append(f"labels of other reflections: {', '.join(others)}")
    return said


def _other_labels(template: Template, lines: Sequence[TemplateLine]) -> list[str]:
    own = {key(re.sub(r"\d", "", line.label)) for line in lines}
    labels = template.labels.get(lines[0].hole, ())
    return [label for label in labels if key(re.sub(r"\d", "", label)) not in own]


def _bare(words: str) -> str:
    return words.strip(" -*+:：=_")


def _also(words: Sequence[str]) -> str:
    return f" (also {', '.join(words)})" if words else ""
