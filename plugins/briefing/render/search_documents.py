"""Stories and explainers as the search index has them: plain values, a sentence a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from ..editors.glossary import Glossary
from ..explain import page
from ..language.slugs import slug_for
from ..model import Bilingual, Dated, Lang, Sentence, Story
from .html_parts import PlacedTexts
from .l10n import Catalogue
from .own_posts import OwnPost
from .text import isolate_text

MADE_BY_MACHINE, DOUBTFUL, NAMES = 1, 2, 3
"""What is told of a text: that no one has read it, that it failed a check, that it is the names
that a sentence without English has."""

Edited = Mapping[str, PlacedTexts]
"""What posts by a person's hand show besides their title, by the paths of their pages."""
Record = dict[str, Any]
"""A page as the index has it: see docs/formats.md."""


def story_record(
    story: Story, glossary: Glossary, t: Catalogue, topics: Sequence[str], edited: Edited
) -> Record:
    """Return a story in the language of a catalogue; its first sentence is its title.

    Without a title in that language it has ``arabic_title``; its sentences may be none. For one
    without English stand the names in it, each once.
    """
    lang = t.lang
    sentences = [_entry(one, lang) for one in story.segments() if _text(one, lang)]
    if lang == "en":
        sentences += _names(story, glossary)
    by_hand = edited.get(f"{lang}/{story.slug}.html")
    if by_hand is not None:
        title = sentences[:1] if _text(story.title, lang) else []
        sentences = [*title, *_entries(by_hand, lang)]
    made = {
        "slug": story.slug,
        "date": _day(story.published, t),
        "source": source_id(story, glossary),
        "publisher": isolate_text(glossary.publisher(story, lang) or "", lang),
        "topics": [*topics],
    }
    if not _text(story.title, lang):
        # Shown as the pages do; nobody looks for an Arabic title among English sentences.
        made["arabic_title"] = isolate_text(story.title.ar, "ar")
    return {**made, "sentences": sentences}


def explainer_record(x: page.Explainer, lang: Lang, edited: Edited) -> Record:
    """Return an explainer in a language: its questions, and what its editor wrote.

    What it took from stories is found there.
    """
    texts = [("", x.title[lang])]
    path = f"{lang}/{x.slug}.html"
    if path in edited:
        texts += edited[path]
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


def own_record(post: OwnPost, t: Catalogue, edited: Edited) -> Record:
    """Return a person's own post; it has its ``path``, which need not be that of a story."""
    texts = [("", post.title), *edited.get(post.path, ())]
    return {
        "slug": "",
        "path": post.path,
        "date": _day(post.published, t),
        "source": "",
        "publisher": isolate_text(post.author, t.lang),
        "topics": [],
        "sentences": _entries(texts, t.lang),
    }


def _day(published: Dated | None, t: Catalogue) -> str:
    """Return a day in words, with a word that says so where it was worked out."""
    if published is None:
        return ""
    day = t.dated(published.when)
    return t("date.worked_out", date=day) if published.inferred else day


def source_id(story: Story, glossary: Glossary) -> str:
    """Return the id of a story's publisher, one in both languages; empty if it is unknown."""
    if story.publisher is None:
        return ""
    entry = glossary.entry_of(story.publisher.name)
    return entry.id if entry else slug_for(story.publisher.name)


def _written(x: page.Explainer, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield what an explainer's editor wrote, each with the id under which its page shows it."""
    for place, question, claims in _places(x):
        written = (claim for claim in claims if claim.is_written and not claim.is_above)
        texts = [claim.words[lang] for claim in written if claim.words]
        # Who finds a question reads its answer, and an answer says what it is about.
        if question:
            texts[:1] = [" ".join((question[lang], *texts[:1]))]
        for text in texts:
            yield place, text


def _places(x: page.Explainer) -> Iterator[tuple[str, Bilingual | None, Sequence[page.Claim]]]:
    """Yield the places of an explainer's page that have ids: the question there, and the claims."""
    for section in x.sections:
        if isinstance(section, page.BriefSection):
            yield section.id, None, section.claims
        elif isinstance(section, page.DifferSection):
            for dispute in section.disputes:
                claims = [*chain.from_iterable(view.claims for view in dispute.views)]
                # Beside its question one view alone would seem to be the answer.
                yield f"d-{dispute.id}", dispute.question, ()
                yield f"d-{dispute.id}", None, claims
        elif isinstance(section, page.QuestionsSection):
            for item in section.items:
                yield f"q-{item.answer.id}", item.answer.question, item.claims
            for answer in section.unanswered:
                yield f"q-{answer.id}", answer.question, ()
        elif isinstance(section, page.TimelineSection):
            for entry in section.entries:
                yield entry.id, None, entry.claims


def _text(sentence: Sentence, lang: Lang) -> str | None:
    """Return a sentence in a language, ``None`` where it is missing or its source is not Arabic."""
    if lang == "en":
        return sentence.en
    return sentence.ar if sentence.lang == "ar" else None


def _entry(sentence: Sentence, lang: Lang) -> list[str | int]:
    entry: list[str | int] = [sentence.id, isolate_text(_text(sentence, lang) or "", lang)]
    if lang == "en" and sentence.state == "machine":
        entry.append(DOUBTFUL if sentence.doubtful else MADE_BY_MACHINE)
    return entry


def _names(story: Story, glossary: Glossary) -> Iterator[list[str | int]]:
    """Yield the names in sentences without English, each once with its other forms."""
    told: set[str] = set()
    glossary = glossary.with_names(story.names)
    for sentence in story.segments():
        names = []
        for mention in () if sentence.en else glossary.mentions(sentence.ar):
            entry = mention.entry
            if entry.id in told:
                continue
            told.add(entry.id)
            # A bracket is a part that may be missing: a form for checks, and none to be shown.
            forms = (entry.short or "", *entry.others_en)
            others = [one for one in forms if one not in entry.name.en and "(" not in one]
            names.append(f"{entry.name.en} ({', '.join(others)})" if others else entry.name.en)
        if names:
            yield [sentence.id, isolate_text(", ".join(names), "en"), NAMES]


def _entries(texts: PlacedTexts, lang: Lang) -> list[list[str | int]]:
    return [[place, isolate_text(text, lang)] for place, text in texts if text]
