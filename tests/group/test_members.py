"""Who is in the group stands in the settings, among what a person wrote there by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.config import Config, parse_config
from tracker.errors import NotFound, TrackerError, UsageError
from tracker.group.members import Member, member_named, new_member, shown_place, write_members
from tracker.settings import read_config

WRITTEN = """# 내 설정
target: 7h
group: # 우리 조
  # 짝
  지수: ~/jisu/TIL
  "Kim: Minsu": https://github.com/OWNER/TIL
language: ko
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Return a settings file that a person wrote."""
    path = tmp_path / "config.yaml"
    path.write_text(WRITTEN, "utf-8")
    return path


def test_a_member_is_added_at_the_end_and_all_else_stays(settings: Path) -> None:
    places = dict(read_config(settings).group)

    config = write_members(settings, places | {"하늘": "/team/haneul"})

    assert settings.read_text("utf-8") == WRITTEN.replace("language", "  하늘: /team/haneul\nlanguage")
    assert list(config.group) == ["지수", "Kim: Minsu", "하늘"]


def test_a_member_is_taken_out_and_all_else_stays(settings: Path) -> None:
    places = dict(read_config(settings).group)
    del places["Kim: Minsu"]

    write_members(settings, places)

    assert settings.read_text("utf-8") == WRITTEN.replace('  "Kim: Minsu": https://github.com/OWNER/TIL\n', "")


def test_the_last_one_leaves_a_group_of_nobody(settings: Path) -> None:
    assert write_members(settings, {}) == read_config(settings)
    assert dict(read_config(settings).group) == {}
    assert "# 내 설정\ntarget: 7h\n" in settings.read_text("utf-8")


def test_there_need_be_no_settings(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"

    write_members(path, {"지수": "https://github.com/OWNER/TIL"})

    assert path.read_text("utf-8") == "group:\n  지수: https://github.com/OWNER/TIL\n"


@pytest.mark.parametrize(
    "written", ["group: {지수: ~/jisu}\n", "group: {}\n", "group:\n", "target: 7h", "group:\n- 7\n"]
)
def test_a_group_written_in_another_way_is_written_anew(written: str, tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(written, "utf-8")
    if "7\n" in written:
        with pytest.raises(UsageError, match="name team-mates and where their logs are"):
            write_members(path, {"하늘": "/h"})
        return

    config = write_members(path, dict(read_config(path).group) | {"하늘": "/h"})

    assert config.group["하늘"] == "/h"
    assert read_config(path) == config


NAMES = [
    "지수",
    "yes",
    "null",
    "7",
    "a: b",
    "a:b",
    "#1",
    "'x'",
    '"',
    "-",
    "- a",
    "{}",
    "[",
    "@",
    "~",
    "한 글",
    "é",
    "\\",
    "?",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_comes_back_as_it_went_in_and_goes_again(name: str, settings: Path) -> None:
    places = dict(read_config(settings).group) | {name: "C:\\Users\\{x}: y"}

    write_members(settings, places)
    assert dict(read_config(settings).group) == places

    write_members(settings, {"지수": "~/jisu/TIL"})
    assert dict(read_config(settings).group) == {"지수": "~/jisu/TIL"}


def test_a_name_that_begins_like_another_stays(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("group:\n  a: /a\n  a:b: /b\n", "utf-8")

    write_members(path, {"a:b": "/b"})

    assert path.read_text("utf-8") == "group:\n  a:b: /b\n"


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("https://github.com/OWNER/TIL", "https://github.com/OWNER/TIL"),
        ("git@github.com:OWNER/TIL.git", "git@github.com:OWNER/TIL.git"),
        ("school:til", "school:til"),
        ("github:OWNER/TIL", "https://github.com/OWNER/TIL"),
        ("github:git.example.com/OWNER/TIL", "https://git.example.com/OWNER/TIL"),
        ("file:///srv/til", "file:///srv/til"),
        ("/srv/til", ""),
        ("~/til", ""),
        ("til", ""),
        ("C:\\til", ""),
        ("a/b:c", ""),
    ],
)
def test_an_address_is_told_from_a_folder(place: str, address: str) -> None:
    assert Member("지수", place).address == address


def test_a_folder_that_is_there_is_a_folder_whatever_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a:b").mkdir()

    assert new_member(Config(), "지수", "a:b") == Member("지수", str(tmp_path / "a:b"))


@pytest.mark.parametrize("name", ["지수", " 지수 ", "\u110c\u1175\u1109\u116e"])
def test_a_name_is_taken_once(name: str, tmp_path: Path) -> None:
    config = parse_config({"group": {"지수": "/a", "Bob": "/b"}})

    with pytest.raises(TrackerError, match="지수 is in the group already"):
        new_member(config, name, str(tmp_path))
    with pytest.raises(TrackerError, match="Bob is in the group already"):
        new_member(config, "bob", str(tmp_path))


@pytest.mark.parametrize("place", ["/nowhere/at/all", "nowhere", "--upload-pack=x", "  "])
def test_a_place_that_is_none_is_refused(place: str) -> None:
    with pytest.raises(TrackerError):
        new_member(Config(), "지수", place)


def test_someone_who_is_not_there_is_answered_with_the_nearest() -> None:
    config = parse_config({"group": {"김지수": "/a"}})

    assert member_named(config, "김지수") == Member("김지수", "/a")
    with pytest.raises(NotFound, match="Did you mean '김지수'"):
        member_named(config, "김지우")


def test_a_password_in_an_address_is_not_shown() -> None:
    assert shown_place("https://jisu:secret@example.com/til.git") == "https://…@example.com/til.git"
    assert shown_place("git@example.com:til.git") == "git@example.com:til.git"
