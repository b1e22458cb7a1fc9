"""Links and images that others cannot open, and files that are not there."""

from __future__ import annotations

import pytest

from tests.lint.findings import codes, only_finding
from tracker.lint import lint_text

PAGE_ID = "0f" * 16
HOME = "/".join(("", "Users", "jane", "til", "a.png"))
WINDOWS = "\\".join(("C:", "Users", "jane", "a.png"))

CLOSED = [
    ("https://private-user-images.githubusercontent.com/1/2.png?jwt=x", "a private repository"),
    ("https://raw.githubusercontent.com/jane/til/main/a.png?token=ABC", "the token in its address expires"),
    (f"https://www.notion.so/team/Heap-{PAGE_ID}?pvs=4", "members of the workspace"),
    (f"https://notion.so/{PAGE_ID}", "members of the workspace"),
    ("https://www.notion.so/image/https%3A%2F%2Fex.kr", "about an hour"),
    ("https://s3.us-west-2.amazonaws.com/secure.notion-static.com/1/a.png", "about an hour"),
    ("https://prod-files-secure.s3.us-west-2.amazonaws.com/1/a.png?X-Amz-Expires=3600", "about an hour"),
    ("https://docs.google.com/document/d/1aB/edit", "shared with"),
    ("https://drive.google.com/file/d/1aB/view", "shared with"),
    ("https://files.slack.com/files-pri/T1-F1/a.png", "members of the workspace"),
    ("https://team.slack.com/archives/C1/p2", "members of the workspace"),
    ("https://cdn.discordapp.com/attachments/1/2/a.png?ex=6", "about a day"),
    ("https://media.discordapp.net/attachments/1/2/a.png", "about a day"),
    ("https://team.atlassian.net/wiki/spaces/A", "members of the site"),
    ("https://corp-my.sharepoint.com/x", "members of the organisation"),
    ("https://bucket.s3.amazonaws.com/a.png?X-Amz-Signature=0f", "is signed"),
    ("HTTPS://Team.Atlassian.NET/wiki", "members of the site"),
    ("//files.slack.com/a.png", "members of the workspace"),
    ("http://localhost:3000/", "localhost is your own computer"),
    ("http://127.0.0.1/a.png", "127.0.0.1 is your own computer"),
    ("http://[::1]:8080/", "::1 is your own computer"),
    ("http://192.168.0.7/a.png", "192.168.0.7 is your own computer"),
    ("http://10.1.2.3/", "10.1.2.3 is your own computer"),
    ("file:///tmp/a.png", "your own computer"),
    (HOME, "your own computer"),
    (WINDOWS, "your own computer"),
    ("C:/til/a.png", "your own computer"),
    ("~/til/a.png", "your own computer"),
]
OPEN = [
    "https://user-images.githubusercontent.com/1/2.png",
    "https://github.com/user-attachments/assets/0f0f",
    "https://raw.githubusercontent.com/jane/til/main/a.png",
    f"https://jane.notion.site/Heap-{PAGE_ID}",
    "https://www.notion.so/help/guides",
    "https://docs.google.com/forms/d/e/1aB/viewform",
    "https://docs.google.com/document/d/e/2PACX/pub",
    "https://docs.google.com/presentation/d/e/2PACX/pub?start=false",
    "https://slack.com/help",
    "https://team.slack.com/",
    "https://discord.com/channels/1",
    "https://www.atlassian.com/git",
    "https://bucket.s3.amazonaws.com/a.png",
    "https://ex.kr/?next=https://team.atlassian.net",
    "https://8.8.8.8/",
    "http://[broken/",
    "mailto:jane@ex.kr",
    "a.png",
    "#heap",
    "",
]


@pytest.mark.parametrize(("address", "why"), CLOSED)
@pytest.mark.parametrize(
    "written", ["[글]({})", "![그림]({})", '<img width="80" src="{}">', "<p><a href='{}'>글</a></p>"]
)
def test_an_address_that_others_cannot_open_is_told_with_its_reason(address: str, why: str, written: str) -> None:
    finding = only_finding(f"글\n\n{written.format(address)}\n")

    assert (finding.line, finding.code, finding.blocks, finding.fixed) == (3, "members-only", False, None)
    assert why in finding.reason


