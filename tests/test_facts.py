"""What a story says is read once: apart, in another process, kept — the explainers are the same."""

from __future__ import annotations

import pickle
import random
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.briefing.dates.when import day
from pelican.plugins.briefing.edges import composing, making
from pelican.plugins.briefing.edges.making import StoryMaker
from pelican.plugins.briefing.edges.store import Store
from pelican.plugins.briefing.edges.workers import Workers
from pelican.plugins.briefing.edition import Edition, Inputs
from pelican.plugins.briefing.editors.glossary import Entry, Glossary, build_glossary
from pelican.plugins.briefing.editors.topics import Topic
from pelican.plugins.briefing.explain.contribution import TopicWords, bears_on
from pelican.plugins.briefing.explain.facts import ReadStory, StoryFacts
from pelican.plugins.briefing.explain.matching import hits, padded_stems
from pelican.plugins.briefing.explain.sections import compose, facts_of
from pelican.plugins.briefing.language.arabic import fold
from pelican.plugins.briefing.language.lexicon import any_word
from pelican.plugins.briefing.model import Bilingual, Dated, Finding, Sentence, Story
from pelican.plugins.briefing.speech import attribution
from story_support import composed, read_all
from support import ROOT

Known = list[ReadStory]
EDITIONS = 6
ELSEWHERE = """
import pickle, sys
import pelican.plugins
pelican.plugins.__path__.append(sys.argv[1])
from pelican.plugins.briefing.explain.sections import facts_of
editions, glossary = pickle.load(sys.stdin.buffer)
read = [{story.slug: facts_of(story, glossary) for story in stories} for stories in editions]
pickle.dump(read, sys.stdout.buffer)
"""
"""A program that reads stories, and writes what they say."""


def made_of(articles: Sequence[Story], seed: int) -> list[Story]:
    """Return stories of some paragraphs of the articles, some of them doubtful, on other days."""
    chance = random.Random(seed)  # noqa: S311 - no secret

    def doubted(sentence: Sentence) -> Sentence:
        found = (Finding("figures", Bilingual("5", "5")),) if chance.random() < 0.1 else ()
        return replace(sentence, state="machine", findings=found)

    made = []
    for number in range(8):
        article = chance.choice(articles)
        blocks = [block for block in article.blocks if chance.random() < 0.5]
        published = Dated(day(date(2020, 1, 1) + timedelta(days=chance.randrange(1500))), "")
        story = replace(
            article,
            slug=article.slug if chance.random() < 0.3 else f"story-{seed}-{number}",
            published=published if chance.random() < 0.9 else None,
            publisher=article.publisher if chance.random() < 0.5 else None,
            blocks=tuple(blocks),
        )
        made.append(story.each(doubted) if chance.random() < 0.5 else story)
    # Two stories with one address are an error before any explainer is made.
    return list({story.slug: story for story in made}.values())


@pytest.fixture(scope="module")
def editions(edition: Edition) -> list[list[Story]]:
    return [list(edition.stories), *(made_of(edition.stories, n) for n in range(EDITIONS))]


@pytest.fixture(scope="module")
def read_elsewhere(editions: list[list[Story]], inputs: Inputs) -> list[Known]:
    """Return what the stories of each edition say, as another process reads it."""
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", ELSEWHERE, str(ROOT / "plugins")],
        input=pickle.dumps((editions, inputs.glossary)),
        capture_output=True,
        check=True,
    )
    read = []
    for stories, facts in zip(editions, pickle.loads(done.stdout), strict=True):  # noqa: S301 - our own
        read.append([ReadStory(story, facts[story.slug]) for story in stories])
    return read


def test_facts_of_another_process_give_the_same_explainers(
    editions: list[list[Story]], read_elsewhere: list[Known], inputs: Inputs
) -> None:
    claims = 0
    for stories, known in zip(editions, read_elsewhere, strict=True):
        for topic in inputs.topics:
            made = composed(topic, stories, inputs.glossary)
            assert compose(topic, known, inputs.glossary) == made
            claims += len(made.cited)
    assert claims > 100


def test_a_story_more_is_all_that_has_to_be_read(
    editions: list[list[Story]], read_elsewhere: list[Known], inputs: Inputs
) -> None:
    for stories, known in zip(editions, read_elsewhere, strict=True):
        for topic in inputs.topics:
            # As the test above has it, this is what is made from nothing.
            made = compose(topic, known, inputs.glossary)
            for new in stories[:2]:
                before = [read for read in known if read.story is not new]
                read = [*before, *read_all([new], inputs.glossary)]
                assert compose(topic, read, inputs.glossary) == made


def test_of_what_bears_on_no_topic_nothing_is_read(edition: Edition, inputs: Inputs) -> None:
    topic = replace(inputs.topics[0], about=(("قوارب",),), questions=(), disputes=(), same=())
    topic = replace(topic, brief=(), moments=())
    assert not any(bears_on(topic, story) for story in edition.stories)
    made = compose(topic, [], inputs.glossary)
    assert made == composed(topic, edition.stories, inputs.glossary)
    assert made.stories == ()


