"""One bad file stops no other: whatever it makes the program throw is one line with its name."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pelican.plugins.briefing import pipeline
from pelican.plugins.briefing.edges import composing
from pelican.plugins.briefing.edges.article_files import read_memories
from pelican.plugins.briefing.edges.inputs import read_inputs
from pelican.plugins.briefing.edges.making import make_edition
from pelican.plugins.briefing.edition import Edition
from pelican.plugins.briefing.errors import Problem

TITLE = "عنوان المقال الأول"
BAD = "هذه جملة سيئة طويلة بما يكفي لتكون مقالا عربيا صغيرا للاختبار."
GOOD = "هذه جملة جيدة طويلة بما يكفي لتكون مقالا عربيا صغيرا للاختبار."
TOPIC = "title={ar='أ',en='A'}\nintro={ar='أ',en='A'}\nabout=[['جملة']]\n"
MEMORY = 'msgid "أ"\nmsgstr "A"\n'
FILES = {
    "bad.txt": f"{TITLE}\n{BAD}\n",
    "bad.toml": "publisher = 'دار'\n",
    "bad.en.po": MEMORY,
    "good.txt": f"{TITLE}\n{GOOD}\n",
    "good.toml": "publisher = 'دار'\n",
    "good.en.po": MEMORY,
    "glossary.toml": "",
    "topics/bad-topic.toml": TOPIC,
    "topics/topic.toml": TOPIC,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project's folder with these files in its seeds/."""
    for name, text in FILES.items():
        path = tmp_path / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def built(root: Path) -> Edition:
    return make_edition(read_inputs(root, "seeds"))


def errors(edition: Edition) -> list[Problem]:
    assert all("\n" not in str(problem) for problem in edition.problems)
    return [problem for problem in edition.problems if problem.error]


def failing(real: Callable[..., Any], error: BaseException) -> Callable[..., Any]:
    """Return a function that fails on what has to do with the bad file."""

    def called(first: Any, *others: Any, **named: Any) -> Any:  # noqa: ANN401
        names = (getattr(first, "stem", ""), getattr(first, "slug", ""), getattr(first, "ar", ""))
        if "bad" in names or "bad-topic" in names or BAD in names:
            raise error
        return real(first, *others, **named)

    return called


@pytest.mark.parametrize(
    "thrown",
    [
        (ValueError("not\n this"), "(ValueError: not this). Please report it, with the file."),
        (KeyError("x" * 999), f"(KeyError: '{'x' * 189}). Please report it, with the file."),
        (RecursionError(), "(RecursionError). Please report it, with the file."),
        (MemoryError(), "(MemoryError). Please report it, with the file."),
    ],
    ids=lambda thrown: type(thrown[0]).__name__,
)
@pytest.mark.parametrize(
    ("function", "done"),
    [
        ("parse_article", "parsed"),
        ("conflicting_dates", "parsed"),
        ("apply_memory", "translated"),
        ("check_story", "checked"),
        ("add_editorial", "summarised"),
    ],
)
def test_whatever_a_stage_throws_costs_one_story(
    root: Path, monkeypatch: pytest.MonkeyPatch, function: str, done: str, thrown: tuple[Any, str]
) -> None:
    error, words = thrown
    monkeypatch.setattr(pipeline, function, failing(getattr(pipeline, function), error))
    edition = built(root)
    (problem,) = errors(edition)
    assert str(problem) == f"seeds/bad.txt: cannot be {done} {words}"
    assert [story.slug for story in edition.stories] == ["good"]
    # By this its posts of an earlier build stay.
    assert edition.unparsed == {"bad"}
    assert len(edition.explainers) == 2


def test_whatever_a_topic_throws_costs_its_explainer(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composing, "compose", failing(composing.compose, ValueError("x")))
    edition = built(root)
    words = "cannot be explained (ValueError: x). Please report it, with the file."
    assert [str(p) for p in errors(edition)] == [f"seeds/topics/bad-topic.toml: {words}"]
    assert [explainer.slug for explainer in edition.explainers] == ["topic"]
    assert len(edition.stories) == 2


