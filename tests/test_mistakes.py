"""Mistakes in the settings and in a theme: each is one line with file, fault and what to do."""

from __future__ import annotations

import errno
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jinja2
import pelican
import pytest
from casefile import cases
from pelican.generators import PelicanTemplateNotFound
from pelican.plugins.briefing.edges import files
from pelican.plugins.briefing.edges.command import main
from pelican.plugins.briefing.edges.mistakes import problems_of
from pelican.plugins.briefing.edges.settings_file import problems_before_a_build
from pelican.plugins.briefing.edges.templates import QuickContext
from pelican.plugins.briefing.edges.themes import SHADOWED_TEMPLATES
from pelican.plugins.briefing.errors import BriefingError, error_at
from pelican.plugins.briefing.render import text as render_text
from pelican.settings import DEFAULT_CONFIG
from pelican.writers import Writer
from support import ROOT, Run

NOT_UTF8 = [
    (b'A = 1\nB = "caf\xe9"\n', ":2: not UTF-8. Save it as UTF-8."),
    ("A = 1".encode("utf-16"), ": not UTF-8. Save it as UTF-8."),
]


CHECK = ROOT / "scripts" / "check_settings.py"


def check(conf: Path, content: Path, script: Path = CHECK) -> tuple[int, list[str]]:
    """Return what the check before a build says: its exit status and its lines."""
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(script), str(conf), str(content)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).splitlines()


# The settings' file ------------------------------------------------------------------------------


