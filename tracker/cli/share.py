"""Verbs that write what others read: retrospectives, the index, the report, and the way there."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tracker.cli.declared import Choice, Number, PathName, argument, group, option, verb
from tracker.cli.desk import Desk, day_argument, json_option
from tracker.cli.output import say, say_aside, say_json, say_json_list, write_text
from tracker.errors import NotFound, Prefer, StoreError, TrackerError, UsageError
from tracker.values import frozen
from tracker.wording import _, n_

if TYPE_CHECKING:
    from tracker.journal import Journal
    from tracker.journal.outcome import RetroOutcome
    from tracker.lint import Finding
    from tracker.publish.publishing import Prepared
    from tracker.stored import PeriodKind

Function = TypeVar("Function", bound=Callable[..., object])


@group("retro")
def retro_verb() -> None:
    """Look back on a day, week or month, in your own format.

    A retrospective is made from its template; kept, it is yours to edit, and is brought up to date around what you
    wrote.

    \b
    Examples:
      studylog retro week
      studylog retro week -7 --keep       last week's, to be kept
      studylog retro month 2025-03-01 -o march.md
      studylog retro list
    """


def _output_options(function: Function) -> Function:
    function = option("--force", flag=True, help="Overwrite a file that has other contents.")(function)
    return option(
        "-o",
        to="target",
        kind=PathName(),
        metavar="FILE",
        help="Write it to a file instead of printing it.",
    )(function)


@retro_verb.verb("day")
@day_argument
@option("--as", to="template", metavar="TEMPLATE", help="Written anew in the manner of another day template.")
@_output_options
def retro_day(desk: Desk, day_word: str | None, template: str | None, target: Path | None, force: bool) -> None:
    """The day as it is posted.

    It is the day's own text, unless you have a day.md.j2 of your own. In another template's manner its entries are
    written anew; text that belongs to none of them is left out.

    \b
    Examples:
      studylog retro day -1 -o yesterday.md
      studylog retro day 2025-01-22 --as english
    """
    from tracker.journal import retrospectives
    from tracker.journal.composing import day_as

    journal = desk.journal()
    day = desk.day(day_word, journal)
    if template is None:
        text = retrospectives.made(journal, "day", day)
    else:
        text, left_out = day_as(journal, day, template)
        for words in left_out:
            say_aside(_("left out, as {template} has no place for it: {words}", template=template, words=words))
    _give(journal, text, f"retro day {day}", target, force)


def _retro_options(function: Function) -> Function:
    for declare in (
        option("--keep", flag=True, help="Keep it; one that is kept is brought up to date."),
        option("--edit", flag=True, help="Edit it in $VISUAL or $EDITOR, and keep it."),
        option("--new", to="anew", flag=True, help="What the template makes now, whatever is kept."),
        option("--mine", to="prefer", sets="mine", help="With --keep: where both changed lines, yours stay."),
        option("--theirs", to="prefer", sets="theirs", help="With --keep: the newly made lines stay."),
        option("--both", to="prefer", sets="both", help="With --keep: both stay."),
    ):
        function = declare(function)
    return _output_options(day_argument(function))


@frozen
class _Wanted:
    """What is to be done with a retrospective."""

    keep: bool
    edit: bool
    anew: bool
    prefer: str | None
    target: Path | None
    force: bool


def _retro_command(word: str, *, help: str) -> None:
    """Add the verb that looks back on a period of that kind."""

    @retro_verb.verb(word, explanation=help)
    @_retro_options
    def look_back(
        desk: Desk,
        day_word: str | None,
        keep: bool,
        edit: bool,
        anew: bool,
        prefer: str | None,
        target: Path | None,
        force: bool,
    ) -> None:
        _retro(desk, word, day_word, _Wanted(keep, edit, anew, prefer, target, force))


_retro_command(
    "week",
    help="""The week's retrospective: the one you keep, else what the template makes.

    \b
    Examples:
      studylog retro week
      studylog retro week 2025-01-22 --edit
      studylog retro week --keep --mine
    """,
)
_retro_command(
    "month",
    help="""The month's retrospective: the one you keep, else what the template makes.

    \b
    Examples:
      studylog retro month
      studylog retro month 2025-01-01 -o january.md
    """,
)


def _retro(desk: Desk, word: str, day_word: str | None, wanted: _Wanted) -> None:
    from tracker.journal import retrospectives
    from tracker.retro.periods import period_name
    from tracker.stored import PeriodKind

    if sum((wanted.keep, wanted.edit, wanted.anew)) > 1:
        raise UsageError(_("Choose one of --keep, --edit and --new."))
    if wanted.prefer and not wanted.keep:
        raise UsageError(_("--mine, --theirs and --both go with --keep."))
    journal = desk.journal()
    kind, day = PeriodKind(word), desk.day(day_word, journal)
    first, _last = retrospectives.period_of(kind, day)
    outcome = None
    if wanted.keep:
        prefer = Prefer(wanted.prefer) if wanted.prefer else None
        outcome = retrospectives.keep(journal, kind, day, prefer=prefer)
    elif wanted.edit:
        outcome = _edited(journal, kind, day)
    if outcome is not None:
        say(_kept_line(period_name(kind, first), outcome))
        text = outcome.retrospective.text
    else:
        make = retrospectives.made if wanted.anew else retrospectives.present
        text = make(journal, kind, day)
    if wanted.target is not None or outcome is None:
        _give(journal, text, f"retro {kind} {first}", wanted.target, wanted.force)


def _kept_line(name: str, outcome: RetroOutcome) -> str:
    if not outcome.changed:
        return _("{period}  kept, as before", period=name)
    if outcome.retrospective.edited:
        return _("{period}  kept, with what you wrote", period=name)
    return _("{period}  kept", period=name)


def _edited(journal: Journal, kind: PeriodKind, day: dt.date) -> RetroOutcome:
    # Other verbs start no programs.
    from tracker.external import Draft
    from tracker.journal import retrospectives
    from tracker.journal.outcome import RetroOutcome

    known = retrospectives.kept(journal, kind, day)
    text = known.text if known is not None else retrospectives.made(journal, kind, day)
    draft = Draft.of(text, f"{kind} {day}")
    draft.edit(os.environ)
    new = draft.text()
    if known is not None and new == text:
        draft.drop()
        return RetroOutcome(known, changed=False)
    if not new.strip():
        draft.drop()
        raise StoreError(
            _("The text was empty, so nothing was saved."),
            shell=_("; to keep it no longer: {command}", command=f"studylog retro remove {kind} {day}"),
        )
    try:
        outcome = retrospectives.save(journal, kind, day, new, base=text)
    except TrackerError as error:
        raise StoreError(error.sentence, shell=draft.kept) from None
    draft.drop()
    return outcome


def _give(journal: Journal, text: str, key: str, target: Path | None, force: bool) -> None:
    """Print a page, or write it to a file."""
    if target is None:
        write_text(text)
        return
    from tracker.journal.pages import write_page

    written = write_page(journal, target, text, key, force=force)
    say(_("{path} written", path=target) if written else _("{path} is as it should be", path=target))


@retro_verb.verb("list")
@json_option
def retro_list(desk: Desk, as_json: bool) -> None:
    """List the retrospectives that are kept, the newest first.

    \b
    Examples:
      studylog retro list
      studylog retro list --json
    """
    from tracker.journal.retrospectives import all_kept
    from tracker.retro.periods import period_name

    found = all_kept(desk.journal())
    if as_json:
        say_json_list(
            {
                "kind": kept.kind.value,
                "period": period_name(kept.kind, kept.first),
                "first": str(kept.first),
                "last": str(kept.last),
                "edited": kept.edited,
                "updated_at": kept.updated_at.isoformat(),
                "text": kept.text,
            }
            for kept in found
        )
        return
    for kept in found:
        edited = "  " + _("with your words") if kept.edited else ""
        say(f"{period_name(kept.kind, kept.first):8}  {kept.first} – {kept.last}{edited}")
    if not found:
        say(_("No retrospectives are kept yet. Keep one: studylog retro week --keep"))


@retro_verb.verb("export")
@option(
    "--to", to="target", kind=PathName(files=False), metavar="DIR", required=True,
    help="The folder; files are named in it as the setting retro_path says.",
)  # fmt: skip
@option("--force", flag=True, help="Overwrite files that have other contents.")
def retro_export(desk: Desk, target: Path, force: bool) -> None:
    """Write every retrospective that is kept to a file.

    \b
    Examples:
      studylog retro export --to ~/TIL
    """
    from tracker.journal.exporting import retrospective_files, write_export

    files = list(retrospective_files(desk.journal()))
    if not files:
        keep_one = _("Keep one: {command}", command="studylog retro week --keep")
        raise NotFound(_("No retrospectives are kept yet."), shell=keep_one)
    written, same = write_export(files, target, force=force)
    done = n_("{n} file written to {folder}", "{n} files written to {folder}", written, folder=target)
    say(done + (_("; {n} there already, the same", n=same) if same else ""))


@retro_verb.verb("remove")
@argument("kind", kind=Choice(("week", "month")))
@day_argument
def retro_remove(desk: Desk, kind: str, day_word: str | None) -> None:
    """Keep a retrospective no longer.

    `studylog undo` brings it back.

    \b
    Examples:
      studylog retro remove week 2025-01-22
    """
    from tracker.journal.retrospectives import let_go
    from tracker.retro.periods import period_name
    from tracker.stored import PeriodKind

    journal = desk.journal()
    gone = let_go(journal, PeriodKind(kind), desk.day(day_word, journal))
    say(_("{period}  kept no longer; to have it back: studylog undo", period=period_name(gone.kind, gone.first)))


@verb("index")
@option(
    "-o", to="target", kind=PathName(folders=False), metavar="FILE",
    help="Write it into a file, between its markers.",
)  # fmt: skip
@option("--append", flag=True, help="Put the markers at the end of a file that has none.")
def index_verb(desk: Desk, target: Path | None, append: bool) -> None:
    """Write the index of your days, newest first.

    Weeks, each day with its link and headline.

    In a file only what stands between <!-- studylog:index --> and <!-- /studylog:index --> is written; every other byte
    stays. Links lead to the files that are there, as your imported files or the setting publish_path name them.

    \b
    Examples:
      studylog index
      studylog index -o ~/TIL/README.md
    """
    from tracker.journal.index import index_page, write_index

    journal = desk.journal()
    if target is None:
        write_text(index_page(journal, None)[0])
        return
    done = write_index(journal, target, append=append)
    days = n_("{n} day", "{n} days", done.days)
    if done.changed:
        say(_("{path} lists {days}", path=target, days=days))
    else:
        say(_("{path} lists {days}, as before", path=target, days=days))
    if done.without_file:
        say_aside(
            n_(
                "{n} day has no file there yet, so it is listed without a link: {first}",
                "{n} days have no file there yet, so they are listed without a link; the newest: {first}",
                len(done.without_file),
                first=done.without_file[0],
            )
        )


@verb("lint")
@day_argument
@option("--fix", flag=True, help="Mend what is certain; nothing else is touched.")
@json_option
def lint_verb(desk: Desk, day_word: str | None, fix: bool, as_json: bool) -> None:
    """Say what of a day will not look right once it is published.

    Bold that GitHub will not show before a Korean particle, fences left open, links that lead nowhere, words of the
    template left in, challenges nobody checked.

    \b
    Examples:
      studylog lint
      studylog lint 2025-01-22 --fix
    """
    from tracker.publish.linting import findings_of, mend

    journal = desk.journal()
    day = desk.day(day_word, journal)
    mended = 0
    if fix:
        mended = len(mend(journal, day))
    found = findings_of(journal, day)
    if as_json:
        say_json([_finding_json(finding) for finding in found])
    else:
        if mended:
            say(n_("{day}  {n} line mended", "{day}  {n} lines mended", mended, day=day))
        for finding in found:
            say(_finding_line(finding))
        if not found and not mended:
            say(_("{day}  nothing to mend", day=day))
    certain = sum(finding.fixed is not None for finding in found)
    if found:
        places = n_("{n} line will not look right.", "{n} lines will not look right.", len(found))
        hint = _("Mend what is certain: {command}", command=f"studylog lint {day} --fix") if certain else ""
        raise StoreError(places, shell=hint)


def _finding_line(finding: Finding) -> str:
    fixable = " " + _("(certain)") if finding.fixed is not None else ""
    line = _("line {line}: {reason}", line=finding.line, reason=finding.reason)
    return f"{line} {finding.mend}{fixable}"


def _finding_json(finding: Finding) -> dict[str, object]:
    return {
        "line": finding.line,
        "code": finding.code,
        "reason": finding.reason,
        "mend": finding.mend,
        "blocks": finding.blocks,
        "fixed": finding.fixed,
    }


@verb("report")
@argument("period", kind=Choice(("week", "month", "year")))
@day_argument
@_output_options
def report_verb(desk: Desk, period: str, day_word: str | None, target: Path | None, force: bool) -> None:
    """Draw a week, month or year as a page to look at and to print.

    One HTML file without scripts: charts and the numbers behind them, light and dark, on any screen.

    \b
    Examples:
      studylog report week -o week.html
      studylog report year 2025-01-01 -o 2025.html
    """
    from tracker.journal.report_facts import report_facts
    from tracker.report import report_html

    journal = desk.journal()
    facts = report_facts(journal, period, desk.day(day_word, journal))
    _give(journal, report_html(facts), f"report {period} {facts.first}", target, force)


@verb("publish")
@day_argument
@option("--week", to="kind", sets="week", help="The week's retrospective instead of the day.")
@option("--month", to="kind", sets="month", help="The month's retrospective instead of the day.")
@option("--to", to="target", metavar="WHERE", help="A folder, or github:OWNER/NAME; else the setting publish_to.")
@option("--dry-run", flag=True, help="Say what would happen, and do nothing.")
@option("--commit/--no-commit", help="Commit the file; else as the setting publish_commit says.")
@option("--push", flag=True, help="Push that commit as well.")
@option("--issue", to="number", kind=Number(1), metavar="N", help="An issue that is there already.")
@option("--new", to="anew", flag=True, help="A new issue, whatever others there are.")
@option("--force", flag=True, help="Overwrite what was changed there by hand.")
@option("--anyway", flag=True, help="Publish it although something in it will spoil the page.")
def publish_verb(
    desk: Desk,
    day_word: str | None,
    kind: str | None,
    target: str | None,
    dry_run: bool,
    commit: bool | None,
    push: bool,
    number: int | None,
    anew: bool,
    force: bool,
    anyway: bool,
) -> None:
    """Publish a day to a folder, git or a GitHub issue.

    Published again it goes to the same file or issue. Nothing is pushed unless you say so, and what was changed there
    by hand is not overwritten.

    \b
    Examples:
      studylog publish --dry-run
      studylog publish -1 --to ~/TIL --commit
      studylog publish --to github:me/til
      studylog publish --week
    """
    from tracker.publish.publishing import Wish, carry_out, prepare

    journal = desk.journal()
    day = desk.day(day_word, journal)
    wish = Wish(target=target or "", commit=commit, push=push, number=number, anew=anew, force=force)
    prepared = prepare(journal, kind or "day", day, wish, os.environ)
    _say_prepared(prepared)
    if prepared.spoils and not anyway:
        raise StoreError(
            _("Something in it will spoil the page, so it was not published."),
            shell=_("See: {command} — or publish it as it is: --anyway", command=f"studylog lint {day}"),
        )
    if dry_run:
        for step in prepared.plan.steps:
            say(_("would: {step}", step=step.line()))
    # What is there already is remembered as ours.
    published = carry_out(journal, prepared, os.environ) if not dry_run else None
    if prepared.plan.nothing_to_do:
        say(_("{what}  is published already, as it is", what=prepared.plan.piece.period or day))
    if published is None or prepared.plan.nothing_to_do:
        return
    for step in prepared.plan.steps:
        say(step.line())
    say(_("{what}  published: {place}", what=prepared.plan.piece.period or day, place=published.url or published.place))


def _say_prepared(prepared: Prepared) -> None:
    for finding in prepared.findings:
        say_aside(_finding_line(finding))
    for note in prepared.plan.notes:
        say_aside(note)
