"""What a frame sends to the terminal: colours are told where they change, not with every piece of text."""

from __future__ import annotations

from functools import lru_cache

from textual._compositor import CompositorUpdate

from tracker.regex import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import Console

_STYLE = regex(r"\x1b\[([0-9;]*)m")
_COLOUR_WORDS = {"2": 4, "5": 2}
"""Numbers that a colour consists of behind 38 or 48, by the first of them."""


class Frame(CompositorUpdate):
    """A frame of Textual, in fewer bytes."""

    def __init__(self, update: CompositorUpdate) -> None:
        self.update = update

    def render_segments(self, console: Console) -> str:
        return compact(self.update.render_segments(console))


def compact(frame: str) -> str:
    """Return what draws the same with fewer bytes: between two pieces of text only what differs in their styles."""
    parts = _STYLE.split(frame)
    pieces = [parts[0]]
    before = ""
    """The style that the terminal is in; empty for its own."""
    for codes, text in zip(parts[1::2], parts[2::2], strict=True):
        if codes in ("", "0"):
            if not text:
                # The next style says how it differs from this one.
                continue
            pieces.append("\x1b[0m" if before else "")
            before = ""
        else:
            pieces.append(_change(before, codes))
            before = codes
        pieces.append(text)
    if before:
        pieces.append("\x1b[0m")
    return "".join(pieces)


@lru_cache(maxsize=4096)
def _change(before: str, after: str) -> str:
    """Return what turns one style into another."""
    if before == after:
        return ""
    if not before:
        return f"\x1b[{after}m"
    old, new = _parts(before), _parts(after)
    if old[0] != new[0]:
        return f"\x1b[0;{after}m"
    letters = new[1] if new[1] else "39"
    ground = new[2] if new[2] else "49"
    told = ([letters] if old[1] != new[1] else []) + ([ground] if old[2] != new[2] else [])
    return f"\x1b[{';'.join(told)}m"


def _parts(codes: str) -> tuple[frozenset[str], str, str]:
    """Return a style's attributes, the colour of its letters and that of its ground; empty where it has none."""
    attributes: set[str] = set()
    letters = ground = ""
    words = codes.split(";")
    while words:
        word = words.pop(0)
        if word in ("38", "48"):
            size = _COLOUR_WORDS[words[0]]
            colour = ";".join((word, *words[:size]))
            del words[:size]
            letters, ground = (colour, ground) if word == "38" else (letters, colour)
        elif word in _LETTERS:
            letters = word
        elif word in _GROUNDS:
            ground = word
        else:
            attributes.add(word)
    return frozenset(attributes), letters, ground


_LETTERS = frozenset(map(str, (*range(30, 38), 39, *range(90, 98))))
_GROUNDS = frozenset(map(str, (*range(40, 48), 49, *range(100, 108))))
