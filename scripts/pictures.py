"""Draws the pictures of the pages that docs/pictures.md shows, from a built site.

    .venv/bin/python scripts/pictures.py output

Of the site that docs/tutorial.md makes, in its folder, it draws the pictures of that page.

Chromium is asked for; the path of another is taken from CHROMIUM.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PHONE, DESK, WINDOW = (390, 844), (1280, 860), (900, 480)
SHOTS = (
    ("home-phone-ar", "ar/index.html", PHONE, "light"),
    ("home-phone-en", "en/index.html", PHONE, "dark"),
    ("home-desk", "en/index.html", DESK, "light"),
    ("story-phone", "ar/talks-resume-july-2024.html", PHONE, "light"),
    ("story-desk", "en/diverging-goals-july-2024.html", DESK, "light"),
    ("parallel-desk", "ar/diverging-goals-july-2024.parallel.html", DESK, "light"),
    ("explainer-phone", "en/coalition-mission.html", PHONE, "light"),
    ("explainer-desk", "ar/coalition-mission.html", DESK, "dark"),
    ("person-phone", "en/tag/joe-biden.html", PHONE, "light"),
    ("search-desk", "en/search.html?q=withdrawal", DESK, "light"),
    ("feeds-phone", "ar/feeds.html", PHONE, "light"),
    ("editors-desk", "en/editors.html", DESK, "light"),
)
"""The name of each, the page, the screen, the colours."""
TUTORIAL = (
    ("tutorial-page", "../../pages/ferry.html", WINDOW, "light"),
    ("tutorial-explainer", "en/ferry-line.html", DESK, "light"),
    ("tutorial-parallel", "ar/ferry.parallel.html", WINDOW, "light"),
)
COLOURS = 64
"""Enough for text on paper; a picture takes a third of what it would."""


def main() -> None:
    """Draw every picture."""
    site = Path(sys.argv[1]).resolve()
    shots = TUTORIAL if (site / "en" / "ferry-line.html").is_file() else SHOTS
    PICTURES.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, path, (width, height), scheme in shots:
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page.goto(f"file://{site}/{path}")
            page.evaluate("document.fonts.ready")
            page.wait_for_timeout(400)
            drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
            drawn.save(PICTURES / f"{name}.png", optimize=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
