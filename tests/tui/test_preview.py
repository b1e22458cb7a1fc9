"""The preview shows what GitHub would show, in cells, and obeys nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.tui.build import SAMPLE
from tracker.charts import line_cells
from tracker.tui.preview import STYLES, preview_of
from tracker.tui.widgets.preview import MarkdownPreview
from tracker.wording import speak


@pytest.fixture(autouse=True, scope="module")
def english() -> None:
    """Speak English, whatever the tests before spoke."""
    speak("en", None)


def shown(text: str, width: int = 40) -> str:
    """Return the preview of a text as plain lines."""
    lines = ("".join(segment.text for segment in drawn.line).rstrip() for drawn in preview_of(text, width).lines)
    return "\n".join(lines)


def styled(text: str, style: str) -> str:
    """Return the words of a preview that have this style."""
    lines = [drawn.line for drawn in preview_of(text, 60).lines]
    return "".join(segment.text for line in lines for segment in line if style in segment.style.split())


def test_headings_are_told_apart_by_their_level() -> None:
    assert shown("# 하나\n## 둘\n### 셋", 6) == "하나\n━━━━━━\n\n둘\n──────\n\n셋"
    assert styled("#### 제목", "preview-subheading") == "제목"


def test_words_have_the_style_of_their_signs() -> None:
    text = "**굵게** *기울임* ~~지움~~ `코드` ***둘 다***"
    assert shown(text) == "굵게 기울임 지움 코드 둘 다"
    assert styled(text, "preview-strong") == "굵게둘 다"
    assert styled(text, "preview-em") == "기울임둘 다"
    assert styled(text, "preview-strike") == "지움"
    assert styled(text, "preview-code") == "코드"


def test_lists_stand_in_one_another() -> None:
    text = "- 하나\n    - 둘\n        - 셋\n- 넷\n\n9. 아홉\n10. 열\n"
    assert shown(text) == "• 하나\n  ◦ 둘\n    ▪ 셋\n• 넷\n\n 9. 아홉\n10. 열"


def test_blank_lines_between_entries_stay() -> None:
    assert shown("- 하나\n\n- 둘") == "• 하나\n\n• 둘"


def test_boxes_are_drawn_checked_or_open() -> None:
    assert shown("- [ ] 하나\n- [x] 둘\n1. [X] 셋") == "☐ 하나\n☑ 둘\n\n1. ☑ 셋"


def test_words_wrapped_in_a_list_stand_below_its_words() -> None:
    assert shown("- 쿠버네티스 볼륨 정리", 14) == "• 쿠버네티스\n  볼륨 정리"


def test_quotes_have_a_bar_and_alerts_a_name() -> None:
    assert shown("> 인용\n> 계속\n>\n> - 목록") == "▌ 인용 계속\n▌\n▌ • 목록"
    assert shown("> [!NOTE]\n> 알아 둘 것") == "▌ Note\n▌ 알아 둘 것"
    assert shown("> [!NOTE] 같은 줄") == "▌ [!NOTE] 같은 줄"


def test_code_keeps_its_lines_and_names_its_language() -> None:
    text = "```yaml\nkey: 값\n\n  **굵지 않음**\n```"
    assert shown(text, 20) == "               yaml\n key: 값\n\n   **굵지 않음**"
    assert shown("```\n" + "가" * 12 + "\n```", 20) == f" {'가' * 9}\n {'가' * 3}"


def test_a_table_is_aligned_in_cells() -> None:
    text = "| 이름 | value |\n|:--|--:|\n| 쿠버네티스 | 1 |\n| k8s | **22** |"
    assert shown(text) == "이름       │ value\n───────────┼──────\n쿠버네티스 │     1\nk8s        │    22"


def test_a_table_that_is_too_wide_is_wrapped_in_its_cells() -> None:
    text = "| 가 | 나 |\n|--|--|\n| 쿠버네티스 볼륨 | 영속 볼륨 클레임 |"
    drawn = preview_of(text, 20).lines
    assert all(line_cells(each.line) <= 20 for each in drawn)
    assert shown(text, 20).split("\n")[2:] == ["쿠버네티 │ 영속 볼륨", "스 볼륨  │ 클레임"]


def test_a_link_to_a_file_beside_it_shows_its_words_alone() -> None:
    assert shown("[3/24](../March/2025-03-24.md) ![그림](img/a.png)", 60) == "3/24 [Image: 그림]"


def test_a_link_shows_its_words_and_then_its_address() -> None:
    text = "[문서](https://example.org/%EA%B0%80)와 <https://example.org>"
    assert shown(text, 60) == "문서 (https://example.org/가)와 https://example.org"
    assert styled(text, "preview-link") == "문서https://example.org"
    assert styled(text, "preview-address") == " (https://example.org/가)"


@pytest.mark.parametrize(
    "text",
    ["![볼륨](https://example.org/a.png)", '<img width="670" alt="볼륨" src="https://example.org/a.png" />'],
)
def test_a_picture_is_named_and_linked(text: str) -> None:
    assert shown(text, 60) == "[Image: 볼륨] (https://example.org/a.png)"
    assert shown(f"앞 {text} 뒤", 60) == "앞 [Image: 볼륨] (https://example.org/a.png) 뒤"


def test_breaks_are_breaks_and_line_ends_are_not() -> None:
    assert shown("하나  \n둘<br/>셋\\\n넷\n다섯") == "하나\n둘\n셋\n넷 다섯"


def test_a_break_on_a_line_of_its_own_is_space() -> None:
    assert shown("하나\n\n<br/>\n\n둘") == "하나\n\n\n둘"


def test_details_show_their_summary_and_what_is_in_them() -> None:
    text = "<details>\n<summary>더 <b>보기</b></summary>\n\n- 안\n\n</details>\n\n밖"
    assert shown(text) == "▾ 더 보기\n\n• 안\n\n밖"


def test_comments_are_hidden_and_other_tags_stand_as_they_are() -> None:
    assert shown("앞<!-- 숨은 말 -->뒤\n\n<!--\n여러 줄\n-->\n\n끝") == "앞뒤\n\n끝"
    assert shown("<blink>안</blink> <kbd>Ctrl</kbd> H<sub>2</sub>O") == "<blink>안</blink> Ctrl H2O"
    assert styled("<blink>안</blink>", "preview-html") == "<blink></blink>"


def test_a_rule_goes_across() -> None:
    assert shown("위\n\n---\n\n아래", 8) == "위\n\n────────\n\n아래"


def test_what_a_person_wrote_is_shown_and_never_obeyed() -> None:
    assert (
        shown("[red]빨강[/] \x1b[31m \u202e뒤 `\x07` [@click=app.quit]x", 60)
        == "[red]빨강[/] ␛[31m \ufffd뒤 ␇ [@click=app.quit]x"
    )
    assert shown("[눌러](javascript:alert)") == "[눌러](javascript:alert)"


def test_emoji_are_drawn_in_cells_that_every_terminal_counts_alike() -> None:
    assert shown("🕸\ufe0f K8s 👩\u200d👧") == "🕸 K8s 👩👧"


def test_each_line_knows_where_it_comes_from() -> None:
    preview = preview_of("# 하나\n\n글\n\n- 둘\n- 셋\n\n```\na\nb\n```", 20)
    found = {"".join(s.text for s in d.line).strip(): d.source for d in preview.lines if d.line}
    assert (found["하나"], found["글"], found["• 셋"], found["b"]) == (0, 2, 5, 9)
    assert preview.lines[preview.at_source(6)].source == 5


SIGNS = (
    "# |- |1. |> |> [!NOTE]\n|```\n|**|~~|`|<br>|<b>|</b>|<img src=x>|<!--|-->|[a](b)|![|](|)|    |\t|[x] |가나다|\x1b"
)
MARKDOWN = st.lists(
    st.sampled_from([*SIGNS.split("|"), "\n", "\n\n", "|", "|-|-|\n", "🕸\ufe0f"]) | st.text(max_size=4),
    max_size=30,
).map("".join)


@given(MARKDOWN, st.integers(1, 60))
def test_any_text_is_laid_out_in_known_styles(text: str, width: int) -> None:
    for drawn in preview_of(text, width).lines:
        for segment in drawn.line:
            assert set(segment.style.split()) <= set(STYLES)
            assert "\n" not in segment.text
            assert "\x1b" not in segment.text


@pytest.mark.parametrize("day", sorted(path.stem for path in SAMPLE.glob("*.md"))[:5])
def test_a_whole_log_fits_its_width(day: str) -> None:
    text = (SAMPLE / f"{day}.md").read_bytes().decode()
    assert all(line_cells(drawn.line) <= 60 for drawn in preview_of(text, 60).lines)


# The widget


class Host(App[str]):
    """An application with nothing but a preview."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield MarkdownPreview(self.text)

    @property
    def preview(self) -> MarkdownPreview:
        return self.query_one(MarkdownPreview)

    def seen(self) -> list[str]:
        """Return the lines of the preview that are in sight."""
        return [self.preview.render_line(y).text.rstrip() for y in range(self.preview.size.height)]


