"""The memories after a run, however it went: builds, commands, kills, reuse, and what is sent."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import polib
import pytest
from engine_support import (
    KEY,
    catalogue,
    english,
    entered,
    hurry,
    libre,
    segments,
    set_engine,
    stories,
    write_seed,
)
from libre_server import (
    CUT,
    FORBIDDEN,
    GOOD,
    HTML,
    LATE,
    SERVER_ERROR,
    Fault,
    LibreServer,
    Script,
    always,
    first,
    libre_server,
    only,
    sequence,
)
from pelican.plugins.briefing.edges.command import main
from pelican.plugins.briefing.edges.files import write_atomically
from pelican.plugins.briefing.edges.terminal import shown_progress
from pelican.plugins.briefing.editors.glossary import Glossary
from pelican.plugins.briefing.errors import Problem
from pelican.plugins.briefing.translate import fill as fill_module
from pelican.plugins.briefing.translate.fill import Job, fill_memories, plan
from pelican.plugins.briefing.translate.journal import Journal, MachineTranslation
from support import ROOT, Run

TEXTS = segments(24, 10)
OTHER = segments(6, 50)


@pytest.fixture
def project(project: Path) -> Path:
    """Return the small project with two stories of numbered segments and nothing else."""
    for path in (project / "seeds").rglob("*"):
        if path.is_file():
            path.unlink()
    write_seed(project, "streets", TEXTS)
    write_seed(project, "roads", OTHER)
    return project


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)
    monkeypatch.setenv("LIBRE_API_KEY", KEY)


def fill(project: Path, url: str = "", *, workers: int = 4, **job: object) -> tuple[Problem, ...]:
    """Fill a project's memories; without an address with no engine."""
    engines = (libre(url, workers),) if url else ()
    made = replace(Job(stories(project), engines, Glossary()), **job)  # type: ignore[arg-type]
    return fill_memories(
        made,
        project / "seeds",
        lambda _line: None,
        write=write_atomically,
        progress=shown_progress,
    )


def command(project: Path, *arguments: str) -> int:
    return main(["--root", str(project), *arguments])


def memories(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project / "seeds").glob("*.po")}


def all_entered(project: Path) -> dict[str, str]:
    return entered(project, "streets") | entered(project, "roads")


def seed_texts(project: Path) -> list[str]:
    return [segment.ar for story in stories(project) for segment in story.segments()]


def journal(project: Path) -> Path:
    return Journal(project / "seeds").path


def accept(project: Path, stem: str, english_by_arabic: dict[str, str]) -> None:
    """Write English into a memory as a reviewer does: no mark, no comment."""
    po = catalogue(project, stem)
    for entry in po:
        if entry.msgid in english_by_arabic:
            entry.msgstr, entry.flags, entry.comment = english_by_arabic[entry.msgid], [], ""
    po.save(str(project / "seeds" / f"{stem}.en.po"))


# The key ----------------------------------------------------------------------------------------

FIRST_REFUSED = sequence([FORBIDDEN] + [LATE] * 99)
"""While the first request is refused, the others are still under way."""
BUILDS: dict[str, tuple[Script | None, range]] = {
    "good": (None, range(30, 31)),
    "forbidden": (always(FORBIDDEN), range(1)),
    "forbidden_later": (sequence([None] * 9 + [FORBIDDEN] * 99), range(1, 10)),
    "forbidden_with_others_under_way": (FIRST_REFUSED, range(30)),
    "server_error": (first(1, SERVER_ERROR), range(30, 31)),
    "html": (first(1, HTML), range(30, 31)),
    "cut": (first(1, CUT), range(30, 31)),
}


@pytest.mark.parametrize(("script", "translated"), BUILDS.values(), ids=BUILDS)
def test_a_build_completes_with_what_is_there_and_never_says_the_key(
    project: Path, build: Run, script: Script | None, translated: range
) -> None:
    with libre_server(script, translate=english) as server:
        set_engine(project, server.url.replace("//", "//desk:Losung-55aa@"))
        done = build("-D", LIBRE_API_KEY=KEY, COLUMNS="2000")  # or the log breaks the key in two
        assert {request.key for request in server.requests} == {KEY}
    assert done.returncode == 0, done.stderr
    assert len(all_entered(project)) in translated
    pages = project / "output" / "en"
    assert (pages / "streets.html").is_file()
    assert (pages / "roads.html").is_file()
    assert not journal(project).exists()
    assert "DEBUG" in done.stdout + done.stderr
    assert leaks(project, done.stdout + done.stderr) == []


