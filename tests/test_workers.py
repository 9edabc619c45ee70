"""Work on many values: on several processes and on a cluster the same comes out as on one."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import ModuleType

import pytest
from distributed import LocalCluster
from pelican.plugins.briefing.edges import cluster, workers
from pelican.plugins.briefing.edges.inputs import read_inputs
from pelican.plugins.briefing.edges.making import StoryMaker
from pelican.plugins.briefing.edges.store import Store
from pelican.plugins.briefing.edges.workers import FEWEST, MOST_TOGETHER, Workers
from pelican.plugins.briefing.errors import BriefingError
from support import ARTICLES, PATH, ROOT, Builder, small_project

MANY = list(range(FEWEST * 5))
ONE, TWO = (("-e", f"BRIEFING_WORKERS={count}") for count in (1, 2))


def doubled(number: int) -> int:
    return number * 2


def refused(number: int) -> int:
    if number == FEWEST:
        message = "no such number"
        raise ValueError(message)
    return number


def killed(number: int) -> int:
    if number == FEWEST:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("values", [[], [1], MANY])
def test_results_come_in_the_order_of_their_values(count: int, values: list[int]) -> None:
    some = Workers(count)
    expected = [doubled(value) for value in values]
    assert list(some.map(doubled, values, "doubling")) == expected
    # Only a copy of this process knows this function.
    assert list(some.share(lambda value: value * 2, values, "doubling")) == expected


def test_copies_that_come_one_after_another_do_all_that_there_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(workers, "PARTS_OF_A_COPY", 1)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    copies: list[int] = []
    values = list(range(5 * MOST_TOGETHER))
    for value, copy in Workers(2).share(lambda value: (value, os.getpid()), values, "asking"):
        assert value == len(copies)
        copies.append(copy)
    assert len(set(copies)) > 2
    # One bar is left, which says that all is done.
    assert capsys.readouterr().err.count(f"{len(values)}/{len(values)}") == 1


def test_copies_are_made_anew_a_few_times_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PARTS_OF_A_COPY", 1)
    monkeypatch.setattr(workers, "MOST_ROUNDS", 3)
    values = list(range(20 * MOST_TOGETHER))
    copies = list(Workers(2).share(lambda _: os.getpid(), values, "asking"))
    assert 3 <= len(set(copies)) <= 3 * 2


def test_ctrl_c_is_heard_again_where_no_process_can_be_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(ForkProcess, "_Popen", fails)
    with pytest.raises(OSError, match=r"^$"), Workers(2).beside(lambda: 1):
        pass
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@pytest.mark.parametrize("count", [1, 2])
def test_what_is_raised_there_is_raised_here(count: int) -> None:
    with pytest.raises(ValueError, match="no such number"):
        list(Workers(count).map(refused, MANY, "refusing"))


def test_what_fails_leaves_no_process_that_works_on(tmp_path: Path) -> None:
    """One that writes on would write into a folder that is being removed."""

    def write_or_fail(number: int) -> int:
        if number == 0:
            message = "no such page"
            raise ValueError(message)
        time.sleep(0.2)
        (tmp_path / str(number)).touch()
        return number

    with pytest.raises(ValueError, match="no such page"):
        list(Workers(2).share(write_or_fail, MANY, "rendering"))
    written = list(tmp_path.iterdir())
    time.sleep(0.5)
    assert list(tmp_path.iterdir()) == written
    # Another thread may have seen it end, and not have said so yet.
    while multiprocessing.active_children():
        time.sleep(0.01)


def test_a_process_that_is_killed_is_told_in_one_line() -> None:
    with pytest.raises(BriefingError, match="BRIEFING_WORKERS = 1"):
        list(Workers(2).map(killed, MANY, "ending"))


def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        f"""\
import os, sys, time
import pelican.plugins
pelican.plugins.__path__.append({str(ROOT / "plugins")!r})
from pelican.plugins.briefing.edges.workers import Workers

def wait(number):
    open(os.path.join({str(tmp_path)!r}, f"{{os.getpid()}}.pid"), "w").close()
    time.sleep(60)

list(Workers(2).share(wait, list(range({len(MANY)})), "waiting"))
""",
        encoding="utf-8",
    )
    parent = subprocess.Popen([sys.executable, str(script)])  # noqa: S603 - our own
    deadline = time.monotonic() + 30
    while len(found := list(tmp_path.glob("*.pid"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    parent.kill()
    parent.wait()
    children = [int(path.stem) for path in found]
    assert len(children) == 2
    while any(map(is_running, children)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(is_running, children))


def is_running(process: int) -> bool:
    try:
        state = (
            Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        )
    except FileNotFoundError:
        return False
    # Dead, and only not yet asked how it ended.
    return state != "Z"


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a cluster of two processes that have this plugin."""
    preload = tmp_path_factory.mktemp("dask") / "has_the_plugin.py"
    preload.write_text(
        f"import pelican.plugins\npelican.plugins.__path__.append({str(ROOT / 'plugins')!r})\n",
        encoding="utf-8",
    )
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**options, preload=[str(preload)]) as started:
        yield started.scheduler_address.replace("tcp://", cluster.SCHEME)


