"""The words of the help pages: taken from the verbs' docstrings, said in the person's language, measured in cells."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator

import click

from tracker.regex import regex
from tracker.wording import _

_AS_IT_STANDS = "\b"
"""The line above a paragraph whose lines stay as they are; click's sign."""
_EXAMPLE = regex(r"(?P<call>\s+studylog .*?\S\s{2,})(?P<said>\S.*)")
"""A call with what it does beside it."""


def explained(text: str) -> str:
    """Return an explanation in the language spoken; calls given as examples stay, with what is said beside them."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join("\n".join(_paragraph(paragraph)) for paragraph in paragraphs)


def shortly(text: str, limit: int) -> str:
    """Return the first sentence of an explanation in the language spoken, cut to `limit` letters."""
    first = _joined(inspect.cleandoc(text).partition("\n\n")[0])
    return click.Command(None, help=_(first) if first else "").get_short_help_str(limit)


def sentences_of(text: str) -> Iterator[str]:
    """Yield what the catalogues need of an explanation."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        first, *examples = paragraph.split("\n")
        if first != _AS_IT_STANDS:
            yield _joined(paragraph)
            continue
        yield examples[0]
        yield from (match["said"] for line in examples if (match := _EXAMPLE.fullmatch(line)) is not None)


def _paragraph(text: str) -> Iterator[str]:
    first, *examples = text.split("\n")
    if first != _AS_IT_STANDS:
        yield _(_joined(text)) if text else ""
        return
    yield first
    yield _(examples[0])
    for line in examples[1:]:
        if (match := _EXAMPLE.fullmatch(line)) is None:
            yield line
        else:
            call, said = match.groups()
            yield call + _(said)


def _joined(lines: str) -> str:
    return " ".join(lines.split())


class Formatter(click.HelpFormatter):
    """Help pages whose lines are measured in cells, as Korean takes two for a syllable."""

    def write_text(self, text: str) -> None:
        """Write paragraphs, wrapped unless they are to stay as they are."""
        lines: list[str] = []
        for paragraph in text.split("\n\n"):
            first, *rest = paragraph.split("\n")
            lines += ["", *(rest if first == _AS_IT_STANDS else _wrapped(paragraph, self.width - self.current_indent))]
        for line in lines[1:]:
            self.write(f"{'':{self.current_indent}}{line}".rstrip() + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of words, and what is said of each beside it."""
        from tracker.cells import cells

        rows = list(rows)
        column = min(max(cells(word) for word, _said in rows), col_max) + col_spacing
        for word, said in rows:
            lines = _wrapped(said, max(self.width - column - self.current_indent, 10))
            if cells(word) > column - col_spacing:
                self.write(f"{'':{self.current_indent}}{word}\n")
            else:
                gap = " " * (column - cells(word))
                self.write(f"{'':{self.current_indent}}{word}{gap}{lines.pop(0) if lines else ''}".rstrip() + "\n")
            for line in lines:
                self.write(f"{'':{self.current_indent + column}}{line}\n")


def _wrapped(text: str, width: int) -> list[str]:
    from tracker.cells import cells

    lines: list[str] = []
    # Two spaces in a row stay so, for what click says behind an explanation.
    for word in text.replace("\n", " ").split(" "):
        if lines and cells(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
