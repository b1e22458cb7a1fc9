"""Markdown as GitHub reads it: blocks of styled runs, ready to be laid out for a width."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tracker.regex import regex
from tracker.tui.shown import shown
from tracker.values import frozen, replace
from tracker.wording import _

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

STYLES = (
    "preview-strong",
    "preview-em",
    "preview-strike",
    "preview-underline",
    "preview-mark",
    "preview-code",
    "preview-block",  # lines of code
    "preview-language",
    "preview-heading",  # levels 1 and 2
    "preview-subheading",
    "preview-rule",
    "preview-bullet",
    "preview-done",  # a checked box
    "preview-quote",  # the bar at its side
    "preview-alert",  # Note, Warning, … above a quote
    "preview-link",
    "preview-address",
    "preview-image",
    "preview-frame",  # lines of a table
    "preview-head",  # its first row
    "preview-html",  # tags that are shown as they stand
)
"""Every style of a preview; a run can have several, separated by spaces."""


@frozen
class Run:
    """Words in the same styles, ready to be drawn; `\\n` alone breaks the line."""

    text: str
    style: str = ""


Runs = tuple[Run, ...]
BREAK = Run("\n")


@frozen
class Paragraph:
    """Running text; without words it is empty space."""

    source: int
    """The line of the text it begins on, from 0."""
    runs: Runs


@frozen
class Heading:
    """A heading of level 1 to 6."""

    source: int
    level: int
    runs: Runs


@frozen
class Code:
    """Lines of code, as they are."""

    source: int
    language: str
    lines: tuple[str, ...]
    fenced: bool
    """Whether the first line of the code comes after one that opens it."""


@frozen
class Quote:
    """Blocks that are quoted."""

    source: int
    title: str
    """`Note`, `Warning`, … of an alert; else empty."""
    blocks: tuple[Block, ...]


@frozen
class Entry:
    """An entry of a list."""

    source: int
    marker: str
    done: bool | None
    """Whether its box is checked; None without a box."""
    blocks: tuple[Block, ...]


@frozen
class Entries:
    """A list."""

    source: int
    tight: bool
    """Whether no blank line separates its entries."""
    entries: tuple[Entry, ...]


@frozen
class Table:
    """Rows of cells; the first row is the head."""

    source: int
    aligns: tuple[str, ...]
    """`left`, `center` or `right` for each column."""
    rows: tuple[tuple[Runs, ...], ...]


@frozen
class Rule:
    """A line across."""

    source: int


Block = Paragraph | Heading | Code | Quote | Entries | Table | Rule

_BULLETS = "•◦▪"
_BOX = regex(r"\[([ xX])\](?:\s|$)")
_ALERT = regex(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*$", re.IGNORECASE)
_TAG = regex(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][\w-]*+(?:\s[^<>]*+)?/?>", re.DOTALL)
_TAG_NAME = regex(r"</?([A-Za-z][\w-]*)")
_ATTRIBUTE = regex(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SPACES = regex(r"[ \t\r\n]+")
_TAG_STYLES = {
    "b": "preview-strong",
    "strong": "preview-strong",
    "summary": "preview-strong",
    "th": "preview-head",
    "i": "preview-em",
    "em": "preview-em",
    "s": "preview-strike",
    "del": "preview-strike",
    "strike": "preview-strike",
    "u": "preview-underline",
    "ins": "preview-underline",
    "mark": "preview-mark",
    "code": "preview-code",
    "kbd": "preview-code",
    "samp": "preview-code",
    "tt": "preview-code",
    **{f"h{level}": "preview-subheading" for level in range(1, 7)},
}
_LINE_TAGS = {
    "p",
    "div",
    "details",
    "summary",
    "ul",
    "ol",
    "table",
    "tr",
    "blockquote",
    "dl",
    "dt",
    "dd",
    "center",
    "pre",
}
_LINE_TAGS |= {f"h{level}" for level in range(1, 7)}
_PLAIN_TAGS = {"span", "sub", "sup", "font", "big", "small", "tbody", "thead", "tfoot", "picture", "source", "q"}


# Reading


@lru_cache(maxsize=16)
def read(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text, as GitHub reads it."""
    return _Reader(_parser().parse(text)).blocks()


class _Parsers(threading.local):
    """One parser for each thread: its parts keep notes while they work."""

    parser: MarkdownIt | None = None


_parsers = _Parsers()


def _parser() -> MarkdownIt:
    if _parsers.parser is None:
        # Only a preview needs it, so it is imported when there is one.
        from markdown_it import MarkdownIt

        try:
            parser = MarkdownIt("gfm-like")
        except ModuleNotFoundError:
            parser = _without_links()
        else:
            try:
                parser.parse("")
            except ModuleNotFoundError:
                parser = _without_links()
        parser.core.ruler.at("inline", _inline_within_reason)
        _parsers.parser = parser
    return _parsers.parser


MOST_PARSED = 8000
"""Characters of a paragraph in which emphasis, links and code are looked for."""


