"""Words that are not saved yet: kept for the next window, by one window at a time."""

from __future__ import annotations

import stat
import subprocess
import sys
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tracker.unsaved import Unsaved, UnsavedText

REPOSITORY = Path(__file__).parents[2]
LEAVE = """
import os, sys
from pathlib import Path
from tracker.unsaved import Unsaved, UnsavedText

unsaved = Unsaved(Path(sys.argv[1]))
unsaved.keep_box("goal", ("볼륨 복습",))
unsaved.keep_text("day 2025-03-12", UnsavedText("# 2025-03-12\\n\\n쓰던 글\\n", None))
unsaved.flush()
os.kill(os.getpid(), 9)
"""


def killed_window(folder: Path) -> None:
    """Have a window keep words, and be killed."""
    ended = subprocess.run([sys.executable, "-c", LEAVE, str(folder)], cwd=REPOSITORY, check=False)
    assert ended.returncode != 0


def test_what_a_killed_window_left_is_taken_over(tmp_path: Path) -> None:
    killed_window(tmp_path / "unsaved")

    unsaved = Unsaved(tmp_path / "unsaved")
    assert unsaved.take_over()
    assert unsaved.box("goal") == ("볼륨 복습",)
    assert unsaved.texts == {"day 2025-03-12": UnsavedText("# 2025-03-12\n\n쓰던 글\n", None)}
    unsaved.close()

    # And by one window only.
    again = Unsaved(tmp_path / "unsaved")
    assert again.take_over()
    other = Unsaved(tmp_path / "unsaved")
    assert not other.take_over()
    again.close()


def test_an_open_window_keeps_its_own(tmp_path: Path) -> None:
    mine, other = Unsaved(tmp_path), Unsaved(tmp_path)
    mine.keep_box("goal", ("내 것",))
    mine.flush()
    other.keep_box("goal", ("남의 것",))
    other.flush()

    assert not other.take_over()
    assert (mine.box("goal"), other.box("goal")) == (("내 것",), ("남의 것",))
    mine.close()
    other.close()


def test_what_was_saved_leaves_no_file(tmp_path: Path) -> None:
    unsaved = Unsaved(tmp_path / "unsaved")
    unsaved.keep_box("goal", ("볼륨",))
    unsaved.keep_text("day 2025-03-12", UnsavedText("글", "옛 글"))
    unsaved.flush()
    assert len(list((tmp_path / "unsaved").glob("*.json"))) == 1

    unsaved.drop_box("goal")
    unsaved.drop_text("day 2025-03-12")
    unsaved.close()

    assert list((tmp_path / "unsaved").iterdir()) == []


def test_nothing_written_makes_no_folder(tmp_path: Path) -> None:
    unsaved = Unsaved(tmp_path / "unsaved")
    unsaved.flush()
    assert not unsaved.take_over()
    unsaved.close()

    assert list(tmp_path.iterdir()) == []


def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    unsaved = Unsaved(tmp_path / "unsaved")
    unsaved.keep_box("goal", ("볼륨",))
    unsaved.close()

    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "unsaved").stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "unsaved").iterdir()} == {0o600}


def test_where_nothing_can_be_written_it_stays_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    unsaved = Unsaved(tmp_path / "file" / "unsaved")
    unsaved.keep_box("goal", ("볼륨",))
    unsaved.flush()

    assert unsaved.box("goal") == ("볼륨",)
    unsaved.close()


def test_rubbish_in_the_folder_is_left_where_it_is(tmp_path: Path) -> None:
    for name, content in (("window-1-0.json", "{"), ("window-2-0.json", '{"boxes": 3}'), ("window-3-0.json", "[]")):
        (tmp_path / name).write_text(content)

    unsaved = Unsaved(tmp_path)
    assert not unsaved.take_over()
    unsaved.close()

    assert len(list(tmp_path.glob("*.json"))) == 3


@given(st.dictionaries(st.text(), st.lists(st.text()).map(tuple)), st.text(), st.none() | st.text())
def test_every_letter_comes_back(boxes: dict[str, tuple[str, ...]], text: str, base: str | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = Unsaved(Path(folder))
        for kind, words in boxes.items():
            first.keep_box(kind, words)
        first.keep_text("day 2025-03-12", UnsavedText(text, base))
        first.close()

        second = Unsaved(Path(folder))
        assert second.take_over()
        assert {kind: second.box(kind) for kind in boxes} == boxes
        assert second.texts == {"day 2025-03-12": UnsavedText(text, base)}
        second.close()
