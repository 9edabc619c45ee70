"""The editor's desk: what its forms write, what it refuses, and that no change is lost."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

import polib
import pytest
from desk_support import HIDDEN, HOST, ORIGIN, PORT, TOKEN, Window, desk_of, entry
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pelican.plugins.briefing.edges.command import main
from pelican.plugins.briefing.edges.desk.guard import LARGEST_BODY
from pelican.plugins.briefing.edges.desk.memories import MemoryFile, Stored, save_segment
from pelican.plugins.briefing.edges.desk.server import Desk
from pelican.plugins.briefing.edges.desk.view import difference
from pelican.plugins.briefing.edges.files import alone_with, write_atomically
from pelican.plugins.briefing.edges.terminal import shown_progress
from pelican.plugins.briefing.explain.draft.disputes import Why
from pelican.plugins.briefing.translate.fill import Job, fill_memories
from support import ROOT, small_project
from werkzeug.test import Client

STRINGS = ROOT / "plugins/briefing/edges/desk/strings"


@pytest.fixture
def desk(project: Path) -> Desk:
    return desk_of(project)


@pytest.fixture
def window(desk: Desk) -> Window:
    return Window(desk)


# What is shown and written


def test_an_article_has_a_row_for_each_segment_with_what_is_known_of_it(window: Window) -> None:
    row = window.row("market", "p1s1")
    assert "فتح السوق القديم أبوابه" in row
    assert "The old market opened its doors to the people" in row
    assert "Needs review" in row
    assert "google, 2023-01-02" in row
    # Written by somebody else: never markup.
    assert "&lt;إن&gt;" in window.get("/ar/article/water-plan").get_data(as_text=True)


def test_of_two_articles_with_one_address_the_one_is_opened_that_has_a_page_there(
    project: Path,
) -> None:
    # By its name, it would come first.
    text = (project / "seeds" / "market.txt").read_text(encoding="utf-8")
    other = text.replace("السوق القديم", "الميناء القديم")
    (project / "seeds" / "a.txt").write_text(other, encoding="utf-8")
    (project / "seeds" / "a.toml").write_text('slug = "market"\n', encoding="utf-8")
    assert "فتح الميناء القديم" in Window(desk_of(project)).row("market", "p1s1")
    post = project / "content" / "en" / "market.md"
    post.parent.mkdir(parents=True, exist_ok=True)
    post.write_text("Title: Market\nSeed: market.txt\nSlug: market\n\nText\n", encoding="utf-8")
    assert "فتح السوق القديم" in Window(desk_of(project)).row("market", "p1s1")


def test_accepting_writes_the_entry_and_leaves_every_other_as_it_is(
    project: Path, window: Window
) -> None:
    path = project / "seeds" / "market.en.po"
    before = path.read_text(encoding="utf-8")
    answer = window.accept("market", "p1s1", "  The old market\nopened again. ")
    assert answer.status_code == 200
    assert "Reviewed" in answer.get_data(as_text=True)
    written = path.read_text(encoding="utf-8")
    old = 'msgstr "The old market opened its doors to the people after twenty years of closure."'
    expected = before.replace("#, fuzzy\n", "").replace(
        old, 'msgstr "The old market opened again."'
    )
    assert written == expected


def test_a_missing_sentence_is_entered_with_all_of_its_article(
    project: Path, window: Window
) -> None:
    assert window.accept("market", "p2s1", "Nobody knows when it ends.").status_code == 200
    assert entry(project, "market", "p2s1").msgstr == "Nobody knows when it ends."
    assert entry(project, "market", "p1s2").msgstr == ""
    assert entry(project, "market", "p1s1").fuzzy
    # A seed without a memory gets one.
    assert (
        window.accept("water-plan", "deck", "The plan is for three provinces.").status_code == 200
    )
    assert entry(project, "water", "deck").msgstr == "The plan is for three provinces."


def test_what_a_machine_suggested_is_still_to_be_seen_when_it_was_corrected(
    window: Window,
) -> None:
    window.accept("market", "p1s1", "The old market opened.")
    row = window.row("market", "p1s1")
    assert "What it was before" in row
    assert "The old market opened its doors to the people after twenty years of closure." in row


def test_what_is_accepted_though_a_check_fails_stays_to_be_seen(window: Window) -> None:
    assert "accepted sentence" not in window.get("/en/").get_data(as_text=True)
    window.accept("market", "p1s1", "The old market opened with 900 stalls.")
    first = window.get("/en/").get_data(as_text=True)
    assert "1 accepted sentence fails a check" in first
    assert 'href="/en/article/market#p1s1"' in first.partition("1 accepted sentence")[2]


def test_the_desk_tells_of_articles_newer_than_a_brief(project: Path) -> None:
    seeds = project / "seeds"
    topic = seeds / "topics" / "water.toml"
    text = topic.read_text(encoding="utf-8")
    topic.write_text(f'brief = ["water-plan#p2s1"]\n{text}', encoding="utf-8")
    later = (seeds / "water.txt").read_text(encoding="utf-8").replace("2023/03/05", "2023/04/02")
    told = "1 newer article, of April 2, 2023, is not yet in these lines."
    for has_newer in (False, True):
        if has_newer:
            (seeds / "later.txt").write_text(later.replace("120", "130"), encoding="utf-8")
        window = Window(desk_of(project))
        for path in ("/en/", "/en/topic/water"):
            assert (told in window.get(path).get_data(as_text=True)) == has_newer


def test_a_draft_still_needs_review(project: Path, window: Window) -> None:
    window.accept("market", "p2s1", "Nobody knows.", action="draft")
    assert entry(project, "market", "p2s1").fuzzy
    assert "Needs review" in window.row("market", "p2s1")


def test_nothing_is_accepted_as_the_english_of_a_sentence(project: Path, window: Window) -> None:
    before = (project / "seeds" / "market.en.po").read_bytes()
    answer = window.accept("market", "p1s1", " \u200f ")
    assert answer.status_code == 422
    assert "There is no English yet" in answer.get_data(as_text=True)
    assert (project / "seeds" / "market.en.po").read_bytes() == before


def test_an_edited_source_is_shown_with_what_it_was(project: Path, window: Window) -> None:
    path = project / "seeds" / "market.en.po"
    catalogue = polib.pofile(str(path), wrapwidth=0)
    catalogue[1].previous_msgid = catalogue[1].msgid.replace("عشرين", "ثلاثين")
    catalogue.save(str(path))
    row = window.row("market", "p1s1")
    assert "<del>ثلاثين</del> <ins>عشرين</ins>" in row
    window.accept("market", "p1s1", "The old market opened.")
    assert entry(project, "market", "p1s1").previous_msgid is None


def test_difference_has_every_word_of_both() -> None:
    parts = difference("one two three", "one 2 three four")
    assert parts == (
        ("same", "one"),
        ("gone", "two"),
        ("new", "2"),
        ("same", "three"),
        ("new", "four"),
    )


def test_undo_takes_back_the_last_change_and_no_newer_one(project: Path, window: Window) -> None:
    path = project / "seeds" / "market.en.po"
    before = path.read_bytes()
    window.accept("market", "p1s1", "One.")
    window.accept("market", "p1s1", "Two.")
    window.post("/en/article/market/undo", {})
    assert entry(project, "market", "p1s1").msgstr == "One."
    window.post("/en/article/market/undo", {})
    assert path.read_bytes() == before
    assert window.post("/en/article/market/undo", {}).status_code == 200
    # What somebody else has written since stays, and both are shown.
    window.accept("market", "p1s1", "Three.")
    write(path, "p1s1", "Theirs.")
    answer = window.post("/en/article/market/undo", {})
    assert answer.status_code == 409
    assert entry(project, "market", "p1s1").msgstr == "Theirs."


def test_the_same_sentence_elsewhere_is_accepted_where_one_says_so(
    project: Path, window: Window
) -> None:
    seeds = project / "seeds"
    shutil.copy(seeds / "market.txt", seeds / "bazaar.txt")
    shutil.copy(seeds / "market.txt", seeds / "souk.txt")
    first = window.row("market", "p1s2")
    assert "also in 2 other places" in first
    same = [value for name, value in HIDDEN.findall(first) if name == "same"]
    assert len(same) == 2
    window.accept("market", "p1s2", "Traders said so.", same=same[0], everywhere="yes")
    other = {
        one: entry(project, one, "p1s2").msgstr for one in ("bazaar", "souk") if there(seeds, one)
    }
    assert list(other.values()) == ["Traders said so."]
    window.post("/en/article/market/undo", {})
    assert {entry(project, one, "p1s2").msgstr for one in other} == {""}


def there(seeds: Path, stem: str) -> bool:
    return (seeds / f"{stem}.en.po").is_file()


def test_search_finds_words_in_both_languages_however_they_are_spelled(window: Window) -> None:
    for words in ("اسواق السُوق القديم", "OLD market people"):
        found = window.get(f"/en/search?q={words.split(maxsplit=1)[1]}").get_data(as_text=True)
        assert 'href="/en/article/market#p1s1"' in found
    assert "0 sentences" in window.get("/en/search?q=nowhere").get_data(as_text=True)
    assert "&lt;b&gt;" in window.get("/en/search?q=<b>").get_data(as_text=True)


def test_a_change_by_hand_is_there_at_the_next_request(project: Path, window: Window) -> None:
    seed = project / "seeds" / "market.txt"
    seed.write_text(
        seed.read_text("utf-8") + "\nوهذه جملة جديدة كتبها محرر في ملف المقال.\n", "utf-8"
    )
    assert "وهذه جملة جديدة" in window.get("/en/article/market").get_data(as_text=True)


def test_a_broken_memory_is_told_and_left_as_it_is(project: Path, window: Window) -> None:
    path = project / "seeds" / "market.en.po"
    fields = {**window.hidden("market", "p1s1"), "en": "Mine."}
    path.write_text('msgid "half', encoding="utf-8")
    answer = window.post("/en/article/market/p1s1", fields)
    assert answer.status_code == 422
    assert "seeds/market.en.po:1" in answer.get_data(as_text=True)
    assert path.read_text(encoding="utf-8") == 'msgid "half'


def test_every_kind_of_possible_dispute_has_a_string(desk: Desk) -> None:
    for why in get_args(Why):
        key = why.replace(" ", "_").replace(",", "")
        assert f"why.{key}" in desk.catalogues["en"].strings


def test_strings_are_the_same_in_both_languages(desk: Desk) -> None:
    arabic, english = desk.catalogues["ar"], desk.catalogues["en"]
    assert arabic.strings.keys() == english.strings.keys()
    for key, found in arabic.strings.items():
        if isinstance(found, dict):
            assert set(found) == {"zero", "one", "two", "few", "many", "other"}, key


def test_without_the_extra_the_command_says_what_to_install(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pelican.plugins.briefing.edges.command.find_spec", lambda _: None)
    assert main(["--root", str(project), "review"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "pip install 'pelican-briefing[review]'" in line
    assert line.startswith("error: pelican-briefing review:")


def test_a_port_that_is_in_use_is_told_before_anything_is_read(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["--root", str(project), "review", f"--port={port}"]) == 1
    told = f"error: pelican-briefing review: it cannot listen at port {port} ("
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(told)
    assert line.endswith("). Give another as --port.")


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
def test_a_port_that_is_none_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], port: str
) -> None:
    with pytest.raises(SystemExit):
        main(["--root", str(project), "review", f"--port={port}"])
    told = f"argument --port: “{port}” is not a port. Use one of 0 to 65535.\n"
    assert capsys.readouterr().err.endswith(told)


# Who may ask


def test_the_token_is_needed_once_and_then_in_no_address(desk: Desk) -> None:
    client = Client(desk)
    for path in ("/en/articles", "/theme/css/main.css", f"/en/articles?token={TOKEN}x", "/site/x"):
        assert client.get(path, base_url=ORIGIN).status_code == 401, path
    entered = client.get(f"/en/articles?token={TOKEN}", base_url=ORIGIN)
    assert (entered.status_code, entered.headers["Location"]) == (303, "/en/articles")
    cookie = entered.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert TOKEN not in cookie
    assert client.get("/en/articles", base_url=ORIGIN).status_code == 200


REFUSED = {
    "another origin": ({"Origin": "http://evil.example"}, {}, 403),
    "no origin": ({"Origin": ""}, {}, 403),
    "another site": ({"Sec-Fetch-Site": "cross-site"}, {}, 403),
    "another port of this machine": ({"Sec-Fetch-Site": "same-site"}, {}, 403),
    "a foreign host": ({"Host": "evil.example"}, {}, 400),
    "another port": ({"Host": f"127.0.0.1:{PORT + 1}"}, {}, 400),
    "no proof": ({}, {"proof": ""}, 403),
    "an oversized body": ({}, {"en": "x" * (LARGEST_BODY + 1)}, 413),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_form_is_refused(project: Path, window: Window, case: str) -> None:
    headers, fields, status = REFUSED[case]
    before = (project / "seeds" / "market.en.po").read_bytes()
    fields = {**window.hidden("market", "p1s1"), "en": "Mine.", **fields}
    answer = window.post("/en/article/market/p1s1", fields, **headers)
    assert answer.status_code == status
    assert "market" not in answer.get_data(as_text=True)
    assert (project / "seeds" / "market.en.po").read_bytes() == before


@pytest.mark.parametrize(
    "path",
    [
        "/site/../pelicanconf.py",
        "/site/%2e%2e/pelicanconf.py",
        "/site/..%2fpelicanconf.py",
        "/site//etc/passwd",
        "/site/out.html",
        "/site/.git/config",
        "/site/data.bin",
        "/static/../server.py",
        "/theme/../translations/en.toml",
        "/theme/",
        "/en/article/..%2f..%2fpelicanconf.py",
        "/xx/articles",
        "/nothing",
    ],
)
def test_no_other_file_is_reachable(project: Path, window: Window, path: str) -> None:
    output = project / "output"
    output.mkdir()
    (output / "data.bin").write_bytes(b"not shown")
    (output / ".git").mkdir()
    (output / ".git" / "config").write_text("not shown")
    (output / "out.html").symlink_to(project / "pelicanconf.py")
    answer = window.get(path)
    assert answer.status_code in {400, 404}
    assert b"SITENAME" not in answer.data


def test_pages_of_the_site_are_shown_without_their_scripts(project: Path, window: Window) -> None:
    (project / "output" / "en").mkdir(parents=True)
    (project / "output" / "en" / "market.html").write_text("<p>built", encoding="utf-8")
    answer = window.get("/site/en/market.html")
    assert answer.data == b"<p>built"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "allow-scripts" not in policy
    assert 'data-src="/site/en/market.html"' in window.get("/en/article/market").get_data(
        as_text=True
    )


def test_every_answer_has_a_policy_that_knows_no_inline_script(window: Window) -> None:
    answer = window.get("/en/article/market")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    text = answer.get_data(as_text=True)
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick=" not in text
    assert window.get("/nothing").headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(window: Window, method: str) -> None:
    assert window.client.open("/en/articles", base_url=ORIGIN, method=method).status_code == 405


def test_a_host_may_be_named_localhost(desk: Desk) -> None:
    client = Client(desk)
    name = f"http://localhost:{PORT}"
    assert client.get(f"/en/articles?token={TOKEN}", base_url=name).status_code == 303
    assert HOST in desk.guard.address("en")


# No change is lost


def write(path: Path, segment: str, text: str) -> None:
    """Change one entry of a memory as a person does in a PO editor."""
    catalogue = polib.pofile(str(path), wrapwidth=0)
    for one in catalogue:
        if one.msgctxt == segment:
            one.msgstr = text
            one.flags = []
    catalogue.save(str(path))


def test_what_somebody_changed_since_is_shown_beside_ones_own_text(
    project: Path, window: Window
) -> None:
    path = project / "seeds" / "market.en.po"
    fields = {**window.hidden("market", "p1s1"), "en": "Mine.", "action": "accept"}
    write(path, "p1s1", "Theirs.")
    answer = window.post("/en/article/market/p1s1", fields)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Theirs." in text
    assert ">Mine.</textarea>" in text
    assert entry(project, "market", "p1s1").msgstr == "Theirs."
    # Who has seen theirs may write over it.
    seen = {"seen": dict(HIDDEN.findall(text))["seen"]}
    assert window.post("/en/article/market/p1s1", fields | seen).status_code == 200
    assert entry(project, "market", "p1s1").msgstr == "Mine."


def test_an_older_copy_saved_over_the_desks_text_is_told(project: Path, window: Window) -> None:
    path = project / "seeds" / "market.en.po"
    earlier = path.read_bytes()
    window.accept("market", "p1s1", "Mine.")
    path.write_bytes(earlier)
    row = window.row("market", "p1s1")
    assert "Another program has changed what you accepted here" in row
    assert ">Mine.</textarea>" in row
    window.post("/en/article/market/p1s1/settled", {})
    assert "Another program" not in window.row("market", "p1s1")


@dataclass
class Poedit:
    """A PO editor: it reads the file, and later writes all of what it has read and changed."""

    path: Path
    catalogue: polib.POFile | None = None
    seen: dict[str, str] = field(default_factory=dict)

    def load(self) -> None:
        self.catalogue = polib.pofile(str(self.path), wrapwidth=0)
        self.seen = {one.msgctxt: one.msgstr for one in self.catalogue}

    def save(self, segment: str, text: str) -> None:
        if self.catalogue is None:
            self.load()
        assert self.catalogue is not None
        for one in self.catalogue:
            if one.msgctxt == segment:
                one.msgstr = text
                one.flags = []
        self.catalogue.save(str(self.path))


SEGMENTS = ("title", "p1s1")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["load", "accept", "undo", "poedit loads", "poedit saves", "build"]),
        st.sampled_from([0, 1]),
        st.sampled_from(SEGMENTS),
    ),
    min_size=2,
    max_size=9,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_project(tmp_path_factory.mktemp("desk") / "project")


@given(steps=STEPS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_windows_an_editor_and_a_build_lose_nothing(
    shared: Path, steps: list[tuple[str, int, str]]
) -> None:
    path = shared / "seeds" / "market.en.po"
    shutil.copy(ROOT / "tests/golden/seeds/market.en.po", path)
    desk = desk_of(shared)
    windows = [Window(desk), Window(desk)]
    pages = [{one: windows[0].hidden("market", one) for one in SEGMENTS} for _ in windows]
    poedit = Poedit(path)
    poedit.load()
    last_by_desk: dict[str, str] = {}
    seen = [{one: entry(shared, "market", one).msgstr for one in SEGMENTS} for _ in windows]
    for number, (step, which, segment) in enumerate(steps):
        text = f"Text {number}."
        on_disk = entry(shared, "market", segment).msgstr
        window = windows[which]
        if step == "load":
            pages[which] = {one: window.hidden("market", one) for one in SEGMENTS}
            seen[which] = {one: entry(shared, "market", one).msgstr for one in SEGMENTS}
        elif step == "accept":
            fields = {**pages[which][segment], "en": text, "action": "accept"}
            answer = window.post(f"/en/article/market/{segment}", fields)
            if answer.status_code == 200:
                # Nothing was written over but what this window had shown.
                assert on_disk == seen[which][segment]
                seen[which][segment] = last_by_desk[segment] = text
                pages[which][segment] = dict(HIDDEN.findall(answer.text))
            else:
                # Refused: what is there stays, and both are in the answer.
                assert answer.status_code == 409
                assert entry(shared, "market", segment).msgstr == on_disk
                assert on_disk in answer.text
                assert text in answer.text
        elif step == "undo":
            window.post("/en/article/market/undo", {})
            last_by_desk = {
                k: v for k, v in last_by_desk.items() if v == entry(shared, "market", k).msgstr
            }
        elif step == "poedit loads":
            poedit.load()
        elif step == "poedit saves":
            poedit.save(segment, text)
        else:
            edition, inputs = desk.project.edition, desk.project.inputs
            fill_memories(
                Job(edition.stories, (), inputs.glossary),
                shared / "seeds",
                lambda _: None,
                write=lambda where, data: where.write_bytes(data),
                progress=shown_progress,
            )
        # Whatever the desk wrote is in the file, or shown beside what another program wrote.
        for one, kept in last_by_desk.items():
            if entry(shared, "market", one).msgstr != kept:
                row = window.row("market", one)
                assert "Another program has changed" in row
                assert f">{kept}</textarea>" in row


def test_a_build_that_writes_memories_at_the_same_moment_loses_nothing(
    project: Path, window: Window
) -> None:
    edition, inputs = window.desk.project.edition, window.desk.project.inputs
    job = Job(edition.stories, (), inputs.glossary)
    is_over = threading.Event()

    def write_late(path: Path, data: bytes) -> None:
        # Long after the memory was read: whatever is saved meanwhile would be gone.
        time.sleep(0.02)
        write_atomically(path, data)

    def build() -> None:
        while not is_over.is_set():
            fill_memories(
                job,
                project / "seeds",
                lambda _: None,
                write=write_late,
                progress=shown_progress,
                alone=alone_with,
            )

    builds = threading.Thread(target=build)
    builds.start()
    try:
        for number in range(8):
            text = f"Text {number}."
            assert window.accept("market", "p1s1", text).status_code == 200
            assert window.accept("market", "p2s1", text).status_code == 200
    finally:
        is_over.set()
        builds.join()
    assert entry(project, "market", "p1s1").msgstr == "Text 7."
    assert entry(project, "market", "p2s1").msgstr == "Text 7."
    assert "Another program" not in window.get("/en/article/market").text


def test_a_kill_at_any_moment_leaves_the_memory_old_or_new(project: Path) -> None:
    seeds = project / "seeds"
    path = seeds / "market.en.po"
    old = path.read_bytes()
    story = next(s for s in desk_of(project).project.edition.stories if s.slug == "market")
    segment = story.sentence("p1s1")
    assert segment is not None
    seen = MemoryFile(seeds, story).stored(segment).key
    left = set()
    for number in range(1, 8):
        path.write_bytes(old)
        child = os.fork()
        if child == 0:
            kill_at(number)
            save_segment(seeds, story, "p1s1", seen, Stored(segment.ar, "New."))
            os._exit(0)
        os.waitpid(child, 0)
        found = path.read_bytes()
        left.add(found == old)
        assert found == old or entry(project, "market", "p1s1").msgstr == "New."
        assert found.endswith(b'"\n')
    assert left == {True, False}


def kill_at(number: int) -> None:
    """Let this process end itself at the n-th call that changes the disk."""
    calls = iter(range(1, 100))
    for name in ("fsync", "chmod", "replace", "rename", "write"):
        real = getattr(os, name)

        def call(*arguments: object, real: object = real, **options: object) -> object:
            if next(calls) == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **options)  # type: ignore[operator]

        setattr(os, name, call)