def test_a_cluster_makes_the_same_stories(two_workers: str) -> None:
    inputs = read_inputs(ARTICLES, "seeds")
    here = StoryMaker(Store(None), Workers(1)).make(inputs)
    assert StoryMaker(Store(None), Workers(1, two_workers)).make(inputs) == here
    assert len(here) == 5


def test_workers_with_other_code_are_refused(
    two_workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Another one in every process.
    monkeypatch.setattr(cluster, "code_key", lambda: str(os.getpid()))
    with pytest.raises(BriefingError, match="has workers without this code"):
        list(Workers(1, two_workers).map(str, MANY, "trying"))


def test_workers_without_the_plugin_are_refused(
    two_workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A module of this process alone, as the plugin would be.
    nowhere = ModuleType("nowhere")
    exec("def code_key(): return 'here'", nowhere.__dict__)  # noqa: S102 - our own line
    monkeypatch.setitem(sys.modules, "nowhere", nowhere)
    monkeypatch.setattr(cluster, "code_key", nowhere.code_key)
    with pytest.raises(BriefingError, match="has no worker with this plugin"):
        list(Workers(1, two_workers).map(str, MANY, "trying"))


def test_a_cluster_that_is_not_there_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(BriefingError, match=r"cannot be reached .*Start its scheduler"):
        list(Workers(1, "dask://127.0.0.1:9").map(str, MANY, "trying"))


def test_without_dask_the_build_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BriefingError, match=r"pip install 'pelican-briefing\[dask\]'"):
        list(Workers(1, "dask://127.0.0.1:9").map(str, MANY, "trying"))


# Whole builds -------------------------------------------------------------------------------


def tree(project: Path) -> dict[str, bytes]:
    """Return the bytes of every post and of the whole site, by path."""
    found = {}
    for folder in ("content", "output"):
        for path in (project / folder).rglob("*"):
            if path.is_file():
                found[path.relative_to(project).as_posix()] = path.read_bytes()
    return found


@pytest.fixture(scope="module")
def of_one(tmp_path_factory: pytest.TempPathFactory, builder: Builder) -> Path:
    """Return a project of as many stories as two processes share, as one process has built it."""
    project = small_project(tmp_path_factory.mktemp("workers") / "project")
    for number in range(FEWEST):
        for name in ("market.txt", "market.en.po"):
            shutil.copy(project / "seeds" / name, project / "seeds" / f"copy-{number}-{name}")
    done = builder.run(project, *ONE)
    assert done.returncode == 0, done.stderr
    return project


@pytest.mark.parametrize("limit", ["STORIES_TO_SHARE = 2", "STORIES_TO_COPY = 1"])
def test_two_processes_build_the_site_of_one(
    of_one: Path, tmp_path: Path, builder: Builder, limit: str
) -> None:
    """Posts, pages, cards, books and feeds: as of a hundred stories, and as of thousands."""
    project = tmp_path / "project"
    shutil.copytree(of_one, project, ignore=shutil.ignore_patterns("cache", "output", "content"))
    (project / "content").mkdir()
    # So few articles are no reason to write feeds, search and data otherwise.
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write("\nfrom pelican.plugins.briefing.edges import generator\n")
        file.write(f"generator.{limit}\n")
    done = builder.run(project, *TWO)
    assert done.returncode == 0, done.stderr
    found, expected = tree(project), tree(of_one)
    assert found.keys() == expected.keys()
    assert [path for path in expected if found[path] != expected[path]] == []
    for kind in ("cards/", "data/", "downloads/", "feeds/", "search/"):
        assert any(path.startswith(f"output/{kind}") for path in found), kind


@pytest.mark.parametrize("seed", range(2))
def test_the_site_of_two_processes_outlives_a_kill(
    of_one: Path, tmp_path: Path, builder: Builder, seed: int
) -> None:
    """With what they have kept until then; they end with the one that is killed."""
    project = tmp_path / "project"
    # Without what was kept all is made anew, beside the site that is there.
    shutil.copytree(of_one, project, ignore=shutil.ignore_patterns("cache"))
    building = project / ".output.building"
    pages = len(list((project / "output").rglob("*.html")))
    far = random.Random(seed).randrange(pages)  # noqa: S311 - no secret
    command = [sys.executable, "-m", "pelican", *TWO]
    environment = {"PATH": PATH, "HOME": str(project)}
    with subprocess.Popen(command, cwd=project, env=environment) as run:  # noqa: S603 - our own
        while run.poll() is None and sum(1 for _ in building.rglob("*.html")) < far:
            time.sleep(0.01)
        run.kill()
    assert run.returncode == -signal.SIGKILL
    assert building.is_dir()
    assert tree(project) == tree(of_one)
    done = builder.run(project, *TWO)
    assert done.returncode == 0, done.stderr
    assert not building.exists()
    assert tree(project) == tree(of_one)


def test_a_book_of_another_size_is_told(of_one: Path, tmp_path: Path, builder: Builder) -> None:
    """The page of feeds says how large books are, which follows from fonts as well."""
    project, feeds = tmp_path / "project", "output/en/feeds.html"
    shutil.copytree(of_one, project)
    # Without cards, of which every page tells, and which need fonts as well.
    command = (*TWO, "BRIEFING_CARDS=false")
    builder.run(project, *command)
    before = tree(project)[feeds]
    (project / "theme" / "static" / "css" / "fonts.css").unlink()
    builder.run(project, *command)
    assert tree(project)[feeds] != before
