"""Explainers are composed without English, kept with names, and shown as the stories are now."""

from __future__ import annotations

import pickle
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock
from weakref import ref

import pytest
from pelican.plugins.briefing.dates.when import When
from pelican.plugins.briefing.edges import composing
from pelican.plugins.briefing.edges import store as store_module
from pelican.plugins.briefing.edges.composing import Composer, FactsSource
from pelican.plugins.briefing.edges.making import StoryMaker, make_edition
from pelican.plugins.briefing.edges.store import Store
from pelican.plugins.briefing.edges.workers import Workers
from pelican.plugins.briefing.edition import Edition, Inputs
from pelican.plugins.briefing.editors.glossary import Entry, build_glossary
from pelican.plugins.briefing.editors.topics import Topic
from pelican.plugins.briefing.explain.facts import ReadStory
from pelican.plugins.briefing.explain.page import Explainer, cited_in
from pelican.plugins.briefing.explain.sections import compose, facts_of
from pelican.plugins.briefing.model import Bilingual, Dated, Finding, Sentence, Story
from pelican.plugins.briefing.translate.memory import Memory, MemoryEntry
from story_support import composed, read_all
from support import ROOT

ROUNDS = 12
OUTLINES = """
import pickle, sys
import pelican.plugins
pelican.plugins.__path__.append(sys.argv[1])
from pelican.plugins.briefing.explain.facts import outline
from pelican.plugins.briefing.explain.sections import facts_of
stories, glossary = pickle.load(sys.stdin.buffer)
print([outline(story, facts_of(story, glossary)) for story in stories])
"""
"""A program that writes the outlines of stories."""


def composer_of(
    stories: list[Story], inputs: Inputs, store: Store | None = None, processes: int = 1
) -> Composer:
    """Return what composes explainers of stories that come from nowhere."""
    entries = tuple(inputs.glossary.entries)
    sources = {story.seed: FactsSource(repr(story), entries) for story in stories}
    edition = Edition(stories=tuple(stories))
    return Composer(store or Store(None), Workers(processes), sources, edition, inputs)


def explainers_of(composer: Composer, topics: tuple[Topic, ...]) -> list[Explainer | None]:
    assert composer.read_facts() == []
    made = list(composer.compose_topics(topics))
    assert [problems for _, problems in made] == [[] for _ in topics]
    return [explainer for explainer, _ in made]


def changed(stories: list[Story], chance: random.Random) -> list[Story]:
    """Return stories with another English here and there, doubted ones, other days and outlets."""

    def other(sentence: Sentence) -> Sentence:
        turn = chance.random()
        if turn < 0.1 and sentence.en:
            words = sentence.en.split()
            chance.shuffle(words)
            return replace(sentence, en=" ".join(words))
        if turn < 0.15:
            return replace(
                sentence, state="machine", findings=(Finding("figures", Bilingual("5", "5")),)
            )
        if turn < 0.2:
            return replace(sentence, en=None, state="pending", findings=())
        return sentence

    made = []
    for story in stories:
        one = story.each(other) if chance.random() < 0.6 else story
        if chance.random() < 0.1:
            when = When.from_iso(f"2024-0{chance.randrange(1, 9)}-11")
            one = replace(one, published=Dated(when, "") if when else None)
        made.append(replace(one, publisher=None) if chance.random() < 0.1 else one)
    return made


def test_what_is_kept_is_what_is_composed_of_all_there_is(
    edition: Edition, inputs: Inputs, tmp_path: Path
) -> None:
    """Incremental and from nothing, without English and with it: four ways to one explainer."""
    chance = random.Random(7)  # noqa: S311 - no secret
    store = Store(tmp_path)
    stories = list(edition.stories)
    for _ in range(ROUNDS):
        stories = changed(stories, chance)
        shown = stories if chance.random() < 0.7 else chance.sample(stories, 4)
        kept = explainers_of(composer_of(shown, inputs, store), inputs.topics)
        assert kept == explainers_of(composer_of(shown, inputs), inputs.topics)
        assert kept == [composed(topic, shown, inputs.glossary) for topic in inputs.topics]


