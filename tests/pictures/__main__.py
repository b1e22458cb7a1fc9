"""`make screenshots`: every screen of the demo as a picture in docs/, for the README."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.pictures.scenes import PICTURES, drawn, report_page
from tests.pictures.svg import size_of

DOCS = Path(__file__).parents[2] / "docs"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
REPORT = "report"
"""The picture of the page that `studylog report` makes."""
_HEAVIEST = 250_000
"""Bytes a picture may have; a README with heavier ones opens slowly."""


def main() -> None:
    """Draw the pictures, and say which were written."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these pictures")
    parser.add_argument("--to", type=Path, default=DOCS, help="another folder than docs/")
    parser.add_argument("--svg", action="store_true", help="keep the SVG beside each picture")
    given = parser.parse_args()
    unknown = set(given.names) - {picture.name for picture in PICTURES} - {REPORT}
    if unknown:
        parser.error(f"there is no picture {', '.join(sorted(unknown))}")
    browser = next((path for name in _BROWSERS if (path := shutil.which(name)) is not None), None)
    if browser is None:
        sys.exit(
            "a browser has to paint the pictures: install chromium, fonts-dejavu-core, fonts-noto-cjk and"
            " fonts-noto-color-emoji"
        )
    given.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="studylog-pictures-") as name:
        folder = Path(name)
        for picture in PICTURES:
            if given.names and picture.name not in given.names:
                continue
            source, target = folder / f"{picture.name}.svg", given.to / f"{picture.name}.png"
            svg = drawn(picture, folder)
            source.write_text(svg, "utf-8")
            width, height = size_of(svg)
            # A browser gives a bare SVG margins of its own.
            page = (
                '<!doctype html><meta charset="utf-8"><style>html, body { margin: 0; background: transparent }'
                f" svg {{ display: block; width: {width}px; height: {height}px }}</style>{svg}"
            )
            paint(browser, page, target, (width, height), folder)
            if given.svg:
                shutil.copy(source, given.to)
            weigh(target)
        if not given.names or REPORT in given.names:
            target = given.to / f"{REPORT}.png"
            paint(browser, report_page(folder), target, (1100, 1000), folder)
            weigh(target)


def weigh(target: Path) -> None:
    """Say that a picture was written, and how heavy it is."""
    weight = target.stat().st_size
    print(f"{target.name:24}{weight / 1000:6.0f} KB{'  (too heavy)' if weight > _HEAVIEST else ''}", flush=True)


def paint(browser: str, html: str, target: Path, size: tuple[int, int], folder: Path) -> None:
    """Make a PNG of a page; what the browser leaves behind goes into `folder`."""
    page = folder / f"{target.stem}.html"
    page.write_text(html, "utf-8")
    call = [
        browser,
        "--headless=new",
        # As root and in containers its sandbox cannot be set up; it opens nothing but our own page.
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--force-device-scale-factor=1",
        "--default-background-color=00000000",
        f"--user-data-dir={folder / 'browser'}",
        f"--window-size={size[0]},{size[1]}",
        f"--screenshot={target.resolve()}",
        page.as_uri(),
    ]
    target.unlink(missing_ok=True)
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode or not target.exists():
        raise RuntimeError(f"{Path(browser).name} could not paint {target.name}: {done.stderr.strip()[-500:]}")


if __name__ == "__main__":
    main()
