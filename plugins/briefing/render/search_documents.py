"""Stories and explainers as the search index has them: plain values, a sentence a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from ..editors.glossary import Glossary
from ..explain.page import (
    BriefSection,
    Claim,
    DifferSection,
    Explainer,
    QuestionsSection,
    TimelineSection,
)
from ..language.slugs import slug_for
from ..model import Bilingual, Lang, Sentence, Story
from .l10n import Catalogue
from .text import isolate_plain

MADE_BY_MACHINE, DOUBTFUL = 1, 2
"""What is told of a sentence beside its text: that no one has read it, that it failed a check."""

PlacedTexts = Sequence[tuple[str, str]]
"""Ids of elements on a page, empty for its top, each with a text that stands there."""
Edited = Mapping[tuple[str, Lang], PlacedTexts]
"""What posts that a person has edited show, by slug and language, besides their title."""
Record = dict[str, Any]
"""A page as the index has it: see docs/formats.md."""


def story_record(
    story: Story, glossary: Glossary, t: Catalogue, topics: Sequence[str], edited: Edited
) -> Record:
    """Return a story in the language of a catalogue; its first sentence is its title.

    Without a title in that language it has ``arabic_title``; its sentences may be none.
    """
    lang = t.lang
    sentences = [_entry(one, lang) for one in story.segments() if _text(one, lang)]
    by_hand = edited.get((story.slug, lang))
    if by_hand is not None:
        title = sentences[:1] if _text(story.title, lang) else []
        sentences = [*title, *_entries(by_hand, lang)]
    made = {
        "slug": story.slug,
        "date": t.dated(story.published.when) if story.published else "",
        "source": source_id(story, glossary),
        "publisher": isolate_plain(glossary.publisher(story, lang) or "", lang),
        "topics": [*topics],
    }
    if not _text(story.title, lang):
        # Shown as the pages do; nobody looks for an Arabic title among English sentences.
        made["arabic_title"] = isolate_plain(story.title.ar, "ar")
    return {**made, "sentences": sentences}


def explainer_record(x: Explainer, lang: Lang, edited: Edited) -> Record:
    """Return an explainer in a language: its questions, and what its editor wrote.

    What it took from stories is found there.
    """
    texts = [("", x.title[lang])]
    if (x.slug, lang) in edited:
        texts += edited[x.slug, lang]
    else:
        texts += [("", x.intro[lang]), *_written(x, lang)]
    return {
        "slug": x.slug,
        "date": "",
        "source": "",
        "publisher": "",
        "topics": [x.slug],
        "sentences": _entries(texts, lang),
    }


def source_id(story: Story, glossary: Glossary) -> str:
    """Return the id of a story's publisher, one in both languages; empty if it is unknown."""
    if story.publisher is None:
        return ""
    entry = glossary.named(story.publisher.name)
    return entry.id if entry else slug_for(story.publisher.name)


def _written(x: Explainer, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield what an explainer's editor wrote, each with the id under which its page shows it."""
    for place, question, claims in _places(x):
        if question:
            yield place, question[lang]
        for claim in claims:
            if claim.is_written and claim.words and not claim.is_above:
                yield place, claim.words[lang]


def _places(x: Explainer) -> Iterator[tuple[str, Bilingual | None, Sequence[Claim]]]:
    """Yield the places of an explainer's page that have ids: the question there, and the claims."""
    for section in x.sections:
        if isinstance(section, BriefSection):
            yield section.id, None, section.claims
        elif isinstance(section, DifferSection):
            for dispute in section.disputes:
                claims = [*chain.from_iterable(view.claims for view in dispute.views)]
                yield f"d-{dispute.id}", dispute.question, claims
        elif isinstance(section, QuestionsSection):
            for item in section.items:
                yield f"q-{item.answer.id}", item.answer.question, item.claims
            for answer in section.unanswered:
                yield f"q-{answer.id}", answer.question, ()
        elif isinstance(section, TimelineSection):
            for entry in section.entries:
                yield entry.id, None, entry.claims


def _text(sentence: Sentence, lang: Lang) -> str | None:
    """Return a sentence in a language, ``None`` where it is missing or its source is not Arabic."""
    if lang == "en":
        return sentence.en
    return sentence.ar if sentence.lang == "ar" else None


def _entry(sentence: Sentence, lang: Lang) -> list[str | int]:
    entry: list[str | int] = [sentence.id, isolate_plain(_text(sentence, lang) or "", lang)]
    if lang == "en" and sentence.state == "machine":
        entry.append(DOUBTFUL if sentence.doubtful else MADE_BY_MACHINE)
    return entry


def _entries(texts: PlacedTexts, lang: Lang) -> list[list[str | int]]:
    return [[place, isolate_plain(text, lang)] for place, text in texts if text]
