"""Text measured in terminal cells: made safe to show, and cut or padded to a width."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_REPLACEMENT = "\ufffd"
_NARROW_SIGNS = frozenset("·–—…‖×±−≥≤◂▸●○◆◇▲▼△▽←→↑↓")
"""Those of the charts that are neither letters nor lines."""
_ZWJ, _VS16 = "\u200d", "\ufe0f"
# Letters to Unicode, but blank, and measured as nothing by Rich.
_INVISIBLE_LETTERS = "\u115f\u1160\u3164\uffa0"


def cells(text: str) -> int:
    """Return how many terminal cells `text` takes, as Textual draws it."""
    return len(text) if text.isascii() and text.isprintable() else _cells(text)


@lru_cache(maxsize=4096)
def _cells(text: str) -> int:
    count = 0
    for char in text:
        if " " <= char <= "~" or "─" <= char <= "▟" or char in _NARROW_SIGNS:
            count += 1
        elif "가" <= char <= "힣":
            count += 2
        else:
            # For all others Rich knows, which takes 5 ms to import.
            from rich.cells import cell_len

            return cell_len(text)
    return count


def printable(text: str) -> str:
    """Return `text` with control, bidi and other invisible characters made visible, tabs and newlines made spaces.

    Emoji sequences stay whole; a joiner that joins no emoji is replaced, because Rich would count its neighbour as 0.
    """
    shown: list[str] = []
    for i, char in enumerate(text):
        if char == _ZWJ:
            before = next((c for c in reversed(shown) if c != _VS16), "")
            joins = _is_pictograph(before) and _is_pictograph(text[i + 1 : i + 2])
            shown.append(char if joins else _REPLACEMENT)
        elif char == _VS16:
            stands_alone = not shown or shown[-1] in (" ", _ZWJ, _VS16, _REPLACEMENT)
            shown.append(_REPLACEMENT if stands_alone else char)
        else:
            shown.append(_visible(char))
    return "".join(shown)


def _is_pictograph(char: str) -> bool:
    return char not in ("", _REPLACEMENT) and unicodedata.category(char) in ("So", "Sk", "Sm")


def _visible(char: str) -> str:
    if " " <= char <= "~":
        return char
    if char in "\t\n":
        return " "
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "\u2421"
    # The zero-width non-joiner is a Cf character too, but Persian is written with it.
    hidden = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char != "\u200c"
    return _REPLACEMENT if hidden or char in _INVISIBLE_LETTERS else char


def _clusters(text: str) -> Iterable[str]:
    # Joined characters go together: those of no width, those after a joiner, and regional indicators in pairs (flags).
    cluster = ""
    for char in text:
        flag = len(cluster) == 1 and _is_regional(cluster) and _is_regional(char)
        if cluster and not (flag or cluster.endswith(_ZWJ) or cells(char) == 0):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _is_regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def fit(text: str, width: int, align: str = "left") -> str:
    """Return `text`, made printable, padded or cut to exactly `width` cells; a cut shows as `…`.

    `align` is `left`, `right` or `center`. A wide character or emoji sequence is never split. A width below 1 gives "".
    """
    if width < 1:
        return ""
    shown = printable(text)
    if cells(shown) > width:
        kept, used = [], 0
        for cluster in _clusters(shown):
            used += cells(cluster)
            if used > width - 1:
                break
            kept.append(cluster)
        shown = "".join(kept) + "…"
    space = width - cells(shown)
    before = {"left": 0, "right": space, "center": space // 2}[align]
    return " " * before + shown + " " * (space - before)
