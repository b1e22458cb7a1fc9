"""What the words of a log mean: all templates' headings, labels and marks, with one template's own meaning first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from operator import add
from types import EllipsisType

from tracker.codec.judges import Judges
from tracker.codec.template import Template, TemplateSection
from tracker.codec.words import key
from tracker.model import Mark, SectionKind, When
from tracker.regex import regex
from tracker.timefmt import find_duration
from tracker.values import frozen

_LABEL_END = regex(r"(?P<closed>[\s)\]）】]*+)(?P<number>\d{1,9})?\s*+(?P<colon>[:：])?\s*+")
# Up to a plain letter behind a colon, which nothing melts into.
_COLONED = regex(r"[^:：]{1,40}+[:：]\s++(?=[가-힣A-Za-z](?:[\x00-\u02ff가-힣]|$))")
_WORD = regex(r"[^\W_]*+")
_SHORTCODES = regex(r"(?:\s*+:[a-z0-9_+-]++:)*+", re.IGNORECASE)
_THEME = regex(r"\s[-–—]\s")
_THEME_OR_BAR = regex(r"\s[-–—|:]\s")
_DIGIT = regex(r"\d")
_OPENING = regex(r"[(（\[]")
_BRACKETED = regex(r"[(（\[][^()（）\[\]]*[)）\]]")
_NEXT_WORDS = ("내일", "다음", "next", "tomorrow", "明日", "次")
_PAST_WORDS = ("지난", "어제", "past", "yesterday", "달성", "前回")
_LABEL_SCAN = 48
"""Characters a label may take up; nobody's label is longer, and a long line need not be searched whole."""
_HEADING_SCAN = 200
"""Characters of a heading in which a duration is looked for."""

DATE_WORDS = frozenset(
    {"날짜", "date", "일자", "日付", "日期", "day", "til", "오늘", "today", "일지", "학습일지", "작성일"}
)


@frozen
class Label:
    """A label found at the start of an item."""

    key: str
    raw: str
    """As written, without number and colon."""
    text_start: int
    """Column where the item's own words begin."""
    number: tuple[int, int] | None
    """Columns of the number in it; None when it has none."""


@frozen
class KnownHeading:
    """What a heading's words stand for."""

    kind: SectionKind
    section: TemplateSection
    exact: bool
    """Whether the words are the template's own, not others it goes by."""


@frozen(slots=False)
class Templates:
    """All templates a log may be written in, the preferred one first, and the judges."""

    templates: tuple[Template, ...]
    judges: Judges

    def named(self, name: str) -> Template | None:
        """Return the template of that name; None when there is none."""
        return next((template for template in self.templates if template.name == name), None)

    @property
    def default(self) -> Template:
        """The template new days are opened with."""
        return self.templates[0]

    @cached_property
    def date_words(self) -> frozenset[str]:
        """Keys of words that may stand before a date in its heading."""
        return DATE_WORDS | {word for template in self.templates for word in template.date_words}

    @cached_property
    def placeholders(self) -> frozenset[str]:
        """Dates that are left over from a template and name no day."""
        return frozenset(word for template in self.templates for word in template.placeholders)

    @cached_property
    def _lexicons(self) -> dict[str, Lexicon]:
        return {
            template.name: Lexicon(template, (template, *(other for other in self.templates if other is not template)))
            for template in reversed(self.templates)
        }

    @cached_property
    def fit_of(self) -> Callable[[str], tuple[int, ...]]:
        """Say for a heading how well it fits each of the templates."""
        words = [
            (
                frozenset(section.words for section in template.sections),
                frozenset(word for section in template.sections for word in section.also),
            )
            for template in self.templates
        ]

        # Most days have the headings of the day before.
        @lru_cache(maxsize=1024)
        def fit(heading: str) -> tuple[int, ...]:
            themed = _THEME.split(heading, maxsplit=1)[0]
            forms = {key(heading), key(_BRACKETED.sub("", heading)), key(themed)}
            return tuple(3 if forms & own else 1 if forms & also else 0 for own, also in words)

        return fit

    def lexicon(self, template: Template) -> Lexicon:
        """Return the words of all templates, `template`'s meaning first."""
        return self._lexicons[template.name]