def corrected(inputs: Inputs, edition: Edition, stem: str) -> Inputs:
    """Return inputs with another English of those sentences of an article that are told whole.

    Of the others explainers show parts, or words that stand for a date or a speaker.
    """
    story = next(story for story in edition.stories if story.stem == stem)
    told_whole = set()
    for one in facts_of(story, inputs.glossary).sentences:
        if not (one.clause or one.out_of_context.dates or any(said.words for said in one.spoken)):
            told_whole.add(one.id)
    entries: list[MemoryEntry] = []
    for entry in inputs.memories[stem].entries:
        english = entry.en.replace(" the ", "  the ") if entry.context in told_whole else entry.en
        entries.append(replace(entry, en=english))
    memory = Memory(entries, "of other bytes")
    return replace(inputs, memories={**inputs.memories, stem: memory})


@pytest.mark.parametrize("number", range(5))
def test_a_corrected_translation_is_shown_in_an_explainer_that_is_not_composed_anew(
    inputs: Inputs,
    edition: Edition,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    topics = []
    for topic in inputs.topics:
        # Editors' own words rest on the English of what they cite.
        bare = replace(topic, brief=(), disputes=(), moments=(), same=())
        questions = tuple(replace(one, cites=(), answer=()) for one in topic.questions)
        topics.append(replace(bare, questions=questions))
    inputs = replace(inputs, topics=tuple(topics))
    store = Store(tmp_path)
    StoryMaker(store, Workers(1)).edition(inputs)
    after = corrected(inputs, edition, inputs.seeds[number].stem)
    anew = make_edition(after)
    monkeypatch.setattr(composing, "compose", Mock(side_effect=AssertionError))
    made = StoryMaker(store, Workers(1)).edition(after)
    assert made.explainers == anew.explainers
    texts = []
    for explainer in made.explainers:
        for excerpt in cited_in((*explainer.sections, *explainer.details)):
            texts.append(excerpt.sentence.en or "")
    assert any("  the " in text for text in texts)


def test_outlines_are_the_same_in_every_process(edition: Edition, inputs: Inputs) -> None:
    said = set()
    for seed in ("1", "2", "3"):
        done = subprocess.run(  # noqa: S603 - our own
            [sys.executable, "-c", OUTLINES, str(ROOT / "plugins")],
            input=pickle.dumps((edition.stories, inputs.glossary)),
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        said.add(done.stdout)
    assert len(said) == 1


@pytest.mark.parametrize("limit", ["FEWEST_STORIES", "STORIES_TO_COPY"])
def test_several_processors_compose_the_same(
    edition: Edition, inputs: Inputs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, limit: str
) -> None:
    monkeypatch.setattr(composing, "FEWEST_STORIES", 1)
    monkeypatch.setattr(composing, limit, 1)
    composer = composer_of(list(edition.stories), inputs, Store(tmp_path), processes=2)
    assert explainers_of(composer, inputs.topics) == sorted(
        edition.explainers, key=lambda one: [topic.slug for topic in inputs.topics].index(one.slug)
    )


def test_what_topics_share_is_kept_while_one_of_them_waits(
    edition: Edition, inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composing, "FEWEST_STORIES", 1)
    monkeypatch.setattr(composing, "STORIES_TO_COPY", 1)
    kept: list[set[str]] = []
    of_topics: list[set[str]] = []
    made: list[ref[ReadStory]] = []

    def watched(topic: Topic, read: list[ReadStory], *values: object) -> Explainer:
        kept.append({one.story.slug for one in (known() for known in made) if one})
        of_topics.append({one.story.slug for one in read})
        made.extend(map(ref, read))
        return compose(topic, read, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(composing, "compose", watched)
    # One that cites, two that cite nothing, and one of fewer stories.
    cites = inputs.topics[0]
    bare = Topic("bare", cites.title, cites.intro, cites.about)
    few = Topic("few", cites.title, cites.intro, (("الحلبوسي",),))
    topics = (bare, cites, replace(bare, slug="again"), few)
    composer = composer_of(list(edition.stories), replace(inputs, topics=topics))
    stories, glossary = edition.stories, inputs.glossary
    assert explainers_of(composer, topics) == [composed(one, stories, glossary) for one in topics]
    assert kept[1]
    assert len(of_topics[-1]) < len(edition.stories)
    for number, slugs in enumerate(kept):
        assert slugs <= set().union(*of_topics[number:])


def test_a_topic_that_cannot_be_composed_stops_no_other(
    inputs: Inputs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lost = inputs.topics[0]

    def fails(topic: Topic, *values: object) -> Explainer:
        if topic.slug == lost.slug:
            raise MemoryError
        return compose(topic, *values)  # type: ignore[arg-type]

    store = Store(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(composing, "compose", fails)
        made = StoryMaker(store, Workers(1)).edition(inputs)
    assert [problem.path for problem in made.problems] == [f"seeds/topics/{lost.slug}.toml"]
    assert [one.slug for one in made.explainers] == [one.slug for one in inputs.topics[1:]]
    # It is tried again, and so is what failed to be told of it.
    assert StoryMaker(store, Workers(1)).edition(inputs) == make_edition(inputs)


@pytest.mark.parametrize("kept", [b"", b"no pickle", "no bytes", 5])
def test_what_is_kept_and_cannot_be_read_is_composed_anew(
    edition: Edition, inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: object
) -> None:
    monkeypatch.setattr(composing, "_pickled", lambda _: kept)
    with monkeypatch.context():
        StoryMaker(Store(tmp_path), Workers(1)).edition(inputs)
    monkeypatch.undo()
    assert StoryMaker(Store(tmp_path), Workers(1)).edition(inputs) == edition


def test_no_sentence_is_kept_without_its_story(edition: Edition) -> None:
    explainer = edition.explainers[0]
    sentence = explainer.cited[0].sentence
    with pytest.raises(pickle.PicklingError, match="not cited with its story"):
        composing._pickled(replace(explainer, old_slugs=(sentence,)))  # noqa: SLF001 - as it is kept


def test_what_explainers_are_composed_of_is_kept_while_nobody_asks_for_it(
    inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "NOTE_USES_EVERY", 1)
    monkeypatch.setattr(store_module, "LONGEST_UNUSED", 1)
    for _ in range(4):
        store = Store(tmp_path)
        StoryMaker(store, Workers(1)).edition(inputs)
        store.save()
        store.close()
    read = Mock(side_effect=AssertionError)
    monkeypatch.setattr(composing, "facts_of", read)
    monkeypatch.setattr(composing, "contribution_of", read)
    topics = tuple(replace(topic, same=()) for topic in inputs.topics)
    made = StoryMaker(Store(tmp_path), Workers(1)).edition(replace(inputs, topics=topics))
    assert len(made.explainers) == len(topics)
    assert not any("explained" in str(problem) for problem in made.problems)


def test_what_stories_say_is_read_anew_only_where_an_entry_may_tell_it(
    inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    first = StoryMaker(store, Workers(1))
    first.edition(inputs)
    asked = [source.entries for source in first.sources.values()]
    # Whom some articles may name and others cannot, and somebody whom none does.
    known = next(
        one
        for one in inputs.glossary.entries.values()
        if one.kind == "person" and 0 < sum(one.id in entries for entries in asked) < len(asked)
    )
    named = sum(known.id in entries for entries in asked)
    other = replace(known, name=replace(known.name, en="Another Name"))
    stranger = Entry("stranger", "person", Bilingual("شاهر البندقجي", "Shaher al-Bunduqji"))
    for entry, times in ((other, named), (stranger, 0)):
        glossary = build_glossary({**inputs.glossary.entries, entry.id: entry})
        read = Mock(wraps=facts_of)
        monkeypatch.setattr(composing, "facts_of", read)
        changed = replace(inputs, glossary=glossary)
        made = StoryMaker(store, Workers(1)).edition(changed)
        assert len(read.call_args_list) == times
        assert made == make_edition(changed)


def test_only_what_facts_tell_all_of_is_left_out(edition: Edition, inputs: Inputs) -> None:
    for story, one in zip(edition.stories, read_all(edition.stories, inputs.glossary), strict=True):
        assert isinstance(one, ReadStory)
        bare = composing.without_english(story, one.facts, [one.facts.sentences[0].id])
        for sentence, whole in zip(bare.segments(), story.segments(), strict=True):
            is_told = sentence.id in {said.id for said in one.facts.sentences[1:]}
            assert sentence == (Sentence(whole.id, whole.ar) if is_told else whole)
