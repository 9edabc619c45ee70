"""The copy of a site that rsync makes (scripts/upload), with a folder of this machine as target."""

import os
import posixpath
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from site_reader import ROOT, lacking, run

LIST = ".briefing-files"
FORMER = {
    "en/kept.html": '<link href="../theme/old.css"><a href="gone.html">old</a>',
    "en/gone.html": '<link href="../theme/old.css">',
    "feeds/en.json": '<a href="../en/gone.html">',
    "theme/old.css": "old",
    "theme/fonts/one.woff2": "a font",
}
SITE = {
    "en/kept.html": '<link href="../theme/new.css"><a href="added.html">new</a>',
    "en/added.html": '<link href="../theme/new.css">',
    "feeds/en.json": '<a href="../en/added.html">',
    "theme/new.css": "new",
    "theme/fonts/one.woff2": "a font",
}
"""Two sites in turn: paths with their texts, in which every link is relative."""
RUNS_OF_RSYNC = 4


@pytest.fixture(scope="module", autouse=True)
def rsync() -> str:
    """Return where rsync is; macOS comes with one that lacks what is needed."""
    path = shutil.which("rsync")
    if path is None or "--delete-missing-args" not in run(path, "--help").stdout:
        lacking("there is no rsync 3.1 or newer")
    return path


def write_site(folder: Path, files: dict[str, str]) -> Path:
    """Write a site as a build leaves it, with the list of what it wrote."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / LIST).write_text("\n".join(["# A heading", *sorted(files), ""]), encoding="utf-8")
    return folder


def files_of(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


def upload(
    site: Path | str, target: Path | str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **(environment or {})}
    return run("/bin/sh", ROOT / "scripts" / "upload", str(site), str(target), env=env)


def uploaded(tmp_path: Path) -> tuple[Path, Path]:
    """Upload the former site, then write the new one; return the site and the target."""
    site, target = write_site(tmp_path / "output", FORMER), tmp_path / "server"
    assert upload(site, target).returncode == 0
    return write_site(site, SITE), target


def test_the_target_becomes_the_site(tmp_path: Path) -> None:
    site, target = uploaded(tmp_path)
    assert files_of(target).keys() == {*FORMER, LIST}
    done = upload(site, target)
    assert (done.returncode, done.stderr) == (0, "")
    assert files_of(target) == files_of(site)


def test_what_no_build_wrote_stays(tmp_path: Path) -> None:
    site, target = tmp_path / "output", tmp_path / "server"
    own = {".well-known/acme/token": "a token", "en/mine.html": "mine", "gone.txt": "mine"}
    write_site(target, own)
    (target / LIST).unlink()
    for files in (FORMER, SITE):
        assert upload(write_site(site, files), target).returncode == 0
        assert files_of(target) == files_of(site) | own


def test_a_repository_in_the_site_is_not_copied(tmp_path: Path) -> None:
    site, target = uploaded(tmp_path)
    (site / ".git").mkdir()
    (site / ".git" / "config").write_text("private")
    assert upload(site, target).returncode == 0
    assert ".git/config" not in files_of(target)


def test_what_is_as_it_was_is_left_alone(tmp_path: Path) -> None:
    site, target = uploaded(tmp_path)
    font = target / "theme" / "fonts" / "one.woff2"
    os.utime(font, (0, 0))
    done = upload(site, target)
    assert font.stat().st_mtime == 0
    assert "woff2" not in done.stdout
    assert "del. theme/old.css" in done.stdout
    assert upload(site, target).stdout == ""


def test_what_pages_load_comes_before_them_and_deletions_last(tmp_path: Path) -> None:
    done = upload(*uploaded(tmp_path))
    stages = [
        2 if line.startswith("del.") else int(not line.startswith("send theme/"))
        for line in done.stdout.splitlines()
        # Folders come with their first file.
        if not line.endswith(("/", LIST))
    ]
    assert stages == [0, 1, 1, 1, 2, 2]


def dead_links(folder: Path) -> list[str]:
    dead = []
    for name, text in files_of(folder).items():
        for link in re.findall(r'href="([^"]+)"', text):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), link))
            if not (folder / path).is_file():
                dead.append(f"{name}: {link}")
    return dead


@pytest.mark.parametrize("runs", range(RUNS_OF_RSYNC + 1))
def test_wherever_it_stops_no_page_lacks_what_it_links_to(
    tmp_path: Path, rsync: str, runs: int
) -> None:
    site, target = uploaded(tmp_path)
    stub, count = tmp_path / "bin" / "rsync", tmp_path / "count"
    stub.parent.mkdir()
    stub.write_text(
        f'#!/bin/sh\necho >>"{count}"\n[ "$(wc -l <"{count}")" -gt {runs} ] && exit 12\n'
        f'exec "{rsync}" "$@"\n'
    )
    stub.chmod(0o755)
    done = upload(site, target, {"PATH": f"{stub.parent}:{os.environ['PATH']}"})
    complete = runs == RUNS_OF_RSYNC
    assert (done.returncode == 0) is complete
    assert (files_of(target) == files_of(site)) is complete
    assert dead_links(target) == []
    # The next one makes up for it.
    assert upload(site, target).returncode == 0
    assert files_of(target) == files_of(site)


@pytest.mark.parametrize("target", ["", "/", "user@host:", "user@host:/", "--delete"])
def test_a_target_that_is_no_folder_is_refused(tmp_path: Path, target: str) -> None:
    done = upload(write_site(tmp_path / "output", SITE), target)
    assert done.returncode == 1
    assert done.stderr.startswith("upload: ")


def test_a_target_that_cannot_be_reached_is_told(tmp_path: Path) -> None:
    site = write_site(tmp_path / "output", SITE)
    done = upload(site, "host:/site", {"RSYNC_RSH": "/bin/false"})
    assert done.returncode == 1
    assert done.stderr.endswith("upload: host:/site cannot be reached\n")


def test_only_a_published_site_is_copied(tmp_path: Path) -> None:
    target = tmp_path / "server"
    (tmp_path / "output").mkdir()
    for site in (tmp_path / "output", tmp_path / "nowhere"):
        assert "run make publish" in upload(site, target).stderr
    assert not target.exists()
