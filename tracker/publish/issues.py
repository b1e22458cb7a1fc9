"""The way into a GitHub issue: everything is read, and what is in the way said, before anything is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from tracker.errors import UsageError
from tracker.fingerprint import sha256_of
from tracker.patterns import Piece, filled
from tracker.publish.folders import check_text
from tracker.publish.programs import GH_AT_LEAST, ProgramFailed, Ran, check_version, run
from tracker.publish.refusals import ChangedElsewhere, IssueGone, PublishRefused, TitleTaken
from tracker.publish.split import size, split
from tracker.publish.steps import (
    AddComment,
    CreateIssue,
    EditComment,
    EditIssue,
    LabelIssue,
    RemoveComment,
    Step,
    api_call,
    graphql_call,
    host_and_name,
)
from tracker.publish.targets import Issue, Plan, Standing, check_repo
from tracker.stored import Publication
from tracker.values import frozen
from tracker.wording import _, n_

LONGEST_TITLE = 256
"""What GitHub takes in a title."""
_LONGEST_SEARCH = 200
"""Of GitHub's 256 characters for words to look for."""
_SEARCH = (
    "query($words: String!)"
    " { search(query: $words, type: ISSUE, first: 100) { nodes { ... on Issue { number, title, url } } } }"
)


@frozen
class _There:
    """An issue as GitHub tells it."""

    number: int
    title: str
    body: str
    url: str
    closed: bool
    labels: tuple[str, ...]


def plan_issue(
    piece: Piece, target: Issue, known: Publication | None, *, force: bool, environment: Mapping[str, str]
) -> Plan:
    """Return how to publish into an issue; only reads from GitHub.

    Raises PublishRefused for what is in the way: ChangedElsewhere where `force` would overwrite, TitleTaken where the
    person has to say which issue is meant, IssueGone where a new one is needed. Raises ProgramFailed when `gh` cannot
    do it, and UsageError for words that name no repository or a pattern that is none.
    """
    check_text(piece)
    check_repo(target.repo)
    if target.new and target.number is not None:
        raise UsageError(_("An issue is either new or has a number; ask for one of them."))
    title = title_of(target.title, piece)
    parts = split(piece.text)
    desk = _Desk(target.repo, environment)
    desk.check_ready()
    if known is not None and known.target != target.name:
        known = None
    notes: list[str] = []
    if len(parts) > 1:
        notes.append(
            n_(
                "The text is longer than an issue may be; {n} comment carries it on.",
                "The text is longer than an issue may be; {n} comments carry it on.",
                len(parts) - 1,
            )
        )
    number = target.number if target.number is not None else None if known is None else _number_of(known)
    if known is not None and (target.new or number != _number_of(known)):
        notes.append(_("It was published in issue {number} until now; that stays.", number=f"#{known.place}"))
        known = None
    if target.new or number is None:
        if not target.new:
            desk.check_title_free(title)
        labels = desk.checked_labels(target.labels)
        steps: tuple[Step, ...] = (
            CreateIssue(target.repo, title, parts[0], labels),
            *(AddComment(target.repo, None, part) for part in parts[1:]),
        )
        return Plan(piece, target, "", steps, tuple(notes))
    return _plan_known(desk, piece, target, known, number, title, parts, notes, force=force)


def _plan_known(
    desk: _Desk,
    piece: Piece,
    target: Issue,
    known: Publication | None,
    number: int,
    title: str,
    parts: Sequence[str],
    notes: list[str],
    *,
    force: bool,
) -> Plan:
    there = desk.issue(number)
    ids: list[str] = []
    bodies = [there.body]
    gone = 0
    for comment in known.comments if known is not None else ():
        body = desk.comment(comment)
        if body is None:
            gone += 1
            continue
        ids.append(comment)
        bodies.append(body)
    same = [settled(body) for body in bodies] == [settled(part) for part in parts]
    if not same and not force:
        _check_ours(target, there, title, known, fingerprint(bodies), gone)
    if known is None and not same and there.body.strip():
        notes.append(
            _("What issue {number} says now is replaced; GitHub keeps it in its history.", number=f"#{number}")
        )
    standing = Standing(number, there.url, tuple(bodies), tuple(ids))
    have = {label.casefold() for label in there.labels}
    labels = desk.checked_labels([label for label in target.labels if label.casefold() not in have])
    steps = _steps(target.repo, standing, parts, None if there.title == title else title, labels)
    if steps and there.closed:
        notes.append(_("Issue {number} is closed, and stays so.", number=f"#{number}"))
    if there.title != title:
        notes.append(_("The title was: {title}", title=there.title))
    return Plan(piece, target, str(number), steps, tuple(notes), known, standing)


def _number_of(known: Publication) -> int | None:
    return int(known.place) if known.place.isdecimal() else None


