"""The wheel and the sdist: what they hold, and the sites they make, on every Python at hand.

Other Pythons than the one of .venv are those for which scripts/test-pythons has made .venv/other.
"""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from jinja2 import Environment, FileSystemLoader
from pelican.tools import __file__ as pelican_tools
from support import ARTICLES, ROOT, Builder, small_project

PIP = (sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check", "--quiet")
PACKED = {
    "pelican/plugins/briefing": ROOT / "plugins" / "briefing",
    "pelican/themes/briefing": ROOT / "theme",
}
"""What the wheel puts beside Pelican's own files, and where it is here."""
MADE = sorted((ROOT / ".venv" / "other").glob("*/.stamp"))
PYTHONS = (Path(sys.executable), *(path.parent / "bin" / "python" for path in MADE))
SHARED = re.compile(r"^(?:SITENAME|SITEURL|BRIEFING_\w+) = .*\n", re.MULTILINE)
"""The settings that say what a site is called, and where it is."""
NAMES = ("market", "water", "water-plan")
"""The pages of the two tiny seeds in tests/golden."""


def call(*command: str, folder: Path = ROOT, **environment: str) -> str:
    """Run a command that must succeed; return what it prints."""
    done = subprocess.run(  # noqa: S603 - our own commands
        command,
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def wheel_of(source: Path, folder: Path) -> Path:
    """Build the wheel of a checkout or an sdist with no network: the build backend is installed."""
    options = ("--no-build-isolation", "--no-deps", "--no-index", "--wheel-dir", str(folder))
    call(*PIP, "wheel", *options, str(source))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel_of(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def wheel_of_sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    call(sys.executable, "-m", "hatchling", "build", "--target", "sdist", "-d", str(folder))
    (sdist,) = folder.glob("*.tar.gz")
    return wheel_of(sdist, folder)


def test_the_wheel_holds_the_plugin_and_its_theme_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
        (metadata,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        described = archive.read(metadata).decode()
    here = set()
    for place, folder in PACKED.items():
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix not in {".pyc", ".tmp"}:
                here.add(f"{place}/{path.relative_to(folder).as_posix()}")
    # In particular no pelican/__init__.py, which is Pelican's, and no pelican/plugins/__init__.py.
    assert packed == here
    # From the package's own page a path of the repository leads nowhere.
    assert re.findall(r"\]\((?!https://|#)([^)]*)\)", described) == []
    assert "pelican-briefing init my-site" in described


def test_the_sdist_makes_the_same_wheel(wheel: Path, wheel_of_sdist: Path) -> None:
    assert filecmp.cmp(wheel, wheel_of_sdist, shallow=False)


def environment(python: Path, wheel: Path, folder: Path) -> Path:
    """Make an environment that has a wheel and else what there is for a Python; return its bin/."""
    ask = ("-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    libraries = Path(call(str(python), *ask).strip())
    call(str(python), "-m", "venv", "--without-pip", str(folder))
    here = folder / "bin"
    own = Path(call(str(here / "python"), *ask).strip())
    (own / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    # Plugins and themes are found beside Pelican itself, so it has to lie in the same folder.
    shutil.copytree(libraries / "pelican", own / "pelican")
    options = ("--no-deps", "--no-index", str(wheel))
    call(*PIP, "--python", str(here / "python"), "install", *options)
    pelican = f"#!{here / 'python'}\nfrom pelican import main\nmain()\n"
    (here / "pelican").write_text(pelican, encoding="utf-8")
    (here / "pelican").chmod(0o755)
    return here


def new_site(here: Path, folder: Path) -> Path:
    """Make a new site with what is installed, as the README says; return its folder."""
    call(str(here / "pelican-briefing"), "init", str(folder / "my-site"))
    return folder / "my-site"


def make(here: Path, site: Path) -> str:
    path = f"{here}:{os.environ['PATH']}"
    return call("make", "html", folder=site, PATH=path, HOME=str(site.parent))


@pytest.fixture(scope="module")
def installed(wheel_of_sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bin/ of an environment of this Python, which no test may change."""
    return environment(PYTHONS[0], wheel_of_sdist, tmp_path_factory.mktemp("installed") / "env")


def test_a_new_site_is_complete_in_both_languages(installed: Path, tmp_path: Path) -> None:
    # As a home folder may be called: make parts names at spaces, and % is its own sign.
    home = tmp_path / "Jane's 100% مواقع"
    home.mkdir()
    site = new_site(installed, home)
    assert "warning" not in make(installed, site)
    call("make", "clean", folder=site)
    assert not (site / "output").exists()
    make(installed, site)
    assert (list(tmp_path.iterdir()), list(home.iterdir())) == ([home], [site])
    for lang, words in (("ar", "مكتبة البلدة"), ("en", "Town library")):
        for name in ("index", "town-library", "library-hours", "search"):
            page = (site / "output" / lang / f"{name}.html").read_text(encoding="utf-8")
            assert f'<html lang="{lang}"' in page
            assert name == "search" or words in page
    command = str(installed / "pelican-briefing")
    # Reviewed, and nothing that a check finds.
    call(command, "check", "--strict", folder=site)
    done = subprocess.run([command, "init", str(site)], capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    taken = "it has .gitignore, Makefile, pelicanconf.py and 6 more already"
    assert line.startswith(f"error: {site}: {taken}. ")


TUTORIAL = ROOT / "docs" / "tutorial"
STEP = re.compile(r"^(?:(.+)\n\n)?```(\w+)\n((?:(?!```).*\n)*)```$", re.MULTILINE)
"""The line above a block of the tutorial if there is one, its language, and what it says."""


def tutorial_steps() -> tuple[str, list[str]]:
    """Return what a reader of the tutorial does, as a script, and what the page says is printed."""
    lines, printed = ["set -eu"], []
    for before, kind, body in STEP.findall(TUTORIAL.with_suffix(".md").read_text("utf-8")):
        # What a reader writes stands below a line that ends in a colon and names the file.
        file = re.search(r"`([\w./-]+)`[^`]*:$", before)
        if kind == "sh":
            lines.append(body)
        elif kind == "text":
            printed.append(body)
        elif file:
            path = f"../{file[1]}" if file[1].startswith("pages/") else file[1]
            lines.append(f"cat >{path} <<'END'\n{body}END\n")
    return "\n".join(lines), printed


def test_the_tutorial_runs_as_it_stands(installed: Path, tmp_path: Path) -> None:
    script, printed = tutorial_steps()
    counts = {"<<'END'": 4, "make ": 3, "pelican-briefing ": 8}
    assert {words: script.count(words) for words in counts} == counts
    assert len(printed) == 2
    shutil.copytree(TUTORIAL, tmp_path / "pages")
    # Another test makes html of the sample; here what is published is the site to look at.
    script = script.replace("make html\n", "")
    path = f"{installed}:{os.environ['PATH']}"
    said = call("sh", "-c", script, folder=tmp_path, PATH=path, HOME=str(tmp_path))
    assert [text for text in printed if text not in said] == []
    output = tmp_path / "harbour" / "output"
    page = (output / "en" / "ferry-line.html").read_text(encoding="utf-8")
    for words in ("costs 3 million dinars", "costs 4 million dinars", "https://harbour.example"):
        assert words in page
    # What the page says of the copied text: its menu is no part of the story.
    copied = (output / "ar" / "fishers.html").read_text(encoding="utf-8")
    assert "موقع مراسي" in copied
    assert not re.search("<p[^>]*>(?:الرئيسية|طقس)", copied)


@pytest.fixture(scope="module")
def of_the_checkout(tmp_path_factory: pytest.TempPathFactory, builder: Builder) -> Path:
    """Return a site of this checkout's plugin, theme and settings, of the five articles."""
    project = small_project(tmp_path_factory.mktemp("checkout") / "project")
    shutil.rmtree(project / "seeds")
    shutil.copytree(ARTICLES / "seeds", project / "seeds")
    assert builder.run(project).returncode == 0
    return project / "output"


@pytest.mark.parametrize("python", PYTHONS, ids=lambda path: path.parent.parent.name)
def test_the_wheel_makes_the_checkouts_site_on_every_python(
    python: Path, wheel_of_sdist: Path, installed: Path, of_the_checkout: Path, tmp_path: Path
) -> None:
    is_other = python != PYTHONS[0]
    here = environment(python, wheel_of_sdist, tmp_path / "env") if is_other else installed
    site = new_site(here, tmp_path)
    shutil.rmtree(site / "seeds")
    shutil.copytree(ARTICLES / "seeds", site / "seeds")
    conf = (of_the_checkout.parent / "pelicanconf.py").read_text(encoding="utf-8")
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.writelines(SHARED.findall(conf))
    make(here, site)
    made = {path.relative_to(site / "output") for path in (site / "output").rglob("*.*")}
    wanted = {path.relative_to(of_the_checkout) for path in of_the_checkout.rglob("*.*")}
    assert made == wanted
    files = [str(path) for path in wanted if (of_the_checkout / path).is_file()]
    _, different, unread = filecmp.cmpfiles(of_the_checkout, site / "output", files, shallow=False)
    assert (different, unread) == ([], [])


@pytest.fixture
def quickstart(tmp_path: Path) -> Path:
    """Return a site as pelican-quickstart writes it, with the plugin's name added to it."""
    templates = Environment(  # noqa: S701 - Python and make, no HTML
        loader=FileSystemLoader(Path(pelican_tools).parent / "templates"), trim_blocks=True
    )
    values = {"author": "'me'", "sitename": "'S'", "timezone": "'Asia/Baghdad'", "lang": "'en'"}
    values |= {"default_pagination": "10", "pelican": "pelican", "siteurl": ""}
    for name in ("pelicanconf.py", "publishconf.py", "Makefile"):
        text = templates.get_template(f"{name}.jinja2").render(values)
        (tmp_path / name).write_text(f"{text}\n", encoding="utf-8")
    with (tmp_path / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('PLUGINS = ["briefing"]\n')
    (tmp_path / "content").mkdir()
    own = "Title: My own\nDate: 2024-01-01\n\nWords.\n"
    (tmp_path / "content" / "own.md").write_text(own, encoding="utf-8")
    return tmp_path


def told(here: Path, site: Path, *options: str) -> list[str]:
    """Build a site; return what is said on standard error, which is never a traceback."""
    command = [str(here / "pelican"), "content", "-s", "pelicanconf.py", *options]
    done = subprocess.run(command, cwd=site, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stderr.splitlines()


def test_a_quickstart_site_needs_the_plugins_name_alone(installed: Path, quickstart: Path) -> None:
    output = quickstart / "output"
    missing = "warning: seeds: no such folder yet: it was made. Put articles into it."
    assert told(installed, quickstart) == [missing]
    shutil.copytree(ROOT / "tests" / "golden" / "seeds", quickstart / "seeds", dirs_exist_ok=True)
    assert told(installed, quickstart) == []
    # Its own theme shows the articles in its language, from where its own posts have always been.
    listed = (output / "index.html").read_text(encoding="utf-8")
    titles = set(re.findall(r'<h1[^>]*><a href="/([\w/-]+\.html)"', listed))
    assert titles == {"my-own.html", *(f"en/{name}.html" for name in NAMES)}
    for page in output.glob("*/*.html"):
        for target in re.findall(r'href="/([^"#]+\.html)', page.read_text(encoding="utf-8")):
            assert (output / target).is_file(), (page, target)
    # An outlet's article is not by the site's owner.
    assert "market" not in (output / "author" / "me.html").read_text(encoding="utf-8")


def test_a_quickstart_site_takes_the_theme_by_its_name(installed: Path, quickstart: Path) -> None:
    shutil.copytree(ROOT / "tests" / "golden" / "seeds", quickstart / "seeds")
    title = 'BRIEFING_TITLE_EN="A <b>title"'
    (line,) = told(installed, quickstart, "-t", "briefing", "-e", title)
    assert line.startswith("warning: pelicanconf.py: “SITEURL” is not set: feeds and canonical ")
    for path in ("en/water.html", "ar/index.html", "en/my-own.html", "feeds/all.rss.xml"):
        assert (quickstart / "output" / path).is_file(), path
    # What Pelican's own lists would be.
    assert not (quickstart / "output" / "archives.html").exists()
    page = (quickstart / "output" / "en" / "index.html").read_text(encoding="utf-8")
    assert 'href="#"' in page
    # Pelican's own environment of templates escapes nothing.
    assert "A &lt;b&gt;title" in page
    assert "<b>title" not in page
