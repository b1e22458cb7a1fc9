"""Files that are no logs, and settings that are broken: one line that says what to do, and nothing is changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.shell import Shell

CONVERT = "Convert it: iconv -f {0} -t UTF-8 OLD > NEW."
NO_LOGS = {
    "noise": (b"\x89PNG\r\n\x1a\n\x00\x00", "a.md is not text (byte 0 is 0x89). Leave it out."),
    "null bytes": (b"# 2025-01-02\n\x00", "a.md is not text (it has NUL bytes). Leave it out."),
    "utf-16": ("# 2025-01-02\n".encode("utf-16"), f"a.md looks like UTF-16, not UTF-8. {CONVERT.format('UTF-16')}"),
    "cp949": (
        "# 2025-01-02 공부한 것".encode("cp949"),
        f"a.md is not UTF-8 but looks like CP949. {CONVERT.format('CP949')}",
    ),
    "empty": (b"", "a.md is empty; nothing to take in."),
    "blank": (b" \n\r\n", "a.md is empty; nothing to take in."),
    "undated": (
        "오늘".encode(),
        "a.md has no date, in a heading or in its name; rename it like 2025-01-22.md, or say the day: -d 2025-01-22.",
    ),
    "no such day": (
        b"# 2025-02-30\n",
        "a.md says 2025-02-30, a date that does not exist; correct the heading, or say the day: -d 2025-01-22.",
    ),
}


@pytest.mark.parametrize("kind", NO_LOGS)
def test_a_file_that_is_no_log(studylog: Shell, tmp_path: Path, kind: str) -> None:
    content, message = NO_LOGS[kind]
    (tmp_path / "a.md").write_bytes(content)
    studylog("new")
    days = studylog("export")

    called = studylog.call("import", str(tmp_path / "a.md"))

    assert (called.code, called.out, called.err) == (1, "", f"studylog: {message}\n")
    assert studylog("export") == days


def test_standard_input_that_is_no_log(studylog: Shell) -> None:
    studylog("new")

    assert studylog.refused("import", "-", given="공부".encode("cp949")).startswith("standard input is not")
    assert studylog.refused("topic", "t", "--body", "-", given=b"\x00", code=2) == (
        "--body - is not text (it has NUL bytes). Leave it out."
    )


def test_a_file_of_50_mb(studylog: Shell, tmp_path: Path) -> None:
    studylog("new")
    with (tmp_path / "2025-01-02.md").open("wb") as file:
        file.truncate(50_000_000)

    assert studylog.refused("import", str(tmp_path / "2025-01-02.md")) == (
        "2025-01-02.md has 50 MB; a log is text of at most 20 MB. Split it, or leave it out."
    )
    assert studylog.refused("topic", "t", "--body", str(tmp_path / "2025-01-02.md"), code=2) == (
        f"--body {tmp_path / '2025-01-02.md'} is larger than 20 MB, which no notes are."
    )


def test_among_others_it_is_named_and_the_others_come_in(studylog: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "2025-01-01.md").write_text("# 2025-01-01\n", "utf-8")
    (folder / "2025-01-02.md").write_bytes("공부".encode("cp949"))
    (folder / "2025-01-03.md").write_bytes(b"")

    called = studylog.call("import", str(folder))

    assert called.code == 1
    assert called.err.startswith("studylog: 2 of 3 files could not be taken in; the first: 2025-01-02.md is not UTF-8")
    assert called.err.count("\n") == 1
    assert called.out.startswith("1 file; days: 1 new\n")
    assert "refused:     2025-01-03.md is empty; nothing to take in\n" in called.out
    assert studylog("export") == "# 2025-01-01\n"


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_not_utf_8(studylog: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "2025-01-01.md").write_text("# 2025-01-01\n", "utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/2025-01-02\xff.md")).write_text("# 2025-01-02\n", "utf-8")

    called = studylog.call("import", str(folder))

    assert called.err == (
        "studylog: 1 of 2 files could not be taken in; the first: "
        "2025-01-02\ufffd.md has a name that is not UTF-8; rename it.\n"
    )
    assert studylog("export") == "# 2025-01-01\n"


def test_a_folder_without_logs(studylog: Shell, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    studylog("new")

    assert studylog.refused("import", str(tmp_path / "empty")) == (
        f"there are no logs in {tmp_path / 'empty'}; logs are .md or .txt files."
    )


BROKEN_SETTINGS = {
    "target: [": "line 2: not YAML: ",
    "language: ko\n\ttarget: 7h\n": "line 2: not YAML: ",
    "targt: 7h": "There is no setting 'targt'. Did you mean 'target'? All of them: studylog config list.",
    "- target": "config.yaml should be `key: value` lines; see: studylog config --help.",
    "day_start: soon": "Setting day_start: 'soon' is not a time of day; write it like 09:10.",
    "recurring: [{txt: x}]": "Setting recurring: there is no 'txt' in an entry. Did you mean 'text'?",
}


@pytest.mark.parametrize("settings", BROKEN_SETTINGS)
def test_broken_settings(studylog: Shell, settings: str) -> None:
    studylog("new")
    studylog.config.write_text(settings, "utf-8")

    for typed in (("show",), ("goal", "x"), ("config", "list"), ("config", "set", "target", "7h")):
        assert studylog.refused(*typed, code=2).startswith(f"{studylog.config}: {BROKEN_SETTINGS[settings]}")
    assert studylog.config.read_text("utf-8") == settings
    assert studylog("config", "path")


def test_settings_in_another_encoding(studylog: Shell) -> None:
    studylog("new")
    studylog.config.write_bytes("template: 내 양식".encode("cp949"))

    assert studylog.refused("show", code=2) == f"{studylog.config}: the file is not UTF-8; save it as UTF-8."


def test_a_rule_that_nobody_understands_is_not_written(studylog: Shell) -> None:
    message = studylog.refused("config", "set", "recurring", "[{text: 산책, rule: sometimes}]", code=2)

    assert message.startswith("The challenge '산책' recurs by 'sometimes', which is no rule; use daily")
    assert not studylog.config.exists()


def test_a_template_that_is_not_there(studylog: Shell) -> None:
    studylog.config.write_text("template: bootcmp-ko\n", "utf-8")

    assert studylog.refused("new", code=2) == (
        "There is no template 'bootcmp-ko'. Did you mean 'bootcamp-ko'? All of them: studylog template list."
    )
    studylog("config", "set", "template", "plain-ko")
    assert studylog("new") == "2025-03-12  opened from plain-ko, 0 challenges waiting\n"


def test_a_broken_template(studylog: Shell, tmp_path: Path) -> None:
    studylog("new")
    own = tmp_path / "templates" / "mine.md"
    own.parent.mkdir()
    own.write_text("---\nname: mine\n---\n# {{ date }}\n\n## Goals\n- {{ gaol }}\n", "utf-8")
    studylog.config.write_text("template: mine\n", "utf-8")

    for typed in (("new", "tomorrow"), ("show",)):
        message = studylog.refused(*typed, code=2)
        assert message.startswith(f"{own}, line 7: ")
        assert message.endswith(f" See: studylog template check {own}.")
    called = studylog.call("template", "check", str(own))
    assert called.code == 2
    assert called.err.startswith(f"studylog: {own}, line 7: ")
    assert called.err.count("\n") == 1
    # While another one opens new days it is only left out, and the doctor says so.
    studylog.config.unlink()
    assert f"!  templates  {own}, line 7: " in studylog("doctor")


def test_broken_judges(studylog: Shell, tmp_path: Path) -> None:
    studylog("new")
    judges = tmp_path / "judges.yaml"

    for content in ("- name: [", "name: 5", "- 7", "\t"):
        judges.write_text(content, "utf-8")
        assert studylog.refused("solve", "백준", "1000", code=2).startswith(f"{judges}: ")
    judges.write_bytes("- name: 정올".encode("cp949"))
    assert studylog.refused("show", code=2).startswith(f"{judges}: ")


def test_a_log_that_makes_no_template(studylog: Shell, tmp_path: Path) -> None:
    assert studylog.refused("template", "new", str(tmp_path / "none.md"), code=2) == (
        f"{tmp_path / 'none.md'} cannot be read: No such file or directory."
    )
    (tmp_path / "a.md").write_bytes(b"\x00")
    assert studylog.refused("template", "new", str(tmp_path / "a.md"), code=2) == (
        f"{tmp_path / 'a.md'} is not text (it has NUL bytes). Leave it out."
    )
    (tmp_path / "a.md").write_text("# 2025-01-02\n\n## 할 일\n- 책\n", "utf-8")
    assert studylog.refused("template", "new", str(tmp_path / "a.md"), "-o", str(tmp_path / "a.md")) == (
        f"{tmp_path / 'a.md'} is there already; name another file."
    )
