"""The program talks to no one: no verb and no screen opens a connection or starts a program unasked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.privacy.every_verb import REPOSITORY, WHO, Call, calls, clean_environment, made, setup, verbs

EDITED = {("edit",), ("retro", "week", "--edit"), ("edit", "2025-03-14")}
"""What starts the person's editor."""


def words(kind: str) -> str:
    """Return words for something of a kind."""
    return f"QUOX {kind}"


EVERY_CALL = [call for of_verb in calls(words).values() for call in of_verb]


def a_log(folder: Path) -> None:
    """Put the files beside a log that the calls name."""
    (folder / "log" / "logs").mkdir(parents=True)
    (folder / "log" / "logs" / "2025-03-01.md").write_text("# 2025-03-01\n\n## 학습 목표\n- 하나\n", "utf-8")
    (folder / "log" / "own.md").write_text("# 2025-03-02\n\n## 학습 목표\n- 하나\n", "utf-8")


def does_all(folder: Path, *before: str) -> list[dict[str, Any]]:
    """Make every call on a log full of words; return what each did."""
    a_log(folder)
    editor = folder / "editor.py"
    editor.write_text("import sys\nopen(sys.argv[-1], 'a').write('\\n하나 더\\n')\n", "utf-8")
    command = f"{sys.executable} {editor}"
    environment = clean_environment(folder, EDITOR=command)
    return made(folder, setup(words, command), EVERY_CALL, environment, before=before)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that everything is done in."""
    return tmp_path_factory.mktemp("log")


@pytest.fixture(scope="module")
def traced(folder: Path) -> tuple[str, ...]:
    """Return what writes down whatever the kernel is asked of sockets; empty where processes cannot be traced."""
    strace = shutil.which("strace")
    if strace is None:
        return ()
    tracing = (strace, "-f", "--seccomp-bpf", "-e", "trace=network", "-o")
    tried = subprocess.run([*tracing, str(folder / "trial"), "true"], capture_output=True, check=False)
    return tracing if tried.returncode == 0 else ()


@pytest.fixture(scope="module")
def did(folder: Path, traced: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return what every call of every verb did."""
    return does_all(folder, *traced, *([str(folder / "trace")] if traced else []))


def test_every_verb_is_called() -> None:
    assert {*calls(words)} == {*verbs()}


def test_no_verb_asks_for_the_network(did: list[dict[str, Any]]) -> None:
    assert len(did) > len(EVERY_CALL)
    assert [(one["words"], one["network"]) for one in did if one["network"]] == []
    assert [(one["words"], one["modules"]) for one in did if one["modules"]] == []


def test_no_verb_starts_a_program_but_the_editor_and_git(did: list[dict[str, Any]]) -> None:
    started = {tuple(one["words"]): one["programs"] for one in did if one["programs"]}

    for call in [call for call in started if call[0] == "sync"]:
        assert {Path(program["argv"][0]).name for program in started.pop(call)} == {"git"}

    # click asks bash for its version before it prints bash's script.
    asked = started.pop(("completion", "bash"), [])
    assert [program["argv"][2:] for program in asked] in ([], [["--norc", "-c", 'echo "${BASH_VERSION}"']])
    assert {*started} == EDITED
    assert all([program["argv"][1] for program in programs] == [sys.executable] for programs in started.values())


@pytest.mark.parametrize(
    "tries",
    [
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('localhost', 80)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_INET6)",
        "urllib.request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_what_is_watched_would_be_seen(tries: str) -> None:
    code = (
        "import socket, sys, urllib.request\nfrom tests.privacy.watched import Watch\n"
        "watch = Watch()\nwatch.on = True\n"
        f"try:\n    {tries}\nexcept OSError as error:\n    assert 'is refused' in str(error)\n"
        "assert len(watch.network) == 1\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_sync_talks_to_git_alone(tmp_path: Path, traced: tuple[str, ...]) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    subprocess.run([git, "init", "--quiet", "--bare", "--initial-branch=main", str(tmp_path / "remote")], check=True)
    init = Call(("sync", "init", str(tmp_path / "remote"), "--folder", str(tmp_path / "sync")), environment=WHO)
    syncs = [Call(one, environment=WHO) for one in (("sync",), ("sync", "status"), ("sync", "log"), ("conflicts",))]
    before = [*traced, str(tmp_path / "trace")] if traced else []

    did = made(tmp_path, [*setup(words), init], syncs, clean_environment(tmp_path), before=before)

    assert [one["network"] for one in did if one["network"]] == []
    assert {Path(program["argv"][0]).name for one in did[-5:] for program in one["programs"]} == {"git"}
    if traced:
        assert "AF_INET" not in (tmp_path / "trace").read_text("utf-8")


@pytest.mark.usefixtures("did")
def test_the_kernel_is_asked_for_no_socket_of_the_internet(folder: Path, traced: tuple[str, ...]) -> None:
    if not traced:
        pytest.skip("processes cannot be traced here")
    asking = "import socket; socket.socket(socket.AF_INET).close()"
    subprocess.run([*traced, str(folder / "control"), sys.executable, "-c", asking], check=True)
    assert "AF_INET" in (folder / "control").read_text("utf-8")

    assert [line for line in (folder / "trace").read_text("utf-8").splitlines() if "AF_INET" in line] == []
