"""The rule about bold words that GitHub does not draw bold, as happens before a Korean particle."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from tracker.lint.fault import Fault, Splice
from tracker.lint.page import Page, Passage
from tracker.values import frozen
from tracker.wording import _

if TYPE_CHECKING:
    from tracker.lint.referee import Run

_TRIED_ONE_BY_ONE = 16
"""Pairs of a passage that are mended one at a time when they cannot be all at once."""
_SHOWN_LENGTH = 30
_LINES_APART = 4
"""How far below a paragraph the one may begin in which its bold words end."""


@frozen
class _Pair:
    """Two runs that were to enclose bold words."""

    opener: Run
    closer: Run
    before: str
    """The character before the opener; empty at the beginning."""
    inner: str
    after: str
    """The character after the closer; empty at the end."""

    @property
    def broken(self) -> bool:
        return "\n" in self.inner

    def mends(self) -> list[str]:
        """Return what could stand in place of the pair and the words between, the best first."""
        bare = self.inner.strip()
        # A space that parted two words goes on parting them.
        left = self.inner[: len(self.inner) - len(self.inner.lstrip())] if self.before.isalnum() else ""
        right = self.inner[len(self.inner.rstrip()) :] if self.after.isalnum() else ""
        if not self.before and bare.endswith((":", "：")) and not right:
            # A label stays the label of its line as long as it is written with signs.
            right = " "
        signed, tagged = f"{left}**{bare}**{right}", f"{left}<b>{bare}</b>{right}"
        return [signed, tagged] if signed != self.written else [tagged]

    @property
    def written(self) -> str:
        return f"{self.opener.sign * 2}{self.inner}{self.closer.sign * 2}"


def bold_faults(page: Page) -> Iterator[Fault]:
    """Yield bold words whose signs GitHub shows as they are, with a mend where the parser draws that bold."""
    stray: list[tuple[Passage, Run]] = []
    for passage in page.passages:
        literal = [run for run in passage.judgement.runs if run.length == 2 and run.literal == 2]
        if not literal:
            continue
        pairs = _pairs(passage, literal)
        mends = _certain_mends(passage, pairs) if pairs else {}
        for pair in pairs:
            yield _fault(passage, pair, mends.get(pair.opener.start))
        paired = {run.start for pair in pairs for run in (pair.opener, pair.closer)}
        alone = [run for run in literal if run.start not in paired]
        if len(alone) == 1 and passage.paragraph:
            stray.append((passage, alone[0]))
    yield from _over_paragraphs(stray)


def _fault(passage: Passage, pair: _Pair, mend: str | None) -> Fault:
    start, end = passage.column_at(pair.opener.start), passage.column_at(pair.closer.start)
    words = _shown(" ".join(pair.inner.split()))
    signs = pair.opener.sign * 2
    if pair.broken:
        reason = _("GitHub shows the {signs} around {words!r} instead of bold words.", signs=signs, words=words)
    elif pair.inner != pair.inner.strip():
        reason = _("A space inside the {signs} keeps {words!r} from being bold on GitHub.", signs=signs, words=words)
    elif pair.opener.sign == "_":
        reason = _(
            "{signs} touches a letter, which keeps {words!r} from being bold on GitHub.", signs=signs, words=words
        )
    else:
        reason = _(
            "{signs} between a punctuation mark and a letter keeps {words!r} from being bold on GitHub.",
            signs=signs,
            words=words,
        )
    line = passage.line_at(pair.opener.start)
    if mend is None or start is None or end is None:
        advice = _("Write <b> before the words that are to be bold, and </b> after them.")
        return Fault(line, "bold", reason, advice)
    advice = _("Write: {mended}", mended=_shown(mend.strip()))
    return Fault(line, "bold", reason, advice, Splice(start, end + 2, mend))


def _shown(words: str) -> str:
    if len(words) <= _SHOWN_LENGTH:
        return words
    half = _SHOWN_LENGTH // 2
    return f"{words[:half]}…{words[-half:]}"


# Which runs belong together


def _pairs(passage: Passage, literal: Sequence[Run]) -> list[_Pair]:
    """Return the pairs among runs that are shown as signs, in their order."""
    scopes: dict[tuple[str, int], list[Run]] = {}
    for run in literal:
        scopes.setdefault((run.sign, run.scope), []).append(run)
    pairs: list[_Pair] = []
    for runs in scopes.values():
        close = _neighbours(passage.content, runs, _is_close)
        taken = {run.start for pair in close for run in (pair.opener, pair.closer)}
        pairs += close
        pairs += _neighbours(passage.content, [run for run in runs if run.start not in taken], _is_spaced)
    return sorted(pairs, key=lambda pair: pair.opener.start)


def _neighbours(content: str, runs: Sequence[Run], fits: Callable[[_Pair], bool]) -> list[_Pair]:
    pairs = []
    i = 0
    while i + 1 < len(runs):
        opener, closer = runs[i], runs[i + 1]
        before = content[opener.start - 1] if opener.start else ""
        pair = _Pair(opener, closer, before, content[opener.end : closer.start], content[closer.end : closer.end + 1])
        if any(char.isalnum() for char in pair.inner) and pair.inner.count("\n") <= 1 and fits(pair):
            pairs.append(pair)
            i += 1
        i += 1
    return pairs


def _is_close(pair: _Pair) -> bool:
    """Whether the signs touch the words between them, and were meant to make them bold."""
    first, last = pair.inner[0], pair.inner[-1]
    if first.isspace() or last.isspace() or _closes(pair.before) or _opens(last):
        return False
    if pair.opener.sign == "_":
        # `__init__` is a name of Python's, whatever follows it, and so is `user__name`; a particle follows on one side.
        in_name = _is_ascii_word(pair.before) or _is_ascii_word(pair.after)
        within = pair.before.isalnum() and pair.after.isalnum()
        return not in_name and not within and (not pair.inner.isascii() or " " in pair.inner)
    # `2**(n-1)` and `2**(n-2)`: the same power twice.
    powers = _is_power(pair.before, first) and _is_power(last, pair.after)
    return not powers and not (_opens(first) and _opens(pair.after) and pair.before.isalnum() and last.isalnum())


def _is_spaced(pair: _Pair) -> bool:
    """Whether there is a space between the signs and the words, and the signs are no operators all the same."""
    first, last = pair.inner[0], pair.inner[-1]
    if pair.broken or not (first.isspace() or last.isspace()):
        return False
    if first.isspace() and last.isspace():
        return not (pair.before.isspace() and pair.after.isspace())
    if pair.inner.isascii() or (_opens(pair.before) and not first.isspace()):
        return False
    # In `**kwargs 와 **args` each sign begins a name.
    return not (_is_ascii_word(pair.after) if last.isspace() else _is_ascii_word(pair.before))


def _is_power(base: str, exponent: str) -> bool:
    return (_is_ascii_word(base) or base == ")") and (_is_ascii_word(exponent) or exponent in ("(", "-"))


def _is_ascii_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")


def _opens(char: str) -> bool:
    return bool(char) and unicodedata.category(char) in ("Ps", "Pi")


def _closes(char: str) -> bool:
    return bool(char) and unicodedata.category(char) in ("Pe", "Pf")


def _over_paragraphs(stray: Sequence[tuple[Passage, Run]]) -> Iterator[Fault]:
    """Yield bold words that begin in one paragraph and end in another one, a few lines below."""
    for (above, opener), (below, closer) in pairwise(stray):
        words = above.content[opener.end :]
        before, after = above.content[: opener.start][-1:], below.content[closer.end : closer.end + 1]
        begins = not before or before.isspace() or _opens(before)
        ends = (not after or not after.isalnum()) and not below.content[: closer.start][-1:].isspace()
        near = below.line - above.line_at(len(above.content)) <= _LINES_APART
        if opener.sign == closer.sign == "*" and begins and ends and near and closer.start and _is_phrase(words):
            line = above.line_at(opener.start)
            reason = _(
                "Bold words end with their paragraph; GitHub shows the {signs} before {words!r} as they are.",
                signs="**",
                words=_shown(" ".join(words.split())),
            )
            yield Fault(line, "bold", reason, _("Write ** before and after the bold words of each paragraph."))


def _is_phrase(words: str) -> bool:
    """Whether words are no mere name, as `kwargs` is."""
    return bool(words) and not words[0].isspace() and not (words.isascii() and words.isidentifier())


# Mends that the parser confirms


def _certain_mends(passage: Passage, pairs: Sequence[_Pair]) -> dict[int, str]:
    """Return what to write for each pair, by where it opens; nothing for those no mend is known to help."""
    # Signs between the two are drawn as bold already: which of them belong together nobody knows for certain.
    whole = [pair for pair in pairs if not pair.broken and pair.opener.sign * 2 not in pair.inner]
    best = {pair.opener.start: pair.mends()[0] for pair in whole}
    if _helps(passage, whole, best):
        return best
    if len(whole) > _TRIED_ONE_BY_ONE:
        return {}
    found: dict[int, str] = {}
    for i, pair in enumerate(whole):
        for mend in pair.mends():
            tried = found | {pair.opener.start: mend}
            if _helps(passage, [p for p in whole[: i + 1] if p.opener.start in tried], tried):
                found = tried
                break
    return found


def _helps(passage: Passage, pairs: Sequence[_Pair], mends: Mapping[int, str]) -> bool:
    """Whether the parser shows none of these pairs' signs any more, and all else as before."""
    done, end = [], 0
    for pair in pairs:
        done += [passage.content[end : pair.opener.start], mends[pair.opener.start]]
        end = pair.closer.end
    content = "".join([*done, passage.content[end:]])
    was, now = passage.judgement, passage.referee.judge(content)
    tags = ("<b>", "</b>")
    kept = [p.words for p in was.places if p.words not in tags] == [p.words for p in now.places if p.words not in tags]
    newer = now.literal_by_newer_rules <= was.literal_by_newer_rules
    return kept and newer and now.literal == was.literal - 4 * len(pairs)
