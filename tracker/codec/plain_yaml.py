"""YAML that has nothing special in it, read without PyYAML, which takes 15 ms to import.

Block mappings and lists of plain words, and `[flow, lists]` on one line: what settings, judges and the front matter of
templates look like. All else (quotes, tags, anchors, comments behind words, words over several lines, mistakes) is left
to PyYAML; what is read here reads the same there.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FIRST_SIGNS = frozenset("-?:,[]{}#&*!|>'\"%@`=<")
"""Signs that mean something at the beginning of a word; some of them only there."""
_FLOW_SIGNS = frozenset("?:#[]{}&*!|>'\"%@`")
_LONGEST_LINE = 1000
"""Characters; a key of YAML cannot be longer than 1,024."""
_DEEPEST = 4


class NotPlain(Exception):
    """There is something special in the text."""


def plain_value(text: str) -> Any:
    """Return what plain YAML says as strings, lists and mappings, None for no value; raises NotPlain."""
    lines = []
    for line in text.removesuffix("\n").split("\n"):
        words = line.lstrip(" ")
        if not words.startswith("#") and words:
            if not line.isprintable() or len(line) > _LONGEST_LINE or " #" in line or line.startswith(("---", "...")):
                raise NotPlain
            lines.append((len(line) - len(words), words.rstrip(" ")))
        elif not line.isprintable():
            raise NotPlain
    if not lines:
        return None
    block = _Block(lines)
    value = block.value(0)
    if block.place < len(lines):
        raise NotPlain
    return value


class _Block:
    def __init__(self, lines: list[tuple[int, str]]) -> None:
        self.lines = lines
        """Each line's indent and words."""
        self.place = 0

    def value(self, depth: int) -> Any:
        """Read the mapping or list that begins here."""
        if depth > _DEEPEST:
            raise NotPlain
        indent, words = self.lines[self.place]
        return self._list(indent, depth) if words.startswith("- ") else self._mapping(indent, depth)

    def _mapping(self, indent: int, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self.place < len(self.lines) and self.lines[self.place][0] == indent:
            words = self.lines[self.place][1]
            key, colon, rest = (words[:-1], ":", "") if words.endswith(":") else words.partition(": ")
            key = _scalar(key.rstrip(" "))
            if not colon or key in found:
                raise NotPlain
            self.place += 1
            found[key] = self._behind(rest.strip(" "), indent, depth)
        return found

    def _behind(self, rest: str, indent: int, depth: int) -> Any:
        """Read what stands behind a key: words on its line, or a block below it."""
        deeper = self.place < len(self.lines) and self.lines[self.place][0] > indent
        if rest:
            if deeper:
                raise NotPlain
            return _flow_list(rest) if rest.startswith("[") else _scalar(rest)
        if deeper:
            return self.value(depth + 1)
        if self.place < len(self.lines) and self.lines[self.place][1].startswith("-"):
            # A list may stand as far left as its key.
            raise NotPlain
        return ""

    def _list(self, indent: int, depth: int) -> list[Any]:
        found: list[Any] = []
        while self.place < len(self.lines) and self.lines[self.place][0] == indent:
            words = self.lines[self.place][1]
            inner = words[1:].lstrip(" ")
            if not words.startswith("- ") or inner.startswith("-"):
                raise NotPlain
            if ": " in inner or inner.endswith(":"):
                self.lines[self.place] = indent + len(words) - len(inner), inner
                found.append(self.value(depth + 1))
                continue
            self.place += 1
            found.append(self._behind(inner, indent, depth))
        return found


def _scalar(words: str) -> str:
    if not words or words[0] in _FIRST_SIGNS or ": " in words or words.endswith(":"):
        raise NotPlain
    return words


def _flow_list(words: str) -> list[str]:
    if not words.endswith("]"):
        raise NotPlain
    inner = words[1:-1].strip(" ")
    if not inner:
        return []
    found = []
    for item in inner.split(","):
        word = _scalar(item.strip(" "))
        if _FLOW_SIGNS.intersection(word.replace("'", "")):
            raise NotPlain
        found.append(word)
    return found
