"""Which sentences answer a question of a topic, and what each story says on it."""

from __future__ import annotations

from collections.abc import Sequence

from ..editors.topics import Question, Topic
from ..errors import Problem
from ..model import Answer, Comparison, Excerpt, Story
from .matching import citable, excerpt, hits, matches, near_duplicates

MOST_A_STORY = 2
"""Sentences shown for one story and one question, side by side; all of the editor's choice."""


def resolve_cites(cites: Sequence[str], stories: Sequence[Story]) -> tuple[Excerpt, ...]:
    """Return the excerpts an editor named as ``slug#p3s2``, without those that do not exist."""
    by_slug = {story.slug: story for story in stories}
    found = []
    for cite in cites:
        slug, _, sentence_id = cite.partition("#")
        sentence = by_slug[slug].sentence(sentence_id) if slug in by_slug else None
        if sentence is not None:
            found.append(excerpt(by_slug[slug], sentence))
    return tuple(found)


def reliable(excerpts: Sequence[Excerpt]) -> tuple[Excerpt, ...]:
    """Return excerpts without those whose machine translation failed a check."""
    return tuple(e for e in excerpts if not e.sentence.doubtful)


def broken_cites(topic: Topic, stories: Sequence[Story], path: str) -> list[Problem]:
    """Return a problem for every cite of a topic that leads nowhere."""
    slugs = {story.slug for story in stories}
    problems = []
    for cite in topic.cited():
        if resolve_cites([cite], stories):
            continue
        if cite.partition("#")[0] in slugs:
            message, hint = f"no sentence “{cite}”", "Name one that exists or take it out"
        else:
            message = f"“{cite}” cites a story that is not there"
            hint = "Mend its seed, or take the cite out if the story is gone for good"
        problems.append(Problem(path, message, hint))
    return problems


def answer(question: Question, stories: Sequence[Story]) -> Answer:
    """Return a question with its answers: the editor's choice, then the best matches.

    At most `Question.limit` sentences, no two alike, and of the matches one a story; none at all
    where the stories do not say.
    """
    chosen = list(reliable(resolve_cites(question.cites, stories)))
    seen = {e.story.slug for e in chosen}
    for candidate in _ranked(question, stories):
        if len(chosen) >= question.limit:
            break
        repeated = any(near_duplicates(candidate.sentence.ar, e.sentence.ar) for e in chosen)
        if candidate.story.slug not in seen and not repeated:
            chosen.append(candidate)
            seen.add(candidate.story.slug)
    left_out = sum(len(_withheld(question, story)) for story in stories)
    return Answer(question.id, question.text, tuple(chosen), left_out, question.lead)


def _ranked(question: Question, stories: Sequence[Story]) -> list[Excerpt]:
    found = [
        (-hits(sentence.ar, question.match), order, excerpt(story, sentence))
        for order, story in enumerate(stories)
        for _, sentence in citable(story)
        if question.match and hits(sentence.ar, question.match)
    ]
    return [e for _, _, e in sorted(found, key=lambda f: f[:2])]


def compare(question: Question, stories: Sequence[Story]) -> Comparison:
    """Return what each story says on a question, in the story's order; empty where nothing."""
    named = reliable(resolve_cites(question.cites, stories))
    by_story = {story.slug: _of_story(question, story, named) for story in stories}
    only = {s.slug for s in stories if not by_story[s.slug] and _withheld(question, s)}
    return Comparison(question.text, by_story, frozenset(only))


def _withheld(question: Question, story: Story) -> list[str]:
    """Return the ids of sentences on a question whose machine translation failed a check."""
    pinned = {
        cite.partition("#")[2] for cite in question.cites if cite.startswith(f"{story.slug}#")
    }
    doubtful = (s for s in story.segments() if s.doubtful)
    return [s.id for s in doubtful if s.id in pinned or matches(s.ar, question.match)]


def _of_story(question: Question, story: Story, named: tuple[Excerpt, ...]) -> tuple[Excerpt, ...]:
    own = [e for e in named if e.story.slug == story.slug]
    best = [e for e in _ranked(question, [story]) if e.cite not in {o.cite for o in own}]
    chosen = {e.cite.sentence for e in [*own, *best][: max(MOST_A_STORY, len(own))]}
    return tuple(excerpt(story, s) for s in story.segments() if s.id in chosen)
