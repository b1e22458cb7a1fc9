"""What each line of a template means to the program, in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tracker.codec.punch import source_of
from tracker.codec.template import Hole, Role, Template, TemplateLine, TemplateSection
from tracker.codec.words import key
from tracker.codec.yaml_values import load_yaml
from tracker.model import SectionKind
from tracker.regex import regex
from tracker.values import frozen
from tracker.wording import N_, _

_SECTION_WORDS = {
    SectionKind.GOALS: N_("the goals section"),
    SectionKind.LEARNING: N_("a learning section, with its topics"),
    SectionKind.TEAM: N_("the team study section, with the problems solved"),
    SectionKind.CHALLENGES: N_("the challenges section"),
    SectionKind.REFLECTION: N_("the reflection section"),
    SectionKind.LINKS: N_("the links section"),
    SectionKind.OTHER: N_("a section without entries, kept as text"),
}
_FRONT_WORDS = {
    "name": N_("the name it is chosen by, in the settings and in each day written with it"),
    "title": N_("what `studylog template list` says about it"),
    "language": N_("the language of weekday names; templates of one language stand in for one another"),
    "also": N_("other words that headings go by when a day is read:"),
    "labels": N_("other words that labels go by when a day is read, by hole:"),
    "marks": N_("how challenges are marked; the first of each is written, all are read:"),
    "placeholders": N_("dates that are left over from a template and name no day"),
}
_ITEM_WORDS = {
    "goal": N_("a goal"),
    "topic": N_("a topic"),
    "problems": N_("problems solved: a judge's name, then numbers or a title"),
    "past_challenge": N_("a challenge set before this day"),
    "next_challenge": N_("a challenge for the next study day"),
    "link": N_("a link: an address, Markdown, or plain words"),
}
_LABELLED = ("goal", "past_challenge", "next_challenge", "topic")
_KEY_LINE = regex(r"(?P<indent>\s*+)(?P<quote>[\"']?)(?P<key>.+?)(?P=quote)(?<!\s)\s*+:(?:\s|$)")


@frozen
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
    meaning = _(
        "the template {name}, language {language}; marks: {marks}",
        name=template.name,
        language=template.language,
        marks=marks,
    )
    return [LineMeaning(1, "---", meaning)]


def _front_lines(template: Template, lines: Sequence[str], end: int) -> list[LineMeaning]:
    meanings = []
    under = ""
    for number, text in enumerate(lines[1:end], 2):
        match = _KEY_LINE.match(text)
        if match is None or not text.strip() or text.lstrip().startswith("#"):
            continue
        if not match["indent"]:
            under = match["key"]
            meaning = _(_FRONT_WORDS[under]) if under in _FRONT_WORDS else _("not used: there is no such key")
            meanings.append(LineMeaning(number, text, meaning))
        elif said := _front_entry(template, under, match["key"]):
            meanings.append(LineMeaning(number, text, said))
    return meanings


def _front_entry(template: Template, under: str, name: str) -> str:
    if under == "also":
        if key(name) in template.date_words[:1]:
            return _("{words}, before the date, is also read by these words", words=name)
        if any(section.words == key(name) for section in template.sections):
            return _("the heading {words} is also read by these words", words=name)
        return _("not used: no heading of this template says {words}", words=name)
    if under == "labels":
        return _("labels of {hole} are also read by these words", hole=_hole(name))
    if under == "marks":
        signs = {str(mark): signs for mark, signs in template.marks}.get(name)
        if not signs:
            return _("not used: {mark} is no mark", mark=name)
        return _("{mark} is written {sign}", mark=name, sign=signs[0])
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
        what = _("the day's date, and the weekday") if line.has("weekday") else _("the day's date")
        own = template.date_words[0] if template.date_words else ""
        if not own:
            return _("{what}; read at any heading level", what=what)
        also = _also(others.get(own, ()))
        return _("{what}; read at any heading level, after its own words{also} or none", what=what, also=also)
    filled = {part.name for part in line.parts if isinstance(part, Hole)} & {"week", "weekday"}
    if len(filled) > 1:
        return _("written into every new day, with the course week and the weekday")
    if "week" in filled:
        return _("written into every new day, with the course week")
    if filled:
        return _("written into every new day, with the weekday")
    if line.role is Role.ITEM:
        return _("nothing can be entered here: {hole} belongs under a section heading", hole=_hole(line.hole))
    return _("written as it is into every new day")


def _heading_meaning(section: TemplateSection, others: Mapping[str, Sequence[str]]) -> str:
    what = _(_SECTION_WORDS[section.kind])
    if section.kind is SectionKind.OTHER and any(line.role is Role.TOTAL for line in section.lines):
        what = _("the section of the study time")
    said = [_("opens {section}", section=what)]
    if also := others.get(section.words):
        said.append(_("also read: {words}", words=", ".join(also)))
    if section.heading.has("theme"):
        said.append(_("what follows its dash names the day's theme, and is left out while there is none"))
    if section.heading.has("total"):
        said.append(_("the day's study time stands in it"))
    return "; ".join(said)


def _line_meaning(template: Template, section: TemplateSection, line: TemplateLine) -> str:
    match line.role:
        case Role.ITEM:
            return "; ".join(_item_meaning(template, section, line))
        case Role.NOTES:
            return _("what is written under a topic, as many lines as there are; a new day has none")
        case Role.GROUP:
            if line.has("week"):
                return _("the course week, written once above the problems it holds")
            return _("the subject, written once above the problems it holds")
        case Role.TOTAL:
            if key(line.literal):
                label = _bare(line.literal)
                return _("the day's study time after the label {label}; written when there is one", label=label)
            return _("the day's study time; written when there is one")
        case Role.DATE:
            return _("the day's date")
        case _:
            ignored = [_hole(part.name) for part in line.parts if isinstance(part, Hole)]
            if ignored:
                return _(
                    "written into every new day, without {holes}: alone on a line it says nothing",
                    holes=_(" and ").join(ignored),
                )
            return _("written as it is into every new day")


def _item_meaning(template: Template, section: TemplateSection, line: TemplateLine) -> list[str]:
    if line.hole == "reflection":
        return _reflection_meaning(template, section, line)
    said = [_(_ITEM_WORDS[line.hole]), _("repeats")]
    if line.has("n"):
        said.append(_("numbered"))
    if line.hole in _LABELLED:
        where = _("read with any bullet")
        if line.hole == "topic":
            where = _("read at any heading level below its section's, down to ####")
        others = _other_labels(template, [line])
        if key(line.label):
            labels = line.label + _also(others)
            said.append(_("{where}, with the label {labels} or none", where=where, labels=labels))
        elif others:
            labels = _(" or ").join(others)
            said.append(_("{where}, with the label {labels} or none", where=where, labels=labels))
        else:
            said.append(where)
    if line.has("presenter"):
        said.append(_("what follows the dash is who presented it, left out when nobody is named"))
    if line.has("mark"):
        marks = ", ".join(f"{mark} {signs[0]}" for mark, signs in template.marks if signs)
        said.append(_("its mark comes last: {marks}", marks=marks))
    if line.hole == "next_challenge" and not line.label:
        said.append(_("a line without a label in this section is for the next day"))
    if line.hole == "problems" and any(own.role is Role.GROUP for own in section.lines):
        said.append(_("a group's line stands above"))
    return said


def _reflection_meaning(template: Template, section: TemplateSection, line: TemplateLine) -> list[str]:
    lines = [own for own in section.lines if own.hole == "reflection"]
    labelled = bool(key(line.label))
    if labelled:
        said = [_("a reflection labelled {label}", label=_bare(line.label)), _("waits empty in a new day")]
    else:
        said = [_("a reflection without a label"), _("left out of a new day")]
    said.append(_("read with any bullet or none"))
    others = _other_labels(template, lines) if line is lines[0] else ()
    if others:
        said.append(_("labels of other reflections: {labels}", labels=", ".join(others)))
    return said


def _other_labels(template: Template, lines: Sequence[TemplateLine]) -> list[str]:
    own = {key(re.sub(r"\d", "", line.label)) for line in lines}
    labels = template.labels.get(lines[0].hole, ())
    return [label for label in labels if key(re.sub(r"\d", "", label)) not in own]


def _bare(words: str) -> str:
    return words.strip(" -*+:：=_")


def _also(words: Sequence[str]) -> str:
    return _(" (also {words})", words=", ".join(words)) if words else ""


def _hole(name: str) -> str:
    """A hole as it is written in a template."""
    return f"{{{{ {name} }}}}"