def _inline_within_reason(state: StateCore) -> None:
    """Parse what stands in paragraphs, except in those that no one writes: some signs there take quadratic time."""
    from markdown_it.token import Token

    for token in state.tokens:
        if token.type != "inline":
            continue
        if len(token.content) > MOST_PARSED:
            token.children = [Token("text_special", "", 0, content=token.content)]
        else:
            token.children = token.children or []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _without_links() -> MarkdownIt:
    """Return a parser that leaves bare addresses as they are, for want of linkify-it-py."""
    from markdown_it import MarkdownIt

    return MarkdownIt("gfm-like", {"linkify": False}).disable("linkify")


class _Reader:
    """Goes through the tokens once and makes blocks of them."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        """How many lists are open."""

    def blocks(self, until: str = "") -> tuple[Block, ...]:
        """Return the blocks up to the closing token, which is passed."""
        found: list[Block] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == until:
                break
            block = self._block(token)
            if block is not None:
                found.append(block)
        return tuple(found)

    def _block(self, token: Token) -> Block | None:
        source = token.map[0] if token.map else 0
        match token.type:
            case "paragraph_open":
                return Paragraph(source, self._inline("paragraph_close"))
            case "heading_open":
                return Heading(source, int(token.tag[1:]), self._inline("heading_close"))
            case "fence" | "code_block":
                lines = token.content.removesuffix("\n").split("\n")
                language = token.info.strip().partition(" ")[0]
                return Code(source, shown(unescape(language)), tuple(lines), token.type == "fence")
            case "blockquote_open":
                title = self._alert()
                return Quote(source, title, self.blocks("blockquote_close"))
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token, source)
            case "table_open":
                return self._table(source)
            case "hr":
                return Rule(source)
            case "html_block":
                inline = _Inline()
                inline.html(token.content)
                runs = inline.done()
                spaced = "<br" in token.content.lower()
                return Paragraph(source, runs) if runs or spaced else None
        return None

    def _inline(self, until: str) -> Runs:
        inline = _Inline()
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == until:
                break
            inline.tokens(token.children or ())
        return inline.done()

    def _alert(self) -> str:
        """Take the sign of an alert, such as `[!NOTE]` on a line of its own, and return its name; empty without one."""
        inline = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        children = (inline.children if inline is not None and inline.type == "inline" else None) or []
        sign = _ALERT.fullmatch(children[0].content) if children else None
        if inline is None or sign is None or (len(children) > 1 and children[1].type != "softbreak"):
            return ""
        inline.children = children[2:]
        return _alert_name(sign[1].upper())

    def _list(self, opened: Token, source: int) -> Entries:
        ordered = opened.type == "ordered_list_open"
        close = "ordered_list_close" if ordered else "bullet_list_close"
        number = int(opened.attrs.get("start", 1)) if ordered else 0
        bullet = _BULLETS[min(self.depth, len(_BULLETS) - 1)]
        self.depth += 1
        entries: list[Entry] = []
        tight = True
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == close:
                break
            first = self.at
            blocks = self.blocks("list_item_close")
            level = token.level + 1
            within = self.tokens[first : self.at]
            tight &= all(t.hidden for t in within if t.type == "paragraph_open" and t.level == level)
            marker = f"{number}." if ordered else bullet
            entries.append(_entry(token.map[0] if token.map else source, marker, blocks))
            number += 1
        self.depth -= 1
        # Numbers stand one below the other by their dots.
        widest = max((len(entry.marker) for entry in entries), default=0)
        return Entries(source, tight, tuple(replace(e, marker=e.marker.rjust(widest)) for e in entries))

    def _table(self, source: int) -> Table:
        rows: list[tuple[Runs, ...]] = []
        cells: list[Runs] = []
        aligns: list[str] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == "table_close":
                break
            if token.type in ("th_open", "td_open"):
                if token.type == "th_open":
                    aligns.append(str(token.attrs.get("style", "")).partition("text-align:")[2] or "left")
                cells.append(self._inline(token.type.replace("open", "close")))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        return Table(source, tuple(aligns), tuple(rows))


def _entry(source: int, marker: str, blocks: tuple[Block, ...]) -> Entry:
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph) and first.runs and not first.runs[0].style:
        box = _BOX.match(first.runs[0].text)
        if box is not None:
            rest = Run(first.runs[0].text[box.end() :])
            paragraph = Paragraph(first.source, (rest, *first.runs[1:]))
            return Entry(source, marker, box[1] != " ", (paragraph, *blocks[1:]))
    return Entry(source, marker, None, blocks)


def _alert_name(sign: str) -> str:
    names = {
        "NOTE": _("Note"),
        "TIP": _("Tip"),
        "IMPORTANT": _("Important"),
        "WARNING": _("Warning"),
        "CAUTION": _("Caution"),
    }
    return names[sign]


class _Inline:
    """Gathers the runs of a paragraph."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.styles: list[str] = []
        self.addresses: list[tuple[str, int]] = []
        """Where the open links lead, and the run their words began with."""

    def done(self) -> Runs:
        """Return the runs, those of one style joined and without space at either end."""
        joined: list[Run] = []
        for run in self.runs:
            if joined and joined[-1].style == run.style and BREAK not in (joined[-1], run):
                joined[-1] = Run(joined[-1].text + run.text, run.style)
            elif run.text:
                joined.append(run)
        while joined and not joined[-1].text.strip(" \n"):
            joined.pop()
        while joined and not joined[0].text.strip(" \n"):
            joined.pop(0)
        return tuple(joined)

    def add(self, text: str, *styles: str) -> None:
        """Add words in the styles that are open."""
        self.runs.append(Run(_one_line(text), " ".join(dict.fromkeys((*self.styles, *styles)))))

    def tokens(self, tokens: Sequence[Token]) -> None:
        """Add what the tokens of a paragraph say."""
        for token in tokens:
            match token.type:
                case "text" | "text_special":
                    self.add(token.content)
                case "softbreak":
                    self.add(" ")
                case "hardbreak":
                    self.runs.append(BREAK)
                case "code_inline":
                    self.add(token.content, "preview-code")
                case "strong_open":
                    self.styles.append("preview-strong")
                case "em_open":
                    self.styles.append("preview-em")
                case "s_open":
                    self.styles.append("preview-strike")
                case "strong_close":
                    self._close("preview-strong")
                case "em_close":
                    self._close("preview-em")
                case "s_close":
                    self._close("preview-strike")
                case "link_open":
                    self._open_link(str(token.attrs.get("href", "")))
                case "link_close":
                    self._close_link()
                case "image":
                    self._image(token.content, str(token.attrs.get("src", "")))
                case "html_inline":
                    self._tag(token.content)

    def html(self, source: str) -> None:
        """Add what a piece of HTML shows: its words, pictures and breaks."""
        end = 0
        for match in _TAG.finditer(source):
            self._words(source[end : match.start()])
            self._tag(match[0])
            end = match.end()
        self._words(source[end:])

    def _words(self, source: str) -> None:
        words = _SPACES.sub(" ", unescape(source))
        if words.strip(" ") or (self.runs and self.runs[-1] != BREAK):
            self.add(words if self.runs and self.runs[-1] != BREAK else words.lstrip(" "))

    def _tag(self, tag: str) -> None:
        name = _TAG_NAME.match(tag)
        if tag.startswith("<!--"):
            return
        if name is None:
            self.add(tag, "preview-html")
            return
        word, closing = name[1].lower(), tag.startswith("</")
        if word in _LINE_TAGS and self.runs and self.runs[-1] != BREAK:
            self.runs.append(BREAK)
        if word in _TAG_STYLES:
            if closing:
                self._close(_TAG_STYLES[word])
            else:
                self.styles.append(_TAG_STYLES[word])
        if word == "br":
            self.runs.append(BREAK)
        elif word == "hr":
            self.runs += [Run("───", "preview-rule"), BREAK]
        elif word == "img":
            values = _attributes(tag)
            self._image(values.get("alt", ""), values.get("src", ""))
        elif word == "a":
            if closing:
                self._close_link()
            else:
                self._open_link(_attributes(tag).get("href", ""))
        elif word == "summary" and not closing:
            self.add("▾ ", "preview-bullet")
        elif word == "li":
            if not closing:
                if self.runs and self.runs[-1] != BREAK:
                    self.runs.append(BREAK)
                self.add("• ", "preview-bullet")
        elif word in ("td", "th"):
            if not closing and self.runs and self.runs[-1] != BREAK:
                self.runs.append(Run(" │ ", "preview-frame"))
        elif word not in _LINE_TAGS | _PLAIN_TAGS | _TAG_STYLES.keys():
            self.add(tag, "preview-html")

    def _close(self, style: str) -> None:
        if style in self.styles:
            del self.styles[len(self.styles) - 1 - self.styles[::-1].index(style)]

    def _open_link(self, address: str) -> None:
        self.addresses.append((address, len(self.runs)))
        self.styles.append("preview-link")

    def _close_link(self) -> None:
        if not self.addresses:
            return
        self._close("preview-link")
        address, first = self.addresses.pop()
        words = "".join(run.text for run in self.runs[first:])
        self._address(address, words)

    def _image(self, alt: str, address: str) -> None:
        self.add(_("[Image: {alt}]", alt=alt) if alt.strip() else _("[Image]"), "preview-image")
        self._address(address, "")

    def _address(self, address: str, words: str) -> None:
        readable = unquote(address)
        if not address or words in (address, readable, readable.removeprefix("mailto:")):
            return
        if readable.partition("://")[2] == words:
            return
        if words and "/" in readable and ":" not in readable:
            # Where a neighbouring file lies is no news to whoever wrote the link, and long in a table.
            return
        self.runs.append(Run(_one_line(f" ({readable})"), "preview-address"))


def _attributes(tag: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag):
        value = next((value for value in match.groups()[1:] if value is not None), "")
        found.setdefault(match[1].lower(), unescape(value))
    return found


def _one_line(text: str) -> str:
    # What a person wrote is never obeyed: a control character is drawn as its picture.
    return shown(text.replace("\n", " "))
