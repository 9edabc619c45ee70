"""What is shown of articles whose text may not be republished: titles, key points, quotations.

The edition is composed from the whole text and then loses it, so that nothing after this step, the
posts, the pages, the feeds, the export, search or the books, has what it could let out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import cast

from .edition import Edition
from .explain.page import Claim, Explainer, claims_in
from .model import Excerpt, Quote, Sentence, Story

MOST_POINTS = 3
"""Key points of an article that are shown, the one that says most first."""
MOST_SHOWN = 0.25
"""The part of an article's words that may be shown; its first key point is in any case."""
LEFT_OUT = "[…]"
"""What stands for a sentence that is not shown, in both languages."""


def without_withheld(edition: Edition, is_withheld: Callable[[str], bool]) -> Edition:
    """Return the edition without the text of articles that is not to be shown.

    `is_withheld` tells of the stem of a seed whether its article is one. A sentence that is cited
    and not shown keeps its place and has `LEFT_OUT` for its text.
    """
    withheld = [story for story in edition.stories if is_withheld(story.stem)]
    kept = {story.slug: _reduced(story, edition.explainers) for story in withheld}
    if not kept:
        return edition

    def reduced(value: object) -> object | None:
        if isinstance(value, Story):
            return kept.get(value.slug, value)
        if isinstance(value, Excerpt) and value.cite.slug in kept:
            story = kept[value.cite.slug]
            found = story.sentence(value.cite.sentence)
            return Excerpt(value.cite, found or _left_out(value.sentence), story)
        return None

    stories = tuple(kept.get(story.slug, story) for story in edition.stories)
    explainers = cast("tuple[Explainer, ...]", _mapped(edition.explainers, reduced))
    return replace(edition, stories=stories, explainers=explainers)


def _shown_ids(story: Story, explainers: tuple[Explainer, ...]) -> set[str]:
    """Return the ids of the sentences that may be shown."""
    body = {sentence.id: sentence for _, sentence in story.body()}
    most = MOST_SHOWN * sum(len(sentence.ar.split()) for sentence in body.values())
    points = sorted(story.summary, key=lambda point: point != story.headline)
    shown: set[str] = set()
    words = 0
    # What says most comes first, then what explainers need as it stands.
    for sentence_id in (*points[:1], *_quoted(story, explainers), *points[1:MOST_POINTS]):
        if sentence_id not in body or sentence_id in shown:
            continue
        length = len(body[sentence_id].ar.split())
        if not shown or words + length <= most:
            shown.add(sentence_id)
            words += length
    return shown


def _reduced(story: Story, explainers: tuple[Explainer, ...]) -> Story:
    """Return a story with the sentences that may be shown, and the places of those cited."""
    shown = _shown_ids(story, explainers)
    cited: set[str] = set()
    for explainer in explainers:
        cites = (excerpt.cite for excerpt in explainer.cited)
        cited |= {cite.sentence for cite in cites if cite.slug == story.slug}
    blocks = []
    for block in story.blocks:
        sentences = []
        for sentence in block.sentences:
            if sentence.id in shown:
                sentences.append(sentence)
            elif sentence.id in cited:
                # A number on a page leads here, and must find its place.
                sentences.append(_left_out(sentence))
        if sentences:
            blocks.append(replace(block, sentences=tuple(sentences)))
    published = story.published
    # An inferred day was read from a sentence.
    if published and published.inferred:
        published = replace(published, evidence="")
    return replace(
        story,
        deck=_left_out(story.deck) if story.deck and "deck" in cited else None,
        blocks=tuple(blocks),
        published=published,
        set_aside=(),
        evidence=(),
        times=tuple(mention for mention in story.times if mention.sentence in shown),
        summary=tuple(point for point in story.summary if point in shown),
        headline=story.headline if story.headline in shown else None,
        notes={key: note for key, note in story.notes.items() if key in shown or key == "date"},
        withheld=sum(1 for _ in story.body()) - len(shown),
    )


def _left_out(sentence: Sentence) -> Sentence:
    return Sentence(sentence.id, LEFT_OUT, LEFT_OUT, "reviewed")


def _quoted(story: Story, explainers: tuple[Explainer, ...]) -> Iterator[str]:
    """Yield the ids of the sentences that explainers show in the source's own words."""
    for explainer in explainers:
        for claim in claims_in(explainer.sections):
            if not (claim.is_written or claim.is_above) and claim.excerpt.cite.slug == story.slug:
                yield claim.excerpt.cite.sentence


def _mapped(value: object, change: Callable[[object], object | None]) -> object:
    """Return a value with all in it changed for which `change` returns something."""
    changed = change(value)
    if changed is not None:
        return changed
    if isinstance(value, tuple):
        return tuple(_mapped(one, change) for one in value)
    if isinstance(value, Mapping):
        return {key: _mapped(one, change) for key, one in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    names = [one.name for one in fields(value) if one.init]
    made = replace(value, **{name: _mapped(getattr(value, name), change) for name in names})
    # A part of a sentence that is not shown is not shown either; what an editor wrote is no part.
    if isinstance(made, Quote) and made.excerpt.sentence.ar == LEFT_OUT:
        made = replace(made, words=None)
    elif isinstance(made, Claim) and not made.is_written and made.excerpt.sentence.ar == LEFT_OUT:
        made = replace(made, words=None, dates={"ar": (), "en": ()})
    return made
