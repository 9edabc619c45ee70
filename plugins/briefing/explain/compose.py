"""One explainer from its topic and the stories that bear on it."""

from __future__ import annotations

from collections.abc import Sequence

from ..glossary import Glossary
from ..model import Explainer, Story
from ..parse.timevalues import from_iso
from .answers import answer, compare
from .figures import follow
from .matching import citable, matches
from .quotes import find_quotes
from .timeline import timeline
from .topics import Topic


def compose(topic: Topic, stories: Sequence[Story], glossary: Glossary) -> Explainer:
    """Return the explainer; what its topic cites and does not exist is left out."""
    bearing = relevant(topic, stories)
    return Explainer(
        slug=topic.slug,
        title=topic.title,
        intro=topic.intro,
        answers=tuple(answer(q, bearing) for q in topic.questions),
        timeline=timeline(bearing, topic.events),
        figures=tuple(f for spec in topic.figures if (f := follow(spec, bearing)).values),
        quotes=find_quotes(bearing, glossary, topic.sides),
        comparison=tuple(compare(q, bearing) for q in topic.questions if q.match),
        sides=tuple((side.id, side.name) for side in topic.sides),
        stories=tuple(bearing),
    )


def relevant(topic: Topic, stories: Sequence[Story]) -> list[Story]:
    """Return the stories that bear on a topic, newest first, undated ones last."""
    bearing = [s for s in stories if any(matches(x.ar, topic.about) for _, x in citable(s))]
    return sorted(bearing, key=newest_first)


def newest_first(story: Story) -> tuple[int, str]:
    """Return the key that orders stories by the first day they can be of, newest first.

    Undated stories come last; stories of one day go by slug.
    """
    period = from_iso(story.published.value) if story.published else None
    return -period.start.toordinal() if period else 1, story.slug
