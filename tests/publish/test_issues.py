"""Publishing into a GitHub issue: one issue, the same again later, and nothing of anyone else's lost."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.publish.build import NOW, TEXT, Hub, Memory, Person, a_day, a_week, into_issue
from tracker.errors import TrackerError, UsageError
from tracker.publish import (
    ChangedElsewhere,
    Issue,
    IssueGone,
    Piece,
    Plan,
    PublishFailed,
    PublishRefused,
    TitleTaken,
    carry_out,
    plan_issue,
)
from tracker.publish.issues import fingerprint, search_words, title_of
from tracker.publish.programs import ProgramFailed
from tracker.publish.split import LIMIT, size, split
from tracker.publish.steps import (
    AddComment,
    CreateIssue,
    EditComment,
    EditIssue,
    LabelIssue,
    Push,
    RemoveComment,
    WriteFile,
)
from tracker.values import replace

TIL = Issue("me/til", "TIL {date} {headline}", ("til",))
TITLE = "TIL 2025-03-24 그래프 탐색"


def long_day(*sizes: int) -> Piece:
    """Return a day with a section of about each of these sizes."""
    sections = (f"## {n}\n\n" + ("긴 글 한 줄 " * 100 + "\n") * (length // 800) for n, length in enumerate(sizes, 1))
    return a_day("".join(sections))


def refusal(hub: Hub, target: Issue = TIL, memory: Memory | None = None, piece: Piece | None = None) -> TrackerError:
    """Return why nothing is published, and check that nothing was sent."""
    hub.calls()
    known = memory.last if memory is not None else None
    with pytest.raises(TrackerError) as refused:
        plan_issue(piece or a_day(), target, known, force=False, environment=hub.environment)
    assert hub.writing_calls() == []
    return refused.value


def expected_calls(plan: Plan, number: int) -> list[list[str]]:
    """Return the calls that a plan says it will make."""
    calls = []
    for step in plan.steps:
        assert not isinstance(step, WriteFile | Push)
        if isinstance(step, AddComment):
            calls.append(list(step.call(number)))
        elif isinstance(step, CreateIssue | EditIssue | LabelIssue | EditComment | RemoveComment):
            calls.append(list(step.call()))
    return calls


def test_the_first_time_an_issue_is_opened(hub: Hub, memory: Memory) -> None:
    plan = into_issue(a_day(), TIL, memory, hub.environment)

    assert plan.lines() == (
        f'Open an issue "{TITLE}" ({len(TEXT)} characters), labelled til: '
        "gh api --method POST --input - repos/me/til/issues",
    )
    [issue] = hub.issues()
    assert (issue["title"], issue["body"], issue["labels"]) == (TITLE, TEXT, ["til"])
    assert memory.last is not None
    assert (memory.last.key, memory.last.target, memory.last.place) == ("day 2025-03-24", "github:me/til", "11")
    assert (memory.last.url, memory.last.comments) == ("https://github.com/me/til/issues/11", ())
    assert memory.last.sha256 == fingerprint([TEXT])


def test_a_plan_sends_nothing(hub: Hub) -> None:
    plan_issue(a_day(), TIL, None, force=False, environment=hub.environment)

    assert [words[1:3] for words in hub.calls()] == [
        ["--version"],
        ["auth", "status"],
        ["issue", "list"],
        ["api", "graphql"],
        ["label", "list"],
    ]
    assert hub.issues() == []


def test_the_same_again_sends_nothing(hub: Hub, memory: Memory) -> None:
    into_issue(a_day(), TIL, memory, hub.environment)
    hub.calls()

    plan = into_issue(a_day(), TIL, memory, hub.environment)

    assert plan.nothing_to_do
    assert hub.writing_calls() == []
    assert len(memory.all) == 1


def test_an_edited_day_is_the_same_issue(hub: Hub, memory: Memory) -> None:
    into_issue(a_day(), TIL, memory, hub.environment)
    hub.calls()

    plan = into_issue(a_day("# 고친 하루\n"), TIL, memory, hub.environment)

    assert plan.lines() == ("Change issue #11 (8 characters): gh api --method PATCH --input - repos/me/til/issues/11",)
    assert hub.writing_calls() == [["gh", "api", "--method", "PATCH", "--input", "-", "repos/me/til/issues/11"]]
    assert hub.bodies() == ["# 고친 하루\n"]
    assert into_issue(a_day("# 고친 하루\n"), TIL, memory, hub.environment).nothing_to_do


def test_only_what_changed_is_sent(hub: Hub, memory: Memory) -> None:
    into_issue(a_day(), replace(TIL, labels=()), memory, hub.environment)
    hub.calls()

    plan = into_issue(a_day(headline="다른 제목"), replace(TIL, labels=("til", "회고, 주간")), memory, hub.environment)

    assert plan.lines() == (
        'Change issue #11 to "TIL 2025-03-24 다른 제목": gh api --method PATCH --input - repos/me/til/issues/11',
        "Change issue #11: gh issue edit 11 --repo me/til --add-label til --add-label '\"회고, 주간\"'",
    )
    assert hub.writing_calls() == [
        ["gh", "api", "--method", "PATCH", "--input", "-", "repos/me/til/issues/11"],
        ["gh", "issue", "edit", "11", "--repo", "me/til", "--add-label", "til", "--add-label", '"회고, 주간"'],
    ]
    assert plan.notes == (f"The title was: {TITLE}",)
    [issue] = hub.issues()
    assert (issue["title"], issue["labels"]) == ("TIL 2025-03-24 다른 제목", ["til", "회고, 주간"])
    assert issue["body"] == TEXT


def test_an_issue_changed_on_github_is_kept_unless_forced(hub: Hub, memory: Memory) -> None:
    into_issue(a_day(), TIL, memory, hub.environment)
    hub.change(body="# 브라우저에서 고침\n")

    error = refusal(hub, memory=memory, piece=a_day("# 새 글\n"))
    assert isinstance(error, ChangedElsewhere)
    assert str(error) == (
        "Issue #11 was changed on GitHub since it was published; nothing was sent. "
        "See it: https://github.com/me/til/issues/11 · To overwrite: --force"
    )

    into_issue(a_day("# 새 글\n"), TIL, memory, hub.environment, force=True)
    assert hub.bodies() == ["# 새 글\n"]


def test_line_endings_of_the_web_page_are_no_change(hub: Hub, memory: Memory) -> None:
    into_issue(a_day(), TIL, memory, hub.environment)
    hub.change(body=TEXT.replace("\n", "\r\n").rstrip())

    assert into_issue(a_day(), TIL, memory, hub.environment).nothing_to_do
    into_issue(a_day("# 새 글\n"), TIL, memory, hub.environment)
    assert hub.bodies() == ["# 새 글\n"]


def test_a_text_over_the_limit_grows_and_shrinks_through_comments(hub: Hub, memory: Memory) -> None:
    two, three = long_day(50_000, 50_000), long_day(50_000, 50_000, 50_000)
    for piece, comments, verbs in (
        (two, 1, ["POST", "comment"]),
        (three, 2, ["comment"]),
        (long_day(50_000, 52_000, 50_000), 2, ["PATCH"]),
        (two, 1, ["PATCH", "DELETE"]),
        (a_day(), 0, ["PATCH", "DELETE"]),
        (three, 2, ["PATCH", "comment", "comment"]),
    ):
        hub.calls()
        plan = into_issue(piece, TIL, memory, hub.environment)

        written = hub.writing_calls()
        assert written == expected_calls(plan, 11)
        assert [words[3] if words[1] == "api" else words[2] for words in written] == verbs
        assert hub.bodies() == split(piece.text)
        assert all(size(body) <= LIMIT for body in hub.bodies())
        assert memory.last is not None
        assert len(memory.last.comments) == comments
    assert into_issue(piece, TIL, memory, hub.environment).nothing_to_do


def test_a_long_text_is_noted(hub: Hub) -> None:
    plan = plan_issue(long_day(50_000, 50_000, 50_000), TIL, None, force=False, environment=hub.environment)

    assert plan.notes == ("The text is longer than an issue may be; 2 comments carry it on.",)
    assert plan.lines()[1].startswith("Carry it on in a comment (")
    assert plan.lines()[1].endswith(": gh issue comment N --repo me/til --body-file -")


def test_comments_of_others_stay(hub: Hub, memory: Memory) -> None:
    into_issue(long_day(50_000, 50_000), TIL, memory, hub.environment)
    [issue] = hub.issues()
    hub.change(comments=[{"id": 5, "body": "잘 읽었어요"}, *issue["comments"], {"id": 999, "body": "저도요"}])

    into_issue(a_day(), TIL, memory, hub.environment)

    assert hub.bodies() == [TEXT, "잘 읽었어요", "저도요"]


def test_a_comment_that_is_gone_or_changed_was_changed_by_hand(hub: Hub, memory: Memory) -> None:
    piece = long_day(50_000, 50_000, 50_000)
    into_issue(piece, TIL, memory, hub.environment)
    [issue] = hub.issues()
    hub.change(comments=issue["comments"][1:])

    assert "1 comment that carries issue #11 on is gone" in refusal(hub, memory=memory, piece=piece).sentence

    into_issue(piece, TIL, memory, hub.environment, force=True)
    assert hub.bodies() == split(piece.text)
    assert into_issue(piece, TIL, memory, hub.environment).nothing_to_do


def test_an_issue_of_the_same_title_has_to_be_named(hub: Hub, memory: Memory) -> None:
    hub.add("TIL 2025-03-24 그래프 탐색 모음")
    number = hub.add(TITLE, "# 손으로 올린 글\n", labels=["til"])

    error = refusal(hub)
    assert isinstance(error, TitleTaken)
    assert error.numbers == (number,)
    assert str(error) == (
        "There is an issue of this title already: #12 (https://github.com/me/til/issues/12). "
        "To publish in it: --issue 12 · to open another: --new"
    )

    plan = into_issue(a_day(), replace(TIL, number=number), memory, hub.environment)
    assert plan.notes == ("What issue #12 says now is replaced; GitHub keeps it in its history.",)
    assert [issue["body"] for issue in hub.issues()] == ["", TEXT]
    assert into_issue(a_day(), TIL, memory, hub.environment).nothing_to_do


def test_another_issue_of_the_same_title_can_be_opened(hub: Hub, memory: Memory) -> None:
    hub.add(TITLE)

    into_issue(a_day(), replace(TIL, new=True), memory, hub.environment)
    plan = into_issue(a_day(), replace(TIL, new=True), memory, hub.environment)

    assert plan.notes == ("It was published in issue #12 until now; that stays.",)
    assert [issue["number"] for issue in hub.issues()] == [11, 12, 13]


def test_a_title_that_the_search_does_not_know_yet_is_found(hub: Hub) -> None:
    hub.add(TITLE, just_opened=True)

    assert isinstance(refusal(hub), TitleTaken)


def test_an_old_title_is_found_by_searching(hub: Hub) -> None:
    hub.add(TITLE)
    for n in range(40):
        hub.add(f"다른 글 {n}")

    assert isinstance(refusal(hub), TitleTaken)


def test_an_issue_about_something_else_is_kept_unless_forced(hub: Hub, memory: Memory) -> None:
    number = hub.add("장보기", "- 우유\n")

    error = refusal(hub, replace(TIL, number=number))
    assert isinstance(error, ChangedElsewhere)
    assert error.sentence == "Issue #11 is about something else ('장보기'); nothing was sent."

    into_issue(a_day(), replace(TIL, number=number), memory, hub.environment, force=True)
    assert hub.bodies() == [TEXT]


def test_an_empty_issue_is_taken(hub: Hub, memory: Memory) -> None:
    number = hub.add("오늘", "")

    into_issue(a_day(), replace(TIL, number=number), memory, hub.environment)

    assert hub.bodies() == [TEXT]


def test_another_number_leaves_the_first_issue(hub: Hub, memory: Memory) -> None:
    into_issue(long_day(50_000, 50_000), TIL, memory, hub.environment)
    first = hub.issues()[0]
    number = hub.add("오늘", "")

    plan = into_issue(a_day(), replace(TIL, number=number), memory, hub.environment)

    assert "It was published in issue #11 until now; that stays." in plan.notes
    assert hub.issues()[0] == first
    assert memory.last is not None
    assert (memory.last.place, memory.last.comments) == (str(number), ())


def test_an_issue_that_is_gone(hub: Hub, memory: Memory) -> None:
    into_issue(a_day(), TIL, memory, hub.environment)
    hub.remove()

    error = refusal(hub, memory=memory)
    assert isinstance(error, IssueGone)
    assert str(error) == "There is no issue #11 in me/til. To open another: --new"

    into_issue(a_day(), replace(TIL, new=True), memory, hub.environment)
    assert [issue["number"] for issue in hub.issues()] == [12]


def test_a_closed_issue_is_edited_as_it_is(hub: Hub, memory: Memory) -> None:
    into_issue(a_day(), TIL, memory, hub.environment)
    hub.change(state="CLOSED")

    plan = into_issue(a_day("# 새 글\n"), TIL, memory, hub.environment)

    assert plan.notes == ("Issue #11 is closed, and stays so.",)
    assert hub.issues()[0]["state"] == "CLOSED"
    assert hub.bodies() == ["# 새 글\n"]


def test_a_pull_request_is_no_issue(hub: Hub) -> None:
    number = hub.add("고침", kind="pull")

    assert refusal(hub, replace(TIL, number=number)).sentence == "#11 is a pull request; name an issue."


def test_a_label_that_is_missing(hub: Hub) -> None:
    error = refusal(hub, replace(TIL, labels=("TIL", "공부")))

    assert isinstance(error, PublishRefused)
    assert str(error) == (
        "me/til has no label '공부'; make it first, or leave it out. Like this: gh label create \"공부\" --repo me/til"
    )


def test_not_logged_in(hub: Hub) -> None:
    hub.set(hosts=[])

    assert str(refusal(hub)) == ("gh is not logged in at github.com. Log in: gh auth login --hostname github.com")


def test_trouble_with_another_account_is_no_trouble(hub: Hub, memory: Memory) -> None:
    hub.set(troubled=["github.com"])

    into_issue(a_day(), TIL, memory, hub.environment)

    assert hub.bodies() == [TEXT]


def test_a_token_that_is_no_longer_good(hub: Hub) -> None:
    hub.set(failing={"issue list": "HTTP 401: Bad credentials (https://api.github.com/graphql)"})

    assert "gh auth login" in str(refusal(hub))


def test_no_network(hub: Hub) -> None:
    line = "error connecting to api.github.com"
    hub.set(failing={"auth status": line, "issue list": f"{line}\ncheck your internet connection"})

    assert str(refusal(hub)) == "gh failed: error connecting to api.github.com."


def test_gh_is_missing_or_old(hub: Hub, person: Person) -> None:
    hub.set(version="2.4.0")
    assert str(refusal(hub)) == "gh 2.4 is too old; at least 2.20 is needed. See: https://cli.github.com"

    (person.home / "bin" / "gh").unlink()
    alone = person.environment | {"PATH": str(person.home / "bin")}
    with pytest.raises(ProgramFailed) as missing:
        plan_issue(a_day(), TIL, None, force=False, environment=alone)
    assert str(missing.value) == (
        "The program gh is not there; install it, then try again. See: https://cli.github.com"
    )


def test_a_repository_that_is_not_there(hub: Hub) -> None:
    error = refusal(hub, replace(TIL, repo="me/tli"))

    assert error.sentence == "github.com shows you no repository me/tli; check its name, and who you are there."


@pytest.mark.parametrize("repo", ["til", "me/", "/til", "a/b/c/d", "me/til issues", "me/..", "-R/x", ""])
def test_words_that_name_no_repository(hub: Hub, repo: str) -> None:
    assert isinstance(refusal(hub, replace(TIL, repo=repo)), UsageError)


def test_a_repository_on_another_host(hub: Hub, memory: Memory) -> None:
    notes = Issue("ghe.example.com/team/notes", "{date}")
    # Whatever the person's settings say, the repository is where its name says.
    for piece in (long_day(50_000, 50_000), long_day(50_000, 52_000)):
        into_issue(piece, notes, memory, hub.environment | {"GH_HOST": "elsewhere.example.com"})

    [issue] = hub.issues("ghe.example.com/team/notes")
    assert [issue["body"], issue["comments"][0]["body"]] == split(long_day(50_000, 52_000).text)
    assert memory.last is not None
    assert memory.last.target == "github:ghe.example.com/team/notes"
    assert memory.last.url == "https://ghe.example.com/team/notes/issues/11"
    assert ["gh", "api", "--method", "PATCH", "--input", "-", "--hostname", "ghe.example.com",
            "repos/team/notes/issues/comments/12"] in hub.writing_calls()  # fmt: skip


@pytest.mark.parametrize("times", [1, 2])
def test_whoever_is_killed_goes_on_in_the_same_issue(hub: Hub, times: int) -> None:
    piece = long_day(50_000, 50_000, 50_000)
    killed = Memory(stops_after=times)
    with pytest.raises(KeyboardInterrupt):
        into_issue(piece, TIL, killed, hub.environment)
    assert hub.bodies() == split(piece.text)[:times]

    again = Memory(killed.all)
    into_issue(piece, TIL, again, hub.environment)

    assert hub.bodies() == split(piece.text)
    assert into_issue(piece, TIL, again, hub.environment).nothing_to_do


def test_so_does_whoever_is_killed_while_it_shrinks(hub: Hub) -> None:
    memory = Memory()
    into_issue(long_day(50_000, 50_000, 50_000), TIL, memory, hub.environment)
    killed = Memory(list(memory.all), stops_after=len(memory.all) + 1)
    with pytest.raises(KeyboardInterrupt):
        into_issue(a_day(), TIL, killed, hub.environment)

    into_issue(a_day(), TIL, Memory(killed.all), hub.environment)

    assert hub.bodies() == [TEXT]


def test_whoever_is_killed_before_anything_is_remembered_is_told_of_the_issue(hub: Hub, memory: Memory) -> None:
    into_issue(a_day(), TIL, memory, hub.environment)

    assert isinstance(refusal(hub), TitleTaken)


def test_a_comment_that_fails_says_what_stands(hub: Hub, memory: Memory) -> None:
    piece = long_day(50_000, 50_000)
    hub.set(failing={"issue comment": "HTTP 502: Bad Gateway (https://api.github.com/graphql)"})

    with pytest.raises(PublishFailed) as failed:
        into_issue(piece, TIL, memory, hub.environment)
    assert failed.value.sentence == (
        "Issue #11 is only partly up to date: gh failed: HTTP 502: Bad Gateway (https://api.github.com/graphql). "
        "Publish again to go on from there."
    )

    hub.set(failing={})
    into_issue(piece, TIL, memory, hub.environment)
    assert hub.bodies() == split(piece.text)


def test_a_first_step_that_fails_leaves_nothing(hub: Hub, memory: Memory) -> None:
    hub.set(failing={"api POST repos/me/til/issues": "gh: Repository was archived so is read-only. (HTTP 403)"})

    with pytest.raises(ProgramFailed) as failed:
        into_issue(a_day(), TIL, memory, hub.environment)
    assert failed.value.sentence == "gh failed: Repository was archived so is read-only. (HTTP 403)."
    assert memory.all == []


def test_a_repository_that_has_moved(hub: Hub, memory: Memory) -> None:
    # What reads follows to the new name by itself; what writes is not sent there twice.
    hub.set(failing={"api POST repos/me/til/issues": "gh: Moved Permanently (HTTP 307)"})

    with pytest.raises(ProgramFailed) as failed:
        into_issue(a_day(), TIL, memory, hub.environment)
    assert str(failed.value) == (
        "github.com has me/til under another name by now; publish there. See it: gh repo view me/til"
    )


def test_an_issue_whose_place_is_not_said(hub: Hub, person: Person, memory: Memory) -> None:
    plan = plan_issue(a_day(), TIL, None, force=False, environment=hub.environment)
    person.program("gh", 'print(\'{"message": "odd"}\')')

    with pytest.raises(PublishFailed, match=r'gh did not say where it put it \(\{"message": "odd"\}\); look on GitHub'):
        carry_out(plan, memory, hub.environment, NOW)
    assert memory.all == []


def test_a_retrospective_has_its_own_issue(hub: Hub, memory: Memory) -> None:
    into_issue(a_week(), Issue("me/til", "{period} 회고 {headline}"), memory, hub.environment)

    assert hub.issues()[0]["title"] == "2025-W13 회고"
    assert memory.last is not None
    assert memory.last.key == "week 2025-03-24"


def test_titles_are_one_line_that_github_takes() -> None:
    assert title_of("{date}\n{headline}", a_day(headline="둘\n셋")) == "2025-03-24 둘 셋"
    assert title_of("{headline}", a_day(headline="가" * 256)) == "가" * 256
    assert title_of("{headline}", a_day(headline="가나 " * 100)) == ("가나 " * 85).rstrip() + "…"
    assert size(title_of("{headline}", a_day(headline="😀" * 200))) <= 256
    with pytest.raises(UsageError, match="The title is empty"):
        title_of("{headline}", a_day(headline=""))


def test_words_to_search_for_end_no_quotation() -> None:
    assert search_words('"큐"와 \\ 스택') == "큐 와 스택"
    assert len(search_words("가나 " * 100)) <= 200
    assert len(search_words("가" * 300)) == 200


def test_a_number_and_a_new_issue_exclude_each_other(hub: Hub) -> None:
    assert "either new or has a number" in refusal(hub, replace(TIL, number=3, new=True)).sentence


def test_nothing_is_no_issue(hub: Hub) -> None:
    assert "there is nothing to publish" in refusal(hub, piece=a_day("\n \n")).sentence


def test_an_issue_that_is_already_so_is_only_remembered(hub: Hub, memory: Memory) -> None:
    number = hub.add(TITLE, TEXT, labels=["til"])

    plan = into_issue(a_day(), replace(TIL, number=number), memory, hub.environment)

    assert plan.nothing_to_do
    assert memory.last is not None
    assert (memory.last.place, memory.last.sha256, memory.last.published_at) == ("11", fingerprint([TEXT]), NOW)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["issue", "edit", "11", "--repo", "me/til", "--labels", "x"], "unknown flag: --labels"),
        (["issue", "edit", "11", "--repo", "me/til"], "field to edit flag required when not running interactively"),
        (["issue", "view", "99", "--repo", "me/til", "--json", "body"], "number of 99. (repository.issue)"),
        (["issue", "view", "11", "--repo", "til", "--json", "body"], 'expected the "[HOST/]OWNER/REPO" format'),
        (["issue", "view", "11", "--repo", "me/til", "--json", "text"], 'Unknown JSON field: "text"'),
        (["api", "repos/me/til/issues/comments/7"], "gh: Not Found (HTTP 404)"),
        (["api", "--method", "PATCH", "--input", "-", "repos/me/til/issues/99"], "gh: Not Found (HTTP 404)"),
        (["api", "--method", "POST", "--input", "-", "repos/me/til/issues"], "title can't be blank"),
        (["pr", "list"], "unknown command"),
    ],
)
def test_the_stand_in_refuses_what_gh_refuses(
    hub: Hub, ran: Callable[..., tuple[int, str]], words: list[str], line: str
) -> None:
    hub.add(TITLE)

    code, said = ran(words)

    assert code == 1
    assert line in said


def test_the_stand_in_takes_no_body_over_the_limit(hub: Hub, ran: Callable[..., tuple[int, str]]) -> None:
    words = ["api", "--method", "POST", "--input", "-", "repos/me/til/issues"]
    code, said = ran(words, json.dumps({"title": "x", "body": "가" * 65_537}))
    assert code == 1
    assert said == "gh: Validation Failed (HTTP 422)\nbody is too long (maximum is 65536 characters)\n"
    assert ran(words, json.dumps({"title": "x", "body": "가" * 65_536}))[0] == 0


@pytest.fixture
def ran(hub: Hub) -> Callable[..., tuple[int, str]]:
    """Return a function that calls gh and returns its exit code and its complaint."""
    from tracker.publish.programs import run

    def call(words: list[str], given: str = "") -> tuple[int, str]:
        ended = run(["gh", *words], hub.environment, given=given.encode())
        return ended.code, ended.err

    return call


def test_a_plan_is_carried_out_as_it_says(hub: Hub, memory: Memory) -> None:
    plan = plan_issue(long_day(50_000, 50_000), TIL, None, force=False, environment=hub.environment)
    hub.calls()

    carry_out(plan, memory, hub.environment, NOW)

    # No call that only reads: what was planned is done, and nothing else.
    assert hub.calls() == expected_calls(plan, 11)
