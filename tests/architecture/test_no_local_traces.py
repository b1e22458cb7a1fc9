"""No file carries a trace of the machine it was written on."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

REPOSITORY = Path(__file__).parents[2]
HOME_FOLDER = re.compile(r"(?<![\w.])(?:/(?:root|(?:home|Users)/[\w.-]+)/|[A-Za-z]:\\+Users\\+\w)")
PUBLIC_HOSTS = {"pypi.org", "files.pythonhosted.org"}
REGISTRY_SETTINGS = ("index-url", "extra-index-url", "find-links", "trusted-host", "proxy")


def files_of_the_repository() -> list[Path]:
    """Return the files that git has or would take, or skip the test outside a git checkout."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=REPOSITORY,
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    paths = [REPOSITORY / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def registry_addresses(pip_config: str) -> set[str]:
    """Return the hosts and folders, other than the public ones, that `pip config list` names as package sources."""
    addresses = set()
    for line in pip_config.splitlines():
        setting, _, quoted = line.partition("=")
        if setting.rpartition(".")[2] in REGISTRY_SETTINGS:
            for value in quoted.strip("'\"").replace("\\n", " ").split():
                parts = urlsplit(value)
                addresses.add(parts.hostname or parts.path)
    return addresses - PUBLIC_HOSTS


def mentions(pattern: re.Pattern[str]) -> list[str]:
    """List where `pattern` occurs in the repository, as `file:line`."""
    return [
        f"{path.relative_to(REPOSITORY)}:{number}"
        for path in files_of_the_repository()
        for number, line in enumerate(path.read_bytes().decode(errors="replace").split("\n"), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_home_folder() -> None:
    assert mentions(HOME_FOLDER) == []


def test_no_file_names_the_folder_of_this_checkout() -> None:
    if len(REPOSITORY.parts) <= 2:
        pytest.skip("this checkout's folder is a single word, which may stand anywhere")

    assert mentions(re.compile(rf"{re.escape(str(REPOSITORY))}(?!\w)")) == []


def test_no_file_names_the_package_registry_of_this_machine() -> None:
    pip_config = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    )
    addresses = registry_addresses(pip_config.stdout)
    if not addresses:
        pytest.skip("pip has no registry of its own here")

    assert mentions(re.compile("|".join(rf"{re.escape(address)}(?!\w)" for address in addresses))) == []


def test_registry_addresses_are_read_from_the_configuration_of_pip() -> None:
    pip_config = (
        "global.cert='certificates.crt'\n"
        "global.index-url='https://name:word@mirror.example:8080/simple'\n"
        "global.extra-index-url='file:///wheels/simple https://pypi.org/simple'\n"
        ":env:.find-links='more-wheels'\n"
    )

    assert registry_addresses(pip_config) == {"mirror.example", "/wheels/simple", "more-wheels"}


@pytest.mark.parametrize("parts", [("", "home", "jane", "til"), ("", "Users", "jane", "til"), ("", "root", "til")])
def test_home_folders_are_recognised(parts: tuple[str, ...]) -> None:
    assert HOME_FOLDER.search("in " + "/".join(parts))
    assert not HOME_FOLDER.search("https://example.com" + "/".join(parts))
