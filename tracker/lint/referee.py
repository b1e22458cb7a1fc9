"""What GitHub makes of a piece of running text: which signs stay signs, and where addresses lead.

CommonMark with GitHub's tables and strike-through, by markdown-it-py. It is the one module that loads it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, backtick, emphasis, html_inline, image, link
from markdown_it.token import Token

from tracker.regex import regex
from tracker.values import frozen

_NOT_ASCII = regex(r"[^\x00-\x7f]")
_RULES = {
    "backticks": ("`", backtick),
    "emphasis": ("*_", emphasis.tokenize),
    "link": ("[", link),
    "image": ("!", image),
    "autolink": ("<", autolink),
    "html_inline": ("<", html_inline),
}
"""The rules that are watched, each with the signs it begins with."""


@frozen
class Run:
    """A row of `*` or `_` that could open or close emphasis."""

    start: int
    length: int
    sign: str
    literal: int
    """How many of its signs are shown as they are."""
    scope: int
    """The same for two runs that could belong together."""

    @property
    def end(self) -> int:
        """The column after it."""
        return self.start + self.length


@frozen
class Place:
    """Columns `[start, end)` of a link, an image, a tag or code among running text."""

    rule: str
    """`link`, `image`, `autolink`, `html_inline` or `backticks`."""
    start: int
    end: int
    words: str
    """Where a link or image leads; the tag itself; the words of code."""


@frozen
class Judgement:
    """What the parser made of running text."""

    runs: tuple[Run, ...] = ()
    places: tuple[Place, ...] = ()
    literal: int = 0
    """How many signs of emphasis are shown as they are."""
    literal_by_newer_rules: int = 0
    """The same by CommonMark 0.31, to which an emoji is punctuation; to GitHub it is not."""


class _Lenient(MarkdownIt):
    """A parser that takes every address as it is written, those that GitHub will not follow among them."""

    def validateLink(self, url: str) -> bool:
        return True

    def normalizeLink(self, url: str) -> str:
        return url


@frozen
class _Note:
    rule: str
    start: int
    end: int
    tokens: list[Token]
    """Those it became; for a link or image the one that opens it."""
    scope: int

    def literal(self) -> int:
        return sum(token.type == "text" and token.content in ("*", "_") for token in self.tokens)

    def words(self) -> str:
        token = self.tokens[0]
        return token.content if token.content and token.type != "image" else str(_address(token))


@dataclass(slots=True)
class _Notes:
    content: str
    taken: list[_Note]
    runs: list[Run]


class Referee:
    """Parses blocks, and the running text in them."""

    def __init__(self) -> None:
        self._parser = _Lenient("gfm-like", {"linkify": False}).disable("linkify")
        for name, (signs, rule) in _RULES.items():
            self._parser.inline.ruler.at(name, partial(_watched, name, signs, rule))
        self._parser.inline.ruler2.after("emphasis", "runs", _note_runs)
        self._definitions: MutableMapping[str, Any] = {}

    def blocks(self, text: str) -> list[Token]:
        """Return the blocks of a text, the running text in them not yet parsed."""
        tokens: list[Token] = []
        self._definitions = {}
        self._parser.block.parse(text, self._parser, self._definitions, tokens)
        return tokens

    def judge(self, content: str) -> Judgement:
        """Return what becomes of running text, with the link definitions of the text parsed before."""
        newer = self._notes_of(content)
        soft = _softened(content)
        notes = newer if soft == content else self._notes_of(soft)
        places = [Place(n.rule, n.start, n.end, n.words()) for n in newer.taken if n.rule != "emphasis"]
        return Judgement(
            tuple(notes.runs),
            tuple(sorted(places, key=lambda place: place.start)),
            sum(run.literal for run in notes.runs),
            sum(run.literal for run in newer.runs),
        )

    def _notes_of(self, content: str) -> _Notes:
        notes = _Notes(content, [], [])
        self._parser.inline.parse(content, self._parser, {**self._definitions, "notes": notes}, [])
        return notes


def _softened(content: str) -> str:
    """Return running text, as long as before, in which emoji and other symbols are letters, as they are to GitHub."""
    return _NOT_ASCII.sub(lambda char: "가" if unicodedata.category(char[0])[0] == "S" else char[0], content)


def _watched(
    name: str, signs: str, rule: Callable[[StateInline, bool], bool], state: StateInline, silent: bool
) -> bool:
    start = state.pos
    if state.src[start] not in signs:
        return False
    notes = state.env.get("notes")
    # The words of an image are parsed apart; their columns would be others.
    if silent or notes is None or state.src is not notes.content:
        return rule(state, silent)
    first = len(state.tokens) + bool(state.pending)
    scope = id(state.delimiters)
    found = rule(state, silent)
    if found:
        end = first + state.pos - start if name == "emphasis" else first + 1
        # A row of backticks that nothing closes is text, without a token of its own.
        if tokens := state.tokens[first:end]:
            notes.taken.append(_Note(name, start, state.pos, tokens, scope))
    return found


def _note_runs(state: StateInline) -> None:
    # Here, signs that belong to nothing are tokens of their own still; after it they are joined to their neighbours.
    notes = state.env.get("notes")
    if notes is not None and state.src is notes.content:
        notes.runs = [
            Run(note.start, note.end - note.start, state.src[note.start], note.literal(), note.scope)
            for note in sorted(notes.taken, key=lambda note: note.start)
            if note.rule == "emphasis"
        ]


def _address(token: Token) -> str | int | float:
    return token.attrs.get("src" if token.type == "image" else "href", "")
