"""A template drafted from a person's own log: the words that change from day to day become holes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from tracker.codec.dates import cut, day_heading
from tracker.codec.document import Document
from tracker.codec.lexicon import KnownHeading, Templates
from tracker.codec.problems import week_of
from tracker.codec.punch import (
    BOX,
    BULLET,
    HASHES,
    NUMBER,
    STAND_INS,
    THEME,
    TOTAL,
    break_of,
    bullet_of,
    bulleted,
    counted,
    cut_theme,
    label_of,
    labelled,
    plain,
    quoted,
    shown_words,
    source_of,
    spaced_hashes,
    uncounted,
)
from tracker.codec.read import read_day
from tracker.codec.template import Template, heading_words, parse_template
from tracker.codec.words import end_of_words, key, nfc, sign_of, without_sign
from tracker.model import Challenge, Column, Day, Goal, ItemKind, Mark, Section, SectionKind, When
from tracker.regex import regex
from tracker.timefmt import WEEKDAY_NAMES, find_duration

_HEADING_SCAN = 200
"""Characters of a heading in which a duration is looked for."""
_TICKED = regex(r"\[([xX✓vV])\]")
_AFTER_WEEK = regex(r"\s*주\s*차|週目?|")
_LEAD_IN = regex(r"\s*(?:(?:\d+[.)]|[-*+])\s+\S|.*[:：]$)")
_WEEKDAY_AFTER = regex(r"(?P<open>\s*[(（\[])\s*(?P<name>\w+)\s*(?P<close>[)）\]])")
_FRONT_MATTER_LINE = regex(r"\s*+(?:[\w -]++:|- |#|$)")
_PROBLEMS = "{{ judge }} {{ problems }}"
_LONGEST_LABEL = 30
"""Characters of a sub-heading that may be a reflection's label."""
_LONGEST_LEAD_IN = 40
"""Characters of a line above the problems that belongs to the format rather than to the day."""
_LONGEST_FRONT_MATTER = 60
"""Lines from the top in which a log's own front matter must end."""


def draft_template(text: str, on: date, templates: Templates, name: str) -> str:
    """Return a template made from the log of the day `on`: its headings and labels stay, its contents become holes.

    The draft reads the log it was made from as `templates` do. Of a text with several days, the day `on` serves, else
    the first.
    """
    document = Document.from_text(STAND_INS.sub("", _text_of_day(text, on, templates)))
    drafter = _Drafter(document, read_day(document, on, templates), templates)
    body = drafter.body()
    front = drafter.front_matter(name, body)
    draft = _composed(front, body)
    also, labels = drafter.unlearned(parse_template(draft, name))
    if also or labels:
        draft = _composed([*front, *_word_lists("also", also), *_word_lists("labels", labels)], body)
    return draft


def _text_of_day(text: str, on: date, templates: Templates) -> str:
    days = [piece for piece in cut(text, "", templates) if piece.on is not None]
    if len(days) < 2:
        return text
    return next((piece.text for piece in days if piece.on == on), days[0].text)


def _composed(front: Sequence[str], body: Sequence[str]) -> str:
    return nfc("\n".join(["---", *front, "---", *body])) + "\n"


