"""The stages of a build: each is run once, also where an engine fills memories in between."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from engine_support import catalogue
from pelican.plugins.briefing import pipeline
from pelican.plugins.briefing.edges import build
from pelican.plugins.briefing.edges.build_state import Build
from pelican.plugins.briefing.edges.inputs import read_inputs
from pelican.plugins.briefing.edges.making import StoryMaker, make_edition
from pelican.plugins.briefing.edges.posts import Posts
from pelican.plugins.briefing.edges.store import Store
from pelican.plugins.briefing.edges.workers import Workers
from pelican.plugins.briefing.edition import Edition, Inputs
from pelican.plugins.briefing.editors.glossary import Entry, build_glossary
from pelican.plugins.briefing.model import Bilingual
from pelican.plugins.briefing.settings import Settings
from pelican.plugins.briefing.story.roles import cascade
from pelican.plugins.briefing.story.summary import summarise
from pelican.plugins.briefing.translate.fill import Job

ENGLISH = "What the engine made of it."
SEEDS = 2


@pytest.fixture
def cascades(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Return what counts how often the cascade of rules is run."""
    counted = Mock(wraps=cascade.assign_roles)
    monkeypatch.setattr(cascade, "assign_roles", counted)
    return counted


def test_roles_are_assigned_once_a_seed(project: Path, cascades: Mock) -> None:
    edition = make_edition(read_inputs(project, "seeds"))
    assert len(edition.stories) == SEEDS
    assert cascades.call_count == SEEDS


def test_roles_are_assigned_once_a_seed_with_an_engine(
    project: Path, tmp_path: Path, cascades: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stories that were parsed for the engine are those of the edition, with its English."""

    def fill(job: Job, folder: Path, *_: object, **__: object) -> tuple[()]:
        assert len(job.stories) == SEEDS
        memory = catalogue(project, "market")
        memory[0].msgstr = ENGLISH
        memory.save(str(folder / "market.en.po"))
        return ()

    monkeypatch.setattr(build, "make_engines", lambda *_: (("an engine",), ()))
    monkeypatch.setattr(build, "fill_memories", fill)
    run = Build(store=Store(tmp_path / "kept"))
    _, edition, _ = build.read_edition(run, project, Settings(), Posts())
    texts = [sentence.en for story in edition.stories for sentence in story.segments()]
    assert ENGLISH in texts
    assert cascades.call_count == SEEDS


def test_a_name_that_only_an_edited_title_has_is_found_when_the_glossary_gets_it(
    project: Path, tmp_path: Path
) -> None:
    """What was kept of the story before is of the glossary without the name."""
    store = Store(tmp_path / "kept")
    inputs = read_inputs(project, "seeds", store)
    slug = make_edition(inputs).stories[0].slug
    inputs = replace(inputs, edited_titles={(slug, "ar"): "قال زيدون في السوق"})
    StoryMaker(store, Workers(1)).make(inputs)
    named = Entry("zaydun", "person", Bilingual("زيدون", "Zaydun"))
    glossary = build_glossary({**inputs.glossary.entries, named.id: named})
    changed = replace(inputs, glossary=glossary)
    anew = StoryMaker(Store(None), Workers(1)).make(changed)
    assert StoryMaker(store, Workers(1)).make(changed) == anew
    assert any("zaydun" in one.named["title"] for one in anew)


@pytest.mark.parametrize("step", ["parse_article", "check_story"])
def test_what_failed_for_want_of_memory_is_tried_again(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    store = Store(tmp_path / "kept")
    inputs = read_inputs(project, "seeds", store)
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, step, Mock(side_effect=MemoryError))
        assert [one.story for one in StoryMaker(store, Workers(1)).make(inputs)] == [None, None]
    assert all(one.story for one in StoryMaker(store, Workers(1)).make(inputs))


def test_nothing_hangs_on_how_a_python_adds_floats(
    inputs: Inputs, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python 3.12 and later compensate in `sum` what 3.11 loses; `math.fsum` is one everywhere."""
    added: set[str] = set()

    def watched(values: Iterable[float], start: float = 0) -> float:
        of = list(values)
        caller = sys._getframe(1).f_globals["__name__"]  # noqa: SLF001 - who asks, as in a traceback
        if caller.startswith(pipeline.__package__) and any(isinstance(v, float) for v in of):
            added.add(caller)
        return plain(of, start)

    plain = builtins.sum
    monkeypatch.setattr(builtins, "sum", watched)
    assert make_edition(inputs) == edition
    # Their editor has chosen what the five are summed up by.
    assert all(summarise(story).summary for story in edition.stories)
    assert added == set()
