"""Verbs that write the day."""

from __future__ import annotations

import os

from tracker.cli.declared import Bytes, Choice, Number, argument, option, verb
from tracker.cli.desk import Desk, complete_judge, day_argument, day_option, joined
from tracker.cli.output import say, say_aside
from tracker.errors import StoreError, TrackerError, UsageError
from tracker.model import ItemKind, Mark, When
from tracker.wording import _, n_, name_of_kind, p_

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

    from tracker.journal.outcome import Outcome

_KINDS = ("goal", "topic", "problem", "challenge", "next", "reflection", "link")


def report(outcome: Outcome, done: str) -> None:
    """Say in one line what was done, and what a person should know of it."""
    day = outcome.record.day.date
    done = " ".join(done.split("\n"))
    if not outcome.changed:
        say(_("{day}  nothing to change: {done}", day=day, done=done))
    elif outcome.opened:
        say(_("{day}  {done} (opened the day)", day=day, done=done))
    else:
        say(f"{day}  {done}")
    for note in outcome.notes:
        say_aside(note)


@verb("new")
@day_argument
def new_verb(desk: Desk, day_word: str | None) -> None:
    """Open a day from your template.

    The challenges set for it before, and the recurring ones, are waiting in it.

    \b
    Examples:
      studylog new
      studylog new tomorrow
    """
    journal = desk.journal(create=True)
    outcome = journal.open_day(desk.day(day_word, journal))
    if not outcome.changed:
        say(_("{day}  is open already", day=outcome.record.day.date))
        return
    opened = n_(
        "{day}  opened from {template}, {n} challenge waiting",
        "{day}  opened from {template}, {n} challenges waiting",
        len(outcome.record.day.past()),
        day=outcome.record.day.date,
        template=journal.templates.default.name,
    )
    left_over = ", ".join(challenge.text for challenge in journal.left_over(outcome.record.day.date))
    again = _("; left over: {challenges} (again: studylog challenge --today TEXT)", challenges=left_over)
    say(opened + (again if left_over else ""))
    for note in outcome.notes:
        say_aside(note)


@verb("edit")
@day_argument
def edit_verb(desk: Desk, day_word: str | None) -> None:
    """Edit a day's Markdown in $VISUAL or $EDITOR.

    What you save is taken as it is; what could not be read is said by line. What another program wrote in the meantime
    stays; where both changed the same lines, your text is kept in a file and nothing is overwritten.

    \b
    Examples:
      studylog edit
      EDITOR="code --wait" studylog edit 어제
    """
    # Other verbs start no programs.
    from tracker.external import Draft

    journal = desk.journal(create=True)
    day = desk.day(day_word, journal)
    record = journal.find(day)
    text = record.text if record is not None else journal.opened_text(day)
    draft = Draft.of(text, str(day))
    draft.edit(os.environ)
    new = draft.text()
    if record is None and new == text:
        draft.drop()
        say(_("{day}  not changed, not opened", day=day))
        return
    if not new.strip():
        draft.drop()
        raise StoreError(
            _("The text was empty, so nothing was saved."),
            shell=_("; to take the day out: studylog delete day {day}", day=day),
        )
    try:
        outcome = journal.save_text(day, new, base=record.text if record is not None else None)
    except TrackerError as error:
        raise StoreError(error.sentence, shell=draft.kept) from None
    draft.drop()
    report(outcome, _("saved") if outcome.changed else _("the same text"))
    for diagnostic in outcome.record.day.diagnostics:
        say_aside(_("line {line}: {message}", line=diagnostic.line, message=diagnostic.message))


@verb("goal")
@argument("text", many=True, required=True)
@day_option
def goal_verb(desk: Desk, text: tuple[str, ...], day_word: str | None) -> None:
    """Add a learning goal.

    \b
    Examples:
      studylog goal 쿠버네티스 강의 정리하기
      studylog goal -d tomorrow "Read chapter 3"
    """
    journal = desk.journal(create=True)
    outcome = journal.add_goal(desk.day(day_word, journal), joined(text))
    report(outcome, _("goal {n}: {text}", n=len(outcome.record.day.goals), text=outcome.summary))


