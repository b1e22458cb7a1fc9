"""Modules that are imported when something of them is first used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
SCRIPT = """
import sys
import tracker.cli.main
from pathlib import Path, PurePosixPath
print("urllib.parse" in sys.modules, "ipaddress" in sys.modules)
print(PurePosixPath("/공부 일지/a#b").as_uri())
import urllib.parse
print(urllib.parse.quote("가 나"), urllib.parse.urlsplit("http://[::1]/x").hostname)
print(PurePosixPath("/공부 일지/a#b").as_uri() == "file://" + urllib.parse.quote("/공부 일지/a#b"))
"""


def test_paths_load_nothing_of_addresses_until_one_is_asked_for() -> None:
    said = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=REPOSITORY, capture_output=True, check=True, encoding="utf-8"
    ).stdout

    assert said.splitlines() == [
        "False False",
        "file:///%EA%B3%B5%EB%B6%80%20%EC%9D%BC%EC%A7%80/a%23b",
        "%EA%B0%80%20%EB%82%98 ::1",
        "True",
    ]
