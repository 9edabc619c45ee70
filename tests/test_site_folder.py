"""The site is replaced as a whole or not at all, and nobody's files go with the old one."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pelican.plugins.briefing.edges import site_folder
from pelican.plugins.briefing.edges.files import only_one, remove_unfinished, write_atomically
from pelican.plugins.briefing.edges.site_folder import LIST, is_site, replaced_site
from pelican.plugins.briefing.errors import BriefingError
from support import Run


def tree(folder: Path) -> dict[str, str]:
    """Return the texts of a folder's files by path, and which folders are empty."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file() and path.name != LIST:
            found[name] = path.read_bytes().decode("latin-1")
        elif path.is_dir() and not any(path.iterdir()):
            found[name] = "empty"
    return found


def write(folder: Path, pages: dict[str, str]) -> None:
    """Write pages by path."""
    for name, text in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def publish(output: Path, pages: dict[str, str]) -> None:
    """Replace a site by one with these pages."""
    with replaced_site(output) as folder:
        write(folder, pages)


@pytest.fixture(params=["in one step", "in two"])
def output(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a site to be, where names can be exchanged at once and where not."""
    if request.param == "in two":
        monkeypatch.setattr(site_folder, "_exchange", lambda *_: False)
    return tmp_path / "output"


def test_pages_that_no_longer_belong_go(output: Path) -> None:
    publish(output, {"index.html": "1", "ar/old.html": "1", "gone/x.html": "1"})
    publish(output, {"index.html": "2", "ar/new.html": "2"})
    assert tree(output) == {"index.html": "2", "ar/new.html": "2"}
    assert sorted(path.name for path in output.parent.iterdir()) == ["output"]


def test_what_no_build_wrote_stays(output: Path) -> None:
    publish(output, {"index.html": "1", "ar/old.html": "1"})
    others = {"CNAME": "news.example", ".git/HEAD": "ref", "ar/mine.txt": "mine"}
    write(output, others)
    (output / ".git" / "refs").mkdir()
    (output / "link").symlink_to("CNAME")
    (output / "folder-link").symlink_to(".git")
    others |= {".git/refs": "empty", "link": "-> CNAME", "folder-link": "-> .git"}
    for number in "23":
        publish(output, {"index.html": number})
        assert tree(output) == {"index.html": number, **others}


def test_a_site_from_before_there_were_lists_is_taken_over(
    output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(output, {"index.html": "1", "data/briefing.json": "{}", "CNAME": "news.example"})
    publish(output, {"index.html": "2", "data/briefing.json": "{}"})
    assert tree(output) == {"index.html": "2", "data/briefing.json": "{}", "CNAME": "news.example"}
    said = "output/: kept what no build is known to have written, as CNAME"
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("had_site", [True, False])
def test_a_file_of_somebody_else_is_not_written_over(output: Path, *, had_site: bool) -> None:
    if had_site:
        publish(output, {"index.html": "1"})
    write(output, {"ar/mine.html": "mine"})
    before = tree(output)
    with pytest.raises(BriefingError, match=r"output/ar/mine\.html: a page of the site would"):
        publish(output, {"index.html": "2", "ar/mine.html": "theirs"})
    assert tree(output) == before
    assert sorted(path.name for path in output.parent.iterdir()) == ["output"]


def test_a_folder_with_files_in_the_place_of_a_page_is_told(output: Path) -> None:
    publish(output, {"en/index.html": "one"})
    (output / "en" / "index.html").unlink()
    (output / "en" / "index.html" / "deep").mkdir(parents=True)
    # Nobody's files are in it.
    publish(output, {"en/index.html": "two"})
    assert (output / "en" / "index.html").read_text() == "two"
    (output / "en" / "index.html").unlink()
    (output / "en" / "index.html" / "deep").mkdir(parents=True)
    (output / "en" / "index.html" / "deep" / "mine.txt").write_text("mine")
    with pytest.raises(BriefingError) as raised:
        publish(output, {"en/index.html": "three"})
    assert raised.value.problems[0].path == f"{output.name}/en/index.html"
    assert (output / "en" / "index.html" / "deep" / "mine.txt").read_text() == "mine"


def test_a_file_in_the_place_of_a_folder_is_told(output: Path) -> None:
    publish(output, {"index.html": "one"})
    (output / "docs").write_text("mine")
    with pytest.raises(BriefingError) as raised:
        publish(output, {"index.html": "two", "docs/a.html": "a"})
    assert raised.value.problems[0].path == f"{output.name}/docs"
    assert (output / "docs").read_text() == "mine"


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError, SystemExit])
def test_a_build_that_fails_changes_nothing(output: Path, error: type[BaseException]) -> None:
    publish(output, {"index.html": "1", "a": "1"})
    site = replaced_site(output)
    write(site.__enter__(), {"index.html": "2"})
    assert site.__exit__(error, error(), None) is not True
    assert tree(output) == {"index.html": "1", "a": "1"}
    assert sorted(path.name for path in output.parent.iterdir()) == ["output"]


def test_leftovers_of_a_kill_are_removed(output: Path) -> None:
    publish(output, {"index.html": "1"})
    for end in ("building", "former"):
        leftover = output.with_name(f".output.{end}")
        write(leftover, {LIST: "", "index.html": "half", "ar/x.html": "half"})
    publish(output, {"index.html": "2"})
    assert tree(output) == {"index.html": "2"}
    assert sorted(path.name for path in output.parent.iterdir()) == ["output"]


def test_a_former_site_gives_back_what_no_build_wrote(output: Path) -> None:
    publish(output, {"index.html": "1"})
    former = output.with_name(".output.building")
    write(former, {LIST: "# heading\nindex.html\n", "index.html": "0", "CNAME": "late"})
    publish(output, {"index.html": "2"})
    assert tree(output) == {"index.html": "2", "CNAME": "late"}


def test_a_site_lost_between_two_renames_is_put_back(output: Path) -> None:
    publish(output, {"index.html": "1"})
    output.rename(output.with_name(".output.former"))
    with pytest.raises(RuntimeError), replaced_site(output):
        raise RuntimeError
    assert tree(output) == {"index.html": "1"}


def test_a_link_is_followed_and_stays(output: Path) -> None:
    served = output.parent / "www" / "site"
    served.parent.mkdir()
    output.symlink_to(served)
    for number in "12":
        publish(output, {"index.html": number})
    assert output.is_symlink()
    assert tree(served) == {"index.html": "2"}
    assert is_site(output)


def test_a_folder_that_cannot_be_renamed_stays(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one where a disk is mounted; the second rename of two fails, too."""
    publish(output, {"index.html": "1"})
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name.endswith(".building"):
            raise OSError(16, "Device or resource busy")
        return rename(path, target)

    def cannot(*_: Path) -> bool:
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr(Path, "rename", refuse)
    if site_folder._exchange.__name__ == "_exchange":  # noqa: SLF001 - where names are exchanged
        monkeypatch.setattr(site_folder, "_exchange", cannot)
    with pytest.raises(
        BriefingError, match=r"output: cannot be replaced \(Device or resource busy"
    ):
        publish(output, {"index.html": "2"})
    assert tree(output) == {"index.html": "1"}
    assert sorted(path.name for path in output.parent.iterdir()) == ["output"]


def test_rights_of_the_folder_stay(output: Path) -> None:
    publish(output, {"index.html": "1"})
    output.chmod(0o750)
    publish(output, {"index.html": "2"})
    assert output.stat().st_mode & 0o777 == 0o750


def test_unfinished_files_are_removed_unless_somebody_writes_them(tmp_path: Path) -> None:
    (tmp_path / "ar").mkdir()
    leftover, written = tmp_path / "ar" / ".briefing-a.tmp", tmp_path / ".briefing-b.tmp"
    for path in (leftover, written, tmp_path / "mine.tmp"):
        path.touch()
    code = "import fcntl, sys, time; f = open(sys.argv[1]); fcntl.flock(f, fcntl.LOCK_EX)"
    code += "; print('locked', flush=True); time.sleep(60)"
    command = [sys.executable, "-c", code, str(written)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:  # noqa: S603 - our own
        assert writer.stdout is not None
        writer.stdout.readline()
        remove_unfinished(tmp_path)
        assert sorted(p.name for p in tmp_path.rglob("*.tmp")) == [".briefing-b.tmp", "mine.tmp"]
        writer.kill()
    remove_unfinished(tmp_path)
    assert [p.name for p in tmp_path.rglob("*.tmp")] == ["mine.tmp"]


def test_a_written_file_leaves_nothing_beside_it(tmp_path: Path) -> None:
    assert write_atomically(tmp_path / "a" / "b.txt", b"text")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_the_second_of_two_waits(tmp_path: Path) -> None:
    waited: list[str] = []
    code = "import fcntl, os, sys; f = os.open(sys.argv[1], 0); fcntl.flock(f, fcntl.LOCK_EX)"
    code += "; print('locked', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as first:  # noqa: S603 - our own
        assert first.stdin is not None
        assert first.stdout is not None
        end_first = first.stdin.close
        first.stdout.readline()
        # The first one ends when the second has said that it waits.
        with only_one(tmp_path, lambda: (waited.append("waited"), end_first())):
            assert first.wait(60) == 0
    assert waited == ["waited"]
    with only_one(tmp_path, lambda: waited.append("again")):
        assert waited == ["waited"]


# Whole runs ---------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["seeds", "seeds/new", "content", "content/ar", "theme", "."])
def test_no_site_is_built_over_its_sources(project: Path, build: Run, folder: str) -> None:
    before = tree(project)
    done = build("-o", folder)
    assert done.returncode == 1
    assert done.stderr.startswith("error: OUTPUT_PATH: ")
    assert done.stderr.count("\n") == 1
    after = tree(project)
    assert {name: after.get(name) for name in before} == before


def test_a_project_is_not_its_own_content(project: Path, build: Run) -> None:
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('PATH = "."\n')
    done = build()
    assert done.returncode == 1
    assert done.stderr.startswith("error: pelicanconf.py: PATH is the folder of the whole project.")


@pytest.mark.parametrize("case", ["missing", "empty", "mistyped", "unreadable"])
def test_lost_seeds_cost_no_post_and_no_page(project: Path, build: Run, case: str) -> None:
    assert build().returncode == 0
    before = {name: tree(project / name) for name in ("content", "output")}
    extra = []
    if case == "missing":
        (project / "seeds").rename(project / "away")
    elif case == "empty":
        (project / "seeds").rename(project / "away")
        (project / "seeds").mkdir()
    elif case == "mistyped":
        extra = ["-e", 'BRIEFING_SEEDS="sedes"']
    else:
        for seed in (project / "seeds").glob("*.txt"):
            seed.write_text("English, alas.\n", encoding="utf-8")
    done = build(*extra)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stderr.endswith("failed: the site in output/ is as it was\n")
    assert {name: tree(project / name) for name in ("content", "output")} == before


def test_whatever_fails_leaves_the_site(project: Path, build: Run) -> None:
    assert build().returncode == 0
    before = tree(project / "output")
    template = project / "theme" / "templates" / "tags.html"
    template.write_text("{% for", encoding="utf-8")
    done = build()
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert tree(project / "output") == before


@pytest.mark.parametrize("moment", ["generators", "writing"])
def test_ctrl_c_leaves_the_site_and_a_status(project: Path, build: Run, moment: str) -> None:
    signals = {"generators": "get_generators", "writing": "article_writer_finalized"}
    hook = f"""
import os, signal
from pelican import signals
# Where tests run in the background, the shell has them ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)
def stop(*_, **__):
    os.kill(os.getpid(), signal.SIGINT)
signals.{signals[moment]}.connect(stop)
"""
    conf = project / "pelicanconf.py"
    # What is stopped is the command as a person has it.
    command = [sys.executable, "-m", "pelican"]
    assert build().returncode == 0
    before = tree(project / "output")
    conf.write_text(conf.read_text(encoding="utf-8") + hook, encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own
        command, cwd=project, check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 128 + signal.SIGINT
    assert "stopped: the site in output/ is as it was" in done.stderr
    assert tree(project / "output") == before
    assert not list(project.glob(".output.*"))


def test_two_builds_at_once_give_the_site_of_one(project: Path, build: Run) -> None:
    assert build().returncode == 0
    before = tree(project / "output")
    command = [sys.executable, "-m", "pelican"]
    pipe = subprocess.PIPE
    both = [subprocess.Popen(command, cwd=project, stderr=pipe) for _ in range(2)]  # noqa: S603 - ours
    said = b"".join(one.communicate(timeout=60)[1] for one in both)
    assert [one.returncode for one in both] == [0, 0]
    assert said in (b"", b"waiting: another build of this project is running\n")
    assert tree(project / "output") == before


def test_a_watching_run_lives_through_a_lost_folder(project: Path) -> None:
    """Until the seeds are there again the last good site stays."""
    command = [sys.executable, "-m", "pelican", "-r"]
    with subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE) as watching:  # noqa: S603 - our own
        # A line that does not come must not keep the tests waiting.
        guard = threading.Timer(120, watching.kill)
        guard.start()
        try:
            wait_for(project / "output" / "en" / "market.html")
            assert watching.stderr is not None
            (project / "seeds").rename(project / "away")
            touched = project / "content" / "en" / "touch.dat"
            # The site is there before Pelican begins to watch: one change might be too early.
            with changed_each_second(touched):
                assert b"seeds: no such folder" in watching.stderr.readline()
                assert b"is as it was" in watching.stderr.readline()
            assert (project / "output" / "en" / "market.html").is_file()
            (project / "away" / "water.txt").unlink()
            (project / "away" / "topics" / "water.toml").unlink()
            (project / "away").rename(project / "seeds")
            # Pelican watches no folder that is not there: the next change of any other tells it.
            wait_for(project / "output" / "en" / "water-plan.html", touched, there=False)
            assert watching.poll() is None
        finally:
            guard.cancel()
            watching.kill()


@contextmanager
def changed_each_second(path: Path) -> Iterator[None]:
    """Within the block, write another text into a file each second."""
    ended = threading.Event()

    def write() -> None:
        number = 0
        while not ended.wait(1):
            number += 1
            path.write_text(f"{number} of another thread", encoding="utf-8")

    writing = threading.Thread(target=write)
    writing.start()
    try:
        yield
    finally:
        ended.set()
        writing.join()


def wait_for(path: Path, touched: Path | None = None, *, there: bool = True) -> None:
    """Wait until a file is there or is gone, changing another meanwhile; fail after a minute."""
    for number in range(60):
        if path.exists() is there:
            return
        if touched:
            touched.write_text(str(number), encoding="utf-8")
        time.sleep(1)
    pytest.fail(f"{path.name} is {'not ' if there else ''}there")