def test_one_story_that_cannot_be_read_stops_no_other(
    edition: Edition, inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = edition.stories[0]

    def fails(story: Story, glossary: Glossary) -> StoryFacts:
        if story is lost:
            raise ValueError
        return facts_of(story, glossary)

    monkeypatch.setattr(composing, "facts_of", fails)
    maker = StoryMaker(Store(None), Workers(1))
    maker.make(inputs)
    made = maker.explained(replace(edition, problems=(), explainers=()), inputs)
    assert lost.seed in made.problems[0].path
    slugs = {story.slug for explainer in made.explainers for story in explainer.stories}
    assert slugs == {story.slug for story in edition.stories[1:]}


def test_stories_made_in_parts_are_those_made_at_once(
    inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = StoryMaker(Store(None), Workers(1))
    in_parts = StoryMaker(Store(None), Workers(1))
    made = at_once.make(inputs)
    monkeypatch.setattr(making, "MOST_AT_ONCE", 2)
    assert in_parts.make(inputs) == made
    assert in_parts.keys == at_once.keys


def other_questions(topic: Topic) -> Topic:
    return replace(topic, questions=tuple(replace(q, match=q.match[:1]) for q in topic.questions))


def other_cites(topic: Topic) -> Topic:
    return replace(topic, questions=tuple(replace(q, cites=()) for q in topic.questions))


def other_figures(topic: Topic) -> Topic:
    return replace(topic, figures=tuple(replace(f, near=(), match=()) for f in topic.figures))


def other_events(topic: Topic) -> Topic:
    changed = copy(topic)
    object.__setattr__(changed, "own_events", (("العراق",),))
    return changed


def other_words(topic: Topic) -> Topic:
    return replace(topic, brief=tuple(replace(s, en=f"{s.en} It was 77.") for s in topic.brief))


@pytest.mark.parametrize(
    "change", [other_questions, other_cites, other_figures, other_events, other_words]
)
def test_what_is_kept_for_explainers_follows_from_their_topics(
    inputs: Inputs, tmp_path: Path, change: Callable[[Topic], Topic]
) -> None:
    maker = StoryMaker(Store(tmp_path), Workers(1))
    before = maker.edition(inputs)
    changed = replace(inputs, topics=tuple(map(change, inputs.topics)))
    after, anew = maker.edition(changed), making.make_edition(changed)
    assert (after.explainers, after.problems) == (anew.explainers, anew.problems)
    assert after.explainers != before.explainers


def test_a_topics_words_are_found_as_one_by_one(edition: Edition, inputs: Inputs) -> None:
    found = 0
    for topic in inputs.topics:
        words = TopicWords(topic)
        terms = [topic.events, *(question.match for question in topic.questions)]
        for story in edition.stories:
            for _, sentence in story.body():
                wanted = {n: hits(sentence.ar, one) for n, one in enumerate(terms)}
                wanted = {n: count for n, count in wanted.items() if count}
                assert words.hits(padded_stems(sentence.ar)) == wanted
                found += len(wanted)
    assert found


def test_no_speaker_is_passed_over_where_words_may_begin_no_phrase(
    edition: Edition, inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def speakers() -> list[object]:
        made = []
        for story in edition.stories:
            made += attribution.attributions(
                [sentence for _, sentence in story.body()], inputs.glossary, "2024-07-24"
            )
        return made

    quick = speakers()
    monkeypatch.setattr(attribution, "may_name_speaker", lambda _: True)
    assert quick == speakers()
    assert any(quick)


WORDS = ("علي", "بعلي", "وبعلي", "بغداد", "لبغداد", "التحالف", "للتحالف", "أبو", "أبي", "كبار", "ف")
SIGNS = ("«علي»", "(ب)", "-")


@given(
    st.lists(st.lists(st.sampled_from(WORDS + SIGNS), min_size=1, max_size=3), max_size=5),
    st.lists(st.sampled_from(WORDS + SIGNS), max_size=9),
    st.sampled_from([" ", "  ", "، ", "-"]),
)
def test_names_are_those_that_one_pattern_of_all_finds(
    names: list[list[str]], words: list[str], between: str
) -> None:
    entries = {}
    for number, parts in enumerate(names):
        name = Bilingual(" ".join(parts), "A name")
        entries[f"e{number}"] = Entry(f"e{number}", "person", name)
    glossary = build_glossary(entries)
    text = between.join(words)
    found = []
    if names:
        pattern = rf"(?<!\w)[وف]?[بلك]?(?P<name>{any_word(glossary.by_name)})(?!\w)"
        found = [match.span("name") for match in re.finditer(pattern, fold(text))]
    assert [(mention.start, mention.end) for mention in glossary.mentions(text)] == found