def leaks(project: Path, said: str) -> list[str]:
    """Return where the key or the password can be read, besides the settings that give it."""
    paths = (path for path in project.rglob("*") if path.is_file())
    written = {str(p): p.read_bytes() for p in paths if not p.name.startswith("pelicanconf.")}
    secrets = (KEY.encode(), b"Losung-55aa")
    found = {"what is printed": said.encode(), **written}
    return [name for name, data in found.items() if any(secret in data for secret in secrets)]


def test_the_build_says_where_texts_go_before_and_what_is_missing_behind(
    project: Path, build: Run
) -> None:
    with libre_server(always(FORBIDDEN)) as server:
        set_engine(project, server.url)
        lines = build(LIBRE_API_KEY=KEY).stderr.strip().split("\n")
    assert lines[0] == sent_line(project, server)
    assert lines[1:3] == ["  roads.txt: 6 segments", "  streets.txt: 24 segments"]
    assert lines[-1].startswith("warning: pelicanconf.py: libre (127.0.0.1:")
    assert "left 30 segments (HTTP 403)" in lines[-1]


def sent_line(project: Path, server: LibreServer) -> str:
    characters = sum(map(len, seed_texts(project)))
    return f"30 segments, {characters:,} characters → libre (127.0.0.1:{server.server_port})"


def test_a_server_that_is_not_there_is_one_line_and_no_failure(project: Path, build: Run) -> None:
    with libre_server() as server:
        url = server.url
    set_engine(project, url)
    done = build(LIBRE_API_KEY=KEY)
    assert done.returncode == 0
    warnings = [line for line in done.stderr.split("\n") if line.startswith("warning: ")]
    assert len(warnings) == 1
    assert "cannot be reached" in warnings[0]
    assert all_entered(project) == {}


# Interruptions ----------------------------------------------------------------------------------

LATENCY = 0.2
WORKERS = 4
"""How many answers may be on their way: a worker asks anew once its answer is written down."""