def title_of(pattern: str, piece: Piece) -> str:
    """Return an issue's title: one line of at most LONGEST_TITLE characters; raises UsageError when it is empty."""
    title = " ".join(filled(pattern, piece).split())
    if not title:
        raise UsageError(_("The title is empty; change its pattern {pattern!r}.", pattern=pattern))
    return title if size(title) <= LONGEST_TITLE else split(title, LONGEST_TITLE - 1)[0].rstrip() + "…"


def settled(body: str) -> str:
    """Return a body without what GitHub or its web page may change: line endings and white space at the end."""
    return body.replace("\r\n", "\n").rstrip()


def fingerprint(bodies: Sequence[str]) -> str:
    """Return what an issue's body and its comments are known by together."""
    return sha256_of("\0".join(settled(body) for body in bodies))


def _check_ours(target: Issue, there: _There, title: str, known: Publication | None, found: str, gone: int) -> None:
    number = f"#{there.number}"
    if known is not None:
        if found == known.sha256:
            return
        if gone:
            sentence = n_(
                "{n} comment that carries issue {number} on is gone; nothing was sent.",
                "{n} comments that carry issue {number} on are gone; nothing was sent.",
                gone,
                number=number,
            )
        else:
            sentence = _(
                "Issue {number} was changed on GitHub since it was published; nothing was sent.", number=number
            )
    elif there.title == title or not there.body.strip():
        return
    else:
        sentence = _(
            "Issue {number} is about something else ({title!r}); nothing was sent.", number=number, title=there.title
        )
    raise ChangedElsewhere(
        sentence,
        shell=f"{_('See it: {command}', command=there.url)} · {_('To overwrite: {option}', option='--force')}",
    )


def _steps(
    repo: str, standing: Standing, parts: Sequence[str], title: str | None, labels: tuple[str, ...]
) -> tuple[Step, ...]:
    steps: list[Step] = []
    body = parts[0] if settled(parts[0]) != settled(standing.bodies[0]) else None
    if title is not None or body is not None:
        steps.append(EditIssue(repo, standing.number, title, body))
    if labels:
        steps.append(LabelIssue(repo, standing.number, labels))
    for comment, there, part in zip(standing.comments, standing.bodies[1:], parts[1:], strict=False):
        if settled(there) != settled(part):
            steps.append(EditComment(repo, comment, part))
    steps += [AddComment(repo, standing.number, part) for part in parts[len(standing.bodies) :]]
    steps += [RemoveComment(repo, comment) for comment in standing.comments[len(parts) - 1 :]]
    return tuple(steps)


Params = ParamSpec("Params")
ResultT = TypeVar("ResultT")


