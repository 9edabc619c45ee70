"""How things stand, for the first page: articles that wait, topics, disputes that may be some."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from ...edition import Inputs
from ...editors.sidecar import Sidecar
from ...editors.topics import Topic
from ...errors import BriefingError
from ...explain.draft.disputes import PossibleDispute, suggest_disputes
from ...explain.draft.material import Material
from ...explain.matching import citable, cite_sentence
from ...explain.page import Claim, Explainer, QuestionsSection
from ...model import Answer, Excerpt, Seed, Story
from ...story.parse import parse_article

STORIES_COMPARED = 40
"""Articles, the newest of a topic, that are compared for contradictions: pairs of all sentences of
forty take half a second, and what is older was compared when it came."""


@dataclass(frozen=True, slots=True)
class TopicState:
    """How a topic stands, for the first page.

    `unanswered` are questions without a sentence, `outdated` an editor's words of which a sentence
    has changed since, `disputes` how many are proposed, `moved` the day of the newest article on
    it, `days` how long ago that is.
    """

    explainer: Explainer
    unanswered: tuple[Answer, ...]
    outdated: tuple[Claim, ...]
    disputes: int
    moved: str
    days: int | None


def standing_of(explainer: Explainer, disputes: int, today: date) -> TopicState:
    """Return how a topic stands on a day."""
    questions = explainer.section("questions")
    unanswered = questions.unanswered if isinstance(questions, QuestionsSection) else ()
    # A month is as new as its first day: nothing later is known of it.
    published = [s.published.when.start for s in explainer.stories if s.published]
    newest = max(published, default=None)
    outdated = tuple(claim for claim in explainer.written.values() if claim.is_outdated)
    moved, days = (newest.isoformat(), (today - newest).days) if newest else ("", None)
    return TopicState(explainer, unanswered, outdated, disputes, moved, days)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that a pull has brought; `story` is ``None`` where nothing can be read in it."""

    seed: Seed
    sidecar: Sidecar
    story: Story | None


def waiting(inputs: Inputs) -> list[Waiting]:
    """Return the articles that wait for an editor, the newest pull first."""
    found = []
    for seed in inputs.skipped:
        sidecar = inputs.sidecars[seed.stem]
        if sidecar.waits:
            # What is no article by its text may be one to a person, who sees its name.
            story = None
            with suppress(BriefingError):
                story = parse_article(seed, sidecar, seed.name)
            found.append(Waiting(seed, sidecar, story))
    return sorted(found, key=lambda one: one.sidecar.found.day if one.sidecar.found else "")[::-1]


def possible_disputes(topic: Topic, explainer: Explainer) -> list[PossibleDispute]:
    """Return where sources of a topic may contradict one another and its editor does not say so."""
    stories = explainer.stories[:STORIES_COMPARED]
    known: set[str] = set()
    for place, statement in topic.statements():
        if place[0] == "dispute":
            known.update(statement.all_cites())
    sentences: list[Excerpt] = []
    for story in stories:
        for _, sentence in citable(story):
            excerpt = cite_sentence(story, sentence)
            if str(excerpt.cite) not in known:
                sentences.append(excerpt)
    # Names and recurring words are for drafts: contradictions are looked for in sentences alone.
    return suggest_disputes(Material(stories, tuple(sentences), (), ()))
