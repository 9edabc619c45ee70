"""Builds the site of five articles in a scratch folder, and reads what was built."""

import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from support import Builder

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / "tests" / "tools"
ARTICLES = ROOT / "tests" / "articles"
INPUTS = {
    "pelicanconf.py": ROOT / "pelicanconf.py",
    "plugins": ROOT / "plugins",
    "seeds": ARTICLES / "seeds",
    "theme": ROOT / "theme",
}
"""What a project is copied from: all but the seeds/ and content/ of the checkout, which are its
user's."""
ORIGIN = "https://site.test/sub/path"
"""Where the site is built for: a sub-path, so that a link made for the root shows."""
OPTIONS = ("content", "-s", "pelicanconf.py", "-o", "output", "--fatal", "errors")
OPTIONS += ("-e", f'SITEURL="{ORIGIN}"')
LANGS = ("ar", "en")
DIRECTIONS = {"ar": "rtl", "en": "ltr"}
TOPICS = sorted(path.stem for path in (ARTICLES / "seeds" / "topics").glob("*.toml"))

Element = Any  # of lxml, which has no type hints


def lacking(tool: str) -> NoReturn:
    """Skip the test for want of a tool; where CI is set nothing may be skipped."""
    if os.environ.get("CI", "") in ("", "0", "false"):
        pytest.skip(tool)
    pytest.fail(f"{tool}, and CI is set, so nothing may be skipped")


def run(*command: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401
    """Run a command and return what it printed."""
    return subprocess.run(  # noqa: S603 - the tests' own commands
        command, capture_output=True, encoding="utf-8", check=False, timeout=120, **options
    )


def copy_project(target: Path, *, backwards: bool = False, content: Path | None = None) -> Path:
    """Copy what a build reads, creating the files in the order of their names or the reverse.

    `content` is a folder of posts that an earlier build made; without it there are none yet.
    """
    sources = INPUTS | ({"content": content} if content else {})
    copies = {}
    for name, source in sources.items():
        for path in _files(source):
            copies[target / name / path.relative_to(source)] = path
    for copy in sorted(copies, reverse=backwards):
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(copies[copy], copy)
    (target / "content").mkdir(exist_ok=True)
    return target


def _files(path: Path) -> list[Path]:
    found = [path] if path.is_file() else path.rglob("*")
    return [p for p in found if p.is_file() and "__pycache__" not in p.parts]


def build(project: Path, builder: Builder) -> Path:
    """Build a copy of the project, as `make html` would, and return its output folder."""
    done = builder.run(project, *OPTIONS)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "output"


def build_anew(project: Path, environment: Mapping[str, str]) -> Path:
    """Do the same by the command itself, in a new Python that an environment may change."""
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", **environment}
    done = run(sys.executable, "-m", "pelican", *OPTIONS, cwd=project, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "output"


def parsed(html: str) -> Element:
    """Return the root element of a document as a browser would build it."""
    return html5lib.parse(html, treebuilder="lxml", namespaceHTMLElements=False).getroot()


@dataclass(frozen=True)
class Website:
    """The built pages by their path from the site's root."""

    folder: Path
    sources: Mapping[str, str]
    pages: Mapping[str, Element]

    def elements(self, *names: str) -> Iterator[tuple[str, Element]]:
        """Yield every element of these names (or all) with the path of its page."""
        for path, root in self.pages.items():
            for element in root.iter(*names):
                if isinstance(element.tag, str):
                    yield path, element

    def resolve(self, page: str, url: str) -> tuple[str, str]:
        """Return the path from the site's root and the fragment that a link on a page means."""
        parts = urlsplit(url)
        folder = posixpath.dirname(page)
        path = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        return (path if parts.path else page), unquote(parts.fragment)

    def target(self, page: str, url: str) -> Element | None:
        """Return the element that a link with a fragment leads to."""
        path, fragment = self.resolve(page, url)
        return by_id(self.pages[path], fragment) if path in self.pages else None


def read_website(folder: Path) -> Website:
    """Read every page of a built site, without 404.html and what is to be taken along."""
    left_out = {folder / "404.html", *(folder / "downloads").glob("*")}
    files = sorted(path for path in folder.rglob("*.html") if path not in left_out)
    sources = {f.relative_to(folder).as_posix(): f.read_text(encoding="utf-8") for f in files}
    pages = {path: parsed(source) for path, source in sources.items()}
    return Website(folder, sources, pages)


def by_id(root: Element, identifier: str) -> Element | None:
    """Return the element with an id."""
    found = root.xpath("//*[@id = $id]", id=identifier)
    return found[0] if found else None


def classes(element: Element) -> set[str]:
    """Return the classes of an element."""
    return set(element.get("class", "").split())


def squeezed(text: str) -> str:
    """Return a text with single spaces."""
    return re.sub(r"\s+", " ", text).strip()


def text_of(element: Element, *, without: frozenset[str] = frozenset()) -> str:
    """Return the text of an element, leaving out the descendants of some classes."""
    return squeezed("".join(_texts(element, without)))


def _texts(element: Element, without: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not classes(child) & without:
            yield from _texts(child, without)
        yield child.tail or ""


def language_of(element: Element) -> str:
    """Return the language an element is in: its own, or that of what it stands in."""
    return element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")


def cites_of(element: Element) -> list[Element]:
    """Return the links to sources in an element."""
    return [link for link in element.iter("a") if "cite" in classes(link)]