def _understood(asking: Callable[Params, ResultT]) -> Callable[Params, ResultT]:
    """Let an answer of `gh` that has another shape than it should be an error like others."""

    @wraps(asking)
    def asked(*args: Params.args, **kwargs: Params.kwargs) -> ResultT:
        try:
            return asking(*args, **kwargs)
        except (AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
            problem = f"{type(error).__name__}: {error}"
            raise ProgramFailed(_("gh answers what cannot be read: {line}", line=problem)) from None

    return asked


@frozen
class _Desk:
    """A repository on GitHub, asked through `gh`."""

    repo: str
    environment: Mapping[str, str]

    def check_ready(self) -> None:
        """Raise ProgramFailed when `gh` is missing, too old, or not logged in."""
        check_version("gh", GH_AT_LEAST, self.environment)
        host = host_and_name(self.repo)[0]
        ran = call_gh(self.repo, ("gh", "auth", "status", "--hostname", host), self.environment)
        # It fails for other accounts' troubles as well, and without a network; with a token, the next call tells.
        if ran.code and call_gh(self.repo, ("gh", "auth", "token", "--hostname", host), self.environment).code:
            raise not_logged_in(host, ran)

    def _ask(self, *words: str) -> Any:
        return self._answer(("gh", *words))

    def _answer(self, call: Sequence[str], given: bytes | None = None) -> Any:
        ran = call_gh(self.repo, call, self.environment, given)
        if ran.code:
            raise failed(self.repo, ran)
        try:
            return json.loads(ran.out)
        except (ValueError, RecursionError):
            raise ProgramFailed(_("gh answers what cannot be read: {line}", line=ran.line), ran) from None

    @_understood
    def check_title_free(self, title: str) -> None:
        """Raise TitleTaken when there are issues of exactly this title."""
        fields = ("--json", "number,title,url")
        # What was opened just now is in the list, but not yet in the index that a search goes by.
        latest = self._ask("issue", "list", "--repo", self.repo, "--state", "all", *fields, "--limit", "30")
        # The flags of a program are open to everyone on the machine, and a title has words of the day.
        words = f'repo:{host_and_name(self.repo)[1]} is:issue in:title "{search_words(title)}"'
        asked = json.dumps({"query": _SEARCH, "variables": {"words": words}}, ensure_ascii=False).encode()
        found = self._answer(graphql_call(self.repo), asked)["data"]["search"]["nodes"]
        listed = [(int(issue["number"]), str(issue["url"]), issue["title"]) for issue in [*latest, *found]]
        taken = {number: url for number, url, named in listed if named == title}
        if not taken:
            return
        number = max(taken)
        raise TitleTaken(
            _(
                "There is an issue of this title already: {number} ({url}).",
                number=f"#{number}",
                url=taken[number],
            ),
            tuple(sorted(taken, reverse=True)),
            shell=_("To publish in it: {option} · to open another: {other}", option=f"--issue {number}", other="--new"),
        )

    @_understood
    def issue(self, number: int) -> _There:
        """Return an issue; raises IssueGone when there is none of that number."""
        fields = "number,title,body,url,state,labels"
        try:
            told = self._ask("issue", "view", str(number), "--repo", self.repo, "--json", fields)
        except ProgramFailed as error:
            if error.ran is None or not re.search(r"\bresolve\b.*\bissue\b|HTTP 4(?:04|10)", error.ran.err):
                raise
            raise IssueGone(
                _("There is no issue {number} in {repo}.", number=f"#{number}", repo=self.repo),
                shell=_("To open another: {option}", option="--new"),
            ) from None
        if "/pull/" in told["url"]:
            raise PublishRefused(_("{number} is a pull request; name an issue.", number=f"#{number}"))
        return _There(
            number=int(told["number"]),
            title=str(told["title"]),
            body=str(told["body"] or ""),
            url=str(told["url"]),
            closed=told["state"] != "OPEN",
            labels=tuple(str(label["name"]) for label in told["labels"]),
        )

    @_understood
    def comment(self, comment: str) -> str | None:
        """Return the text of a comment; None when it is gone."""
        ran = call_gh(self.repo, api_call(self.repo, f"issues/comments/{comment}"), self.environment)
        if ran.code and "HTTP 404" in ran.err:
            return None
        if ran.code:
            raise failed(self.repo, ran)
        return str(json.loads(ran.out)["body"] or "")

    @_understood
    def checked_labels(self, labels: Sequence[str]) -> tuple[str, ...]:
        """Return the labels; raises PublishRefused when the repository has one of them not."""
        if not labels:
            return ()
        told = self._ask("label", "list", "--repo", self.repo, "--json", "name", "--limit", "1000")
        known = {str(label["name"]).casefold() for label in told}
        missing = next((label for label in labels if label.casefold() not in known), None)
        if missing is not None:
            raise PublishRefused(
                _("{repo} has no label {label!r}; make it first, or leave it out.", repo=self.repo, label=missing),
                shell=_("Like this: {command}", command=f'gh label create "{missing}" --repo {self.repo}'),
            )
        return tuple(labels)


def search_words(title: str) -> str:
    """Return as much of a title as GitHub takes to look for, without the signs that end a quotation."""
    words = " ".join(title.replace('"', " ").replace("\\", " ").split())
    return (
        words
        if len(words) <= _LONGEST_SEARCH
        else words[:_LONGEST_SEARCH].rpartition(" ")[0] or words[:_LONGEST_SEARCH]
    )


def call_gh(repo: str, call: Sequence[str], environment: Mapping[str, str], given: bytes | None = None) -> Ran:
    """Run a call of `gh` at the repository's host, whatever host the person's environment names."""
    return run(call, {**environment, "GH_HOST": host_and_name(repo)[0]}, given=given)


def not_logged_in(host: str, ran: Ran) -> ProgramFailed:
    """Return the error that says how to log in."""
    return ProgramFailed(
        _("gh is not logged in at {host}.", host=host),
        ran,
        shell=_("Log in: {command}", command=f"gh auth login --hostname {host}"),
    )


def failed(repo: str, ran: Ran) -> ProgramFailed:
    """Return the error for a call of `gh` that failed."""
    host, name = host_and_name(repo)
    if ran.code == 4 or "HTTP 401" in ran.err:
        return not_logged_in(host, ran)
    if re.search(r"\bresolve\b.*\bRepository\b", ran.err):
        return ProgramFailed(
            _("{host} shows you no repository {name}; check its name, and who you are there.", host=host, name=name),
            ran,
            shell=_("See it: {command}", command=f"gh auth status --hostname {host}"),
        )
    if re.search(r"HTTP 30[178]", ran.err):
        return ProgramFailed(
            _("{host} has {name} under another name by now; publish there.", host=host, name=name),
            ran,
            shell=_("See it: {command}", command=f"gh repo view {repo}"),
        )
    return ProgramFailed(_("gh failed: {line}.", line=ran.line.rstrip(".") or ran.code), ran)
