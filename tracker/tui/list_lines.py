"""What enter, tab and shift+tab mean in Markdown: lists go on, end, and stand deeper or less deep."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.regex import regex

_ITEM = regex(
    r"(?P<before>\s*(?:>\s?)*)(?P<marker>[-*+]|(?P<number>\d{1,9})(?P<dot>[.)]))(?P<gap>\s+)(?P<box>\[[ xX]\]\s+)?"
)
_QUOTE = regex(r"\s*(?:>\s?)+")
_RULE = regex(r"\s*([-*_])(?:\s*\1){2,}\s*$")
_FENCE = regex(r"\s*(?:[-*+]\s+)?(`{3,}|~{3,})")
INDENT = "  "
"""What a line is moved in by where nothing shows another measure."""


def next_beginning(lines: Sequence[str], row: int, column: int) -> str | None:
    """Return what a line begins with that enter opens at this place; None when the line is an empty item, which ends.

    An empty answer is a plain new line.
    """
    line = lines[row]
    if in_fence(lines, row):
        return _leading(line[:column])
    item = None if _RULE.match(line) else _ITEM.match(line)
    head = item or _QUOTE.match(line)
    if head is None or column < head.end():
        return ""
    if not line[head.end() :].strip():
        return None
    if item is None:
        return head[0]
    marker = item["marker"] if item["number"] is None else f"{int(item['number']) + 1}{item['dot']}"
    box = f"[ ]{item['box'][3:]}" if item["box"] else ""
    return item["before"] + marker + item["gap"] + box


def is_item(line: str) -> bool:
    """Return whether the line is an entry of a list."""
    return _ITEM.match(line) is not None and _RULE.match(line) is None


def deeper(lines: Sequence[str], row: int) -> str:
    """Return what is to be put before the line so that it stands one step deeper, in the manner of the lines above."""
    own = _leading(lines[row])
    above = next((line for line in reversed(lines[:row]) if line.strip()), "")
    lead = _leading(above)
    if lead.startswith(own) and len(lead) > len(own):
        return lead[len(own) :]
    if "\t" in own or "\t" in lead:
        return "\t"
    item = _ITEM.match(above)
    # Below an entry, its words are where a deeper one begins.
    return " " * (len(item["marker"]) + 1) if item is not None and lead == own else INDENT


def less_deep(lines: Sequence[str], row: int) -> int:
    """Return how many characters to take from before the line so that it stands one step less deep."""
    own = _leading(lines[row])
    for line in reversed(lines[:row]):
        lead = _leading(line)
        if line.strip() and own.startswith(lead) and len(lead) < len(own):
            return len(own) - len(lead)
    if own.endswith("\t"):
        return 1
    return min(len(own), len(INDENT))


def in_fence(lines: Sequence[str], row: int) -> bool:
    """Return whether the line stands in a block of code that a fence above it has opened."""
    open_run = ""
    for line in lines[:row]:
        fence = _FENCE.match(line)
        if fence is None:
            continue
        if not open_run:
            open_run = fence[1]
        elif fence[1].startswith(open_run) and not line.strip().strip(open_run[0]):
            open_run = ""
    return bool(open_run)


def _leading(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]