def test_an_interruption_is_none_of_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = failing(pipeline.parse_article, KeyboardInterrupt())
    monkeypatch.setattr(pipeline, "parse_article", failed)
    with pytest.raises(KeyboardInterrupt):
        built(root)


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.EIO, errno.EMFILE])
@pytest.mark.parametrize("name", ["bad.txt", "bad.toml", "bad.en.po", "topics/bad-topic.toml"])
def test_a_file_that_the_system_refuses(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    real = io.open

    def refusing(file: Any, *others: Any, **named: Any) -> Any:  # noqa: ANN401
        if str(file).endswith(f"/{name}"):
            raise OSError(number, os.strerror(number))
        return real(file, *others, **named)

    monkeypatch.setattr(io, "open", refusing)
    edition = built(root)
    (problem,) = errors(edition)
    assert str(problem).startswith(f"seeds/{name}: cannot be read ({os.strerror(number)}). Look at")
    assert "good" in {story.slug for story in edition.stories}
    assert "topic" in {explainer.slug for explainer in edition.explainers}


@pytest.mark.parametrize(
    ("name", "method"),
    [("notes", "is_file"), ("pictures", "rglob"), ("topics", "is_dir"), ("glossary.toml", "lstat")],
)
def test_what_may_not_be_looked_at(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str, method: str
) -> None:
    (root / "seeds" / "notes").touch()
    (root / "seeds" / "pictures").mkdir()
    real = getattr(Path, method)

    def refusing(path: Path, *others: Any) -> Any:  # noqa: ANN401
        if path.name == name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path, *others)

    monkeypatch.setattr(Path, method, refusing)
    edition = built(root)
    (problem,) = errors(edition)
    assert str(problem).startswith(f"seeds/{name}: cannot be read (Permission denied). Look at")
    assert len(edition.stories) == 2


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("bad.toml", f"notes = {'[' * 10_000}", "nested too deeply"),
        ("bad.toml", f"notes = {'{a=' * 10_000}", "nested too deeply"),
        ("glossary.toml", f"person = {'[' * 10_000}", "nested too deeply"),
        ("topics/bad-topic.toml", f"about = {'[' * 10_000}", "nested too deeply"),
        ("bad.html", "<div>" * 10_000 + BAD, "nested too deeply to be read whole"),
    ],
)
def test_what_is_nested_ten_thousand_deep(root: Path, name: str, text: str, words: str) -> None:
    (root / "seeds" / name).write_text(text, encoding="utf-8")
    edition = built(root)
    (problem,) = errors(edition)
    assert str(problem).startswith(f"seeds/{name}: {words}")
    assert "good" in {story.slug for story in edition.stories}


def test_consequences_of_one_mistake_are_not_told(root: Path) -> None:
    """Of a story that is lost for its own mistake no citation; of one that nobody has one line."""
    cites = [f"bad#p1s{number}" for number in range(1, 13)]
    gone = [cite.replace("bad", "gone") for cite in cites]
    topic = f"{TOPIC}brief={[*cites, *gone, 'good#p1s1', 'good#p99s1', 'good#p99s1']}\n"
    question = f"[[question]]\nid='q'\nar='س'\nen='Q'\ncites={cites}\n"
    path = root / "seeds" / "topics" / "bad-topic.toml"
    path.write_text(topic + question, encoding="utf-8")
    (root / "seeds" / "bad.toml").write_text("date = 'soon'\n", encoding="utf-8")
    edition = built(root)
    assert [f"{p.path}: {p.message}" for p in errors(edition)] == [
        "seeds/bad.toml: “date” is not a date",
        "seeds/topics/bad-topic.toml: no sentence “good#p99s1”",
        "seeds/topics/bad-topic.toml: “gone#p1s1” cites a story that is not there, as 11 more do",
    ]


def test_a_lost_story_is_known_by_the_address_that_it_had(root: Path) -> None:
    """Its sidecar, which named it, may be what is broken."""
    topic = root / "seeds" / "topics" / "bad-topic.toml"
    topic.write_text(f"{TOPIC}brief=['harbour#p1s1', 'good#p1s1']\n", encoding="utf-8")
    (root / "seeds" / "bad.toml").write_text("slug = 'harbour\n", encoding="utf-8")
    inputs = read_inputs(root, "seeds")
    known = replace(inputs, earlier_slugs={"bad": "harbour"})
    assert [p.path for p in make_edition(known).problems] == ["seeds/bad.toml"]
    assert len(make_edition(inputs).problems) == 2


def test_a_memory_that_broke_during_a_run_leaves_the_one_read_before(root: Path) -> None:
    inputs = read_inputs(root, "seeds")
    (root / "seeds" / "bad.en.po").write_text('msgid "half', encoding="utf-8")
    problems: list[Problem] = []
    memories = read_memories(root / "seeds", inputs.seeds, problems)
    assert memories.keys() == {"good"}
    assert [(p.path, p.line) for p in problems] == [("seeds/bad.en.po", 1)]
