"""Programs that are called: what they complain of, and what they are told."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.publish.build import Person
from tracker.publish.programs import ProgramFailed, check_version, run, useful_line


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("fatal: not possible\n", "not possible"),
        ("\n\nhint: try this\nerror: failed to push\n", "failed to push"),
        ("remote: \nremote: error: GH006: Protected branch\nTo github.com:me/til\n", "GH006: Protected branch"),
        ("GraphQL: Body is too long (createIssue)\n", "Body is too long (createIssue)"),
        ("gh: Not Found (HTTP 404)\n", "Not Found (HTTP 404)"),
        ("warning: nothing else\n", "warning: nothing else"),
        ("\x1b[31m색\x1b[0m\x07 있는 줄\n", "색␇ 있는 줄"),
        ("progress 10%\rfatal: 끝\n", "progress 10%"),
        ("@@@@@@@@\n@    다른 열쇠!    @\n@@@@@@@@\n", "@    다른 열쇠!    @"),
        ("", ""),
    ],
)
def test_the_line_that_says_what_is_wrong(said: str, line: str) -> None:
    assert useful_line(said) == line


def test_a_program_gets_its_input_and_no_questions(person: Person) -> None:
    person.program(
        "asks",
        "import os, sys\n"
        "print(sys.stdin.read(), os.environ['GIT_TERMINAL_PROMPT'], os.environ['GH_PROMPT_DISABLED'],\n"
        "      os.environ['GH_NO_UPDATE_NOTIFIER'], os.environ['NO_COLOR'], 'GIT_DIR' in os.environ)",
    )

    assert run(["asks"], person.environment | {"GIT_DIR": "elsewhere"}, given="글".encode()).out == "글 0 1 1 1 False\n"
    assert run(["asks"], person.environment).out == " 0 1 1 1 False\n"


def test_a_program_that_takes_too_long_is_stopped_with_all_it_started(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What it starts keeps its output open, and would be waited for.
    person.program(
        "sleeps",
        "import os, subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()'])\n"
        f"open({str(person.home / 'child')!r}, 'w').write(str(child.pid))\n"
        "child.wait()",
    )
    if not Path("/proc/self/stat").exists():
        pytest.skip("processes cannot be looked at here")
    started = person.home / "child"

    def too_long(process: subprocess.Popen[bytes], given: bytes | None, seconds: int) -> None:
        while not (started.exists() and started.read_text("utf-8")):
            os.sched_yield()
        raise subprocess.TimeoutExpired("sleeps", seconds)

    monkeypatch.setattr(subprocess.Popen, "communicate", too_long)

    with pytest.raises(ProgramFailed, match="sleeps now had no answer after 120 s and was stopped"):
        run(["sleeps", "now"], person.environment)
    child = int(started.read_text("utf-8"))
    # Whoever ended stays a zombie until its new parent looks after it.
    while True:
        try:
            state = Path(f"/proc/{child}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
        except OSError:
            break
        if state in "ZX":
            break
        os.sched_yield()


def test_a_program_that_cannot_be_started(person: Person) -> None:
    path = person.home / "bin" / "broken"
    path.write_bytes(b"\x00\x01")
    path.chmod(0o755)

    with pytest.raises(ProgramFailed, match="broken could not be started"):
        run(["broken"], person.environment)


def test_a_program_without_a_version(person: Person) -> None:
    person.program("gh", "import sys; print('no such thing', file=sys.stderr); sys.exit(3)")

    with pytest.raises(ProgramFailed, match=r"gh does not say its version \(no such thing\)"):
        check_version("gh", (2, 20), person.environment)
