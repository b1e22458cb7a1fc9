"""Calls of `git` and `gh`: argument lists, no questions asked, and errors as one line."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tracker.cells import printable
from tracker.errors import TrackerError
from tracker.publish.calls import under_way
from tracker.regex import regex
from tracker.values import frozen
from tracker.wording import _

TIMEOUT = 120
"""Seconds that one call may take."""
GIT_AT_LEAST = (2, 30)
GH_AT_LEAST = (2, 20)

_ALWAYS = {"GIT_TERMINAL_PROMPT": "0", "GH_PROMPT_DISABLED": "1", "GH_NO_UPDATE_NOTIFIER": "1", "NO_COLOR": "1"}
# Set by a git hook that calls us, they would send git to another repository; the others make gh talk to a terminal.
_NEVER = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"}
    | {"GIT_NAMESPACE", "GIT_CEILING_DIRECTORIES", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"}
    | {"GH_FORCE_TTY", "GH_DEBUG", "GH_REPO", "GH_PAGER", "CLICOLOR_FORCE", "DEBUG"}
)
_ESCAPES = regex(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_PREFIXES = regex(r"(?:(?:fatal|error|gh|remote|GraphQL):\s*)+")
_ASIDES = ("hint:", "warning:", "To ", "From ")


@frozen
class Ran:
    """How a call ended."""

    code: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """The first line that says something: of what it complained, else of what it printed; may be empty."""
        return useful_line(self.err) or useful_line(self.out)


class ProgramFailed(TrackerError):
    """A program is missing, too old, took too long, or failed; the message has its first useful line."""

    def __init__(self, sentence: str, ran: Ran | None = None, *, shell: str = "") -> None:
        super().__init__(sentence, shell=shell)
        self.ran = ran
        """How it ended; None when it did not run to its end."""


_LONGEST_LINE = 400
"""Letters of a program's line that are shown."""


def useful_line(text: str) -> str:
    """Return the first line of a program's output that says what is wrong; empty when there is none."""
    lines = [_PREFIXES.sub("", line.strip()) for line in _ESCAPES.sub("", text).replace("\r", "\n").split("\n")]
    # Rules of signs, as ssh draws them around a warning, say nothing.
    said = [line for line in lines if any(char.isalnum() for char in line)]
    telling = [line for line in said if not line.startswith(_ASIDES)]
    return printable((telling or said or [""])[0][:_LONGEST_LINE]).strip()


def run(call: Sequence[str], environment: Mapping[str, str], *, given: bytes | None = None) -> Ran:
    """Run a program to its end, with `given` on its standard input; return how it ended, well or not.

    Raises ProgramFailed when it is not there, cannot be started, or takes longer than TIMEOUT.
    """
    code, out, err = run_bytes(call, environment, given=given)
    return Ran(code, out.decode(errors="replace"), err.decode(errors="replace"))


def run_bytes(
    call: Sequence[str], environment: Mapping[str, str], *, given: bytes | None = None, timeout: float = TIMEOUT
) -> tuple[int, bytes, bytes]:
    """Run a program as `run` does, for at most `timeout` seconds; return its exit code and what it wrote."""
    program = shutil.which(call[0], path=environment.get("PATH", os.defpath))
    if program is None:
        raise ProgramFailed(
            _("The program {program} is not there; install it, then try again.", program=call[0]),
            shell=_("See: {address}", address=_ADDRESSES.get(call[0], "")) if call[0] in _ADDRESSES else "",
        )
    own = {name: value for name, value in environment.items() if name not in _NEVER} | _ALWAYS
    try:
        # A session of its own: so neither it nor what it starts can ask on the terminal that a screen is drawn on.
        process = subprocess.Popen(
            [program, *call[1:]],
            stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=own,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise ProgramFailed(_("{program} could not be started ({why}).", program=call[0], why=why)) from None
    with process, under_way(process):
        try:
            out, err = process.communicate(given, timeout)
        except subprocess.TimeoutExpired:
            _end(process)
            raise ProgramFailed(
                _(
                    "{program} had no answer after {seconds} s and was stopped; try again.",
                    program=" ".join(call[:3]),
                    seconds=round(timeout),
                )
            ) from None
        except BaseException:
            _end(process)
            raise
    return process.returncode, out, err


_ADDRESSES = {"git": "https://git-scm.com/downloads", "gh": "https://cli.github.com"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program with all it started, first in a way that lets git take its lock files away."""
    for sign in ("SIGTERM", "SIGKILL"):
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, getattr(signal, sign))
            else:
                process.kill()
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
            break
    # What it started may hold the pipes open; nothing more is read from them.
    for pipe in (process.stdin, process.stdout, process.stderr):
        with suppress(OSError):
            if pipe is not None:
                pipe.close()


def check_version(program: str, at_least: tuple[int, int], environment: Mapping[str, str]) -> None:
    """Raise ProgramFailed when a program is not there or older than `at_least`."""
    ran = run([program, "--version"], environment)
    found = re.search(r"\bversion (\d+)\.(\d+)", ran.out)
    if ran.code or found is None:
        raise ProgramFailed(
            _("{program} does not say its version ({line}); install it anew.", program=program, line=ran.line), ran
        )
    if (int(found[1]), int(found[2])) < at_least:
        raise ProgramFailed(
            _(
                "{program} {version} is too old; at least {needed} is needed.",
                program=program,
                version=f"{found[1]}.{found[2]}",
                needed=f"{at_least[0]}.{at_least[1]}",
            ),
            ran,
            shell=_("See: {address}", address=_ADDRESSES[program]),
        )


def git(repository: Path, *words: str) -> tuple[str, ...]:
    """Return the call of git in a folder."""
    return ("git", "-C", str(repository), *words)