@pytest.mark.parametrize("address", OPEN)
@pytest.mark.parametrize("written", ["[글]({})", "![그림]({})", '<img src="{}">', "<{}>"])
def test_an_address_that_everyone_can_open_is_not(address: str, written: str) -> None:
    assert codes(written.format(address)) == []


@pytest.mark.parametrize(
    "text",
    [
        "`https://team.atlassian.net/wiki`",
        "```\nhttps://team.atlassian.net/wiki\n```",
        "    https://team.atlassian.net/wiki",
        "<!-- https://team.atlassian.net/wiki -->",
        '<!--\n<img src="https://files.slack.com/a.png">\n-->',
        '`<img src="https://files.slack.com/a.png">`',
        "\\[글\\](file:///tmp/a.png)",
        "http://localhost:3000 에서 확인",
        "[http://localhost:3000](http://localhost:3000) 에서 확인",
        "<http://127.0.0.1:8000>",
    ],
)
def test_code_and_remarks_lead_nowhere_and_what_runs_here_may_be_spoken_of(text: str) -> None:
    assert codes(text) == []


def test_addresses_are_found_wherever_they_stand() -> None:
    assert codes("글 https://team.atlassian.net/wiki, 그리고") == [(1, "members-only")]
    assert codes("[글][1]\n\n[1]: https://files.slack.com/a.png\n") == [(1, "members-only")]
    assert codes("첫 줄\n둘째 [글](https://files.slack.com/a.png)\n") == [(2, "members-only")]
    assert codes("[![](https://files.slack.com/a)](https://files.slack.com/a)") == [(1, "members-only")]
    assert codes("<table>\n<tr><td>\n<img\nsrc=https://files.slack.com/a></td></tr></table>") == [(3, "members-only")]
    assert codes("| 칸 |\n|---|\n| ![](https://files.slack.com/a) |\n") == [(3, "members-only")]


def test_what_to_do_depends_on_what_leads_there() -> None:
    image, link = lint_text("![](https://files.slack.com/a)\n\n[글](https://files.slack.com/b)\n")

    assert image.mend == "Put the image beside the log, or upload it where everyone sees it."
    assert link.mend == "Link to what everyone can open, or write here what it says."


def nothing(_path: str) -> bool:
    """There is no file at all."""
    return False


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("![](img/a.png)", "img/a.png"),
        ("[글](../b.md#heap)", "../b.md"),
        ("[글](./b.md?raw=1)", "./b.md"),
        ("![](img/%ED%9E%99%20%EA%B7%B8%EB%A6%BC.png)", "img/힙 그림.png"),
        ("![](<img/힙 그림.png>)", "img/힙 그림.png"),
        ("![](img/🔥.png)", "img/🔥.png"),
        ('<img src="img/a.png">', "img/a.png"),
        ("<a href='b.md'>글</a>", "b.md"),
        ('<img src="a&amp;b.png">', "a&b.png"),
    ],
)
def test_a_relative_path_is_asked_for_as_it_would_be_called(text: str, path: str) -> None:
    asked: list[str] = []

    def exists(name: str) -> bool:
        asked.append(name)
        return False

    (finding,) = lint_text(text, exists=exists)

    assert asked == [path]
    assert (finding.line, finding.code, finding.blocks, finding.fixed) == (1, "missing-file", False, None)
    assert finding.reason == f"There is no file {path}."
    assert lint_text(text, exists=lambda _path: True) == ()
    assert lint_text(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "[글](#heap)",
        "[글](?tab=1)",
        "[글]()",
        "[글](https://ex.kr)",
        "<mailto:a@ex.kr>",
        "`![](a.png)`",
        "[글](//ex.kr)",
    ],
)
def test_what_is_no_path_is_not_asked_for(text: str) -> None:
    assert codes(text, exists=nothing) == []


def test_a_path_no_file_can_have_is_missing_without_asking() -> None:
    def exists(path: str) -> bool:
        raise AssertionError(path)

    assert codes("![](a%00.png)", exists=exists) == [(1, "missing-file")]
