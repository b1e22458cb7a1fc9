"""What an import did, in sentences for a person: the same in the shell and on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.cells import cells
from tracker.journal.importing import ImportReport
from tracker.wording import _, n_

_MOST_LINES = 12
"""Entries of each kind that are named; the rest is counted."""


def report_lines(report: ImportReport, *, everything: str = "") -> list[str]:
    """Return the report by the line; `everything` says behind what is only counted where all of it can be seen."""
    return list(_lines(report, everything))


def _lines(report: ImportReport, everything: str) -> Iterator[str]:
    counts = [
        _("{n} new", n=len(report.new)) if report.new else "",
        _("{n} replaced", n=len(report.replaced)) if report.replaced else "",
        _("{n} as before", n=len(report.unchanged)) if report.unchanged else "",
        _("{n} edited here since", n=len(report.edited_since)) if report.edited_since else "",
        _("{n} kept", n=len(report.kept)) if report.kept else "",
        _("{n} in conflict", n=len(report.conflicts)) if report.conflicts else "",
    ]
    days = ", ".join(filter(None, counts)) or _("none")
    yield n_("{n} file; days: {days}", "{n} files; days: {days}", report.files, days=days)
    if report.new or report.replaced:
        most_first = sorted(report.items.items(), key=lambda pair: -pair[1])
        items = ", ".join(_counted(count, kind) for kind, count in most_first if count) or _("no items")
        times = _("no study times")
        if report.totals:
            times = n_("a study time in {n} day", "a study time in {n} days", report.totals)
        yield _("read:        {items}; {times}", items=items, times=times)
        text = n_("{n} line, kept and shown as written", "{n} lines, kept and shown as written", report.plain_lines)
        yield _("stayed text: {lines}", lines=text)
    there = [
        _("{path}: {day} is there with another text; the stored one stayed", path=path, day=day)
        for path, day in report.conflicts
    ]
    yield from _some(everything, _("conflict:"), there)
    yield from _some(everything, _("date:"), [f"{path}: {message}" for path, message in report.mismatches])
    yield from _some(everything, _("no date:"), _problems(report.undated))
    yield from _some(everything, _("refused:"), _problems(report.refused))
    if report.other_files:
        kinds = ", ".join(f"{count} {kind}" for kind, count in report.other_files.most_common(6))
        count = report.other_files.total()
        files = n_("{n} file that is no log", "{n} files that are no logs", count)
        yield _("left alone:  {files} ({kinds})", files=files, kinds=kinds)


def _problems(files: Sequence[tuple[str, str]]) -> list[str]:
    return [_("{file} {problem}", file=path, problem=why) for path, why in files]


def _counted(n: int, kind: str) -> str:
    match kind:
        case "goals":
            return n_("{n} goal", "{n} goals", n)
        case "topics":
            return n_("{n} topic", "{n} topics", n)
        case "problems":
            return n_("{n} problem", "{n} problems", n)
        case "challenges":
            return n_("{n} challenge", "{n} challenges", n)
        case "reflections":
            return n_("{n} reflection", "{n} reflections", n)
        case _:
            return n_("{n} link", "{n} links", n)


def _some(everything: str, label: str, lines: Sequence[str]) -> Iterator[str]:
    label += " " * (12 - cells(label))
    for line in lines[:_MOST_LINES]:
        yield f"{label} {line}"
    if len(lines) > _MOST_LINES:
        more = n_("… and {n} more", "… and {n} more", len(lines) - _MOST_LINES)
        yield f"{label} {more}{everything}"
