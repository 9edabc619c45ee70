"""One explainer from its topic and the stories that bear on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..editors.glossary import Glossary
from ..editors.topics import Topic
from ..model import Excerpt, Explainer, Story
from .agreement import shared_claims
from .answers import answer, compare, reliable, resolve_cites
from .changes import changes
from .differences import differences
from .disputes import disputes_of
from .figures import follow
from .matching import citable, matches
from .names import names_of
from .quotes import find_quotes
from .tellings import groups_of
from .timeline import timeline


def compose(topic: Topic, stories: Sequence[Story], glossary: Glossary) -> Explainer:
    """Return the explainer; what its topic cites and does not exist is left out."""
    bearing, groups = relevant(topic, stories), groups_of(topic.same)
    about = _about(topic)
    quotes = find_quotes(bearing, glossary, topic.sides)
    figures = tuple(f for spec in topic.figures if (f := follow(spec, bearing)).values)
    events = timeline(bearing, topic.events, groups)
    made = Explainer(
        slug=topic.slug,
        title=topic.title,
        intro=topic.intro,
        answers=tuple(answer(q, bearing) for q in topic.questions),
        timeline=events,
        figures=figures,
        quotes=tuple(replace(quote, about=about(quote.excerpt)) for quote in quotes),
        comparison=tuple(compare(q, bearing) for q in topic.questions if q.match),
        sides=tuple((side.id, side.name) for side in topic.sides),
        stories=tuple(bearing),
        brief=reliable(resolve_cites(topic.brief, bearing)),
        shared=tuple(c for c in shared_claims(bearing) if about(c.excerpts[0])),
        disputes=disputes_of(topic.disputes, bearing),
        differences=differences(figures, events, groups),
        names=names_of(bearing, glossary, about),
    )
    return replace(made, changes=changes(made))


def _about(topic: Topic) -> Callable[[Excerpt], bool]:
    """Return what tells whether a sentence is on the subject: by its words, or as one cited."""
    pinned = frozenset(topic.cited())
    return lambda said: str(said.cite) in pinned or matches(said.sentence.ar, topic.events)


def relevant(topic: Topic, stories: Sequence[Story]) -> list[Story]:
    """Return the stories that bear on a topic, newest first, undated ones last."""
    bearing = [s for s in stories if any(matches(x.ar, topic.about) for _, x in citable(s))]
    return sorted(bearing, key=newest_first)


def newest_first(story: Story) -> tuple[bool, float, str]:
    """Return the key that orders stories by the first instant they can be of, newest first.

    Undated stories come last; stories of one instant go by slug.
    """
    instant = story.published.when.instant.timestamp() if story.published else 0.0
    return story.published is None, -instant, story.slug
