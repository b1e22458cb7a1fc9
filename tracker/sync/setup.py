"""Setting sync up: a repository of the log's own, a clone of one, or a repository that is there already."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from tracker.codec.dates import path_date
from tracker.errors import UsageError
from tracker.files import write_atomically
from tracker.journal.journal import Journal
from tracker.patterns import detected_pattern
from tracker.publish.programs import ProgramFailed
from tracker.sync.git import Blob, Git, check_git
from tracker.sync.layout import ELSEWHERE, OWN_PATTERN, FileKind, Layout, check_day_pattern, format_of
from tracker.sync.settings import SyncSettings, remember_settings, remember_step, sync_settings
from tracker.wording import _

_BRANCH = "main"
_REMOTE = "origin"
_OWNER_ONLY = 0o700
_NO_LOGS = ("readme", "license", "licence", "contributing", "changelog")
"""What files that say something of a repository are called."""


def set_up(
    journal: Journal, environment: Mapping[str, str], *, remote: str = "", folder: Path | None = None, pattern: str = ""
) -> SyncSettings:
    """Make or take a repository for the log, and remember it; nothing is sent yet.

    `remote` is an address or path of git's, empty for none so far; `folder` is where the repository lies, None for a
    folder beside the database; `pattern` is the path of a day, empty for what is found there. Raises UsageError and
    ProgramFailed.
    """
    if pattern:
        check_day_pattern(pattern)
    check_git(environment)
    known = sync_settings(journal)
    place = (folder or (known.path if known is not None else journal.path.parent / "sync")).absolute()
    _make(place, remote, environment)
    git = Git(place, environment)
    git.identity()
    branch = git.ask("symbolic-ref", "--quiet", "--short", "HEAD").out.strip()
    if not branch:
        raise UsageError(
            _("{path} is on no branch; switch to one first.", path=place),
            shell=_("Like this: {command}", command=shlex.join(["git", "-C", str(place), "switch", _BRANCH])),
        )
    layout = _layout(git, pattern)
    settings = SyncSettings(str(place), _remote_of(git, remote), branch, layout.pattern, layout.home)
    _install_driver(git, layout)
    with journal.store.transaction():
        remember_settings(journal, settings)
        if known is None or known.layout != settings.layout:
            remember_step(journal, None)
    return settings


def _make(place: Path, remote: str, environment: Mapping[str, str]) -> None:
    """Make the repository where there is none; raises UsageError for a folder that holds something else."""
    if (place / ".git").exists():
        return
    if place.is_dir() and any(place.iterdir()):
        raise UsageError(
            _("{path} holds other files and is no git repository; name another folder.", path=place),
            shell=_("Like this: {command}", command="studylog sync init --folder ~/studylog-sync"),
        )
    place.parent.mkdir(parents=True, exist_ok=True)
    git = Git(place.parent, environment)
    if not remote:
        git.told("init", "--quiet", f"--initial-branch={_BRANCH}", str(place))
        place.chmod(_OWNER_ONLY)
        return
    # In a place of its own first: what is cloned half is no repository. The files come when git knows that they are to
    # be kept byte for byte.
    new = place.with_name(f"{place.name}.new")
    if new.exists():
        shutil.rmtree(new)
    try:
        git.told("clone", "--quiet", "--no-checkout", "--no-tags", "--", remote, str(new))
        made = Git(new, environment)
        if not made.commit_of("HEAD"):
            if made.told("for-each-ref", "--count=1", "refs/remotes"):
                raise UsageError(_("{remote} has no default branch; set one there, then try again.", remote=remote))
            made.told("symbolic-ref", "HEAD", f"refs/heads/{_BRANCH}")
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    new.chmod(_OWNER_ONLY)
    if place.exists():
        place.rmdir()
    new.rename(place)


def _remote_of(git: Git, remote: str) -> str:
    """Return git's name of the remote, added where there is none; raises UsageError when it is another one."""
    names = git.told("remote").split()
    name = _REMOTE if _REMOTE in names else names[0] if names else ""
    if not remote:
        return name
    if not name:
        git.told("remote", "add", "--", _REMOTE, remote)
        return _REMOTE
    if git.ask("remote", "get-url", "--", name).out.strip() != remote:
        raise UsageError(
            _("{path} has another remote, {name}; leave the address out to use it.", path=git.folder, name=name)
        )
    return name


