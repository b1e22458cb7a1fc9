"""Carrying a plan out, remembering after each step what was made outside."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tracker.errors import StoreError, TrackerError
from tracker.files import write_atomically
from tracker.fingerprint import sha256_of
from tracker.publish.issues import call_gh, failed, fingerprint
from tracker.publish.programs import run, useful_line
from tracker.publish.refusals import ChangedElsewhere, PublishFailed
from tracker.publish.steps import (
    AddComment,
    Commit,
    CreateIssue,
    EditComment,
    EditIssue,
    IssueStep,
    LabelIssue,
    Push,
    WriteFile,
)
from tracker.publish.targets import Folder, Plan
from tracker.stored import Publication
from tracker.values import replace
from tracker.wording import _

Remember = Callable[[Publication], None]


def carry_out(plan: Plan, remember: Remember, environment: Mapping[str, str], now: dt.datetime) -> Publication:
    """Do what the plan says and return what was published where, which `remember` was told as well.

    `remember` is called after each step that made something outside, so that whoever is stopped in between goes on from
    there. Raises ChangedElsewhere when a file changed since the plan was made, and PublishFailed, saying what stands,
    when a step goes wrong.
    """
    if isinstance(plan.target, Folder):
        return _into_folder(plan, plan.target, remember, environment, now)
    return _into_issue(plan, remember, environment, now)


def _into_folder(
    plan: Plan, target: Folder, remember: Remember, environment: Mapping[str, str], now: dt.datetime
) -> Publication:
    piece = plan.piece
    publication = Publication(piece.key, target.name, plan.place, sha256_of(piece.text), None, (), now)
    known = plan.known
    if known is not None and not plan.steps and known.sha256 == publication.sha256:
        return known
    if not any(isinstance(step, WriteFile) for step in plan.steps):
        remember(publication)
    for step in plan.steps:
        if isinstance(step, WriteFile):
            _write(step)
            remember(publication)
        elif isinstance(step, Commit):
            _commit(step, plan.place, environment)
        elif isinstance(step, Push):
            _push(step, environment)
    return publication


def _write(step: WriteFile) -> None:
    try:
        there = step.path.read_bytes() if step.path.exists() else None
    except OSError as error:
        raise StoreError(_("{path} cannot be read: {why}.", path=step.path, why=error.strerror)) from None
    if there != step.before:
        raise ChangedElsewhere(
            _("{path} was changed a moment ago; nothing was touched. Publish again.", path=step.path)
        )
    write_atomically(step.path, step.text.encode())


def _commit(step: Commit, place: str, environment: Mapping[str, str]) -> None:
    calls = step.calls()
    for call in calls:
        ran = run(call, environment, given=step.message.encode() if call == calls[-1] else None)
        if ran.code:
            raise PublishFailed(
                _(
                    "{place} is written, but not committed: {why}. Publish again to go on from there.",
                    place=place,
                    why=ran.line.rstrip(".") or ran.code,
                )
            )


def _push(step: Push, environment: Mapping[str, str]) -> None:
    ran = run(step.calls()[0], environment)
    if ran.code:
        raise PublishFailed(
            _(
                "The commit stands, but was not pushed: {why}. Publish again to go on from there.",
                why=ran.line.rstrip(".") or ran.code,
            )
        )


@dataclass(slots=True)
class _Progress:
    """What of an issue is on GitHub by now."""

    publication: Publication | None
    """None until there is an issue."""
    bodies: list[str]
    comments: list[str]

    @property
    def issue(self) -> int | None:
        return int(self.publication.place) if self.publication is not None else None


def _into_issue(plan: Plan, remember: Remember, environment: Mapping[str, str], now: dt.datetime) -> Publication:
    progress = _Progress(None, [], [])
    if plan.standing is not None:
        standing = plan.standing
        progress = _Progress(
            Publication(plan.piece.key, plan.target.name, str(standing.number), "", standing.url, (), now),
            list(standing.bodies),
            list(standing.comments),
        )
    if plan.known is not None and not plan.steps and _settled(progress, now) == replace(plan.known, published_at=now):
        return plan.known
    for step in plan.steps:
        assert not isinstance(step, WriteFile | Commit | Push)
        try:
            _take(step, plan, progress, environment, now)
        except TrackerError as error:
            raise _stopped(error, progress, started=step is not plan.steps[0]) from None
        remember(_settled(progress, now))
    publication = _settled(progress, now)
    if not plan.steps:
        remember(publication)
    return publication


def _settled(progress: _Progress, now: dt.datetime) -> Publication:
    assert progress.publication is not None
    return replace(
        progress.publication,
        sha256=fingerprint(progress.bodies),
        comments=tuple(progress.comments),
        published_at=now,
    )


def _take(step: IssueStep, plan: Plan, progress: _Progress, environment: Mapping[str, str], now: dt.datetime) -> None:
    """Make one call and note what is there after it."""
    call = step.call(progress.issue) if isinstance(step, AddComment) else step.call()
    ran = call_gh(step.repo, call, environment, _given(step))
    if ran.code:
        raise failed(step.repo, ran)
    if isinstance(step, CreateIssue):
        url, number = _opened(ran.out)
        progress.publication = Publication(plan.piece.key, plan.target.name, number, "", url, (), now)
        progress.bodies = [step.body]
    elif isinstance(step, AddComment):
        progress.comments.append(_found(r"\S+#issuecomment-(\d+)", ran.out)[1])
        progress.bodies.append(step.body)
    elif isinstance(step, EditIssue):
        if step.body is not None:
            progress.bodies[0] = step.body
    elif isinstance(step, LabelIssue):
        pass
    elif isinstance(step, EditComment):
        progress.bodies[progress.comments.index(step.comment) + 1] = step.body
    else:
        at = progress.comments.index(step.comment)
        del progress.comments[at], progress.bodies[at + 1]


def _given(step: IssueStep) -> bytes | None:
    """Return what the call reads from its standard input; None for nothing."""
    if isinstance(step, CreateIssue | EditIssue | EditComment):
        return json.dumps(step.given(), ensure_ascii=False).encode()
    return step.body.encode() if isinstance(step, AddComment) else None


def _opened(answer: str) -> tuple[str, str]:
    """Return address and number of the issue that GitHub says it has opened."""
    try:
        told = json.loads(answer)
        return str(told["html_url"]), str(int(told["number"]))
    except (LookupError, TypeError, ValueError, RecursionError):
        raise _does_not_say_where(answer) from None


def _found(pattern: str, answer: str) -> tuple[str, str]:
    """Return the last address of that form in an answer of `gh`, and the number in it."""
    matches = list(re.finditer(pattern, answer))
    if not matches:
        raise _does_not_say_where(answer)
    return matches[-1][0], matches[-1][1]


def _does_not_say_where(answer: str) -> PublishFailed:
    return PublishFailed(
        _(
            "gh did not say where it put it ({line}); look on GitHub before you publish again.",
            line=useful_line(answer),
        )
    )


def _stopped(error: TrackerError, progress: _Progress, *, started: bool) -> TrackerError:
    if not started:
        return error
    return PublishFailed(
        _(
            "Issue {number} is only partly up to date: {problem} Publish again to go on from there.",
            number=f"#{progress.issue}",
            problem=error.sentence,
        ),
        shell=error.shell,
    )