@verb("topic")
@argument("title", many=True, required=True)
@option("--by", to="presenter", metavar="NAME", default="", help="Who presented it.")
@option("--section", metavar="HEADING", default="", help="The learning section, like '딥다이브 - 쿠버네티스'.")
@option(
    "--body",
    kind=Bytes(),
    metavar="FILE",
    help="The notes, placed as they are under the title; - reads standard input.",
)
@day_option
def topic_verb(
    desk: Desk, title: tuple[str, ...], presenter: str, section: str, body: BinaryIO | None, day_word: str | None
) -> None:
    """Add a topic, or add notes to the one of that title.

    \b
    Examples:
      studylog topic "파드 네트워크" --by 하루 --section "딥다이브 - 쿠버네티스"
      studylog topic "파드 네트워크" --body notes.md
      pbpaste | studylog topic "파드 네트워크" --body -
    """
    words = _body(body) if body is not None else None
    journal = desk.journal(create=True)
    day = desk.day(day_word, journal)
    before = journal.find(day)
    outcome = journal.add_topic(day, joined(title), presenter=presenter, section=section, body=words)
    there = before is not None and len(before.day.topics) == len(outcome.record.day.topics)
    if there:
        report(outcome, _("notes added to the topic: {title}", title=outcome.summary))
    else:
        report(outcome, _("topic: {title}", title=outcome.summary))