def _layout(git: Git, pattern: str) -> Layout:
    """Return how the log lies in the repository: as it says, as its files do, or as one of its own."""
    head = git.commit_of("HEAD")
    for home in ("", ELSEWHERE):
        (data,) = git.files_in(head, Layout(OWN_PATTERN, home).format)
        if data is not None:
            said = format_of(data)[1] or OWN_PATTERN
            if pattern not in ("", said):
                raise UsageError(
                    _("Days lie at {said} in {path} already; leave the pattern out.", said=said, path=git.folder)
                )
            check_day_pattern(said)
            return Layout(said, home)
    listed = git.told("ls-tree", "-r", "-z", "--name-only", head).split("\0") if head else []
    logs = [path for path in listed if path and not _describes(path)]
    if not logs:
        return Layout(pattern or OWN_PATTERN, "")
    dated = [(path, day) for path in logs if path.endswith(".md") and (day := path_date(path)) is not None]
    own = pattern or detected_pattern(dated) or OWN_PATTERN
    check_day_pattern(own)
    return Layout(own, ELSEWHERE)


def _describes(path: str) -> bool:
    name = PurePosixPath(path).name.casefold()
    return name.startswith((".", *_NO_LOGS))


def _install_driver(git: Git, layout: Layout) -> None:
    """Have git itself merge the log's files as we do, and leave their bytes alone."""
    program = "studylog" if shutil.which("studylog") else f"{shlex.quote(sys.executable)} -m tracker"
    git.told("config", "merge.studylog.name", "studylog")
    git.told("config", "merge.studylog.driver", f"{program} sync merge-driver %O %A %B %P")
    file = git.folder / git.told("rev-parse", "--git-path", "info/attributes")
    file.parent.mkdir(exist_ok=True)
    there = file.read_text("utf-8") if file.exists() else ""
    missing = [line for line in layout.attributes().splitlines() if line not in there.splitlines()]
    if missing:
        clean = _clean_files(git, layout)
        before = there if not there or there.endswith("\n") else there + "\n"
        file.write_text(before + "\n".join(missing) + "\n", "utf-8")
        # Where git turned line endings into others, the files are as the repository has them from now on.
        contents = git.contents(clean.values())
        for path, name in clean.items():
            if (git.folder / path).read_bytes() != contents[name]:
                write_atomically(git.folder / path, contents[name])
        git.ask("update-index", "-q", "--refresh")
    if git.commit_of("HEAD") and not git.told("ls-files"):
        try:
            git.told("checkout", "--quiet", "--force", "HEAD")
        except ProgramFailed as error:
            raise UsageError(
                _("The files of {path} could not be written: {why}", path=git.folder, why=error.sentence)
            ) from None


def _clean_files(git: Git, layout: Layout) -> dict[str, str]:
    """Return the log's files in the folder that nobody has changed by hand, and git's names of what they hold."""
    staged = {}
    for row in filter(None, git.told("ls-files", "--stage", "-z").split("\0")):
        about, _tab, path = row.partition("\t")
        mode, name, _stage = about.split(" ")
        if Blob(mode, name).is_file and layout.kind_of(path) is not FileKind.OTHER:
            staged[path] = name
    if not staged:
        return {}
    git.ask("update-index", "-q", "--refresh")
    changed = set(git.told("diff-files", "--name-only", "-z").split("\0"))
    return {path: name for path, name in staged.items() if path not in changed}
