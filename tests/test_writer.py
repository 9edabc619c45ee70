"""Pelican's writer as the plugin has it: which pages wait, and which are reused."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
import pytest
from pelican.plugins.briefing.edges import writer as writer_module
from pelican.plugins.briefing.edges.outputs import Outputs, made_anew, state_of
from pelican.plugins.briefing.edges.workers import FEWEST, Workers
from pelican.plugins.briefing.edges.writer import BriefingWriter
from pelican.plugins.briefing.errors import BriefingError
from pelican.plugins.briefing.fingerprint import digest


@dataclass
class Template:
    """A template that counts what it renders."""

    name: str = "article.html"
    rendered: list[str] = field(default_factory=list)

    def render(self, values: dict[str, Any]) -> str:
        """Return the word of a page."""
        self.rendered.append(values["word"])
        return str(values["word"])


def writer(outputs: Outputs, key: str) -> BriefingWriter:
    """Return a writer of pages that are all made of what one key stands for."""
    made = BriefingWriter.of(outputs, Workers(1), lambda *_: key)
    return made(str(outputs.building), {"PAGINATED_TEMPLATES": {}})


def test_a_post_with_an_address_of_its_own_waits_and_is_taken_over(tmp_path: Path) -> None:
    """Pelican lets such a post take the place of another; every post of a build is one."""
    site, building = tmp_path / "site", tmp_path / "building"
    template = Template()
    first = writer(Outputs(site), "key")
    first.write_file("en/a.html", template, {}, word="old", override_output=True)
    assert template.rendered == []
    first.flush()
    assert template.rendered == ["old"]
    known = {"en/a.html": ("key", *state_of(site / "en" / "a.html"))}
    outputs = Outputs(building, site, known)
    second = writer(outputs, "key")
    second.write_file("en/a.html", template, {}, word="new", override_output=True)
    second.flush()
    assert template.rendered == ["old"]
    assert (building / "en" / "a.html").samefile(site / "en" / "a.html")


def test_of_two_pages_at_one_address_the_one_that_may_replace_stays(tmp_path: Path) -> None:
    site, building = tmp_path / "site", tmp_path / "building"
    (site / "en").mkdir(parents=True)
    (site / "en" / "a.html").write_text("before", encoding="utf-8")
    known = {"en/a.html": ("key", *state_of(site / "en" / "a.html"))}
    pages = (("one", False), ("other", True))
    for order in (pages, pages[::-1]):
        made = writer(Outputs(building, site, known), "key" if order == pages else "")
        for word, replaces in order:
            made.write_file("en/a.html", Template(), {}, word=word, override_output=replaces)
        made.flush()
        assert (building / "en" / "a.html").read_text(encoding="utf-8") == "other"
        # What was taken over is a file of the site before.
        assert (site / "en" / "a.html").read_text(encoding="utf-8") == "before"
        (building / "en" / "a.html").unlink()


def test_files_are_taken_over_together_if_their_bytes_are_the_ones_that_are_wanted(
    tmp_path: Path,
) -> None:
    site, building = tmp_path / "site", tmp_path / "building"
    site.mkdir()
    wanted, known = {}, {}
    for name in ("one.js", "two.js"):
        (site / name).write_text(name, encoding="utf-8")
        wanted[name] = digest(name.encode())
        known[name] = ("", *state_of(site / name))
    outputs = Outputs(building, site, known)
    assert outputs.reuse_all(wanted)
    assert all((building / name).samefile(site / name) for name in wanted)
    # They may be as a build has left them, and of another index than this one.
    other = Outputs(tmp_path / "other", site, known)
    assert not other.reuse_all({**wanted, "two.js": digest(b"2")})
    assert not other.reuse_all({**wanted, "three.js": digest(b"3")})
    assert not (tmp_path / "other").exists()


def test_without_a_key_every_page_is_rendered(tmp_path: Path) -> None:
    template = Template()
    made = BriefingWriter.of(Outputs(tmp_path), Workers(1), made_anew)
    one = made(str(tmp_path), {"PAGINATED_TEMPLATES": {}})
    one.write_file("a.html", template, {}, word="a")
    one.flush()
    assert template.rendered == ["a"]


@pytest.mark.parametrize("count", [1, 2])
def test_long_work_is_done_once_beside_the_pages_and_what_is_wrong_with_it_told(
    tmp_path: Path, count: int
) -> None:
    made = BriefingWriter.of(Outputs(tmp_path), Workers(count), made_anew)
    settings = {"PAGINATED_TEMPLATES": {}, "PATH": str(tmp_path / "content")}
    one = made(str(tmp_path), settings)

    def note(name: str) -> None:
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write(f"{os.getpid()}\n")

    with one.doing([lambda: note("feeds"), lambda: note("search")]):
        one.write_file("a.html", Template(), {}, word="a")
        one.flush()
    done = [int((tmp_path / name).read_text(encoding="utf-8")) for name in ("feeds", "search")]
    # With two processes neither is done by this one.
    assert (os.getpid() in done) == (count == 1)
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == "a"
    with (
        pytest.raises(BriefingError, match="No such file"),
        one.doing([(tmp_path / "missing" / "feed").touch, lambda: note("search")]),
    ):
        one.flush()
    assert len((tmp_path / "search").read_text(encoding="utf-8").split()) == 2


def test_work_beside_pages_ends_with_what_goes_wrong_with_them(tmp_path: Path) -> None:
    made = BriefingWriter.of(Outputs(tmp_path), Workers(2), made_anew)
    one = made(str(tmp_path), {"PAGINATED_TEMPLATES": {}, "PATH": str(tmp_path / "content")})
    # The other process would never come to an end.
    with pytest.raises(KeyError), one.doing([signal.pause]):
        raise KeyError
    said = "ended before its work"
    with pytest.raises(BriefingError, match=said), one.doing([lambda: os._exit(3)]):
        pass


@pytest.mark.parametrize("count", [1, 2])
def test_a_mistake_in_work_of_all_processors_is_told_with_its_place(
    tmp_path: Path, count: int
) -> None:
    made = BriefingWriter.of(Outputs(tmp_path), Workers(count), made_anew)
    settings = {"PAGINATED_TEMPLATES": {}, "PATH": str(tmp_path / "content")}
    one = made(str(tmp_path), settings)
    (tmp_path / "f.html").write_text("\n{{ nothing.at.all }}", encoding="utf-8")
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(tmp_path), autoescape=True)
    works = [templates.get_template("f.html").render] * FEWEST
    with pytest.raises(BriefingError) as raised:
        one.together(works, "trying")
    assert [(problem.path, problem.line) for problem in raised.value.problems] == [("f.html", 2)]


def test_of_many_pages_one_of_each_template_is_rendered_before_this_process_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copies have what was compiled for it, and every page is written once."""
    monkeypatch.setattr(writer_module, "PAGES_TO_COPY_FOR", 2 * FEWEST)
    here = jinja2.Environment(autoescape=True)
    here.globals["pid"] = os.getpid
    templates = [here.from_string("{{ word }} {{ pid() }}") for _ in range(2)]
    made = BriefingWriter.of(Outputs(tmp_path), Workers(2), made_anew)
    one = made(str(tmp_path), {"PAGINATED_TEMPLATES": {}, "PATH": str(tmp_path / "content")})
    for number in range(4 * FEWEST):
        one.write_file(f"{number}.html", templates[number % 2], {}, word=f"w{number}")
    one.flush()
    written = [(tmp_path / f"{number}.html").read_text() for number in range(4 * FEWEST)]
    assert [text.split()[0] for text in written] == [f"w{n}" for n in range(4 * FEWEST)]
    ours = [n for n, text in enumerate(written) if text.split()[1] == str(os.getpid())]
    assert ours == [0, 1]
