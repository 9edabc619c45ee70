"""One explainer from its topic and the stories that bear on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..glossary import Glossary
from ..model import Dispute, Excerpt, Explainer, Story
from ..parse.timevalues import from_iso
from .agreement import shared_claims
from .answers import answer, compare, reliable, resolve_cites
from .changes import changes
from .differences import differences
from .figures import follow
from .matching import citable, matches
from .names import names_of
from .quotes import find_quotes
from .tellings import groups_of
from .timeline import timeline
from .topics import Topic


def compose(topic: Topic, stories: Sequence[Story], glossary: Glossary) -> Explainer:
    """Return the explainer; what its topic cites and does not exist is left out."""
    bearing = relevant(topic, stories)
    made = _core(topic, bearing, glossary)

    def on_subject(said: Excerpt) -> bool:
        return _about(said, topic)

    return replace(
        made,
        comparison=tuple(compare(q, bearing) for q in topic.questions if q.match),
        shared=tuple(c for c in shared_claims(bearing) if on_subject(c.excerpts[0])),
        differences=differences(made.figures, made.timeline, groups_of(topic.same)),
        names=names_of(bearing, glossary, on_subject),
        changes=changes(made),
    )


def _core(topic: Topic, bearing: Sequence[Story], glossary: Glossary) -> Explainer:
    """Return answers, timeline, figures and quotations: what changes with every story."""
    return Explainer(
        slug=topic.slug,
        title=topic.title,
        intro=topic.intro,
        answers=tuple(answer(q, bearing) for q in topic.questions),
        timeline=timeline(bearing, topic.events, groups_of(topic.same)),
        figures=tuple(f for spec in topic.figures if (f := follow(spec, bearing)).values),
        quotes=tuple(
            replace(quote, about=_about(quote.excerpt, topic))
            for quote in find_quotes(bearing, glossary, topic.sides)
        ),
        comparison=(),
        sides=tuple((side.id, side.name) for side in topic.sides),
        stories=tuple(bearing),
        disputes=_disputes(topic, bearing),
        brief=reliable(resolve_cites(topic.brief, bearing)),
    )


def _disputes(topic: Topic, stories: Sequence[Story]) -> tuple[Dispute, ...]:
    """Return the disputes of a topic of which two views at least can be cited."""
    found = []
    for contested in topic.disputes:
        views = (reliable(resolve_cites(view, stories)) for view in contested.views)
        known = tuple(view for view in views if view)
        if len(known) > 1:
            found.append(Dispute(contested.text, known))
    return tuple(found)


def _about(said: Excerpt, topic: Topic) -> bool:
    """Tell whether a sentence is on the subject: by its words, or since the editor cites it."""
    return str(said.cite) in topic.cited() or matches(said.sentence.ar, topic.events)


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
