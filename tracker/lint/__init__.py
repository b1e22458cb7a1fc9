"""What in a day's Markdown will not look right once it is published on GitHub, and how to mend it. Pure.

A finding is mended where it is certain what was meant; nothing else of the text ever changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tracker.codec.template import Template
from tracker.lint.addresses import address_faults
from tracker.lint.day import day_faults
from tracker.lint.emphasis import bold_faults
from tracker.lint.fault import Fault, Finding, findings_of, mended
from tracker.lint.page import Page
from tracker.lint.structure import fence_faults, heading_faults
from tracker.model import DayRecord

__all__ = ["Finding", "lint_day", "lint_text", "mended"]

_ROUNDS = 4
"""How often mended text is looked at again: a mended line may show what was hidden in it, or in its neighbours."""


def lint_text(text: str, *, exists: Callable[[str], bool] | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with any Markdown, by line.

    `exists` says whether a relative path leads to a file; None leaves relative paths unchecked.
    """
    return _settled(text, Page.of(text), exists)


def lint_day(
    record: DayRecord, template: Template, *, exists: Callable[[str], bool] | None = None
) -> tuple[Finding, ...]:
    """Return what is wrong with a day, by line: its Markdown, and what it still waits for.

    `template` is the one the day was made from; `exists` is that of `lint_text`.
    """
    page = Page.of(record.text)
    found = _settled(record.text, page, exists)
    of_the_day = findings_of(page.document, day_faults(record, template, page))
    # A line that is named as empty, or as the template's, need not be named as waiting for words.
    named = {finding.line for finding in (*found, *of_the_day) if finding.code in ("empty-heading", "template-words")}
    others = (finding for finding in of_the_day if not (finding.code == "blank" and finding.line in named))
    return tuple(sorted((*found, *others), key=lambda finding: finding.line))


def _faults(page: Page, exists: Callable[[str], bool] | None) -> Iterator[Fault]:
    yield from fence_faults(page)
    yield from _mendable(page)
    yield from address_faults(page, exists)


def _mendable(page: Page) -> Iterator[Fault]:
    """Yield the faults of the rules that know certain mends."""
    yield from heading_faults(page)
    yield from bold_faults(page)


def _settled(text: str, page: Page, exists: Callable[[str], bool] | None) -> tuple[Finding, ...]:
    """Return the findings of a text, with mends after which it needs no other."""
    faults = list(_faults(page, exists))
    found = lately = findings_of(page.document, faults)
    for _round in range(_ROUNDS):
        if all(finding.fixed is None for finding in lately):
            return tuple(sorted(found, key=lambda finding: finding.line))
        text = mended(text, lately)
        now = Page.of(text)
        lately = findings_of(now.document, _mendable(now))
        found = _joined(found, [finding for finding in lately if finding.fixed is not None])
    # Of mends that go on calling for others, none is certain.
    return findings_of(page.document, (fault.uncertain() for fault in faults))


def _joined(found: tuple[Finding, ...], later: list[Finding]) -> tuple[Finding, ...]:
    """Return the findings with the lines that later mends made, and with what only those brought to light."""
    words = {finding.line: finding.fixed for finding in later}
    kinds = {(finding.line, finding.code) for finding in later}
    known = {(finding.line, finding.code) for finding in found}
    joined = [
        finding.with_fixed(words[finding.line])
        if finding.line in words and (finding.fixed is not None or (finding.line, finding.code) in kinds)
        else finding
        for finding in found
    ]
    return (*joined, *(finding for finding in later if (finding.line, finding.code) not in known))