@frozen(slots=False)
class Lexicon:
    """Words and what they mean in a day that fits `template`."""

    template: Template
    templates: Sequence[Template]

    @cached_property
    def _headings(self) -> dict[str, KnownHeading]:
        known: dict[str, KnownHeading] = {}
        for template in self.templates:
            for section in template.sections:
                known.setdefault(section.words, KnownHeading(section.kind, section, exact=True))
        for template in self.templates:
            for section in template.sections:
                for word in section.also:
                    known.setdefault(word, KnownHeading(section.kind, section, exact=False))
        return known

    def heading(self, text: str) -> KnownHeading | None:
        """Return what a heading's words stand for; None for a heading nobody's template has."""
        return self._heading_of(text)

    @cached_property
    def _heading_of(self) -> Callable[[str], KnownHeading | None]:
        # Most days have the headings of the day before.
        return lru_cache(maxsize=1024)(self._find_heading)

    def _find_heading(self, text: str) -> KnownHeading | None:
        duration = find_duration(text[:_HEADING_SCAN])
        forms = [text, _BRACKETED.sub("", text)]
        if duration is not None:
            forms.append(text[: duration[0]])
        known = next((self._headings[key(form)] for form in forms if key(form) in self._headings), None)
        if known is not None:
            return known
        themed = self._headings.get(key(_THEME_OR_BAR.split(text, maxsplit=1)[0]))
        if themed is not None and any(part for part in themed.section.heading.parts if not isinstance(part, str)):
            return themed
        return None

    def presenters_in(self, text: str) -> bool:
        """Return whether topics under this heading may end in ` - presenter`."""
        words = key(text)
        return any(section in words for section in self._with_presenters)

    @cached_property
    def _with_presenters(self) -> frozenset[str]:
        return frozenset(s.words for template in self.templates for s in template.sections if s.has_presenter)

    @cached_property
    def _labels(self) -> dict[str, frozenset[str]]:
        words: dict[str, set[str]] = {}
        for template in self.templates:
            for section in template.sections:
                for line in section.lines:
                    if line.hole and line.label:
                        words.setdefault(line.hole, set()).add(key(_DIGIT.sub("", line.label)))
                    elif line.has("total"):
                        words.setdefault("total", set()).add(key(line.literal))
                if section.heading.has("total"):
                    opened = _OPENING.split(section.heading.literal)[-1]
                    words.setdefault("total", set()).add(key(opened))
            for hole, others in template.labels.items():
                words.setdefault(hole, set()).update(key(_DIGIT.sub("", other)) for other in others)
        return {hole: frozenset(w for w in found if w) for hole, found in words.items()}

    @cached_property
    def _known(self) -> dict[tuple[str, ...], tuple[frozenset[str], frozenset[str], frozenset[str]]]:
        return {}

    def labels(self, *holes: str) -> frozenset[str]:
        """Return the keys of all labels of these holes."""
        return self._labels_and_beginnings(holes)[0]

    def _labels_and_beginnings(self, holes: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Return the keys of all labels of these holes, what they begin with, and their first characters."""
        if holes not in self._known:
            keys = frozenset[str]().union(*(self._labels.get(hole, frozenset()) for hole in holes))
            beginnings = frozenset(word[:end] for word in keys for end in range(len(word) + 1))
            self._known[holes] = keys, beginnings, frozenset(word[0] for word in keys)
        return self._known[holes]

    def label_at(self, text: str, start: int, holes: tuple[str, ...]) -> Label | None:
        """Return the label that stands at column `start`; None when the words there are none.

        A label is followed by a colon, or by the closing bracket it opened with (`(past) …`).
        """
        known, beginnings, firsts = self._labels_and_beginnings(holes)
        if _begins_otherwise(text[start : start + 2], firsts):
            return None
        colon = _COLONED.match(text, start)
        if colon is not None:
            label = self._label_of_beginning(text[start : colon.end() + 1], holes)
            if label is not ...:
                return _moved(label, start)
        return self._find_label(text, start, known, beginnings)

    @cached_property
    def _label_of_beginning(self) -> Callable[[str, tuple[str, ...]], Label | EllipsisType | None]:
        # The same few labels stand in every day.
        return lru_cache(maxsize=4096)(self._find_label_of_beginning)

    def _find_label_of_beginning(self, beginning: str, holes: tuple[str, ...]) -> Label | EllipsisType | None:
        """Return the label of words that begin so, the first letter behind it included; `...` when others decide."""
        known, beginnings, _firsts = self._labels_and_beginnings(holes)
        return ... if key(beginning) in beginnings else self._find_label(beginning, 0, known, beginnings)

    def _find_label(self, text: str, start: int, known: frozenset[str], beginnings: frozenset[str]) -> Label | None:
        best: Label | None = None
        signs = _SHORTCODES.match(text, start)
        end = signs.end() if signs is not None else start
        limit = min(len(text), end + _LABEL_SCAN)
        while end < limit:
            end += 1
            if text[end - 1].isalnum():
                # Within a word no label ends, nor before a mark that melts into it.
                run = _WORD.match(text, end)
                end = run.end() if run is not None else end
                if end > limit:
                    break
                if end < len(text) and unicodedata.combining(text[end]):
                    continue
            found = key(text[start:end])
            if found not in beginnings:
                break
            if found in known:
                best = _label(text, start, end, found) or best
        if best is not None and text.startswith("**", start) and text.startswith("**", best.text_start):
            # `**Keep:** words`: the bold that began before the label ends after its colon.
            after = best.text_start + 2
            after += len(text[after:]) - len(text[after:].lstrip())
            return Label(best.key, best.raw, after, best.number)
        return best

    def when_of(self, label: Label | None, heading: str, section: TemplateSection | None) -> When:
        """Return whether a challenge was set before or is set for the next day."""
        if label is not None:
            return self._when_of_label(label.key)
        bare = section.item("next_challenge") if section is not None else None
        words = key(heading)
        if bare is not None and not bare.label:
            return When.NEXT
        return (
            When.NEXT
            if any(w in words for w in _NEXT_WORDS) and not any(w in words for w in _PAST_WORDS)
            else When.PAST
        )

    @cached_property
    def _when_of_label(self) -> Callable[[str], When]:
        @lru_cache(maxsize=256)
        def when(words: str) -> When:
            if words in self.labels("next_challenge") and words not in self.labels("past_challenge"):
                return When.NEXT
            if any(word in words for word in _PAST_WORDS):
                return When.PAST
            return When.NEXT if any(word in words for word in _NEXT_WORDS) else When.PAST

        return when

    @cached_property
    def signs(self) -> tuple[tuple[str, Mark], ...]:
        """Emoji marks with their meaning."""
        return tuple((sign.rstrip("\ufe0f"), mark) for sign, mark in self._spellings if not sign.startswith("("))

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """The emoji marks alone."""
        return tuple(spelling for spelling, _mark in self.signs)

    @cached_property
    def bracketed(self) -> tuple[tuple[str, Mark], ...]:
        """Words in brackets that are marks, longest first: `(미완)`, without their brackets."""
        words = [(sign.strip("()"), mark) for sign, mark in self._spellings if sign.startswith("(")]
        return tuple(sorted(words, key=lambda pair: -len(pair[0])))

    @cached_property
    def _spellings(self) -> tuple[tuple[str, Mark], ...]:
        seen: dict[str, Mark] = {}
        for template in self.templates:
            for mark, signs in template.marks:
                for sign in signs:
                    seen.setdefault(sign, mark)
        return tuple(seen.items())


def _begins_otherwise(two: str, firsts: frozenset[str]) -> bool:
    """Whether words that begin with these two characters have none of the first ones, as can be said without a key.

    That is so for a plain letter, and where nothing follows that it could melt into one with.
    """
    first, second = two[:1], two[1:]
    plain = "가" <= first <= "힣" or (first.isascii() and first.isalnum())
    return plain and first.lower() not in firsts and (second < "\u0300" or "가" <= second <= "힣")


def _moved(label: Label | None, columns: int) -> Label | None:
    """Return a label found in the words from that column on as one of the line."""
    if label is None or not columns:
        return label
    number = (label.number[0] + columns, label.number[1] + columns) if label.number is not None else None
    return Label(label.key, label.raw, label.text_start + columns, number)


def _label(text: str, start: int, end: int, found: str) -> Label | None:
    """Return the label whose words are `text[start:end]`; None when what follows shows that they are none."""
    match = _LABEL_END.match(text, end)
    if match is None:
        return None
    words = text[start:end].strip()
    bracketed = words.startswith(("(", "[", "（", "【"))
    closed = bracketed and any(char in ")]）】" for char in words[:-1])
    if bracketed and not closed and match["closed"].strip() and match["number"] and not match["colon"]:
        # `(past) 3 pages`: a number right after the bracket belongs to the words.
        return Label(found, text[start:end].strip(" \t*_:："), match.start("number"), None)
    ended = match.end() == len(text) or text[match.end() : match.end() + 3].casefold() == "<br"
    if not (match["colon"] or ended or (bracketed and (closed or match["closed"].strip()))):
        return None
    number = match.span("number") if match["number"] else None
    return Label(found, text[start:end].strip(" \t*_:："), match.end(), number)


def fitting_template(templates: Templates, headings: Sequence[str], preferred: str | None) -> Template:
    """Return the template whose headings fit best; the preferred one, then the first, wins a tie."""
    scores = [0] * len(templates.templates)
    for heading in headings:
        scores = list(map(add, scores, templates.fit_of(heading)))
    rows = [
        (score, template.name == preferred, -order, template)
        for order, (score, template) in enumerate(zip(scores, templates.templates, strict=True))
    ]
    return max(rows, key=lambda row: row[:3])[3]
