"""What one story brings to one topic, found in its facts by the topic's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from ..editors.topics import FigureSpec, Question, Topic
from ..model import Story
from .facts import Contribution, Counting, StoryFacts
from .matching import citable, has_stems, hits_of, matches, padded_terms

MOST_A_STORY = 2
"""Sentences shown for one story and one question, side by side; all of the editor's choice."""


def bears_on(topic: Topic, story: Story) -> bool:
    """Tell whether a story bears on a topic: by its words, or since the editor cites it."""
    if story.slug in {cite.partition("#")[0] for cite in topic.cited()}:
        return True
    return any(matches(sentence.ar, topic.about) for _, sentence in citable(story))


def contribution_of(topic: Topic, story: Story, facts: StoryFacts) -> Contribution:
    """Return what a story that bears on a topic brings to it."""
    sentences = list(enumerate(facts.sentences))
    terms = padded_terms(topic.events)
    subject = {place for place, sentence in sentences if terms and hits_of(sentence.stems, terms)}
    events = []
    # A date may have to be on the subject by the words of its own clause.
    for number, report in enumerate(facts.dated):
        is_told = report.after is None or hits_of(report.after, terms) > 0
        if report.place in subject and is_told:
            events.append(number)
    hits, chosen, withheld = [], [], []
    for question in topic.questions:
        terms = padded_terms(question.match)
        found = []
        for place, sentence in sentences if terms else ():
            if count := hits_of(sentence.stems, terms):
                found.append((place, count))
        hits.append(tuple(found))
        chosen.append(_chosen(question, story, facts, found))
        # Of sentences that may not be cited, since their translation failed a check.
        left_out = 0
        for sentence_id, stems in facts.doubtful:
            is_pinned = f"{story.slug}#{sentence_id}" in question.cites
            is_match = bool(terms) and stems is not None and hits_of(stems, terms) > 0
            left_out += is_pinned or is_match
        withheld.append(left_out)
    countings = []
    for spec in topic.figures:
        of_figure: list[Counting] = []
        of_figure += _counted(spec, facts)
        of_figure += _changed(spec, facts)
        countings.append(tuple(of_figure))
    return Contribution(
        frozenset(subject),
        tuple(events),
        tuple(hits),
        tuple(chosen),
        tuple(withheld),
        tuple(countings),
    )


def _chosen(
    question: Question, story: Story, facts: StoryFacts, found: Sequence[tuple[int, int]]
) -> tuple[str, ...]:
    """Return what stands for a story: the editor's choice, then the best, as the article goes."""
    own: list[str] = []
    for cite in dict.fromkeys(question.cites):
        slug, _, sentence_id = cite.partition("#")
        sentence = story.sentence(sentence_id) if slug == story.slug else None
        # Nobody may rely on a machine translation that failed a check.
        if sentence and not sentence.doubtful:
            own.append(sentence_id)
    # Of sentences with as many words the first in the article is the better one.
    ranked = sorted(found, key=lambda hit: -hit[1])
    best = [facts.sentences[place].id for place, _ in ranked]
    wanted = [*own, *(one for one in best if one not in own)][: max(MOST_A_STORY, len(own))]
    if not own and len(wanted) < MOST_A_STORY:
        return tuple(wanted)
    # Chosen by rank, read in the order of the article.
    return tuple(sentence.id for sentence in story.segments() if sentence.id in wanted)


def _counted(spec: FigureSpec, facts: StoryFacts) -> Iterator[Counting]:
    """Yield the numbers of a story that count what a figure counts."""
    terms = padded_terms(spec.match)
    (nouns, near, exclude) = padded_terms((spec.nouns, spec.near, spec.exclude))
    for place, sentence in enumerate(facts.sentences):
        if not sentence.counted or (terms and not hits_of(sentence.stems, terms)):
            continue
        for number in sentence.counted:
            is_here = not near or has_stems(number.following, near)
            counts = has_stems(number.noun, nouns) and not has_stems(number.before, exclude)
            if counts and is_here:
                day = None if spec.once else number.day
                yield Counting(place, number.value, number.qualifier, day)


def _changed(spec: FigureSpec, facts: StoryFacts) -> Iterator[Counting]:
    """Yield by how much a figure is said to have changed: "cut by half", "raised by 500"."""
    (nouns, near) = padded_terms((spec.nouns, spec.near))
    for place, sentence in enumerate(facts.sentences):
        for one in sentence.changed:
            is_here = not near or has_stems(one.what, near)
            is_counted = one.after is None or has_stems(one.after, nouns)
            if is_here and is_counted and has_stems(one.what, (*nouns, *near)):
                direction: Literal["down", "up"] = "down" if one.is_less else "up"
                yield Counting(place, one.value, None, one.day, direction)
