"""Punching holes into one line of a log, for a template drafted from it."""

from __future__ import annotations

import json
import re

from tracker.codec.template import Hole, TemplateLine
from tracker.codec.words import end_of_words, key, without_sign
from tracker.regex import regex

STAND_INS = regex("[\0\1\2]")
"""Control characters that stand for holes while a line is made; a log's own are taken out before."""
TOTAL = "\0"
NUMBER = "\1"
THEME = "\2"
_HOLE_OF = {TOTAL: "{{ total }}", NUMBER: "{{ n }}", THEME: "{{ theme }}"}

HASHES = regex(r"\s*(?P<hashes>#{1,6})(?P<gap>\s*)")
BULLET = regex(r"(?P<indent>\s*)(?P<bullet>(?:[-*+•‣]|\d{1,9}[.)])(?=\s|$|\[)|-(?=[^\s>-]))?(?P<gap>\s*)")
BOX = regex(r"\[[ xX✓vV]?\]")
_DASH = regex(r"\s[-–—]\s+(?=\S)")
_BAR = regex(r"\s[|:]\s+(?=\S)")
_LABEL_NUMBER = regex(r"\d{1,3}(?=[\s)\]）】*]*[:：][\s*]*$)")
_LABEL_ENDED = regex(r"[:：)\]）】][\s*]*$")
_LAST_NUMBER = regex(r"(?:(?<!\s)\s++)?\d{1,3}(?=[\s)\]）】]*+[:：]?[\s*]*+$)")
_YAML_SIGNS = regex(r"[:#{}\[\],&*!|>'\"%@`?\\=~<]|^-")


def plain(text: str) -> str:
    """Return the log's own words, braces in them opening no hole, and holes where stand-ins stand for them."""
    bare = text.replace("\r", "")
    while "{{" in bare or "}}" in bare:
        bare = bare.replace("{{", "{").replace("}}", "}")
    return STAND_INS.sub(lambda sign: _HOLE_OF[sign[0]], bare)


def spaced_hashes(text: str) -> str:
    """Return a heading line with the space after its `#`s that a template needs."""
    match = HASHES.match(text)
    return text if match is None else f"{match['hashes']}{match['gap'] or ' '}{text[match.end() :]}"


def bullet_of(text: str) -> str:
    """Return the bullet of a line with a space after it, `- ` when it has none."""
    match = BULLET.match(text)
    return bulleted(f"{match['bullet']} " if match is not None and match["bullet"] else "- ")


def bulleted(head: str) -> str:
    """Return the words before a hole with a bullet that a template tells from a label, numbers begun at 1."""
    match = BULLET.match(head)
    if match is None or match["bullet"] is None:
        return head
    bullet = re.sub(r"\d+", "1", match["bullet"]).replace("•", "-").replace("‣", "-")
    return f"{match['indent']}{bullet}{match['gap'] or ' '}{head[match.end() :]}"


def label_of(head: str) -> str:
    """Return the label in the words before an item's own, without its number; empty when there is none."""
    match = BULLET.match(head)
    bare = BOX.sub("", head[match.end() if match is not None else 0 :].lstrip("#| "))
    label = _LAST_NUMBER.sub("", bare).strip().lstrip("*_| \t").rstrip("*_:： \t")
    return label if key(label) else ""


def labelled(head: str) -> str:
    """Return the words before a hole, a label among them ended by a colon, without which words after it hide it."""
    if not label_of(STAND_INS.sub("", head)) or _LABEL_ENDED.search(head):
        return head
    return f"{head.rstrip()}: "


def uncounted(head: str) -> str:
    """Return the words before a hole without the number of their label."""
    bare = _LABEL_NUMBER.sub("", head)
    return re.sub(r"(?<!\s)\s++(?=[:：][\s*]*+$)", "", bare) if bare != head else head


def counted(head: str) -> str:
    """Return the words before a topic's title with a hole for the number in them."""
    return plain(_LABEL_NUMBER.sub(NUMBER, head))


def break_of(text: str) -> str:
    """Return the `<br/>`s a line ends with, a space before them; empty when it ends otherwise."""
    tail = text[end_of_words(text) :].strip()
    return f" {tail}" if tail else ""


def cut_theme(words: str, *, bars: bool) -> tuple[str, str, str] | None:
    """Return a heading's own words, the dash and what the day is about; None when it names nothing.

    With `bars`, ` | ` and ` : ` divide as well.
    """
    for sign in (_DASH, _BAR) if bars else (_DASH,):
        said, at = False, 0
        for match in sign.finditer(words):
            said, at = said or bool(key(words[at : match.start()])), match.start()
            if said:
                return words[: match.start()], match[0], words[match.end() :]
    return None


def source_of(line: TemplateLine) -> str:
    """Return a template's line as it is written."""
    return "".join(f"{{{{ {part.name} }}}}" if isinstance(part, Hole) else part for part in line.parts)


def shown_words(heading: str) -> str:
    """Return a heading's own words as a person says them: without `#`s, emoji, brackets, theme and holes."""
    before = re.split(r"\{\{|[(（\[]|\s[-–—]\s", heading.lstrip("# "), maxsplit=1)[0]
    return without_sign(before).strip(" :：-–—")


def quoted(word: str) -> str:
    """Return a word as YAML has it, in quotes when a sign in it would mean something."""
    shown = "".join(char for char in word if char.isprintable() or char in "\u200d\ufe0f").strip()
    return shown if shown and not _YAML_SIGNS.search(shown) else json.dumps(shown, ensure_ascii=False)
