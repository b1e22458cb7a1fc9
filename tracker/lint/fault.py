"""Findings, and the lines they would be mended to."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.codec.document import Document
from tracker.values import frozen, replace


@frozen
class Finding:
    """Something that will not look right on GitHub."""

    line: int
    """From 1, as editors count."""
    code: str
    reason: str
    """What is wrong, in one sentence."""
    mend: str
    """What to do about it, in one sentence."""
    blocks: bool
    """Whether it spoils the page: words of the template left in it, headings shown as code."""
    fixed: str | None
    """The whole line, without its ending, with all its certain mends; None when no mend is certain."""

    def with_fixed(self, words: str | None) -> Finding:
        """Return the finding with another mended line."""
        return replace(self, fixed=words)


@frozen
class Splice:
    """Columns `[start, end)` of a line, and the words that replace them."""

    start: int
    end: int
    words: str


@frozen
class Fault:
    """What a rule found."""

    line: int
    """From 0."""
    code: str
    reason: str
    mend: str
    splice: Splice | None = None
    """The certain mend; None when there is none."""
    blocks: bool = False

    def uncertain(self) -> Fault:
        """Return the fault without its mend."""
        return replace(self, splice=None)


def findings_of(document: Document, faults: Iterable[Fault]) -> tuple[Finding, ...]:
    """Return the faults as findings, by line; those of one line that have a mend carry it with all mends made."""
    ordered = sorted(faults, key=lambda fault: fault.line)
    splices: dict[int, list[Splice]] = {}
    for fault in ordered:
        if fault.splice is not None:
            splices.setdefault(fault.line, []).append(fault.splice)
    fixed = {line: _spliced(document.lines[line].text, of_line) for line, of_line in splices.items()}
    return tuple(
        Finding(
            fault.line + 1,
            fault.code,
            fault.reason,
            fault.mend,
            fault.blocks,
            fixed[fault.line] if fault.splice is not None else None,
        )
        for fault in ordered
    )


def _spliced(text: str, splices: Iterable[Splice]) -> str:
    done, end = [], 0
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        if splice.start >= end:
            done += [text[end : splice.start], splice.words]
            end = splice.end
    return "".join([*done, text[end:]])


def mended(text: str, findings: Iterable[Finding]) -> str:
    """Return the text with the lines of these findings mended where that is certain; every other byte stays."""
    fixed = {finding.line - 1: finding.fixed for finding in findings if finding.fixed is not None}
    lines = Document.from_text(text).lines
    return "".join(fixed.get(i, line.text) + line.ending for i, line in enumerate(lines))