def told_by_command(root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the errors of a command in a folder that has no seeds."""
    (root / "seeds").mkdir(exist_ok=True)
    status = main(["--root", str(root), "status"])
    errors = capsys.readouterr().err.splitlines()
    assert status == bool(errors)
    return [line.removeprefix("error: ") for line in errors]


@pytest.mark.parametrize(("title", "text", "told"), cases("settings"))
def test_each_mistake_in_the_settings_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], title: str, text: str, told: list[str]
) -> None:
    conf = tmp_path / "pelicanconf.py"
    conf.write_text(f"{text}\n", encoding="utf-8")
    assert told_by_command(tmp_path, capsys) == told, title
    try:
        before = list(problems_before_a_build(conf, tmp_path))
    except BriefingError as error:
        before = list(error.problems)
    assert [str(problem) for problem in before] == told


@pytest.mark.parametrize(("text", "told"), NOT_UTF8)
def test_settings_that_are_not_utf_8_are_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes, told: str
) -> None:
    (tmp_path / "pelicanconf.py").write_bytes(text)
    assert told_by_command(tmp_path, capsys) == [f"pelicanconf.py{told}"]


def test_publishconf_is_told_where_the_fault_is(project: Path) -> None:
    (project / "pelicanconf.py").write_text("A = 1\nB = a\n")
    told = (
        "pelicanconf.py:2: it cannot be run (NameError: name 'a' is not defined). Mend this line."
    )
    for name in ("pelicanconf.py", "publishconf.py"):
        assert check(project / name, project / "content") == (1, [f"error: {told}"])


def test_settings_that_are_right_are_passed_in_silence(project: Path) -> None:
    assert check(project / "pelicanconf.py", project / "content") == (0, [])


def test_a_missing_plugin_is_left_to_the_settings_to_tell(project: Path) -> None:
    script = project / "scripts" / "check_settings.py"
    script.parent.mkdir()
    shutil.copy(ROOT / "scripts" / script.name, script)
    shutil.rmtree(project / "plugins" / "briefing")
    assert check(project / "pelicanconf.py", project / "content", script) == (0, [])


def test_a_new_site_writes_over_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "my-site"
    (site / "seeds").mkdir(parents=True)
    (site / "seeds" / "mine.txt").touch()
    (site / "Makefile").symlink_to("nowhere")
    assert main(["init", str(site)]) == 1
    told = f"error: {site}: it has Makefile already. Name another folder, or move that away.\n"
    assert capsys.readouterr().err == told
    assert sorted(path.name for path in site.rglob("*")) == ["Makefile", "mine.txt", "seeds"]
    (site / "Makefile").unlink()
    assert main(["init", str(site)]) == 0
    assert capsys.readouterr().out.endswith(f"Now: cd {site} && make html\n")
    # The command of a checkout is none that the new site's Makefile would find.
    for found, says_it in (("/usr/bin/pelican-briefing", False), (None, True)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(shutil, "which", lambda _, found=found: found)
            assert main(["init", str(tmp_path / f"new-{says_it}")]) == 0
        assert ("First: pip install pelican-briefing" in capsys.readouterr().out) is says_it
    assert (site / "content" / "images").is_dir()
    assert 'BRIEFING_FEED_ID = "my-site"' in (site / "pelicanconf.py").read_text(encoding="utf-8")
    assert main(["init", str(site / "seeds" / "mine.txt")]) == 1
    assert capsys.readouterr().err.startswith(
        f"error: {site / 'seeds' / 'mine.txt'}: cannot be written (Not a "
    )


def test_a_new_sites_make_asks_for_the_settings_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "my-site"
    main(["init", str(site)])
    capsys.readouterr()
    # In this environment the theme is not installed.
    assert main(["--root", str(site), "settings"]) == 1
    told = "error: pelicanconf.py: “THEME” is “briefing”, which is not a folder. "
    err = capsys.readouterr().err
    assert err.startswith(told)
    assert "pip install pelican-briefing" in err


def test_settings_that_python_cannot_read_name_no_line(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # From within the folder, as people run it: what Python has no file for is then in it, too.
    monkeypatch.chdir(project)
    assert main(["settings", "nofile.py"]) == 1
    told = "error: nofile.py: no such file. Name the file of the settings.\n"
    assert capsys.readouterr().err == told
    # It begins as a compiled file, and is none.
    (project / "pelicanconf.py").write_bytes(importlib.util.MAGIC_NUMBER)
    assert main(["settings"]) == 1
    assert capsys.readouterr().err.startswith("error: pelicanconf.py: it cannot be run (EOFError")


def before_a_build(project: Path, line: str, content: str = "content") -> list[str]:
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    return [str(p) for p in problems_before_a_build(project / "pelicanconf.py", Path(content))]


def test_a_folder_that_is_missing_is_told_before_a_build(project: Path) -> None:
    missing = str(project / "articles")
    assert before_a_build(project, "", missing) == [
        "articles: no such folder. Make it; the build writes its posts there."
    ]
    content = str(project / "content")
    (told,) = before_a_build(project, 'THEME = "themes/mine"', content)
    assert told.startswith(
        "pelicanconf.py: “THEME” is “themes/mine”, which is not a folder. Name its"
    )
    # One of Pelican's own is found by its name.
    assert before_a_build(project, 'THEME = "simple"', content) == []


def test_a_look_back_is_built_with_a_theme_that_is_there(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write('THEME = "themes/mine"\n')
    assert main(["--root", str(project), "build", "--as-of", "2024-07-24"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: pelicanconf.py: “THEME” is “themes/mine”, which is not a folder.")
    assert err.count("\n") == 1


def test_a_look_back_without_a_day_says_what_builds_today(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(project), "build"]) == 1
    told = "error: --as-of: no day is given. `make html` builds the site of today.\n"
    assert capsys.readouterr().err == told


def test_a_plugin_that_is_missing_is_told_before_a_build(project: Path) -> None:
    content = str(project / "content")
    (project / "mine").mkdir()
    (project / "mine" / "own.py").touch()
    names = ["briefing", "pelican.plugins.briefing", "json.tool", "own"]
    assert before_a_build(project, f'PLUGIN_PATHS = ["mine"]\nPLUGINS = {names}', content) == []
    near, far = before_a_build(project, 'PLUGINS = ["briefng", "other.of_mine"]', content)
    missing = "pelicanconf.py: “PLUGINS” names “{}”, which is not installed."
    assert near == f"{missing.format('briefng')} Perhaps “briefing” is meant."
    assert far.startswith(f"{missing.format('other.of_mine')} Install it, or name its folder")
    (told,) = before_a_build(project, 'PLUGINS = "briefing"', content)
    assert told == 'pelicanconf.py: “PLUGINS” must be a list. Write it as ["briefing"].'
    assert before_a_build(project, "PLUGINS = None", content) == []


def test_settings_that_may_not_be_read_name_their_permissions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = tmp_path / "pelicanconf.py"
    conf.touch()

    def refused(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    # Whoever runs the tests as root may read everything.
    monkeypatch.setattr("runpy.run_path", refused)
    with pytest.raises(BriefingError) as told:
        list(problems_before_a_build(conf))
    message = "cannot be read (Permission denied). Look at its permissions."
    assert str(told.value) == f"pelicanconf.py: {message}"


def test_every_mistake_is_told_at_once(project: Path) -> None:
    told = before_a_build(project, "TIMEZONE = THEME = None", str(project / "content"))
    assert [line.split()[1] for line in told] == ["“THEME”", "“TIMEZONE”"]


def test_make_asks_before_it_builds() -> None:
    # What a `make test` round this one hands on would add lines of its own.
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    for target, conf in (("html", "pelicanconf.py"), ("publish", "publishconf.py")):
        done = subprocess.run(  # noqa: S603 - prints the recipe alone
            ["make", "-n", "-o", "bootstrap", target],  # noqa: S607 - whichever make there is
            cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        check_line, pelican = done.stdout.splitlines()[-2:]
        assert check_line == f".venv/bin/python scripts/check_settings.py {conf} content"
        assert pelican.startswith(f".venv/bin/pelican content -o output -s {conf} ")


def test_a_wrong_time_zone_stops_a_build_before_anything_is_written(
    project: Path, build: Run
) -> None:
    with (project / "pelicanconf.py").open("a") as file:
        file.write('TIMEZONE = "Asia/Bagdad"\n')
    done = build()
    assert done.returncode == 1
    (told,) = done.stderr.splitlines()
    assert told.startswith(
        "error: pelicanconf.py: “TIMEZONE” is “Asia/Bagdad”, which is not a time"
    )
    assert list((project / "content").iterdir()) == []


# The theme's strings -----------------------------------------------------------------------------


def test_strings_that_one_language_lacks_stop_a_build(project: Path, build: Run) -> None:
    path = project / "theme" / "translations" / "ar.toml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    del lines[lines.index('title = "الأرشيف"\n')]
    path.write_text("".join(lines), encoding="utf-8")
    path.with_name("en.toml").open("a").write("[more]\na = 'A'\n")
    done = build()
    assert done.returncode == 1
    (told,) = done.stderr.splitlines()
    lacks = "theme/translations/ar.toml: lacks “archives.title”, “more.a”"
    assert told == f"error: {lacks}. Write what theme/translations/en.toml has."
    assert list((project / "content").iterdir()) == []


def test_a_template_that_pelican_would_replace_stops_a_build(project: Path, build: Run) -> None:
    (project / "theme" / "templates" / "tag.html").unlink()
    done = build()
    assert done.returncode == 1
    (told,) = done.stderr.splitlines()
    assert told.startswith("error: theme/templates/tag.html: the theme lacks it. Copy it from")
    assert list((project / "content").iterdir()) == []


def test_these_templates_are_those_that_pelican_has_too() -> None:
    folders = (Path(pelican.__file__).parent / "themes" / "simple", ROOT / "theme")
    ours, theirs = ({p.name for p in folder.glob("templates/*.html")} for folder in folders)
    assert set(SHADOWED_TEMPLATES) == ours & theirs


# What an exception says --------------------------------------------------------------------------


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """Return the folder of a theme's templates in an empty project."""
    folder = tmp_path / "theme" / "templates"
    folder.mkdir(parents=True)
    return folder


def told_of(action: Callable[[], object], root: Path) -> str:
    """Return the one line that is said of the exception that something raises."""
    try:
        action()
    except Exception as error:  # noqa: BLE001 - whatever it is
        (problem,) = problems_of(error, root)
        return str(problem)
    raise AssertionError


@pytest.mark.parametrize(("title", "text", "told"), cases("templates"))
def test_a_mistake_in_a_template_is_told_with_its_line(
    tmp_path: Path, theme: Path, title: str, text: str, told: list[str]
) -> None:
    (theme / "page.html").write_text(text)
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(theme), autoescape=True)
    env.context_class = QuickContext
    env.globals["broken"] = lambda: 1 / 0
    assert [told_of(lambda: env.get_template("page.html").render(), tmp_path)] == told, title


