"""The screens' own words, in Korean and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.stats import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The screens' words in one language; called with a key, it returns the words."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """Return the words known as `key`, with `values` in their places."""
        korean, english = TABLE[key]
        words = korean if self.language == "ko" else english
        return words.format(**values) if values else words


def language_of(setting: str, environment: Mapping[str, str]) -> Language:
    """Return the language of the setting; `auto` takes the locale's, and English for every other than Korean."""
    if setting == "ko":
        return "ko"
    if setting == "en":
        return "en"
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    return "ko" if locale.casefold().startswith("ko") else "en"


TABLE: dict[str, tuple[str, str]] = {
    # The header and the side column
    "today": ("오늘", "today"),
    "total": ("합계", "total"),
    "course-week": ("{n}주차", "week {n}"),
    "paused": ("멈춤 {subject}", "paused {subject}"),
    "this-week": ("이번 주", "This week"),
    "week-of": ("{first} 주", "Week of {first}"),
    "challenges": ("도전", "Challenges"),
    "streak": ("연속 {n}일", "{n}-day streak"),
    "no-time": ("아직 기록이 없어요. t 로 시작해 보세요.", "Nothing yet. Press t to begin."),
    # Panes
    "past": ("지난", "set"),
    "next": ("내일", "next"),
    "lines": ("{n}줄", "{n} lines"),
    "line": ("{n}줄", "{n} line"),
    "problems": ("{n}문제", "{n} problems"),
    "week-label": ("{n}주차", "week {n}"),
    "unsolved": ("(못 풂)", "(unsolved)"),
    "other-text": ("그 밖의 글", "Other text"),
    "nameless": ("제목 없는 칸", "Untitled"),
    "notices": ("확인할 것", "To look at"),
    "notice": ("{line}행: {message}", "line {line}: {message}"),
    "blank": ("비어 있음 · enter 로 채우기", "empty · enter fills it"),
    "empty-goals": ("g 를 눌러 오늘의 목표를 적으세요.", "Press g to write a goal."),
    "empty-learning": ("o 를 눌러 공부한 주제를 더하세요.", "Press o to add a topic."),
    "empty-team": (
        "p 를 눌러 푼 문제를 더하세요 (백준 5065 10102).",
        "Press p to add solved problems (LeetCode 15 322).",
    ),
    "empty-challenges": ("c 를 눌러 내일의 도전을 정하세요.", "Press c to set a challenge for tomorrow."),
    "empty-reflection": ("f 를 눌러 하루를 돌아보세요.", "Press f to look back on the day."),
    "empty-links": ("l 을 눌러 참고한 링크를 더하세요.", "Press l to add a link."),
    "empty-other": ("a 를 눌러 이 하루에 무엇이든 더하세요.", "Press a to add something to this day."),
    # A day that is not there
    "no-day": ("{day} · 아직 일지가 없어요", "{day} · no log yet"),
    "no-day-new": ("템플릿으로 하루 열기", "open the day from the template"),
    "no-day-add": ("목표·주제·문제·도전·회고 적기 (하루도 함께 열려요)", "write something: the day is opened with it"),
    "no-day-timer": ("타이머 시작", "start the timer"),
    "no-day-turn": ("다른 날 보기", "look at other days"),
    "no-day-help": ("모든 키 보기", "see all keys"),
    "no-log-yet": (
        "이미 써 둔 일지가 있다면 셸에서 가져오세요: studylog import 폴더",
        "Bring the logs you already have, in the shell: studylog import FOLDER",
    ),
    # Asking
    "ask-hint": ("enter 저장 · esc 취소", "enter saves · esc cancels"),
    "ask-hint-list": ("enter 저장 · ↓ 고르기 · esc 취소", "enter saves · ↓ choose · esc cancels"),
    "ask-hint-fields": ("enter 저장 · tab 다음 칸 · esc 취소", "enter saves · tab next field · esc cancels"),
    "ask-hint-lines": ("ctrl+s 저장 · esc 취소", "ctrl+s saves · esc cancels"),
    "ask-hint-labels": ("enter 저장 · ↑↓ 이름표 · esc 취소", "enter saves · ↑↓ label · esc cancels"),
    "offered": ("지난번에 저장하지 않은 말이에요.", "Left unsaved the last time."),
    "unsaved": (
        "아직 저장하지 않은 말이 있어요. {keys} 를 한 번 더 누르면 버리고 끝내요.",
        "These words are not saved; press {keys} again to leave without them.",
    ),
    "choose-hint": ("enter 고르기 · esc 취소", "enter chooses · esc cancels"),
    "ask-goal": ("오늘의 목표", "A goal for the day"),
    "ask-topic": ("공부한 주제", "A topic"),
    "ask-topic-in": ("공부한 주제 — {section}", "A topic — {section}"),
    "field-title": ("제목", "title"),
    "field-presenter": ("발표자 (없으면 비워 두기)", "presenter (may be left empty)"),
    "ask-problem": ("푼 문제 — 사이트와 번호", "Solved problems — judge and numbers"),
    "example-problem": ("백준 5065 10102", "LeetCode 15 322"),
    "ask-next": ("내일의 도전", "A challenge for tomorrow"),
    "ask-past": ("오늘 확인할 도전", "A challenge for today"),
    "ask-reflection": ("회고", "Looking back"),
    "no-label": ("이름표 없이", "without a label"),
    "ask-link": ("링크 — 주소와 제목", "A link — address and title"),
    "example-link": ("https://example.com 제목", "https://example.com title"),
    "ask-day": ("어느 날로 갈까요?", "Go to which day?"),
    "example-day": ("어제 · -1 · 1/22 · 2025-01-22", "yesterday · -1 · 1/22 · 2025-01-22"),
    "ask-what": ("무엇을 더할까요?", "Add what?"),
    "ask-edit": ("고치기", "Edit"),
    "ask-subject": ("무엇을 공부하나요?", "Studying what?"),
    "ask-end": ("{subject} — 몇 시에 끝났나요?", "{subject} — when did it end?"),
    "example-end": ("23:40", "23:40"),
    # The forgotten timer
    "forgotten": (
        "{subject} 타이머가 {since}부터 켜져 있어요. t 를 눌러 언제 끝났는지 정하세요.",
        "The timer on {subject} has been running since {since}. Press t to say when it ended.",
    ),
    "forgotten-title": (
        "{subject} 타이머가 {since}부터 켜져 있어요",
        "The timer on {subject} has been running since {since}",
    ),
    "forgotten-now": ("지금까지 공부했어요 ({length})", "I studied until now ({length})"),
    "forgotten-sign": ("마지막으로 쓴 {time}까지 ({length})", "Until the last sign of life, {time} ({length})"),
    "forgotten-at": ("끝난 시각 적기…", "Say when it ended…"),
    "forgotten-cancel": ("이 기록 버리기 (u 로 되돌릴 수 있어요)", "Throw it away (u brings it back)"),
    # What was done
    "opened": ("열었어요: {day}", "Opened {day}"),
    "already-open": ("이미 열려 있어요: {day}", "{day} is open already"),
    "deleted": ("지웠어요: {words}  (u 되돌리기)", "Deleted: {words}  (u undoes)"),
    "undone": ("되돌렸어요: {summary}", "Undone: {summary}"),
    "redone": ("다시 했어요: {summary}", "Redone: {summary}"),
    "started": ("시작: {subject}", "Started: {subject}"),
    "booked": ("기록: {subject} {length}", "Booked: {subject} {length}"),
    "thrown-away": ("버렸어요: {subject}  (u 되돌리기)", "Thrown away: {subject}  (u undoes)"),
    "new-day": ("새 하루예요: {day}", "A new day: {day}"),
    "how-to-quit": ("끝내려면 {keys} 를 누르세요.", "Press {keys} to quit."),
    # What cannot be done
    "crashed": (
        "뜻밖의 일로 화면이 닫혔어요 ({error}). 저장한 것은 그대로 있어요. 자세히 보려면: STUDYLOG_DEBUG=1",
        "the screen closed on something unforeseen ({error}); what was saved is safe. For details: STUDYLOG_DEBUG=1",
    ),
    "no-earlier": ("이보다 앞선 일지가 없어요.", "There is no log before this day."),
    "no-later": ("이보다 뒤의 일지가 없어요.", "There is no log after this day."),
    "only-challenges": (
        "space 는 도전을 체크해요. ↑↓ 로 도전으로 옮겨 가세요.",
        "space checks a challenge; move to one with ↑↓.",
    ),
    "not-an-item": (
        "이 줄은 그냥 글이에요. 글 전체는 셸에서 고치세요: studylog edit {day}",
        "This line is plain text; edit the text itself in the shell: studylog edit {day}",
    ),
    "nothing-here": ("여기에는 고칠 것이 없어요. a 로 더하세요.", "There is nothing here to change; add with a."),
    "no-judge": ("사이트 이름부터 적으세요: {example}", "Begin with the judge's name: {example}"),
    # Kinds of entry
    "kind-goal": ("목표", "goal"),
    "kind-topic": ("주제", "topic"),
    "kind-problem": ("문제", "problem"),
    "kind-challenge": ("내일의 도전", "challenge for tomorrow"),
    "kind-reflection": ("회고", "reflection"),
    "kind-link": ("링크", "link"),
    # Help and palette
    "help-title": ("키", "Keys"),
    "help-close": ("esc 닫기", "esc closes"),
    "reader-close": ("↑↓ 움직이기 · esc 닫기", "↑↓ move · esc closes"),
    "no-body": ("아직 내용이 없어요.", "Nothing written under it yet."),
    "palette": ("명령 찾기…", "Find a command…"),
    "theme": ("테마", "Theme"),
    "about-theme": ("화면의 색을 고릅니다.", "Choose the colours of the screen."),
    "group-move": ("움직이기", "Moving"),
    "group-write": ("적기", "Writing"),
    "group-check": ("체크하고 고치기", "Checking and changing"),
    "group-time": ("타이머", "Timer"),
    "group-day": ("날짜", "Days"),
    "group-program": ("프로그램", "Program"),
    "do-down": ("아래로", "down"),
    "do-up": ("위로", "up"),
    "do-next-pane": ("다음 칸", "next pane"),
    "do-previous-pane": ("이전 칸", "previous pane"),
    "do-page-down": ("한 쪽 아래로", "page down"),
    "do-page-up": ("한 쪽 위로", "page up"),
    "do-first": ("맨 처음", "first"),
    "do-last": ("맨 끝", "last"),
    "do-add": ("추가", "add"),
    "do-goal": ("목표", "goal"),
    "do-topic": ("주제", "topic"),
    "do-problem": ("문제", "problem"),
    "do-challenge": ("내일 도전", "challenge"),
    "do-challenge-today": ("오늘 도전", "challenge for today"),
    "do-reflection": ("회고", "reflection"),
    "do-link": ("링크", "link"),
    "do-check": ("체크", "check"),
    "do-done": ("해냄 ✅", "done ✅"),
    "do-partial": ("일부 🔺", "partly 🔺"),
    "do-missed": ("못함 ❌", "missed ❌"),
    "do-clear": ("표시 지우기", "clear the mark"),
    "do-open": ("열기", "open"),
    "do-edit": ("고치기", "edit"),
    "do-delete": ("지우기", "delete"),
    "do-move-down": ("한 칸 아래로 옮기기", "move it down"),
    "do-move-up": ("한 칸 위로 옮기기", "move it up"),
    "do-undo": ("되돌리기", "undo"),
    "do-redo": ("다시 하기", "redo"),
    "do-timer": ("타이머", "timer"),
    "do-switch": ("과목 바꾸기", "switch subject"),
    "do-pause": ("멈춤/계속", "pause/resume"),
    "do-previous-day": ("이전 날", "previous day"),
    "do-next-day": ("다음 날", "next day"),
    "do-previous-written": ("이전 일지", "previous log"),
    "do-next-written": ("다음 일지", "next log"),
    "do-go-to": ("날짜로 가기", "go to a day"),
    "do-today": ("오늘", "today"),
    "do-new": ("하루 열기", "open the day"),
    "do-palette": ("명령", "commands"),
    "do-help": ("도움말", "help"),
    "do-quit": ("끝내기", "quit"),
    "about-add": ("지금 있는 칸에 하나를 더합니다.", "Add an entry to the pane you are in."),
    "about-goal": ("오늘의 학습 목표를 적습니다.", "Write a goal for the day."),
    "about-topic": ("공부한 주제를 더합니다.", "Add something you studied."),
    "about-problem": (
        "푼 문제를 한 줄로 더합니다: 백준 5065 10102.",
        "Add solved problems in one line: LeetCode 15 322.",
    ),
    "about-challenge": ("내일의 도전 과제를 정합니다.", "Set a challenge for the next study day."),
    "about-challenge-today": ("오늘 확인할 도전 과제를 더합니다.", "Add a challenge to be checked today."),
    "about-reflection": ("하루를 돌아보는 말을 적습니다.", "Write what you think of the day."),
    "about-link": ("참고한 링크를 더합니다.", "Add a source or reference."),
    "about-check": (
        "도전을 해냄, 일부, 못함, 표시 없음으로 바꿉니다.",
        "Turn a challenge to done, partly, missed, or back.",
    ),
    "about-done": ("도전을 해낸 것으로 체크합니다.", "Check the challenge off as done."),
    "about-partial": ("도전을 일부만 한 것으로 체크합니다.", "Check the challenge off as partly done."),
    "about-missed": ("도전을 못한 것으로 체크합니다.", "Check the challenge off as missed."),
    "about-clear": ("도전의 표시를 지웁니다.", "Take the challenge's mark away."),
    "about-open": ("주제의 글을 보거나, 빈 곳을 채우거나, 고칩니다.", "Read a topic, fill a blank, or edit."),
    "about-edit": ("지금 있는 것의 말을 고칩니다.", "Change the words of the entry you are on."),
    "about-delete": ("지금 있는 것을 지웁니다. 되돌릴 수 있습니다.", "Delete the entry you are on; it can be undone."),
    "about-move-down": ("지금 있는 것을 한 칸 아래로 옮깁니다.", "Move the entry down among its kind."),
    "about-move-up": ("지금 있는 것을 한 칸 위로 옮깁니다.", "Move the entry up among its kind."),
    "about-undo": ("마지막에 한 일을 되돌립니다.", "Take the last change back."),
    "about-redo": ("되돌린 일을 다시 합니다.", "Make the change again that was taken back."),
    "about-timer": ("타이머를 시작하거나 멈춰서 기록합니다.", "Start the timer, or stop it and book the time."),
    "about-switch": ("기록하고 다른 과목으로 넘어갑니다.", "Book the time and go on with another subject."),
    "about-pause": ("타이머를 잠깐 멈추거나 이어 갑니다.", "Pause the timer, or go on."),
    "about-previous-day": ("하루 전을 봅니다.", "Look at the day before."),
    "about-next-day": ("하루 뒤를 봅니다.", "Look at the day after."),
    "about-previous-written": ("일지가 있는 앞의 날로 갑니다.", "Go to the log before this one."),
    "about-next-written": ("일지가 있는 뒤의 날로 갑니다.", "Go to the log after this one."),
    "about-go-to": (
        "말한 날로 갑니다: 어제, -1, 1/22, 2025-01-22.",
        "Go to a day you name: yesterday, -1, 1/22, 2025-01-22.",
    ),
    "about-today": ("오늘로 돌아옵니다.", "Come back to today."),
    "about-new": ("템플릿으로 하루를 엽니다.", "Open the day from the template."),
    "about-help": ("모든 키를 보여 줍니다.", "Show all keys."),
    "about-quit": ("프로그램을 끝냅니다. 타이머는 계속 갑니다.", "Leave the program; the timer goes on."),
}
"""Korean and English words by key."""
