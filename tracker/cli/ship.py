"""Verbs that bring logs in and give them out."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from tracker.cli.declared import Choice, PathName, argument, option, verb
from tracker.cli.desk import Desk, is_terminal, json_option
from tracker.cli.output import say, say_aside, say_json, say_json_list, write_text
from tracker.errors import ImportRefused, NotFound, UsageError
from tracker.wording import _, n_

if TYPE_CHECKING:
    from tracker.journal import Journal
    from tracker.journal.importing import ImportReport, SourceFile


@verb("import")
@argument("paths", many=True, required=True, metavar="PATH...")
@option("--keep", to="where_there", sets="keep", help="Where a day is there with another text, keep the stored one.")
@option("--replace", to="where_there", sets="replace", help="Where a day is there with another text, take the file's.")
@option("-d", "--day", to="day_word", metavar="DAY", help="The day of a single file that states none.")
@json_option
def import_verb(
    desk: Desk, paths: tuple[str, ...], where_there: str | None, day_word: str | None, as_json: bool
) -> None:
    """Bring in logs: files, folders, standard input (-).

    Nothing in them is changed, and a day that is there already is not overwritten unless you say so. Importing the same
    files again changes nothing.

    \b
    Examples:
      studylog import ~/TIL
      studylog import 2025-01-22.md --replace
      pbpaste | studylog import - -d today
    """
    from tracker.journal.importing import ImportReport, WhereThere, find_sources, import_files
    from tracker.journal.reporting import report_lines

    report = ImportReport()
    files = [Path(path) for path in paths if path != "-"]
    sources = find_sources(files, report)
    journal = desk.journal(create=True)
    if "-" in paths:
        sources = [*sources, _standard_input(journal, day_word)]
    elif day_word is not None:
        sources = _dated(sources, journal, day_word)
    if not sources:
        raise ImportRefused(_("there are no logs in {paths}; logs are .md or .txt files.", paths=", ".join(paths)))
    rule = WhereThere(where_there or "ask")
    if is_terminal() and sys.stderr.isatty() and not as_json:
        # Its bar is drawn only where a person waits for many files.
        import click

        with click.progressbar(length=len(sources), label=_("importing"), file=sys.stderr) as bar:
            import_files(
                journal, sources, report, where_there=rule, progress=lambda done, _: bar.update(done - bar.pos)
            )
    else:
        import_files(journal, sources, report, where_there=rule)
    if as_json:
        say_json(_report_json(report))
    elif report.files or len(sources) > 1:
        for line in report_lines(report, everything=_("; all of them: --json")):
            say(line)
    _fail_if_incomplete(report, len(sources))


def _standard_input(journal: Journal, day_word: str | None) -> SourceFile:
    from tracker.codec.dates import cut
    from tracker.journal.importing import LARGEST_FILE, SourceFile, decode_log

    data = sys.stdin.buffer.read(LARGEST_FILE + 1)
    if day_word is not None:
        name = f"{journal.date_of(day_word)}.md"
    else:
        try:
            dates = [piece.on for piece in cut(decode_log(data), "standard input", journal.templates) if piece.on]
        except ImportRefused as refused:
            sentence = _("{file} {problem}", file=_("standard input"), problem=refused)
            raise ImportRefused(sentence) from None
        name = f"{dates[0]}.md" if dates else "standard input"
    return SourceFile("-", name, lambda: data)


def _dated(sources: Sequence[SourceFile], journal: Journal, day_word: str) -> list[SourceFile]:
    from tracker.journal.importing import SourceFile

    if len(sources) != 1:
        raise UsageError(_("-d names the day of one file; these are {n}.", n=len(sources)))
    only = sources[0]
    return [SourceFile(only.root, f"{journal.date_of(day_word)}{Path(only.path).suffix or '.md'}", only.read)]


def _fail_if_incomplete(report: ImportReport, sources: int) -> None:
    if sources == 1 and (report.refused or report.undated) and not (report.new or report.unchanged or report.replaced):
        path, why = (report.refused or report.undated)[0]
        if report.undated:
            raise ImportRefused(_("{file} {problem}, or say the day: -d 2025-01-22.", file=path, problem=why))
        raise ImportRefused(_("{file} {problem}.", file=path, problem=why))
    if report.refused:
        path, why = report.refused[0]
        raise ImportRefused(
            _(
                "{refused} of {n} files could not be taken in; the first: {file} {problem}.",
                refused=len(report.refused),
                n=sources,
                file=path,
                problem=why,
            )
        )
    if report.conflicts:
        stayed = n_(
            "{n} day is there already with another text and stayed as it was.",
            "{n} days are there already with another text and stayed as they were.",
            len(report.conflicts),
        )
        settle = ImportRefused(stayed, shell=_("; to settle it: --keep or --replace."))
        if not (report.new or report.unchanged or report.edited_since or report.replaced):
            raise settle
        # Everything was taken in, the other texts aside for export: done, with something to be settled.
        say_aside(str(settle))


def _report_json(report: ImportReport) -> dict[str, object]:
    return {
        "files": report.files,
        "new": [str(day) for day in report.new],
        "replaced": [str(day) for day in report.replaced],
        "unchanged": [str(day) for day in report.unchanged],
        "edited_since": [str(day) for day in report.edited_since],
        "kept": [str(day) for day in report.kept],
        "conflicts": [{"file": path, "date": str(day)} for path, day in report.conflicts],
        "undated": [{"file": path, "why": why} for path, why in report.undated],
        "refused": [{"file": path, "why": why} for path, why in report.refused],
        "dates": [{"file": path, "message": message} for path, message in report.mismatches],
        "items": dict(report.items),
        "study_times": report.totals,
        "plain_lines": report.plain_lines,
        "plain_places": [{"file": path, "line": line} for path, line in report.plain_places],
        "other_files": dict(report.other_files),
    }


@verb("export")
@argument("days", many=True, metavar="[DAY...]")
@option("--to", to="target", kind=PathName(files=False), metavar="DIR", help="Write files into a folder.")
@option(
    "--layout",
    kind=Choice(("days", "imported")),
    default="days",
    shows_default=True,
    help="A file a day, or the files as they came in.",
)
@option("--csv", to="as_csv", flag=True, help="Print a table of the days.")
@option("--force", flag=True, help="Overwrite files that have other contents.")
@json_option
def export_verb(
    desk: Desk, days: tuple[str, ...], target: Path | None, layout: str, as_csv: bool, force: bool, as_json: bool
) -> None:
    """Give days out as they are stored.

    All of them, or those named.

    \b
    Examples:
      studylog export 2025-01-22 > day.md
      studylog export --to backup
      studylog export --to ~/TIL --layout imported
      studylog export --json > all.json
    """
    from tracker.journal.exporting import Layout, day_values, days_csv, export_files, export_parts, write_export

    if sum((as_json, as_csv, target is not None)) > 1:
        raise UsageError(_("Choose one of --to, --json and --csv."))
    if layout == "imported" and target is None:
        raise UsageError(_("--layout imported writes files; name the folder: --to DIR."))
    journal = desk.journal()
    chosen = list(dict.fromkeys(journal.date_of(word) for word in days)) or journal.dates()
    if not chosen:
        raise NotFound(_("There are no days to export yet."), shell=_("Open one: studylog new"))
    if target is not None:
        written, same = write_export(export_files(journal, chosen, Layout(layout)), target, force=force)
        done = n_("{n} file written to {folder}", "{n} files written to {folder}", written, folder=target)
        say(done + (_("; {n} there already, the same", n=same) if same else ""))
    elif as_json:
        say_json_list(day_values(journal, chosen))
    elif as_csv:
        _write_csv(days_csv(journal, chosen), sys.stdout)
    else:
        for part in export_parts(journal, chosen):
            write_text(part)


def _write_csv(rows: Iterable[Sequence[str]], stream: TextIO) -> None:
    csv.writer(stream, lineterminator="\n").writerows(rows)
