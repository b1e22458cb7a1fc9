"""Pages as a browser lays them out: measured from outside, because the pages themselves run nothing."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

_MEASURE = """
function around(element) {
  const box = element.getBoundingClientRect();
  return {left: box.left, top: box.top, right: box.right, bottom: box.bottom, words: element.textContent};
}
function measured(frame) {
  const page = frame.contentDocument, found = {wide: page.documentElement.scrollWidth, outside: [], over: [], drawn: 0};
  for (const drawing of page.querySelectorAll("svg")) {
    const edge = drawing.getBoundingClientRect();
    if (!edge.width) continue;
    found.drawn += 1;
    const texts = [...drawing.querySelectorAll("text")].map(around);
    for (const [n, one] of texts.entries()) {
      if (one.left < edge.left - 1 || one.right > edge.right + 1 || one.top < edge.top - 1 ||
          one.bottom > edge.bottom + 1) found.outside.push(one.words);
      for (const other of texts.slice(n + 1))
        if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
            Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 5)
          found.over.push(one.words + " / " + other.words);
    }
  }
  return found;
}
window.onload = () => {
  const found = Object.fromEntries([...document.querySelectorAll("iframe")].map(f => [f.id, measured(f)]));
  document.body.innerHTML = "<pre></pre>";
  document.querySelector("pre").textContent = JSON.stringify(found);
};
"""


@dataclass(frozen=True, slots=True)
class Laid:
    """How a page is laid out at one width."""

    wide: int
    """How many pixels it needs to the right before anything has to scroll."""
    outside: tuple[str, ...]
    """Words that reach out of their drawing."""
    over: tuple[str, ...]
    """Pairs of words that are drawn over each other."""
    drawn: int
    """Drawings that are shown."""


def laid_out(pages: dict[str, str], widths: tuple[int, ...], *, opened: bool = False) -> dict[tuple[str, int], Laid]:
    """Return how each page is laid out in frames of these widths; `opened` with its tables open."""
    frames = ""
    for name, html in pages.items():
        shown = html.replace("<details>", "<details open>") if opened else html
        for width in widths:
            frames += f'<iframe id="{name} {width}" style="width:{width}px;height:900px;border:0" srcdoc="'
            frames += f'{escape(shown)}"></iframe>'
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder, "frames.html")
        path.write_text(f'<!doctype html><meta charset="utf-8"><body>{frames}<script>{_MEASURE}</script>', "utf-8")
        said = _browse(folder, path)
    found = re.search(r"<pre>(.*?)</pre>", said, re.DOTALL)
    assert found is not None, said[-2000:]
    return {
        (key.rpartition(" ")[0], int(key.rpartition(" ")[2])): Laid(
            laid["wide"], tuple(laid["outside"]), tuple(laid["over"]), laid["drawn"]
        )
        for key, laid in json.loads(unescape(found[1])).items()
    }


def _browse(folder: str, page: Path) -> str:
    assert CHROMIUM is not None
    options = (
        "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--hide-scrollbars",
        f"--user-data-dir={folder}/profile", "--dump-dom",
    )  # fmt: skip
    finished = subprocess.run(
        [CHROMIUM, *options, page.as_uri()], capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    return finished.stdout
