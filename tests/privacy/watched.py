"""Runs calls of the program, each in a process of its own, and says what each did and wanted to do.

It is started with the path of a JSON file: `log` is a folder, `setup` calls that fill it one after another, `calls`
those that are each made on a copy of it, `answers` the file for what they did. What goes to the network is refused.
With `screen` before the path of a file it opens the screen instead, and tells in that file what it wanted to do.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

NETWORK = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
    "socket.getnameinfo",
    "socket.sendto",
    "socket.sendmsg",
    "http.client.connect",
    "urllib.Request",
)
PROGRAMS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.startfile", "os.startfile/2")
OTHER_WAYS = ("os.fork", "os.forkpty", "pty.spawn", "webbrowser.open")
CLIENTS = ("ssl", "http.client", "urllib.request")
"""Modules that no verb has any use for."""
_INTERNET = {2, 10, 23, 30}
"""AF_INET, and AF_INET6 of Linux, Windows and macOS."""


class Watch:
    """What a process wanted to do since it is watched."""

    def __init__(self) -> None:
        self.network: list[str] = []
        self.programs: list[dict[str, Any]] = []
        self.on = False
        sys.addaudithook(self._look)

    def _look(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event in NETWORK or (event == "socket.__new__" and int(arguments[1]) in _INTERNET):
            # What is not for the internet, such as the pair of sockets by which asyncio wakes itself, goes on.
            if event in ("socket.connect", "socket.bind") and int(arguments[0].family) not in _INTERNET:
                return
            self.network.append(event)
            raise PermissionError(f"{event} is refused")
        if event in PROGRAMS:
            words = arguments[1] if len(arguments) > 1 else arguments[0]
            environment = arguments[-1] if event in ("subprocess.Popen", "os.posix_spawn", "os.exec") else None
            told = {**os.environ} if environment is None else {_text(k): _text(v) for k, v in environment.items()}
            argv = [_text(word) for word in words] if isinstance(words, list | tuple) else [_text(words)]
            self.programs.append({"event": event, "argv": [_text(arguments[0]), *argv], "environment": told})
        elif event in OTHER_WAYS:
            self.programs.append({"event": event, "argv": [], "environment": {}})


def _text(word: Any) -> str:
    return os.fsdecode(word) if isinstance(word, bytes | str | os.PathLike) else repr(word)


def call(watch: Watch, request: dict[str, Any], folder: Path, answer: Path) -> None:
    """Make one call in a child of this process and wait for it."""
    here, there = os.openpty() if request["terminal"] else (None, None)
    child = os.fork()
    if not child:
        try:
            _be(watch, request, folder, answer, there)
        finally:
            os._exit(99)
    if here is not None and there is not None:
        os.close(there)
        answer.with_suffix(".out").write_bytes(_all_of(here))
        os.close(here)
    os.waitpid(child, 0)


def _all_of(terminal: int) -> bytes:
    """Return everything that is printed on a terminal."""
    printed = b""
    # Linux says by an error that the last program at the other end is gone.
    with suppress(OSError):
        while chunk := os.read(terminal, 65_536):
            printed += chunk
    return printed


def _be(watch: Watch, request: dict[str, Any], folder: Path, answer: Path, terminal: int | None) -> NoReturn:
    from tracker.cli.main import main

    os.chdir(folder)
    for name, value in request.get("environment", {}).items():
        os.environ[name] = value.replace("FOLDER", str(folder))
    (given, out, err) = (answer.with_suffix(suffix) for suffix in (".in", ".out", ".err"))
    given.write_bytes(request.get("given", "").encode())
    for number, path, flags in ((0, given, os.O_RDONLY), (1, out, os.O_WRONLY), (2, err, os.O_WRONLY)):
        opened = os.open(path, flags | os.O_CREAT)
        os.dup2(opened if terminal is None or number == 0 else terminal, number)
        os.close(opened)
    before = os.umask(0o077)
    os.umask(before if request["umask"] is None else request["umask"])
    watch.on = True
    code: object = None
    try:
        main([word.replace("FOLDER", str(folder)) for word in request["words"]])
    except SystemExit as end:
        code = end.code
    finally:
        watch.on = False
        os.umask(before)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        modules = sorted({*CLIENTS} & {*sys.modules})
        told = {"code": code, "network": watch.network, "programs": watch.programs, "modules": modules}
        answer.write_text(json.dumps(told), "utf-8")
    os._exit(0)


def _import_all() -> None:
    """Import what verbs import, so that no child has to; what they should not import would be seen in each of them."""
    import tracker

    for module in pkgutil.walk_packages(tracker.__path__, "tracker."):
        # Whether each can be imported is not asked here.
        with suppress(ImportError):
            if not module.name.startswith(("tracker.tui", "tracker.__main__")):
                importlib.import_module(module.name)
    for library in ("dateutil.rrule", "dateutil.parser", "jinja2.sandbox", "markdown_it", "sqlite3", "yaml"):
        importlib.import_module(library)


def main(request_file: str) -> None:
    """Make all calls of a request."""
    request = json.loads(Path(request_file).read_text("utf-8"))
    log, answers = Path(request["log"]), []
    scratch = log.with_name("scratch")
    scratch.mkdir()
    watch = Watch()
    if len(request["calls"]) > 10:
        _import_all()
    for number, one in enumerate([*request["setup"], *request["calls"]]):
        folder, answer = log, scratch / f"{number}.json"
        if number >= len(request["setup"]):
            folder = log.with_name("copy")
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(log, folder, symlinks=True)
        call(watch, one, folder, answer)
        told = json.loads(answer.read_text("utf-8")) if answer.exists() else {"code": "died"}
        texts = {
            name: answer.with_suffix(f".{name}").read_bytes().decode("utf-8", "replace") for name in ("out", "err")
        }
        answers.append({"words": one["words"], **told, **texts})
    Path(request["answers"]).write_text(json.dumps(answers), "utf-8")


def screen(answer: str) -> None:
    """Open the screen and tell, when it has ended, what it wanted to do."""
    from tracker.cli.main import main

    watch = Watch()
    watch.on = True
    try:
        main([])
    finally:
        watch.on = False
        Path(answer).write_text(json.dumps({"network": watch.network, "programs": watch.programs}), "utf-8")


if __name__ == "__main__":
    (screen if sys.argv[1] == "screen" else main)(sys.argv[-1])