class _Drafter:
    def __init__(self, document: Document, day: Day, templates: Templates) -> None:
        self.document = document
        self.day = day
        self.templates = templates
        self.template: Template = templates.named(day.template) or templates.default
        self.lexicon = templates.lexicon(self.template)
        self.stated = day_heading(document, templates)
        self.date_line = self.stated.line if self.stated is not None else self._waiting_date_line()
        self.total_line = day.total.at.line if day.total is not None else -1
        self.kept: dict[int, list[str]] = {}
        """What each line of the log that stays becomes; every other line of words is the day's own."""
        self.needed: dict[int, list[str]] = {}
        """Lines that a section must have and the log shows none of, by the line of its heading."""
        self.labels: list[tuple[str, str]] = []
        """Hole and label of every labelled item."""
        self.labels_above: dict[int, str] = {}
        """The label that an item has from the line it is nested in, by the item's line."""

    # The body

    def body(self) -> list[str]:
        """Return the lines of the draft below its front matter."""
        self._keep_date_line()
        self._keep_total_line()
        sections = self._chosen_sections()
        parts: dict[str, list[str]] = {}
        for section in sections:
            heading = self._heading_line(section)
            self._keep_items(section)
            words = _own_words(heading)
            if words and words not in parts:
                content = self._with_gaps(section.span.start + 1, section.span.end)
                parts[words] = [heading, *self.needed.get(section.span.start, ()), *content]
        lines = self._opening(sections)
        dense = self._dense(sections)
        for part in parts.values():
            if lines and lines[-1].strip() and not dense:
                lines.append("")
            lines.extend(part)
        while lines and not lines[-1].strip():
            del lines[-1]
        return lines

    def _dense(self, sections: Sequence[Section]) -> bool:
        """Whether the log sets most headings directly under other words."""
        above = [section.span.start - 1 for section in sections if section.span.start]
        return sum(not self.document.lines[index].empty_like for index in above) * 2 > len(sections)

    def _opening(self, sections: Sequence[Section]) -> list[str]:
        starts = [s.span.start for s in self.day.sections if s.level and s.kind is not SectionKind.OTHER]
        starts += [section.span.start for section in sections]
        end = min((start for start in starts if start > self.date_line), default=len(self.document.lines))
        lines = self._with_gaps(self._after_front_matter(), end)
        if self.date_line >= 0:
            return lines
        return ["# {{ date }}", *([] if lines and not lines[0].strip() else [""]), *lines]

    def _with_gaps(self, start: int, end: int) -> list[str]:
        """The kept lines of a stretch, and what spaces the page around them."""
        lines: list[str] = []
        gap: list[str] = []
        for index in range(start, end):
            line = self.document.lines[index]
            if index in self.kept:
                lines += [*gap, *self.kept[index]]
                gap = []
            elif line.empty_like and index not in self.document.scan.opaque:
                gap.append(line.text.rstrip())
            else:
                gap = []
        return [*lines, *gap]

    def _after_front_matter(self) -> int:
        lines = self.document.lines
        if not lines or lines[0].text.strip() != "---":
            return 0
        for index in range(1, min(len(lines), _LONGEST_FRONT_MATTER)):
            if lines[index].text.strip() == "---":
                return index + 1
            if not _FRONT_MATTER_LINE.match(lines[index].text):
                break
        return 0

    # The date

    def _keep_date_line(self) -> None:
        if self.date_line < 0:
            return
        text = self._composed(self.date_line)
        if self.stated is None:
            self.kept[self.date_line] = [
                f"{spaced_hashes(plain(self._without_placeholders(text))).rstrip()} {{{{ date }}}}"
            ]
            return
        before, _, after = text.partition(self.stated.written)
        if re.search(r"\d", before):
            # `Day 12:` counts with the days; a template has no hole for it.
            hashes = HASHES.match(before)
            words = before[hashes.end() :] if hashes is not None else before
            before = (hashes[0] if hashes is not None else "") + sign_of(words)
        self.kept[self.date_line] = [spaced_hashes(plain(before.lstrip())) + "{{ date }}" + self._weekday_hole(after)]
        for heading in self.document.scan.headings:
            if heading.line < self.date_line and heading.text:
                self.kept[heading.line] = [spaced_hashes(plain(self.document.lines[heading.line].text.rstrip()))]

    def _weekday_hole(self, after: str) -> str:
        """Return the brackets with the weekday's name in them, a hole for the name; empty when none follow the date."""
        match = _WEEKDAY_AFTER.match(after)
        on = self.stated.on if self.stated is not None else None
        names = WEEKDAY_NAMES.get(self._language())
        if match is None or on is None or names is None or match["name"] != names[on.weekday()]:
            return ""
        return f"{match['open']}{{{{ weekday }}}}{match['close']}"

    def _waiting_date_line(self) -> int:
        """Return the heading that has words for a date and no date, such as `## 날짜:`; -1 when there is none."""
        first = min((s.span.start for s in self.day.sections if self._known(s) is not None), default=None)
        for heading in self.document.scan.headings[:3]:
            if first is not None and first < heading.line:
                break
            below = self.document.lines[heading.line + 1 : heading.line + 2]
            said = key(self._without_placeholders(heading.text)) in self.templates.date_words
            if heading.text and said and all(line.empty_like for line in below):
                return heading.line
        return -1

    def _without_placeholders(self, text: str) -> str:
        for placeholder in sorted(self.templates.placeholders, key=len, reverse=True):
            text = text.replace(placeholder, "")
        return text.rstrip()

    # Sections

    def _known(self, section: Section) -> KnownHeading | None:
        return self.lexicon.heading(section.heading) if section.level else None

    def _chosen_sections(self) -> list[Section]:
        """The sections that belong to the format, not to what was studied that day."""
        own = [s for s in self.day.sections if s.level and s.span.start > self.date_line]
        known = {s.span.start for s in own if self._known(s) is not None}
        with_topics = {self.day.sections[topic.section_index].span.start for topic in self.day.topics}
        if not known and not with_topics:
            return [section for section in own if key(section.heading)]
        learning = [s.span.start for s in own if s.kind is SectionKind.LEARNING]
        settled = any(start in known or start in with_topics for start in learning)
        # Where unknown words are a known heading's as well, the known one is the format's.
        taken = {_own_words(self._heading_line(s)) for s in own if s.span.start in known}
        chosen = []
        for section in own:
            start = section.span.start
            if start not in known and _own_words(self._heading_line(section)) in taken:
                continue
            lone = not settled and start == learning[0] if learning else False
            total = start <= self.total_line < section.span.end
            if section.kind is not SectionKind.LEARNING or start in known or start in with_topics or lone or total:
                chosen.append(section)
        return chosen

    def _heading_line(self, section: Section) -> str:
        raw = self.document.lines[section.span.start].text
        total = self.day.total
        if total is not None and total.at.line == section.span.start:
            after = raw[total.at.end :]
            closing = re.search(r"[)）\]]", after)
            raw = raw[: total.at.start] + TOTAL + (after[closing.start() :] if closing is not None else "")
        hashes = HASHES.match(raw)
        level = hashes["hashes"] if hashes is not None else "#" * section.level
        words = (raw[hashes.end() :] if hashes is not None else raw).strip()
        words = self._without_theme(re.sub(r"(?<=\s)#+$", "", words).rstrip(), self._known(section))
        if not heading_words(STAND_INS.split(words, maxsplit=1)[0]):
            words = re.sub(r"[()（）\[\]]", "", words)
        return f"{level} {plain(words)}"

    def _without_theme(self, words: str, known: KnownHeading | None) -> str:
        own = (known.section.words, *known.section.also) if known is not None else ()
        duration = find_duration(words[:_HEADING_SCAN])
        if duration is not None and key(words[: duration[0]]) in own:
            return words[: duration[0]].rstrip()
        themed = cut_theme(words, bars=known is not None and key(words) not in own)
        if themed is None or TOTAL in themed[0]:
            return words
        base, dash, theme = themed
        if not dash.strip().strip("|:") and key(base) not in own:
            return words
        if TOTAL not in theme:
            return f"{base}{dash}{THEME}"
        opened = max(theme.rfind(bracket, 0, theme.index(TOTAL)) for bracket in "(（[")
        return f"{base}{dash}{THEME} {theme[opened:]}" if opened > 0 else words

    # Items

    def _keep_items(self, section: Section) -> None:
        match section.kind:
            case SectionKind.GOALS:
                self._keep_goals(section)
            case SectionKind.CHALLENGES:
                self._keep_challenges(section)
            case SectionKind.REFLECTION:
                self._keep_reflections(section)
            case SectionKind.LINKS:
                self._keep_links(section)
            case SectionKind.TEAM:
                self._keep_topic(section)
                self._keep_problems(section)
            case SectionKind.LEARNING:
                self._keep_topic(section)
            case SectionKind.OTHER:
                self._keep_known_total(section)

    def _keep_goals(self, section: Section) -> None:
        goals = [goal for goal in self.day.goals if _within(goal.text_at.line, section)]
        for goal in goals:
            self._note_label("goal", goal.text_at, section)
        if goals and not self._keep_blank(section, ItemKind.GOAL, "{{ goal }}", None, above=goals[0].text_at.line):
            self.kept[goals[0].text_at.line] = [self._item_line(goals[0], "{{ goal }}", section)]
        elif not goals and not self._keep_blank(section, ItemKind.GOAL, "{{ goal }}", None):
            self._need(section, ["- {{ goal }}"])

    def _keep_challenges(self, section: Section) -> None:
        done = False
        for when, hole in ((When.PAST, "past_challenge"), (When.NEXT, "next_challenge")):
            found = [c for c in self.day.challenges if c.when is when and _within(c.text_at.line, section)]
            for challenge in found:
                self._note_label(hole, challenge.text_at, section)
            holes = "{{ past_challenge }} {{ mark }}" if when is When.PAST else "{{ next_challenge }}"
            if not found:
                done = self._keep_blank(section, ItemKind.CHALLENGE, holes, when) or done
                continue
            chosen = found[0]
            done = True
            if self._keep_blank(section, ItemKind.CHALLENGE, holes, when, above=chosen.text_at.line):
                continue
            if chosen.mark_at is not None and BOX.match(self._at(chosen.mark_at)):
                holes = holes.removesuffix(" {{ mark }}")
            self.kept[chosen.text_at.line] = [self._item_line(chosen, holes, section)]
        if not done:
            next_day = self.lexicon.when_of(None, section.heading, None) is When.NEXT
            self._need(section, ["- {{ next_challenge }}" if next_day else "- {{ past_challenge }} {{ mark }}"])

    def _label_above(self, at: Column, section: Section) -> str:
        """Return the label that an item has from the line it is nested in; empty when it has none from there."""
        indent = _indent(self.document.lines[at.line].text)
        found = ""
        for above in range(at.line - 1, section.span.start, -1):
            line = self.document.lines[above]
            if line.empty_like or _indent(line.text) > indent:
                continue
            if _indent(line.text) < indent:
                match = BULLET.match(line.text)
                start = match.end() if match is not None else 0
                label = self.lexicon.label_at(line.text, start, ("goal", "past_challenge", "next_challenge"))
                found = label.raw if label is not None and label.text_start >= end_of_words(line.text) else ""
                break
            if above in self.labels_above:
                found = self.labels_above[above]
                break
        self.labels_above[at.line] = found
        return found

    def _keep_reflections(self, section: Section) -> None:
        rows = [(r.text_at, r.label) for r in self.day.reflections if _within(r.text_at.line, section)]
        waiting = [b for b in self.day.blanks if b.kind is ItemKind.REFLECTION and _within(b.at.line, section)]
        rows += [(blank.at, blank.label) for blank in waiting]
        seen: set[str] = set()
        for at, label in sorted(rows, key=lambda row: row[0].line):
            own = label_of(self._before(at))
            self._note_label("reflection", at)
            if not label or key(label) in seen or not (own or len(label) <= _LONGEST_LABEL):
                continue
            seen.add(key(label))
            # A label that is a heading above the words would, in a template, open a section.
            head = labelled(uncounted(self._before(at))) if own else f"- {label}:"
            head += "" if head[-1:].isspace() else " "
            ending = break_of(self.document.lines[at.line].text) if own else ""
            self.kept[at.line] = [plain(bulleted(head)) + "{{ reflection }}" + ending]
        if not seen and rows:
            first = min(at.line for at, _ in rows)
            self.kept[first] = [bullet_of(self.document.lines[first].text) + "{{ reflection }}"]
        elif not seen:
            self._need(section, ["- {{ reflection }}"])

    def _keep_links(self, section: Section) -> None:
        lines = [link.text_at.line for link in self.day.links if _within(link.text_at.line, section)]
        lines += [b.at.line for b in self.day.blanks if b.kind is ItemKind.LINK and _within(b.at.line, section)]
        if lines:
            self.kept[min(lines)] = [bullet_of(self.document.lines[min(lines)].text) + "{{ link }}"]
        else:
            self._need(section, ["- {{ link }}"])

    def _keep_topic(self, section: Section) -> None:
        notes = ["{{ notes }}"] if section.kind is SectionKind.LEARNING else []
        topics = [topic for topic in self.day.topics if _within(topic.span.start, section)]
        waiting = [b.at for b in self.day.blanks if b.kind is ItemKind.TOPIC and _within(b.at.line, section)]
        for topic in topics:
            self._note_label("topic", topic.title_at)
        if topics:
            head = counted(self._before(topics[0].title_at).lstrip())
            presented = next((topic.title_at for topic in topics if topic.presenter is not None), None)
            presenter = ""
            if presented is not None:
                dash = re.match(r"\s+[-–—]\s+", self.document.lines[presented.line].text[presented.end :])
                presenter = (dash[0] if dash is not None else " - ") + "{{ presenter }}"
            self.kept[topics[0].span.start] = [f"{head}{{{{ topic }}}}{presenter}", *notes]
        elif waiting:
            head = counted(self._before(waiting[0]).strip())
            self.kept[waiting[0].line] = [f"{head} {{{{ topic }}}}", *notes]
        elif notes and key(without_sign(section.heading)) not in self.lexicon.labels("total"):
            self._need(section, [self._topic_line_like_others(section), *notes])

    def _topic_line_like_others(self, section: Section) -> str:
        if self.day.topics:
            head = counted(self._before(self.day.topics[0].title_at).lstrip())
            hashes = HASHES.match(head)
            if hashes is not None and len(hashes["hashes"]) > section.level:
                return head + "{{ topic }}"
        return "#" * min(section.level + 1, 4) + " {{ topic }}"

    def _keep_problems(self, section: Section) -> None:
        problems = [problem for problem in self.day.problems if _within(problem.at.line, section)]
        waiting = self._waiting_judge_line(section)
        lines = [problem.at.line for problem in problems] + ([waiting] if waiting is not None else [])
        if not lines or self.document.lines[min(lines)].text.lstrip().startswith("#"):
            topic = next((t.span.start for t in self.day.topics if _within(t.span.start, section)), None)
            under = self.kept[topic] if topic is not None else self.needed.setdefault(section.span.start, [])
            under.append(f"- {_PROBLEMS}")
            return
        index = top = min(lines)
        text = self._composed(index)
        week = next((problem.week for problem in problems if problem.at.line == index), None)
        if week is not None and week_of(text) is not None:
            # A week and its problems on one line: in a template the week is a line of its own.
            indent = text[: len(text) - len(text.lstrip())]
            self.kept[index] = [self._week_line(index), f"{indent}    - {_PROBLEMS}"]
        else:
            self.kept[index] = [self._problem_line(text)]
            if week is not None or index == waiting:
                top = self._keep_week_above(index, section, week)
        self._keep_lead_in(top, section)

    def _problem_line(self, text: str) -> str:
        lead = BULLET.match(text)
        if lead is None:
            return _PROBLEMS
        words = text[lead.end() :]
        named = self.templates.judges.at_start(words)
        sign = (
            re.match(r"\s*[:：]\s*|\s+[-–|]\s+", words[named[1] :]) if named is not None and words[:1] != "[" else None
        )
        gap = sign[0] if sign is not None else " "
        bullet = bulleted(f"{lead['bullet']} ") if lead["bullet"] else ""
        return f"{lead['indent']}{bullet}{{{{ judge }}}}{gap}{{{{ problems }}}}{break_of(text)}"

    def _waiting_judge_line(self, section: Section) -> int | None:
        for index in range(section.span.start + 1, section.span.end):
            text = self._composed(index)
            lead = BULLET.match(text)
            if index in self.document.scan.opaque or lead is None:
                continue
            words = text[lead.end() : end_of_words(text)]
            named = self.templates.judges.at_start(words)
            if named is not None and not words[named[1] :].strip(" :："):
                return index
        return None

    def _keep_week_above(self, index: int, section: Section, week: int | None) -> int:
        """Keep the week line that the problems stand under; return it, or `index` when there is none."""
        for above in range(index - 1, section.span.start, -1):
            said = week_of(self._composed(above))
            if said is None or above in self.document.scan.opaque:
                continue
            if week is not None and said[0] != week:
                break
            self.kept[above] = [self._week_line(above)]
            return above
        return index

    def _week_line(self, line: int) -> str:
        text = self._composed(line)
        said = week_of(text)
        assert said is not None
        _, start, end = said
        after = _AFTER_WEEK.match(text, end)
        return f"{plain(text[:start])}{{{{ week }}}}{after[0] if after is not None else ''}"

    def _keep_lead_in(self, top: int, section: Section) -> None:
        """Keep the line the problems stand under, such as `1. (오늘) 내가 푼 문제`."""
        above = top - 1
        while above > section.span.start and self.document.lines[above].empty_like:
            above -= 1
        text = self.document.lines[above].text.rstrip()
        if above <= section.span.start or above in self.kept or above in self.document.scan.opaque:
            return
        if len(text) <= _LONGEST_LEAD_IN and "://" not in text and "#" not in text and _LEAD_IN.match(text):
            self.kept[above] = [plain(text)]

    # The study time

    def _keep_total_line(self) -> None:
        total = self.day.total
        if total is None:
            return
        text = self.document.lines[total.at.line].text
        before, after = text[: total.at.start], text[total.at.end :]
        self.labels.append(("total", label_of(re.split(r"[(（\[]", before)[-1])))
        if not text.lstrip().startswith("#"):
            said = re.search(r"[\w+=]", after[: end_of_words(after)])
            self.kept[total.at.line] = [plain(before + TOTAL) + (after.rstrip() if said is None else "")]

    def _keep_known_total(self, section: Section) -> None:
        known = self._known(section)
        if known is not None and self.day.total is None:
            self._need(section, [source_of(line) for line in known.section.lines if line.has("total")][:1])

    # Small parts

    def _composed(self, line: int) -> str:
        return nfc(self.document.lines[line].text)

    def _before(self, at: Column) -> str:
        return self.document.lines[at.line].text[: at.start]

    def _at(self, at: Column) -> str:
        return self.document.lines[at.line].text[at.start : at.end]

    def _note_label(self, hole: str, at: Column, section: Section | None = None) -> None:
        own = label_of(self._before(at))
        self.labels.append((hole, own or (self._label_above(at, section) if section is not None else "")))

    def _need(self, section: Section, lines: Sequence[str]) -> None:
        self.needed.setdefault(section.span.start, []).extend(lines)

    def _item_line(self, item: Goal | Challenge, holes: str, section: Section) -> str:
        text = self.document.lines[item.text_at.line].text
        above = "" if label_of(self._before(item.text_at)) else self._label_above(item.text_at, section)
        if above:
            # In a template a label stands beside its hole, not above it.
            return f"{plain(labelled(bullet_of(text) + above)).rstrip()} {holes}"
        # A ticked box may stand beside another mark. It keeps its width, for the columns after it.
        head = _TICKED.sub("[ ]", text[: item.text_at.start], count=1)
        mark = item.mark_at
        if mark is not None and mark.end <= item.text_at.start and not BOX.match(self._at(mark)):
            head = head[: mark.start] + head[mark.end :].lstrip()
        if item.number_at is not None:
            # A sign stands behind the number, so the number's columns hold.
            head = head[: item.number_at.start] + NUMBER + head[item.number_at.end :]
        return plain(bulleted(labelled(head))) + holes + break_of(text)

    def _keep_blank(
        self, section: Section, kind: ItemKind, holes: str, when: When | None, *, above: int | None = None
    ) -> bool:
        """Keep a line that waits for its words; return whether there is one. With `above`, a labelled one above it."""
        for blank in self.day.blanks:
            if blank.kind is not kind or blank.when != when or not _within(blank.at.line, section):
                continue
            head = self._before(blank.at)
            if above is not None and (blank.at.line > above or not label_of(head)):
                continue
            self._note_label(holes.split()[1], blank.at)
            if blank.number is not None:
                head = head[: blank.number[0]] + NUMBER + head[blank.number[1] :]
            head = labelled(head)
            head += "" if head[-1:].isspace() or not head else " "
            ending = break_of(self.document.lines[blank.at.line].text)
            self.kept[blank.at.line] = [plain(bulleted(head)) + holes + ending]
            return True
        return False

    # The front matter

    def front_matter(self, name: str, body: Sequence[str]) -> list[str]:
        """Return the lines of the front matter, without the words that the body turns out not to teach."""
        headings = [line for line in body if re.match(r"#{1,6}\s", line) and "{{ topic }}" not in line]
        title = ", ".join(words for words in map(shown_words, headings) if key(words))
        lines = [f"name: {quoted(name)}"]
        if title:
            lines.append(f"title: {quoted(title)}")
        lines += [f"language: {self._language()}", *self._marks()]
        left = [word for word in sorted(self.templates.placeholders) if word in self.document.text]
        if left:
            lines.append(f"placeholders: [{', '.join(map(quoted, left))}]")
        return lines

    def _language(self) -> str:
        everything = nfc(self.document.text)
        headings = nfc("".join(heading.text for heading in self.document.scan.headings))
        text = headings if re.search(r"[^\W\d_]", headings) else everything
        korean = len(re.findall(r"[가-힣]", text))
        # Han characters are Japanese where kana stand beside them.
        japanese = len(re.findall(r"[ぁ-んァ-ヶ一-鿿]", text)) if re.search(r"[ぁ-んァ-ヶ]", everything) else 0
        latin = len(re.findall(r"[A-Za-z]", text))
        # A syllable says what two Latin letters say.
        if max(korean, japanese) * 2 < latin or not korean + japanese:
            return "en"
        return "ko" if korean >= japanese else "ja"

    def _marks(self) -> list[str]:
        used: dict[Mark, list[str]] = {mark: [] for mark in Mark}
        items: list[Goal | Challenge] = [*self.day.challenges, *self.day.goals]
        for item in items:
            if item.mark is not None and item.mark_at is not None:
                sign = self._sign(self._at(item.mark_at), item.mark)
                if sign and sign not in used[item.mark]:
                    used[item.mark].append(sign)
        lines = ["marks:"]
        for mark, signs in self.template.marks:
            own = [*used[mark], *(sign for sign in signs if sign not in used[mark])]
            lines.append(f"  {mark}: [{', '.join(map(quoted, own))}]")
        return lines

    def _sign(self, written: str, mark: Mark) -> str:
        """Return a mark as the templates spell it; empty for a checkbox."""
        written = written if key(written) else written.strip("()[]（）")
        for template in (self.template, *self.templates.templates):
            for sign in dict(template.marks).get(mark, ()):
                bracketed = sign.startswith("(") and key(written).startswith(key(sign))
                if bracketed or (not sign.startswith("(") and written.startswith(sign.rstrip("\ufe0f"))):
                    return sign
        return ""

    def unlearned(self, draft: Template) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Return the headings and labels of the log that the lines of the draft do not teach, for its front matter."""
        lexicon = Templates((draft,), self.templates.judges).lexicon(draft)
        also: dict[str, list[str]] = {}
        for section in self.day.sections:
            if self._known(section) is None or lexicon.heading(section.heading) is not None:
                continue
            own = next((s for s in draft.sections if s.kind is section.kind), None)
            if own is not None and section.kind is not SectionKind.OTHER:
                words = shown_words(source_of(own.heading))
                _add(also, words if key(words) == own.words else own.words, section.heading)
        labels: dict[str, list[str]] = {}
        for hole, label in self.labels:
            word = key(re.sub(r"\d", "", label))
            if word and word not in lexicon.labels(hole) and word not in map(key, labels.get(hole, ())):
                _add(labels, hole, label)
        return also, labels


def _within(line: int, section: Section) -> bool:
    return section.span.start < line < section.span.end


def _own_words(heading: str) -> str:
    """Key of a drafted heading's own words, as a template is known by them."""
    return heading_words(heading.split("{{", 1)[0])


def _indent(text: str) -> int:
    return len(text[: len(text) - len(text.lstrip())].expandtabs(4))


def _add(lists: dict[str, list[str]], name: str, word: str) -> None:
    words = lists.setdefault(name, [])
    if word not in words:
        words.append(word)


def _word_lists(name: str, lists: Mapping[str, Sequence[str]]) -> list[str]:
    if not lists:
        return []
    return [f"{name}:", *(f"  {quoted(word)}: [{', '.join(map(quoted, others))}]" for word, others in lists.items())]