def _body(file: BinaryIO) -> str:
    from tracker.journal.importing import LARGEST_FILE, decode_log

    name = getattr(file, "name", "-")
    try:
        data = file.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise UsageError(_("is larger than {most} MB, which no notes are", most=LARGEST_FILE // 1_000_000))
        return decode_log(data)
    except TrackerError as error:
        raise UsageError(_("{file} {problem}.", file=f"--body {name}", problem=error)) from None
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {why}.", path=f"--body {name}", why=error.strerror)) from None


@verb("solve")
@argument("judge", complete=complete_judge)
@argument("problems", many=True, required=True, metavar="PROBLEM...")
@option("--week", kind=Number(1, 999), metavar="N", help="The course week, instead of the day's own.")
@day_option
def solve_verb(desk: Desk, judge: str, problems: tuple[str, ...], week: int | None, day_word: str | None) -> None:
    """Add solved problems, by number or by title.

    \b
    Examples:
      studylog solve 백준 5065 10102
      studylog solve 프로그래머스 "Lv1. 소수 찾기"
      studylog solve leetcode 217 --week 3
    """
    journal = desk.journal(create=True)
    outcome = journal.add_problems(desk.day(day_word, journal), judge, problems, week)
    report(outcome, _("solved: {problems}", problems=outcome.summary))


@verb("challenge")
@argument("text", many=True, required=True)
@option("--today", to="for_today", flag=True, help="For the day itself, to be checked there.")
@day_option
def challenge_verb(desk: Desk, text: tuple[str, ...], for_today: bool, day_word: str | None) -> None:
    """Set a challenge for the next study day.

    \b
    Examples:
      studylog challenge 수업 열심히 듣기
      studylog challenge --today "Solve one problem before lunch"
    """
    journal = desk.journal(create=True)
    when = When.PAST if for_today else When.NEXT
    outcome = journal.add_challenge(desk.day(day_word, journal), joined(text), when)
    if for_today:
        report(outcome, _("challenge: {text}", text=outcome.summary))
    else:
        report(outcome, _("challenge for the next day: {text}", text=outcome.summary))


@verb("check")
@argument("which", many=True, required=True, metavar="N|TEXT")
@option("--partial", to="mark", sets="partial", help="Done in part.")
@option("--missed", to="mark", sets="missed", help="Not done.")
@option("--clear", to="mark", sets="clear", help="Take the mark away.")
@day_option
def check_verb(desk: Desk, which: tuple[str, ...], mark: str | None, day_word: str | None) -> None:
    """Check a challenge off that was set for the day.

    \b
    Examples:
      studylog check 1
      studylog check 딥다이브 --partial
      studylog check 2 --clear
    """
    journal = desk.journal()
    day = desk.day(day_word, journal)
    wanted = None if mark == "clear" else Mark(mark or "done")
    ref = journal.challenge_ref(journal.record(day), joined(which))
    outcome = journal.mark_challenge(day, ref, wanted)
    sign = journal.reading(outcome.record).template.written_mark(wanted) if wanted is not None else "·"
    unfinished = ref.text in {challenge.text for challenge in journal.unfinished(outcome.record)}
    again = _('(once more tomorrow: studylog challenge "{text}")', text=ref.text)
    report(outcome, f"{sign} {outcome.summary}" + (f" {again}" if unfinished and outcome.changed else ""))


@verb("reflect")
@argument("label")
@argument("text", many=True)
@day_option
def reflect_verb(desk: Desk, label: str, text: tuple[str, ...], day_word: str | None) -> None:
    """Write a reflection under its label.

    A text that stands alone, in quotes, has no label.

    \b
    Examples:
      studylog reflect 성공적인\\ 점 "예제를 끝까지 돌려 봤다"
      studylog reflect Keep "Short sessions in the morning"
      studylog reflect "집중이 잘 된 하루"
    """
    journal = desk.journal(create=True)
    words = joined(text)
    if not words:
        label, words = "", label
    outcome = journal.add_reflection(desk.day(day_word, journal), label, words)
    report(outcome, outcome.summary)


@verb("link")
@argument("url")
@argument("title", many=True)
@day_option
def link_verb(desk: Desk, url: str, title: tuple[str, ...], day_word: str | None) -> None:
    """Add a link, with its title if you give one.

    \b
    Examples:
      studylog link https://kubernetes.io/docs/ 쿠버네티스 문서
    """
    journal = desk.journal(create=True)
    outcome = journal.add_link(desk.day(day_word, journal), url, joined(title))
    report(outcome, _("link: {link}", link=outcome.summary))


def _named(kind: str) -> str:
    return p_("kind", "next") if kind == "next" else name_of_kind(kind)


def _kind(word: str) -> tuple[ItemKind, When | None]:
    if word == "next":
        return ItemKind.CHALLENGE, When.NEXT
    kind = ItemKind(word)
    return kind, When.PAST if kind is ItemKind.CHALLENGE else None


@verb("retext")
@argument("kind", kind=Choice(_KINDS))
@argument("which", metavar="N|WORD")
@argument("text", many=True, required=True)
@day_option
def retext_verb(desk: Desk, kind: str, which: str, text: tuple[str, ...], day_word: str | None) -> None:
    """Give an item other words.

    Its bullet, number and mark stay. `next` is a challenge for the next day.

    \b
    Examples:
      studylog retext goal 2 "딥다이브 발표 준비"
    """
    journal = desk.journal()
    day = desk.day(day_word, journal)
    item_kind, when = _kind(kind)
    ref = journal.item_ref(journal.record(day), item_kind, which, when)
    report(journal.retext_item(day, ref, joined(text)), f"{_named(kind)}: {joined(text)}")


@verb("move")
@argument("kind", kind=Choice(_KINDS))
@argument("which", metavar="N|WORD")
@argument("direction", kind=Choice(("up", "down")))
@day_option
def move_verb(desk: Desk, kind: str, which: str, direction: str, day_word: str | None) -> None:
    """Move an item up or down among its kind.

    The numbers stay in their places.

    \b
    Examples:
      studylog move goal 3 up
    """
    journal = desk.journal()
    day = desk.day(day_word, journal)
    item_kind, when = _kind(kind)
    ref = journal.item_ref(journal.record(day), item_kind, which, when)
    outcome = journal.move_item(day, ref, 1 if direction == "down" else -1)
    if direction == "down":
        report(outcome, _("moved down: {words}", words=outcome.summary))
    else:
        report(outcome, _("moved up: {words}", words=outcome.summary))


@verb("delete")
@argument("kind", kind=Choice((*_KINDS, "day")))
@argument("which", metavar="N|WORD|DAY", required=False)
@day_option
def delete_verb(desk: Desk, kind: str, which: str | None, day_word: str | None) -> None:
    """Take an item out, or a whole day.

    `studylog undo` brings it back.

    \b
    Examples:
      studylog delete goal 2
      studylog delete problem 10102
      studylog delete day 2025-01-22
    """
    journal = desk.journal()
    if kind == "day":
        if which is None and day_word is None:
            raise UsageError(_("Which day?"), shell=_("Name it: studylog delete day today"))
        day = desk.day(which or day_word, journal)
        journal.delete_day(day)
        say(_("{day}  taken out; to have it back: studylog undo", day=day))
        return
    day = desk.day(day_word, journal)
    if which is None:
        raise UsageError(_("Which {kind}? Give its number or some of its words.", kind=_named(kind)))
    item_kind, when = _kind(kind)
    ref = journal.item_ref(journal.record(day), item_kind, which, when)
    outcome = journal.delete_item(day, ref)
    report(outcome, _("taken out: {words}", words=outcome.summary))