async def until_drawn(pilot: Pilot[str]) -> None:
    """Wait until the preview shows the newest text."""
    for _ in range(400):
        if pilot.app.query_one(MarkdownPreview).up_to_date:
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise AssertionError("The preview never came.")


async def test_the_preview_shows_the_newest_text() -> None:
    app = Host("# 하나")
    async with app.run_test(size=(20, 6)) as pilot:
        await until_drawn(pilot)
        assert app.seen()[0] == "하나"
        for n in range(5):
            app.preview.show(f"# {n}")
        await until_drawn(pilot)
        await pilot.pause()
        assert app.seen()[0] == "4"


async def test_the_preview_follows_the_width_and_the_line() -> None:
    app = Host("\n\n".join(f"문단 {n} 쿠버네티스" for n in range(40)))
    async with app.run_test(size=(40, 6)) as pilot:
        await until_drawn(pilot)
        await pilot.resize_terminal(12, 6)
        await pilot.pause()
        await until_drawn(pilot)
        assert app.seen()[:2] == ["문단 0", "쿠버네티스"]
        app.preview.follow(40)
        await pilot.pause()
        assert "문단 20" in app.seen()


async def test_the_preview_scrolls_by_keys() -> None:
    app = Host("\n\n".join(f"{n}" for n in range(40)))
    async with app.run_test(size=(20, 6)) as pilot:
        await until_drawn(pilot)
        app.preview.focus()
        await pilot.press("G")
        await pilot.wait_for_animation()
        assert app.seen()[-1] == "39"
        await pilot.press("g")
        await pilot.wait_for_animation()
        assert app.seen()[0] == "0"