def test_a_template_that_is_not_utf_8_is_named(tmp_path: Path, theme: Path) -> None:
    (theme / "page.html").write_bytes("<p>قمر".encode("windows-1256"))
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(theme), autoescape=True)
    (theme / "top.html").write_text('{% extends "page.html" %}')
    for name in ("page.html", "top.html"):
        told = told_of(lambda name=name: env.get_template(name).render(), tmp_path)  # type: ignore[misc]
        assert told == "theme/templates/page.html: not text in UTF-8 (byte 3). Save it as UTF-8."


def test_a_fault_of_the_plugin_is_not_the_templates(theme: Path) -> None:
    (theme / "page.html").write_text("<p>\n{{ shown(5) }}")
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(theme), autoescape=True)
    env.context_class = QuickContext
    env.globals["shown"] = render_text.displayable
    told = told_of(lambda: env.get_template("page.html").render(), ROOT)
    assert told.startswith("plugins/briefing/render/text.py:")
    assert ": an unexpected error (TypeError: " in told
    assert told.endswith("), asked for in page.html:2. Please report it.")


def test_a_template_that_nothing_asks_for_by_a_line_is_named(tmp_path: Path, theme: Path) -> None:
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(theme), autoescape=True)
    told = told_of(lambda: env.get_template("tag.html"), tmp_path)
    assert told.startswith("templates/tag.html: the theme lacks this template. Copy it from")