def started(project: Path) -> subprocess.Popen[str]:
    """Start the command as a person does, so that Ctrl-C reaches it."""
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(  # noqa: S603 - our own command
            [
                sys.executable,
                str(ROOT / "scripts" / "pelican_briefing.py"),
                "--root",
                str(project),
                "translate",
            ],
            env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
    finally:
        signal.signal(signal.SIGINT, handler)


def interrupted(project: Path, how: signal.Signals, after: int) -> tuple[int, str]:
    """Interrupt a command when it made so many requests.

    Return how many answers must have been written down before, and what the command said.
    """
    with libre_server(latency=LATENCY, translate=english) as server:
        set_engine(project, server.url, BRIEFING_ENGINE_WORKERS=WORKERS)
        process = started(project)
        while len(server.requests) < after and process.poll() is None:
            time.sleep(0.005)
        asked = len(server.requests)
        process.send_signal(how)
        out, err = process.communicate(timeout=60)
    assert asked >= after, out + err
    return asked - WORKERS, out + err


@pytest.mark.parametrize("after", [10, 22])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_an_interruption_loses_no_answer(project: Path, how: signal.Signals, after: int) -> None:
    answers, said = interrupted(project, how, after)
    assert KEY not in said
    for path in (project / "seeds").glob("*.po"):
        polib.pofile(str(path), encoding="utf-8")
    set_engine(project, "", "none")
    assert command(project, "translate") == 0
    assert len(all_entered(project)) >= answers
    assert not journal(project).exists()


def test_after_ctrl_c_the_memories_are_there_at_once(project: Path) -> None:
    answers, said = interrupted(project, signal.SIGINT, 10)
    assert len(all_entered(project)) >= answers
    assert not journal(project).exists()
    assert "Traceback" not in said


def test_the_run_after_a_kill_asks_only_for_what_is_missing(project: Path) -> None:
    interrupted(project, signal.SIGKILL, 10)
    left = [text for text in seed_texts(project) if text not in Journal(project / "seeds").read()]
    with libre_server(translate=english) as server:
        set_engine(project, server.url)
        assert command(project, "translate") == 0
    assert len(server.requests) == len(left) < 30
    assert len(all_entered(project)) == 30


def leave_answers(project: Path, texts: list[str]) -> None:
    """Write the journal that a killed run leaves."""
    for text in texts:
        Journal(project / "seeds").add(MachineTranslation(text, english(text), "libre, 2024-01-01"))


def test_a_run_for_one_story_loses_no_answer_of_another(project: Path) -> None:
    leave_answers(project, [TEXTS[3], OTHER[3]])
    set_engine(project, "", "none")
    assert command(project, "translate", "roads") == 0
    assert entered(project, "roads") == {OTHER[3]: english(OTHER[3])}
    assert command(project, "translate") == 0
    assert entered(project, "streets") == {TEXTS[3]: english(TEXTS[3])}


def test_a_story_that_cannot_be_read_now_keeps_its_answers(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(project)
    leave_answers(project, [TEXTS[3], OTHER[3]])
    set_engine(project, "", "none")
    path = project / "seeds" / "streets.en.po"
    good = path.read_bytes()
    path.write_bytes(good + b'msgid "broken\n')
    assert command(project, "translate") == 1
    assert "streets.en.po" in capsys.readouterr().err
    path.write_bytes(good)
    assert command(project, "translate") == 0
    assert all_entered(project).keys() == {TEXTS[3], OTHER[3]}


def test_what_is_waiting_already_is_not_said_to_be_sent(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    leave_answers(project, TEXTS[4:14])
    with libre_server(translate=english) as server:
        set_engine(project, server.url)
        for arguments in (["translate", "--dry-run"], ["translate"]):
            assert command(project, *arguments) == 0
            assert capsys.readouterr().out.startswith("20 segments, ")
    assert len(server.requests) == 20


def test_a_journal_cut_in_the_middle_of_a_line_loses_that_line_only(project: Path) -> None:
    leave_answers(project, TEXTS[4:7])
    data = journal(project).read_bytes()
    journal(project).write_bytes(data[:-30])
    leave_answers(project, TEXTS[7:9])
    kept = Journal(project / "seeds").read()
    assert list(kept) == [*TEXTS[4:6], *TEXTS[7:9]]


@pytest.mark.parametrize(
    "line",
    [b"", b"null", b"[]", b'{"ar": 1}', b'{"ar": "x", "en": 5, "origin": null}', b"\xff\xfe"],
)
def test_a_strange_journal_breaks_nothing(project: Path, line: bytes) -> None:
    leave_answers(project, TEXTS[4:5])
    with journal(project).open("ab") as file:
        file.write(line + b"\n")
    fill(project)
    assert entered(project, "streets") == {TEXTS[4]: english(TEXTS[4])}


def test_an_answer_is_on_disk_before_the_next_one_is_asked_for(project: Path) -> None:
    at_hand: list[int] = []

    def watch(number: int, _text: str) -> Fault:
        at_hand.append(len(Journal(project / "seeds").read()) - number)
        return GOOD

    with libre_server(watch, translate=english) as server:
        fill(project, server.url, workers=1)
    assert at_hand == [0] * 30


# What a memory keeps ----------------------------------------------------------------------------


def test_a_run_fills_every_story_and_a_second_changes_no_byte(project: Path) -> None:
    with libre_server(translate=english) as server:
        assert fill(project, server.url) == ()
        before = memories(project)
        assert len(all_entered(project)) == len(server.requests) == 30
        assert fill(project, server.url) == ()
        assert fill(project) == ()
    assert memories(project) == before
    assert len(server.requests) == 30
    assert all(entry.fuzzy for entry in catalogue(project, "streets"))
    assert all(
        entry.comment.startswith("machine: libre, ") for entry in catalogue(project, "roads")
    )


def test_without_an_engine_every_segment_is_entered_and_empty(project: Path) -> None:
    assert fill(project) == ()
    assert all_entered(project) == {}
    assert [entry.msgstr for entry in catalogue(project, "roads")] == [""] * 6


def test_reviewed_english_is_never_overwritten(project: Path) -> None:
    fill(project)
    accept(project, "streets", {TEXTS[5]: "By hand."})
    with libre_server(translate=english) as server:
        fill(project, server.url)
    entry = next(entry for entry in catalogue(project, "streets") if entry.msgid == TEXTS[5])
    assert (entry.msgstr, entry.flags) == ("By hand.", [])
    assert len(server.requests) == 29


def test_english_written_while_the_engines_run_is_not_overwritten(project: Path) -> None:
    fill(project)

    def meanwhile(number: int, _text: str) -> None:
        if number == 0:
            accept(project, "streets", {TEXTS[5]: "By hand."})

    with libre_server(meanwhile, translate=english) as server:
        fill(project, server.url)
    entry = next(entry for entry in catalogue(project, "streets") if entry.msgid == TEXTS[5])
    assert (entry.msgstr, entry.flags) == ("By hand.", [])


@pytest.mark.parametrize("reviewed", [True, False])
def test_a_segment_of_another_story_takes_its_english(project: Path, reviewed: bool) -> None:  # noqa: FBT001
    with libre_server(translate=english) as server:
        fill(project, server.url)
    if reviewed:
        accept(project, "streets", {text: english(text) for text in TEXTS})
    write_seed(project, "again", [*segments(1, 700), *TEXTS[3:9], *segments(2, 710)])
    with libre_server(translate=english) as server:
        fill(project, server.url)
    assert len(server.requests) == 3
    assert len(entered(project, "again")) == 9
    taken = [entry for entry in catalogue(project, "again") if entry.msgid in TEXTS]
    assert [entry.fuzzy for entry in taken] == [not reviewed] * 6
    assert [bool(entry.comment) for entry in taken] == [not reviewed] * 6


def test_a_segment_in_two_stories_is_sent_once(project: Path) -> None:
    write_seed(project, "again", [*segments(1, 700), *TEXTS[3:9]])
    with libre_server(translate=english) as server:
        fill(project, server.url)
    assert len(server.requests) == 31
    assert len(entered(project, "again")) == 7


def test_what_no_segment_needs_stays_as_obsolete_and_comes_back(project: Path) -> None:
    with libre_server(translate=english) as server:
        fill(project, server.url)
        write_seed(project, "roads", [OTHER[0], *OTHER[4:], "وصلت طائرة من العاصمة رقم 9."])
        fill(project, server.url)
        gone = [entry.msgid for entry in catalogue(project, "roads").obsolete_entries()]
        assert set(gone) == set(OTHER[1:4])
        write_seed(project, "roads", OTHER)
        fill(project, server.url)
    assert len(entered(project, "roads")) == 6
    assert len(server.requests) == 31


EDITED = TEXTS[5].replace("أمام السيارات", "أمام السيارات والشاحنات")


@pytest.mark.parametrize("by_machine", [True, False])
def test_an_edited_segment_is_translated_anew_where_no_person_has_looked(
    project: Path, *, by_machine: bool
) -> None:
    with libre_server(translate=english) as server:
        fill(project, server.url)
        if not by_machine:
            accept(project, "streets", {text: english(text) for text in TEXTS})
        write_seed(project, "streets", [EDITED if t == TEXTS[5] else t for t in TEXTS])
        fill(project, server.url)
    assert len(server.requests) == 30 + by_machine
    entry = next(e for e in catalogue(project, "streets") if e.msgid == EDITED)
    expected = (english(EDITED), None) if by_machine else (english(TEXTS[5]), TEXTS[5])
    assert (entry.msgstr, entry.previous_msgid) == expected
    assert entry.fuzzy
    # What the engine had made is kept as what no longer occurs.
    old = [e.msgstr for e in catalogue(project, "streets") if e.msgid == TEXTS[5] and e.obsolete]
    assert old == [english(TEXTS[5])] * by_machine


def test_a_new_segment_like_one_that_is_gone_has_its_english_as_a_draft(project: Path) -> None:
    new = segments(1, 888)[0]
    with libre_server(translate=english) as server:
        fill(project, server.url)
        accept(project, "roads", {OTHER[4]: english(OTHER[4])})
        write_seed(project, "roads", [*OTHER[:4], OTHER[5]])
        fill(project, server.url)
        write_seed(project, "roads", [*OTHER[:4], OTHER[5], new])
        fill(project, server.url)
    assert len(server.requests) == 30
    entry = next(e for e in catalogue(project, "roads") if e.msgid == new)
    assert (entry.msgstr, entry.previous_msgid) == (english(OTHER[4]), OTHER[4])
    # Whether it was edited or is new a machine cannot tell: a person looks.
    assert entry.fuzzy
    story = next(story for story in stories(project) if story.stem == "roads")
    segment = next(segment for segment in story.segments() if segment.ar == new)
    assert [finding.kind for finding in segment.findings] == ["figures"]


def test_english_of_an_earlier_wording_is_for_editors_alone(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with libre_server(translate=english) as server:
        fill(project, server.url)
        accept(project, "streets", {text: english(text) for text in TEXTS})
        edited = TEXTS[5].replace("15", "999")
        write_seed(project, "streets", [edited if t == TEXTS[5] else t for t in TEXTS])
        fill(project, server.url)
    assert command(project, "status") == 0
    counts = next(c for c in capsys.readouterr().out.split("\n") if "streets" in c).split()[:5]
    assert counts[2:] == ["1", "1", "1"]
    story = next(story for story in stories(project) if story.stem == "streets")
    segment = next(segment for segment in story.segments() if segment.ar == edited)
    assert (segment.en, segment.state, segment.doubtful) == (None, "pending", False)
    assert command(project, "check") == 0
    assert "only in English: 15. The original was edited since: mend it" in capsys.readouterr().err
    # Where another article has the very words, its English is theirs.
    write_seed(project, "squares", [TEXTS[0], edited, *TEXTS[1:5]])
    fill(project)
    accept(project, "squares", {edited: english(edited)})
    story = next(story for story in stories(project) if story.stem == "streets")
    segment = next(segment for segment in story.segments() if segment.ar == edited)
    assert (segment.en, segment.state) == (english(edited), "reviewed")


STRANGE = [
    "A\x01b\x0bc\u2028d",
    "A \ud83d b",
    "A\u202eb",
    'A "quoted" \\n %s back\\slash',
    "#, fuzzy",
]


@pytest.mark.parametrize("answer", STRANGE, ids=range(len(STRANGE)))
def test_an_answer_of_strange_characters_breaks_no_memory(project: Path, answer: str) -> None:
    strange = Fault("strange", says=lambda _: f"{answer} on the street")
    with libre_server(only(TEXTS[5], strange), translate=english) as server:
        fill(project, server.url)
    path = project / "seeds" / "streets.en.po"
    before = path.read_bytes()
    assert not re.search(rb"[\x00-\x08\x0b-\x1f]", before)
    entries = {entry.msgid: entry.msgstr for entry in catalogue(project, "streets")}
    assert len([ar for ar in TEXTS if entries.get(ar) == english(ar)]) >= 22
    fill(project)
    assert path.read_bytes() == before


def test_what_an_engine_writes_is_shown_as_text(project: Path, build: Run) -> None:
    evil = Fault("evil", says=lambda _: '<script>alert("1")</script> \u202e\x01 [a](javascript:b)')
    with libre_server(only(TEXTS[5], evil), translate=english) as server:
        set_engine(project, server.url)
        assert build(LIBRE_API_KEY=KEY).returncode == 0
    pages = [p for p in (project / "output").rglob("*") if p.suffix in (".html", ".xml")]
    texts = [page.read_text(encoding="utf-8") for page in pages]
    assert not [text for text in texts if "<script>alert" in text or 'href="javascript' in text]
    assert not [text for text in texts if re.search("[\u202e\x01]", text)]


# Commands ---------------------------------------------------------------------------------------


def test_a_dry_run_says_what_would_be_sent_where_and_sends_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path.name for path in (project / "seeds").iterdir())
    with libre_server() as server:
        set_engine(project, server.url, BRIEFING_ENGINE_BUDGET=5000)
        assert command(project, "translate", "--dry-run") == 0
        out, err = capsys.readouterr()
        assert out.split("\n")[:3] == [
            sent_line(project, server),
            "  roads.txt: 6 segments",
            "  streets.txt: 24 segments",
        ]
        assert "at most 5,000 characters" in out
        assert err == ""
        assert command(project, "translate", "--dry-run", "roads") == 0
        assert capsys.readouterr().out.startswith("6 segments, ")
    assert server.requests == []
    assert sorted(path.name for path in (project / "seeds").iterdir()) == before


def test_a_dry_run_with_nothing_to_send_says_so(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(project, "translate", "--dry-run") == 0
    made = "memories would be made for roads.txt, streets.txt"
    assert capsys.readouterr().out == f"nothing would be sent\n{made}\n"
    lacking = "no memory yet, which pelican-briefing translate makes: "
    assert command(project, "status", "roads") == 0
    assert capsys.readouterr().out.endswith(f"\n{lacking}roads.txt\n")
    fill(project)
    assert command(project, "status") == command(project, "translate", "--dry-run") == 0
    assert "memor" not in capsys.readouterr().out
    assert command(project, "status", "nope") == 1
    assert capsys.readouterr() == (
        "",
        "error: seeds/nope: no such seed. Name it without its ending.\n",
    )
    assert plan(Job(stories(project), (), Glossary()), project / "seeds") == []


def test_the_memories_that_a_run_makes_are_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(project, "translate", "roads") == 0
    assert capsys.readouterr().out == "memories made for roads.txt\n"
    assert command(project, "translate") == command(project, "translate") == 0
    assert capsys.readouterr().out == "memories made for streets.txt\n"


def test_the_budget_of_a_run_is_kept_and_the_rest_is_said(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with libre_server(translate=english) as server:
        set_engine(project, server.url, BRIEFING_ENGINE_BUDGET=500)
        assert command(project, "translate") == 1
        assert sum(len(request.text) for request in server.requests) <= 500
        done = len(all_entered(project))
        assert f"left {30 - done} segments (budget)" in capsys.readouterr().err
        set_engine(project, server.url, BRIEFING_ENGINE_BUDGET=0)
        assert command(project, "translate") == 0
    assert 0 < done < 30
    assert len(all_entered(project)) == 30


def test_an_engine_that_is_not_there_leaves_all_to_the_next(project: Path) -> None:
    with libre_server() as gone:
        dead = replace(libre(gone.url), name="dead")
    with libre_server(translate=english) as server:
        problems = fill(project, engines=(dead, libre(server.url)))
    assert [str(problem).split(" cannot")[0] for problem in problems] == [
        f"pelicanconf.py: {dead}",
    ]
    assert len(all_entered(project)) == 30
    assert all(
        entry.comment.startswith("machine: libre, ") for entry in catalogue(project, "roads")
    )


def test_a_dead_server_is_one_error_of_the_command(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with libre_server() as server:
        url = server.url
    set_engine(project, url)
    assert command(project, "translate") == 1
    err = capsys.readouterr().err.strip().split("\n")
    assert len(err) == 1
    assert "cannot be reached" in err[0]
    assert set(memories(project)) == {"roads.en.po", "streets.en.po"}


def test_only_the_stories_that_are_named_are_translated(project: Path) -> None:
    with libre_server(translate=english) as server:
        set_engine(project, server.url)
        assert command(project, "translate", "roads") == 0
        assert set(memories(project)) == {"roads.en.po"}
        assert command(project, "translate", "nothing-here") == 1
    assert len(server.requests) == 6


def state(project: Path) -> list[int]:
    return [command(project, *words) for words in (["status"], ["check"], ["check", "--strict"])]


def test_status_and_check_say_how_far_the_english_is(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(project)
    assert state(project) == [0, 0, 1]
    told = "0 segments unreviewed, 24 missing, and --strict allows none. Run pelican-briefing "
    assert f"{told}translate, " in capsys.readouterr().err
    with libre_server(translate=english) as server:
        fill(project, server.url)
    assert state(project) == [0, 0, 1]
    out, err = capsys.readouterr()
    assert "24 segments unreviewed, 0 missing" in err
    assert [line.split() for line in out.split("\n")[1:3]] == [
        ["0", "6", "0", "0", "0", "roads.txt"],
        ["0", "24", "0", "0", "0", "streets.txt"],
    ]
    for stem, texts in (("streets", TEXTS), ("roads", OTHER)):
        accept(project, stem, {t: english(t) for t in (*texts, texts[0].removesuffix("."))})
    assert state(project) == [0, 0, 0]


def test_a_day_that_is_still_to_come_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "seeds" / "streets.toml").write_text('date = "2026-05-03"', encoding="utf-8")
    told = "warning: seeds/streets.txt: its day of publication, 2026-05-03, is still to come. "
    for day, expected in ((date(2026, 5, 1), True), (date(2026, 5, 2), False)):
        epoch = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(epoch)))
        assert command(project, "check") == 0
        assert (told in capsys.readouterr().err) == expected


def test_a_check_that_fails_is_a_warning_and_with_strict_an_error(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(project)
    for stem, texts in (("streets", TEXTS), ("roads", OTHER)):
        accept(project, stem, {t: english(t) for t in (*texts, texts[0].removesuffix("."))})
    wrong = english(TEXTS[5]).replace("15", "51")
    accept(project, "streets", {TEXTS[5]: wrong})
    assert state(project) == [0, 0, 1]
    err = capsys.readouterr().err
    assert re.search(r"warning: seeds/streets\.en\.po: p\ds\d: figures: ", err)
    assert re.search(r"error: seeds/streets\.en\.po: p\ds\d: figures: ", err)


def test_an_answer_that_fails_a_check_is_kept_and_marked(project: Path) -> None:
    exchanged = Fault("exchanged", says=lambda _: english(TEXTS[9]))
    with libre_server(only(TEXTS[5], exchanged), translate=english) as server:
        fill(project, server.url)
    story = next(story for story in stories(project) if story.stem == "streets")
    failing = {s.ar: {f.kind for f in s.findings} for s in story.segments() if s.doubtful}
    assert failing[TEXTS[5]] >= {"figures", "exchanged"}


# What cannot be written -------------------------------------------------------------------------


def test_nothing_is_sent_where_no_answer_can_be_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(path: Path, *_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "touch", refuse)
    monkeypatch.setattr(tempfile, "mkstemp", lambda dir, **_: refuse(dir))  # noqa: A006
    with libre_server() as server:
        set_engine(project, server.url)
        assert command(project, "translate") == 1
        assert server.requests == []
    lines = capsys.readouterr().err.strip().split("\n")
    names = ["seeds/.answers.jsonl", "seeds/streets.en.po", "seeds/roads.en.po"]
    words = "cannot be written (Permission denied). Look at the file and its permissions."
    assert sorted(lines) == sorted(f"error: {name}: {words}" for name in names)


def test_a_memory_that_is_being_edited_is_left_and_its_answers_wait(project: Path) -> None:
    fill(project)
    memory = project / "seeds" / "streets.en.po"
    made = Job(stories(project), (), Glossary())
    waiting = MachineTranslation(TEXTS[0].removesuffix("."), "Kept.", "google, 2024-01-01")
    Journal(project / "seeds").add(waiting)
    half = memory.read_text(encoding="utf-8")[:-20]
    real = fill_module._missing_segments  # noqa: SLF001

    def edited_meanwhile(*arguments: object) -> object:
        found = real(*arguments)
        memory.write_text(half, encoding="utf-8")
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fill_module, "_missing_segments", edited_meanwhile)
        seeds = project / "seeds"
        write, progress = write_atomically, shown_progress
        (problem,) = fill_memories(made, seeds, print, write=write, progress=progress)
    assert str(problem).startswith("seeds/streets.en.po:")
    assert memory.read_text(encoding="utf-8") == half
    assert list(Journal(project / "seeds").read().values()) == [waiting]
