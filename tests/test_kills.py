"""A kill at any call that changes the disk leaves every file old or new, and the site whole."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from libre_server import libre_server
from outlets import outlets, page, rss, sentences
from pelican.plugins.briefing.edges.site_folder import LIST
from support import ROOT, Builder, Run

DRIVER = ROOT / "tests" / "kill_driver.py"
Left = dict[str, Any]
BUILD = ["pelican", "-s", "pelicanconf.py", "--fatal", "errors"]
PUBLISH = ["pelican", "-s", "publishconf.py", "--fatal", "errors"]


Killed = Callable[..., tuple[list[Left], Left]]


@pytest.fixture
def killed(project: Path, builder: Builder) -> Killed:
    """Return a function that says what each kill of a command leaves, and what it leaves unkilled.

    What is killed is a copy of a process, and so is every build that a kill is compared with.
    """

    def run(
        *command: str, first: int = 1, step: int = 1, **environment: str
    ) -> tuple[list[Left], Left]:
        arguments = (str(project), str(first), str(step), *command)
        environment |= {"SITEURL": "https://news.example", "HOME": str(project.parent)}
        done = builder.run(project.parent, *arguments, program=str(DRIVER), **environment)
        assert done.returncode == 0, done.stderr
        *kills, last = map(json.loads, done.stdout.splitlines())
        return kills, last

    return run


def part(found: dict[str, str], folder: str) -> dict[str, str]:
    """Return the files of one folder, less the build's list of them and unfinished files."""
    kept = {}
    for name, digest in found.items():
        is_file = name.startswith(f"{folder}/") and not name.endswith((LIST, ".tmp"))
        if is_file:
            kept[name] = digest
    return kept


def state(project: Path) -> dict[str, str]:
    """Return what the driver says of a project, before any command."""
    sys.path.insert(0, str(DRIVER.parent))
    from kill_driver import files  # noqa: PLC0415 - it imports all of the plugin

    return files(project)


def change(project: Path) -> None:
    """Do what an editor may have done since the last build: add, change and take away."""
    seeds = project / "seeds"
    shutil.copy(seeds / "market.txt", seeds / "bazaar.txt")
    shutil.copy(seeds / "market.en.po", seeds / "bazaar.en.po")
    (seeds / "market.toml").write_text('tags = ["new"]\nauthor = "زيد"\n', encoding="utf-8")
    (seeds / "water.txt").unlink()
    (seeds / "water.toml").unlink()
    (seeds / "topics" / "water.toml").unlink()
    (project / "output" / "CNAME").write_text("news.example", encoding="utf-8")


# In parts, so that several processes share them.
@pytest.mark.parametrize("part_of_three", [1, 2, 3])
@pytest.mark.parametrize("scenario", ["build", "publish", "first build"])
def test_a_killed_build_leaves_the_old_site_or_the_new(
    project: Path, build: Run, killed: Killed, scenario: str, part_of_three: int
) -> None:
    command = PUBLISH if scenario == "publish" else BUILD
    first = scenario == "first build"
    at_least = {"build": 18, "first build": 10, "publish": 6}[scenario]
    # What a kill can leave of twenty fonts or pictures, it can leave of one style sheet.
    shutil.rmtree(project / "theme" / "static" / "fonts")
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('BRIEFING_CARDS = False\nBRIEFING_DOWNLOADS = "zip"\n')
    if not first:
        assert build("-s", command[2], SITEURL="https://news.example").returncode == 0
        change(project)
    before = state(project)
    # A published site is built as any other, so that a third of its kills is enough.
    step = 9 if scenario == "publish" else 3
    kills, after = killed(*command, first=part_of_three, step=step)
    assert after["status"] == 0
    assert len(kills) >= at_least
    sites = [part(before, "output"), part(after["files"], "output")]
    for kill in kills:
        found, number = kill["files"], kill["number"]
        assert part(found, "seeds") == part(before, "seeds"), number
        assert part(found, "output") in sites, number
        for name in before.keys() | after["files"].keys():
            if name.startswith("content/"):
                versions = before.get(name), after["files"].get(name)
                assert found.get(name) in versions, (number, name)
        if "next" in kill:
            assert kill["next"] == 0, number
            assert kill["next_files"] == after["files"], number


def test_translations_outlive_a_kill(project: Path, killed: Killed) -> None:
    """Each memory is old or new, and the next run ends as one that nobody killed."""
    with libre_server(translate=lambda ar: f"The city is {len(ar)} years old.") as server:
        with (project / "pelicanconf.py").open("a", encoding="utf-8") as conf:
            conf.write(f'BRIEFING_ENGINE = "libre"\nBRIEFING_ENGINE_URL = "{server.url}"\n')
        before = state(project)
        kills, after = killed("pelican-briefing", "translate")
    assert after["status"] == 0
    assert len(kills) >= 7
    new = part(after["files"], "seeds")
    assert new.keys() - before.keys() == {"seeds/water.en.po"}
    for kill in kills:
        for name, digest in part(before, "seeds").items():
            assert kill["files"][name] in (digest, new[name]), kill["number"]
        if "next" in kill:
            assert part(kill["next_files"], "seeds") == new, kill["number"]


@pytest.mark.parametrize(
    ("command", "new"),
    [
        (["add", "--again", "page.txt"], {"seeds/page.txt", "seeds/page.toml"}),
        (["topic", "roads"], {"seeds/topics/roads.toml"}),
    ],
    ids=["add", "topic"],
)
def test_what_a_command_writes_is_whole_or_not_there(
    project: Path, killed: Killed, command: list[str], new: set[str]
) -> None:
    shutil.copy(project / "seeds" / "water.txt", project / "page.txt")
    before = state(project)
    kills, after = killed("pelican-briefing", *command)
    assert after["status"] == 0
    assert after["files"].keys() - before.keys() == new
    assert len(kills) >= 3 * len(new)
    for kill in kills:
        found = {name: kill["files"][name] for name in kill["files"] if not name.endswith(".tmp")}
        assert found.items() >= before.items(), kill["number"]
        assert found.items() <= after["files"].items(), kill["number"]


def test_a_killed_pull_leaves_whole_articles_or_none(project: Path, killed: Killed) -> None:
    with outlets(1) as (host,):
        rows = []
        for number in range(3):
            body = page(f"خبر {number}", sentences(number))
            rows.append((f"خبر {number}", host.has(f"/new-{number}", body)))
        source = f'feed = "{host.has("/feed", rss(rows))}"\nar = "وكالة"\nen = "Agency"\n'
        text = f"pause = 0\n[[source]]\n{source}"
        (project / "seeds" / "sources.toml").write_text(text, encoding="utf-8")
        pull = ("pelican-briefing", "pull", "--allow-private")
        kills, after = killed(*pull, SOURCE_DATE_EPOCH="1764288000")
    assert after["status"] == 0
    new = part(after["files"], "seeds")
    assert {f"seeds/new-{n}{end}" for n in range(3) for end in (".html", ".toml")} < new.keys()
    assert len(kills) >= 24
    for kill in kills:
        found = part(kill["files"], "seeds")
        for name, digest in found.items():
            assert digest == new[name] or name.endswith("pulled.tsv"), kill["number"]
            # Without its sidecar a seed would be on the site.
            assert not name.endswith(".html") or name.replace(".html", ".toml") in found
        if "next" in kill:
            assert part(kill["next_files"], "seeds") == new, kill["number"]
