"""Solved problems, in the many ways people write a line of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from unicodedata import is_normalized

from tracker.codec.document import Document
from tracker.codec.judges import Judge, Judges
from tracker.codec.links import MARKDOWN_LINK
from tracker.codec.words import composed, end_of_words
from tracker.model import Column, Problem
from tracker.regex import regex
from tracker.values import frozen, replace

_BULLET = r"(?:[-*+•‣·]|\d{1,9}[.)])(?=\s|$)"
_LEAD = regex(rf"(?P<indent>\s*+)(?P<bullet>{_BULLET})?\s*+(?:\[[ xX]\]\s*+)?")
_DATE = regex(r"\(\s*(?P<m>\d{1,2})\s*[/.월]\s*(?P<d>\d{1,2})\s*일?\s*\)\s*+")
_WEEK = regex(
    r"(?:(?P<a>\d{1,3})\s*+주\s*+차(?!\s*+(?:과제|강의|공부|미션|회고))|week\s*+(?P<b>\d{1,3})\b|第?(?P<c>\d{1,3})週)",
    re.IGNORECASE,
)
_AFTER_WEEK = regex(r"\s*+[:：-]?\s*+")
_AFTER_JUDGE = regex(r"\s*+(?:[:：\-–|]\s++)?")
_LEVEL = regex(
    r"[\[(]?(?:(?:lv|level|레벨)\s*+\.?\s*+(?P<lv>\d)\s*+\.?|(?P<words>\d\s*+단계|(?:브론즈|실버|골드|플래티넘|다이아|bronze"
    r"|silver|gold|platinum|diamond)\s*+(?:\d|[IV]{1,3})\b|D\d\b|easy\b|medium\b|hard\b))[\])]?\s*+[.:]?\s*+",
    re.IGNORECASE,
)
_STEPS = regex(r"(?P<level>\d{1,3}\s*+단계(?:\s++[^\d\s,]++\d*+)*+)\s++(?=\d{3,})")
_ID = regex(
    r"#?(?P<id>(?:abc|arc|agc)\s?\d{2,3}[_ ]?[a-h]|\d{1,6}(?:[A-Za-z]\d?)?)"
    r"(?:\s*+번(?:\s*+문제)?(?!\w)|(?![\w-]))[.:)]?",
    re.IGNORECASE,
)
_STATUS = regex(
    r"(?<!\s)\s*+(?:[(\[（]\s*+(?P<word>미완료?|실패|못\s?[품풀]|진행|완료?|성공|해결|통과|풀었|done|failed|unsolved|solved)"
    r"[^()\[\]（）]{0,40}[)\]）]|(?P<sign>✅|❌|🔺|⭕|✔️?|☑️?))\s*+",
    re.IGNORECASE,
)
_OPEN_WORDS = ("미완", "실패", "못", "진행", "failed", "unsolved", "❌", "🔺")
_SEPARATOR = regex(r"[,、·]")


@frozen
class _Context:
    """What earlier lines say about a line of problems."""

    week: int | None = None
    week_indent: int = -1
    week_bulleted: bool = False
    judge: Judge | None = None
    """A judge named on a line of its own, whose numbers are still to come."""
    judge_indent: int = -1


def read_problems(
    document: Document, lines: Sequence[int], judges: Judges, day: date, *, titles: bool
) -> list[Problem]:
    """Return the problems that these lines name.

    With `titles`, a bulleted line may name a problem by its title alone; without, only a number makes a problem.
    """
    found: list[Problem] = []
    context = nothing_said = _Context()
    may_begin = _beginning(judges).match
    for index in lines:
        text = document.texts[index]
        if not text or text.isspace():
            continue
        # Most lines are prose: they name nothing, and nothing was said that they could end.
        if context is nothing_said and may_begin(text) is None and (text.isascii() or is_normalized("NFC", text)):
            continue
        context, problems = _read_line(text, index, context, judges, day, titles=titles)
        if context == nothing_said:
            context = nothing_said
        found.extend(problems)
    return found


@lru_cache(maxsize=8)
def _beginning(judges: Judges) -> re.Pattern[str]:
    """Return what NFC lines match that may name a week, a judge or a problem; few others do."""
    names = rf"[\[(*`!]*+\s*+(?:[\d第]|we|{judges.beginnings})"
    return judges.expression(rf"#*+\s*+(?:{_BULLET})?+\s*+(?:\[[ xX]\]\s*+)?+{names}")


def week_of(text: str) -> tuple[int, int, int] | None:
    """Return the course week that a line begins with and the columns of its number; None when it names none."""
    words, columns = composed(text.replace("\u00a0", " "))
    lead = _LEAD.match(words)
    week = _WEEK.match(words, lead.end()) if lead is not None else None
    if week is None:
        return None
    number = next(name for name in "abc" if week[name])
    return int(week[number]), columns[week.start(number)], columns[week.end(number)]


def _read_line(
    raw: str, index: int, context: _Context, judges: Judges, day: date, *, titles: bool
) -> tuple[_Context, list[Problem]]:
    text, columns = composed(raw.replace("\u00a0", " "))
    if text.startswith("#"):
        columns = columns[len(text) - len(text.lstrip("#")) :]
        text = text.lstrip("#")
    lead = _LEAD.match(text)
    if lead is None:
        return context, []
    indent, bullet = len(lead["indent"].expandtabs(4)), lead["bullet"] or ""
    context, at = _past_week(text, lead.end(), context, indent, bool(bullet))
    dated = _DATE.match(text, at)
    on = _nearest_date(int(dated["m"]), int(dated["d"]), day) if dated is not None else None
    at = dated.end() if dated is not None else at
    end = end_of_words(text)
    linked = MARKDOWN_LINK.search(text, at, end)
    link_url = (linked["url"] or None) if linked is not None else None
    # `[백준 1000 A+B](address)`: the words are inside the link.
    inside = linked if linked is not None and linked.start() == at else None
    named = judges.at_start(inside["text"] if inside is not None else text[at:end])
    above = _Context(context.week, context.week_indent, context.week_bulleted)
    if named is None:
        steps = _STEPS.match(text, at) if judges.of_steps is not None else None
        if steps is not None and judges.of_steps is not None:
            level = steps["level"].strip()
            line = _ProblemLine(text, columns, index, judges.of_steps, level, context.week, on, link_url)
            return context, list(line.problems(steps.end(), end, titles=False))
        if context.judge is not None and indent >= context.judge_indent:
            line = _ProblemLine(text, columns, index, context.judge, None, context.week, on, None)
            numbers = list(line.problems(at, end, titles=False))
            if numbers and all(problem.title is None for problem in numbers):
                return context, numbers
        return above, []
    judge, name_end = named
    at += name_end
    if inside is not None and inside["text"][name_end:].strip():
        at, end = inside.start("text") + name_end, inside.end("text")
    elif inside is not None:
        # `[백준](address) 1000`: the link is the judge's.
        at, link_url = inside.end(), None
    gap = _AFTER_JUDGE.match(text, at, end)
    at = gap.end() if gap is not None else at
    if at >= end:
        return replace(context, judge=judge, judge_indent=indent), []
    level_at = _LEVEL.match(text, at)
    level = None
    if level_at is not None and level_at.end() < end:
        level = f"Lv.{level_at['lv']}" if level_at["lv"] else level_at["words"].strip()
        at = level_at.end()
    line = _ProblemLine(text, columns, index, judge, level, context.week, on, link_url)
    may_title = titles and bool(bullet) and not bullet[0].isdigit()
    return above, list(line.problems(at, end, titles=may_title or level is not None))


def _past_week(text: str, at: int, context: _Context, indent: int, bulleted: bool) -> tuple[_Context, int]:
    """Return what holds after the week that the line may begin with, and the column behind it."""
    week = _WEEK.match(text, at)
    if week is not None:
        number = int(week["a"] or week["b"] or week["c"])
        after = _AFTER_WEEK.match(text, week.end())
        return _Context(number, indent, bulleted), after.end() if after is not None else week.end()
    if context.week is not None and context.week_bulleted and indent <= context.week_indent:
        return _Context(), at
    return context, at


@frozen
class _ProblemLine:
    """A line of problems, and what was said of all of them."""

    text: str
    columns: Sequence[int]
    """For each column of `text`, the column of the line as written."""
    line: int
    judge: Judge
    level: str | None
    week: int | None
    on: date | None
    link: str | None

    def problems(self, start: int, end: int, *, titles: bool) -> Iterator[Problem]:
        at = start
        while at < end:
            cut = _SEPARATOR.search(self.text, at, end)
            stop = cut.start() if cut is not None else end
            piece = self.text[at:stop]
            if piece.strip():
                yield from self._piece(stop - len(piece.lstrip()), at + len(piece.rstrip()), titles=titles)
            at = cut.end() if cut is not None else end

    def _piece(self, start: int, end: int, *, titles: bool) -> list[Problem]:
        piece = self.text[start:end]
        solved = True
        bare_end = end
        for status in _STATUS.finditer(piece):
            said = (status["word"] or status["sign"]).casefold()
            solved = not any(said.startswith(open_word) for open_word in _OPEN_WORDS)
            if status.end() == len(piece) and status.start():
                bare_end = start + status.start()
        linked = MARKDOWN_LINK.fullmatch(self.text, start, bare_end)
        if linked is not None:
            inner = replace(self, link=linked["url"] or None)._piece(*linked.span("text"), titles=titles)
            return [replace(problem, solved=solved) for problem in inner]
        ids: list[re.Match[str]] = []
        at = start
        while (match := _ID.match(self.text, at, end)) is not None:
            ids.append(match)
            gap = len(self.text[match.end() : end]) - len(self.text[match.end() : end].lstrip())
            at = match.end() + gap
            if not gap:
                break
        rest = _title(MARKDOWN_LINK.sub(lambda m: m["text"], _STATUS.sub(" ", self.text[at:end])))
        if ids and not rest:
            return [self._problem(m["id"], None, solved, m.start("id"), m.end("id")) for m in ids]
        if ids:
            *plain, last = ids
            head = [self._problem(m["id"], None, solved, m.start("id"), m.end("id")) for m in plain]
            return [*head, self._problem(last["id"], rest, solved, last.start("id"), bare_end)]
        if titles and rest:
            return [self._problem(None, rest, solved, start, bare_end)]
        return []

    def _problem(self, problem_id: str | None, title: str | None, solved: bool, start: int, end: int) -> Problem:
        at = Column(self.line, self.columns[start], self.columns[end])
        url = self.link or self.judge.url_of(problem_id)
        return Problem(self.judge.name, problem_id, title, self.level, self.week, self.on, solved, url, at)


def _title(words: str) -> str:
    return words.replace("**", "").strip().strip("*_`").strip(" .:-–").strip()


def _nearest_date(month: int, day: int, near: date) -> date | None:
    candidates = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    return min(candidates, key=lambda d: abs((d - near).days), default=None)
