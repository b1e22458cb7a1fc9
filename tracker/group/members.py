"""Who is in the group: names and places in the settings file, which people write by hand as well."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from tracker.codec.words import nfc
from tracker.codec.yaml_values import load_yaml
from tracker.config import Config, parse_config
from tracker.errors import NotFound, TrackerError, UsageError, nearest
from tracker.files import write_atomically
from tracker.fingerprint import sha256_of
from tracker.regex import regex
from tracker.settings import read_config, with_setting
from tracker.values import frozen
from tracker.wording import _

_ADDRESS = regex(r"[A-Za-z][A-Za-z0-9+.-]+://|(?![A-Za-z]:)[^/\\\s]+:")
"""What the address of a repository begins with: a scheme, or the host of `git@host:path`."""
_ON_GITHUB = regex(r"github:(?:(?P<host>[^/\s]+\.[^/\s]+)/)?(?P<name>[^/\s:]+/[^/\s:]+)")
_PASSWORD = regex(r"(?<=://)[^/@\s]+@")
_PLAIN = regex(r"[^\W_~./](?:[\w ./@~+-]|:(?=\S))*|[~./](?:[\w ./@~+-]|:(?=\S))+")
"""Words that mean themselves in YAML."""


@frozen
class Member:
    """A team-mate."""

    name: str
    place: str
    """A folder, or the address of a git repository."""

    @property
    def address(self) -> str:
        """The address that git fetches from; empty for a folder."""
        on_github = _ON_GITHUB.fullmatch(self.place)
        if on_github is not None:
            return f"https://{on_github['host'] or 'github.com'}/{on_github['name']}"
        return self.place if _ADDRESS.match(self.place) and not self.folder.exists() else ""

    @property
    def folder(self) -> Path:
        """The folder; of no use where there is an address."""
        return Path(os.path.expanduser(self.place))

    def cache(self, folder: Path) -> Path:
        """Return where what was fetched of it lies, in the group's folder."""
        return folder / sha256_of(f"{self.name}\n{self.place}")[:16]


def group_folder(database: Path) -> Path:
    """Return where lies what was fetched of team-mates' logs: beside the database."""
    return database.parent / "group"


def shown_place(place: str) -> str:
    """Return a place without the password that its address may hold."""
    return _PASSWORD.sub("…@", place)


def members_of(config: Config) -> tuple[Member, ...]:
    """Return the members in the order of the settings."""
    return tuple(Member(name, place) for name, place in config.group.items())


def new_member(config: Config, name: str, place: str) -> Member:
    """Return the member to add; a folder is named from the root.

    Raises TrackerError for a name that is taken and for a place that is none, UsageError for no name.
    """
    name, place = " ".join(nfc(name).split()), place.strip()
    if not name or not place or place.startswith("-"):
        raise UsageError(_("A member has a name and a place: a folder, or the address of a git repository."))
    taken = next((known for known in config.group if _fold(known) == _fold(name)), None)
    if taken is not None:
        raise TrackerError(
            _("{name} is in the group already; give another name, or remove the first.", name=taken),
            shell=_("Like this: {command}", command=f"studylog group remove {taken}"),
        )
    member = Member(name, place)
    if member.address:
        return member
    if not member.folder.is_dir():
        raise TrackerError(
            _("{place} is neither a folder nor the address of a git repository.", place=shown_place(place))
        )
    return Member(name, place if place.startswith("~") else os.path.abspath(place))


def member_named(config: Config, name: str) -> Member:
    """Return the member of that name, however it is cased; raises NotFound with the nearest."""
    known = next((known for known in config.group if _fold(known) == _fold(" ".join(name.split()))), None)
    if known is None:
        raise NotFound(
            _("There is no {name} in the group.", name=name) + nearest(name, config.group),
            shell=_("All of them: studylog group list"),
        )
    return Member(known, config.group[known])


def write_members(path: Path, places: Mapping[str, str]) -> Config:
    """Write the members to the settings file and return what it says then.

    Lines of members that stay are not touched, nor what else is written between them. Raises UsageError, StoreError.
    """
    before = read_config(path)
    text = path.read_text("utf-8-sig") if path.exists() else ""
    written = _with_lines(text, before.group, places)
    config = _read(written)
    if config is None or dict(config.group) != dict(places):
        # In another form than ours, such as all on one line.
        block = "".join(f"\n  {_entry(name, place)}" for name, place in places.items())
        written, config = with_setting(path, "group", block or "{}")
    write_atomically(path, written.encode(), private=True)
    return config


def _read(text: str) -> Config | None:
    try:
        return parse_config(load_yaml(text))
    except TrackerError:
        return None
    except Exception as error:
        # Of YAML, which is not imported before a file needs it.
        if not hasattr(error, "problem_mark"):
            raise
        return None


def _with_lines(text: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return the settings with the lines of members who left taken out, and those of new ones at the block's end."""
    lines = text.removesuffix("\n").split("\n") if text else []
    start = next((n for n, line in enumerate(lines) if line.startswith("group:")), None)
    if start is None:
        lines, start = [*lines, "group:"], len(lines)
    end = start + 1
    while end < len(lines) and lines[end][:1] in (" ", "\t"):
        end += 1
    gone = [name for name in before if name not in after]
    kept = [line for line in lines[start + 1 : end] if not any(_names(line, name) for name in gone)]
    indent = next((line[: len(line) - len(line.lstrip())] for line in kept if line.strip()), "  ")
    new = [indent + _entry(name, place) for name, place in after.items() if name not in before]
    return "\n".join([*lines[: start + 1], *kept, *new, *lines[end:]]) + "\n"


def _names(line: str, name: str) -> bool:
    words = line.strip() + " "
    return any(words.startswith(f"{form}: ") for form in (name, f"'{name}'", json.dumps(name, ensure_ascii=False)))


def _entry(name: str, place: str) -> str:
    return f"{_word(name)}: {_word(place)}"


def _word(word: str) -> str:
    plain = _PLAIN.fullmatch(word) is not None and word == word.strip()
    return word if plain else json.dumps(word, ensure_ascii=False)


def _fold(name: str) -> str:
    return nfc(name).casefold()