def test_a_template_that_pelican_misses_is_named_with_its_theme(
    tmp_path: Path, theme: Path
) -> None:
    message = f"[templates] unable to load tag[.html] from ['/elsewhere', {str(theme)!r}]"
    told = told_of(raising(PelicanTemplateNotFound(message)), tmp_path)
    assert told.startswith("theme/templates/tag.html: the theme lacks this template. Copy it from")


def read_by_path(path: Path) -> object:
    return path.read_text(encoding="utf-8")


def read_by_open_file(path: Path) -> object:
    with path.open(encoding="utf-8") as file:
        return file.read()


@pytest.mark.parametrize("read", [read_by_path, read_by_open_file])
def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path, read: Callable[[Path], object]) -> None:
    (tmp_path / "a.md").write_bytes(b"Title: caf\xe9\n")
    told = told_of(lambda: read(tmp_path / "a.md"), tmp_path)
    assert told == "a.md: not text in UTF-8 (byte 10). Save it as UTF-8."


def test_bytes_that_are_no_files_are_to_be_reported(tmp_path: Path) -> None:
    told = told_of(b"caf\xe9".decode, tmp_path)
    assert ": an unexpected error (UnicodeDecodeError: " in told


def test_two_pages_at_one_address_are_named(tmp_path: Path) -> None:
    writer = Writer(str(tmp_path / "output"), DEFAULT_CONFIG)
    path = tmp_path / "output" / "x.html"
    path.parent.mkdir()
    writer._open_w(str(path), "utf-8").close()  # noqa: SLF001 - what raises it
    told = told_of(lambda: writer._open_w(str(path), "utf-8"), tmp_path)  # noqa: SLF001 - the same
    hint = "Give one of them another slug or Save_as"
    assert told == f"output/x.html: two pages have this address. {hint}."


def raising(error: BaseException) -> Callable[[], object]:
    def action() -> object:
        raise error

    return action


EMPTY = error_at("seeds/a.txt", "the file is empty", "Delete it")
NO_TEMPLATE = PelicanTemplateNotFound("[templates] unable to load tag[.html] from ['/my/theme']")
EXCEPTIONS = [
    (EMPTY, "seeds/a.txt: the file is empty."),
    (NO_TEMPLATE, "templates/tag.html: the theme lacks this template."),
    (RuntimeError("Warning or error encountered"), "pelican: stopped at what is said above,"),
    (OSError(errno.ENOSPC, "No space left on device", "ROOT/output/a.html"),
     "output/a.html: cannot be read or written (No space left on device)."),
    (FileNotFoundError(errno.ENOENT, "No such file or directory", "/home/someone/x.txt"),
     "x.txt: cannot be read or written (No such file or directory). Put it there, or mend"),
    (OSError(errno.ENOSPC, "No space left on device"),
     "a file: cannot be read or written (No space left on device). Look at its permissions"),
]  # fmt: skip


@pytest.mark.parametrize(("error", "told"), EXCEPTIONS)
def test_an_exception_is_one_line(tmp_path: Path, error: Exception, told: str) -> None:
    if isinstance(error, OSError):
        error.filename = error.filename and str(error.filename).replace("ROOT", str(tmp_path))
    assert told_of(raising(error), tmp_path).startswith(told)


def test_all_problems_of_an_error_are_kept(tmp_path: Path) -> None:
    first, second = error_at("a", "x", "y").problems[0], error_at("b", "x", "y").problems[0]
    assert problems_of(BriefingError(first, second), tmp_path) == (first, second)


def test_what_nobody_thought_of_is_to_be_reported_with_its_place(tmp_path: Path) -> None:
    told = told_of(lambda: files.write_atomically(tmp_path / "a", 5), ROOT)  # type: ignore[arg-type]
    assert told.startswith("plugins/briefing/edges/files.py:")
    assert ": an unexpected error (TypeError: a bytes-like object is required, not 'int')" in told
    # Elsewhere the path is that of the library, without the machine's folders.
    told = told_of(lambda: jinja2.Environment(autoescape=True).from_string(5), tmp_path)  # type: ignore[arg-type]
    assert told.startswith("jinja2/")


def test_an_exception_of_many_words_is_cut(tmp_path: Path) -> None:
    told = told_of(raising(ValueError("word\n" * 1000)), tmp_path)
    assert "\n" not in told
    assert len(told) < 300
