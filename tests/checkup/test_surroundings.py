"""What a checkup finds around the log: clouds, other machines' disks, modes, backups, leftovers, the terminal."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.checkup.build import TERMINAL, findings, troubles
from tests.journal.build import Clock, at, open_journal, put
from tracker.backups import list_backups
from tracker.checkup.program_checks import colours_of
from tracker.checkup.surroundings import cloud_of, remote_system_of
from tracker.values import replace


@pytest.fixture
def clock() -> Clock:
    """Return the clock of this test."""
    return Clock(at("21:00"))


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    """Return a study log with a day and a backup."""
    path = tmp_path / "log" / "studylog.db"
    with closing(open_journal(path, clock)) as journal:
        put(journal, "# 2025-01-22\n")
        journal.back_up()
    return path


@pytest.mark.parametrize(
    ("folder", "cloud"),
    [
        ("/data/Dropbox/log", "Dropbox"),
        ("/data/Dropbox (Personal)/log", "Dropbox"),
        ("/data/OneDrive - Company", "OneDrive"),
        ("/data/Library/Mobile Documents/com~apple~CloudDocs/log", "iCloud"),
        ("/data/Library/CloudStorage/GoogleDrive-me@example.com/My Drive", "CloudStorage"),
        ("/data/Google Drive/log", "Google Drive"),
        ("/data/Nextcloud", "Nextcloud"),
        ("/data/dropboxes/log", None),
        ("/data/my icloudless folder", None),
        ("/data/.local/share/studylog", None),
    ],
)
def test_folders_that_are_kept_in_step(folder: str, cloud: str | None) -> None:
    assert cloud_of(Path(folder), {}) == cloud


def test_one_drive_is_known_by_its_variable() -> None:
    assert cloud_of(Path("/data/work/log"), {"OneDrive": "/data/work"}) == "OneDrive"


def test_syncthing_is_known_by_its_mark(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()

    assert cloud_of(tmp_path / "log", {}) == "Syncthing"


def test_a_log_in_a_cloud_is_told_of_with_what_to_do(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "Dropbox" / "studylog.db"
    with closing(open_journal(path, clock)) as journal:
        put(journal, "# 2025-01-22\n")
        journal.back_up()

    (trouble,) = troubles(path, clock)
    assert trouble.startswith(f"look folder: {path} lies in a folder that Dropbox keeps in step")
    assert "STUDYLOG_DB" in findings(path, clock)["folder"][0].advice


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /srv/team nfs4 rw 0 0
//box/share /media/my\\040share cifs rw 0 0
tmpfs /srv/team/local tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "system"),
    [
        ("/var/log", None),
        ("/srv/team/me", "nfs4"),
        ("/srv/team/local/me", None),
        ("/media/my share/me", "cifs"),
        ("/srv/teams", None),
    ],
)
def test_disks_of_other_machines(folder: str, system: str | None) -> None:
    assert remote_system_of(Path(folder), MOUNTS) == system


@pytest.mark.skipif(sys.platform == "win32", reason="has no file modes")
def test_what_others_could_read_is_closed(path: Path, clock: Clock) -> None:
    (backup,) = list_backups(path)
    for file, mode in ((path, 0o644), (backup.path, 0o640), (backup.path.parent, 0o755)):
        file.chmod(mode)

    assert troubles(path, clock) == [f"look privacy: 3 files can be read by others, such as {path}"]
    assert findings(path, clock, mend=True)["privacy"][0].sentence.endswith("→ 3 files are yours alone now")
    assert [oct(file.stat().st_mode & 0o777) for file in (path, backup.path, backup.path.parent)] == [
        "0o600",
        "0o600",
        "0o700",
    ]


def test_a_backup_that_cannot_be_counted_on(path: Path, clock: Clock) -> None:
    (backup,) = list_backups(path)
    backup.path.write_bytes(backup.path.read_bytes()[:8192])

    (trouble,) = troubles(path, clock)
    assert trouble.startswith(f"wrong backups: {backup.name}: ")


def test_backups_that_are_old(path: Path, clock: Clock) -> None:
    clock.set("2025-03-01 09:00")

    assert troubles(path, clock) == ["look backups: 1 backup, verified; the newest is of 2025-01-22 21:00"]


def test_what_killed_programs_left_is_taken_away_when_it_is_old(path: Path, clock: Clock) -> None:
    old, new = path.with_name(".studylog-1-2.tmp"), path.with_name(".studylog-3-4.tmp")
    part = path.parent / "backups" / ".studylog-20250122-090000-daily.db.77.part"
    for file in (old, new, part):
        file.write_text("half")
        file.chmod(0o600)
    for file in (old, part):
        os.utime(file, (0, 0))

    assert troubles(path, clock) == [
        f"look leftovers: 2 files were left half made by programs that were ended, such as {old}"
    ]
    findings(path, clock, mend=True)
    assert (old.exists(), part.exists(), new.exists()) == (False, False, True)


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        ({"encoding": "ascii"}, "Korean needs UTF-8: export LC_ALL=ko_KR.UTF-8"),
        ({"name": "dumb"}, "The screen needs a terminal that can place letters: set TERM."),
        ({"columns": 60}, "The screen is made for 80×24 and more."),
        ({}, ""),
        ({"is_terminal": False, "encoding": "ascii"}, ""),
    ],
)
def test_terminals(path: Path, clock: Clock, change: dict[str, object], advice: str) -> None:
    terminal = replace(TERMINAL, **change)

    assert findings(path, clock, terminal=terminal)["terminal"][0].advice == advice


@pytest.mark.parametrize(
    ("term", "colorterm", "refused", "colours"),
    [
        ("xterm-256color", "truecolor", False, "truecolor"),
        ("xterm-256color", "", False, "256"),
        ("linux", "", False, "16"),
        ("dumb", "truecolor", False, "none"),
        ("xterm-256color", "truecolor", True, "none"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="says nothing of its terminal")
def test_colours(term: str, colorterm: str, refused: bool, colours: str) -> None:
    assert colours_of(term, colorterm, refused=refused) == colours
