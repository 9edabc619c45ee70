"""The data export: all the site is made of, for other programs (see briefing.schema.json)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..edition import Edition
from ..explain.page import Claim, Explainer
from ..model import Bilingual, Block, Dated, Dateline, Excerpt, Figure, Sentence, Story

VERSION = 1
Json = dict[str, Any]


def story_text(story: Story) -> str:
    """Return the text of a story's own file.

    All files are JSON: UTF-8, two spaces, keys in the documented order.
    """
    return _text(_story(story)) + "\n"


def whole_text(edition: Edition, stories: Iterable[str]) -> Iterator[str]:
    """Yield the text of the file of a whole edition, piece by piece: it may be a large one.

    `stories` are the texts of the stories' own files, in the order of the edition.
    """
    yield f'{{\n  "version": {VERSION},\n  "stories": '
    # Put together of these texts: to write each story twice would take as long again.
    yield from _list(stories)
    yield ',\n  "topics": '
    yield from _list(_text(_topic(explainer)) for explainer in edition.explainers)
    yield "\n}\n"


def story_path(story: Story) -> str:
    """Return the path of a story's own file."""
    return f"data/stories/{story.slug}.json"


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _list(texts: Iterable[str]) -> Iterator[str]:
    """Yield JSON texts as a list one level into an object, as `json` writes it."""
    before = "["
    for text in texts:
        # A string in JSON has no line end, so that all of these are between values.
        yield f"{before}\n    " + text.rstrip("\n").replace("\n", "\n    ")
        before = ","
    yield "[]" if before == "[" else "\n  ]"


def _story(story: Story) -> Json:
    outlet = story.publisher
    return {
        "slug": story.slug,
        "seed": story.seed,
        "title": _bilingual(story.title),
        "deck": _bilingual(story.deck),
        "published": _dated(story.published),
        "updated": _dated(story.updated),
        "publisher": {"name": outlet.name, "evidence": outlet.evidence} if outlet else None,
        "dateline": _bilingual(story.dateline),
        "blocks": [_block(block) for block in story.blocks],
        "set_aside": [{"line": s.line, "kind": s.kind, "text": s.text} for s in story.set_aside],
        "summary": list(story.summary),
        "tags": list(story.tags),
        "times": [
            {
                "sentence": mention.sentence,
                "text": mention.text,
                "value": mention.when.iso if mention.when else None,
                "end": mention.when.iso_end if mention.when else None,
                "precision": mention.when.precision if mention.when else None,
            }
            for mention in story.times
        ],
    }


def _dated(dated: Dated | None) -> Json | None:
    if dated is None:
        return None
    return {
        "date": dated.when.iso,
        "precision": dated.when.precision,
        "evidence": dated.evidence,
        "inferred": dated.inferred,
    }


def _block(block: Block) -> Json:
    sentences = [{"id": s.id, "ar": s.ar, "en": s.en, "state": s.state} for s in block.sentences]
    return {"id": block.id, "kind": block.kind, "sentences": sentences}


def _topic(explainer: Explainer) -> Json:
    comparisons = []
    for comparison in explainer.comparison:
        # A story that says nothing on the question is left out.
        by_story = {slug: _cites(found) for slug, found in comparison.by_story.items() if found}
        comparisons.append({"question": _bilingual(comparison.question), "by_story": by_story})
    return {
        "slug": explainer.slug,
        "title": _bilingual(explainer.title),
        "answers": [
            {"question": _bilingual(answer.question), "cites": _cites(answer.excerpts)}
            for answer in explainer.answers
        ],
        "timeline": [
            {
                "date": event.when.iso,
                "end": event.when.iso_end,
                "precision": event.when.precision,
                "text": _bilingual(event.excerpts[0].sentence),
                "cites": _cites(event.excerpts),
            }
            for event in explainer.events
        ],
        "figures": [_figure(figure) for figure in explainer.figures],
        # What is said beside the subject is on the page nowhere, so it is not here either.
        "quotes": [
            {
                "speaker": _bilingual(quote.speaker),
                "role": _bilingual(quote.role),
                "direct": quote.direct,
                "cite": str(quote.excerpt.cite),
            }
            for quote in explainer.quotes
            if quote.about
        ],
        "comparison": comparisons,
        "claims": [_claim(place, claim) for place, claim in explainer.written.items()],
    }


def _claim(place: str, claim: Claim) -> Json:
    return {
        "place": place,
        "kind": "written" if claim.is_written else "excerpt",
        "text": _bilingual(claim.words or Bilingual("", "")),
        "cites": _cites(claim.citations),
        "outdated": claim.is_outdated,
    }


def _bilingual(text: Bilingual | Sentence | Dateline | None) -> Json | None:
    return {"ar": text.ar, "en": text.en} if text else None


def _cites(excerpts: Sequence[Excerpt]) -> list[str]:
    return [str(excerpt.cite) for excerpt in excerpts]


def _figure(figure: Figure) -> Json:
    values = [
        {
            "value": int(v.value) if v.value.is_integer() else v.value,
            "qualifier": v.qualifier,
            "as_of": v.as_of.iso if v.as_of else None,
            "cites": _cites(v.excerpts),
        }
        for v in figure.values
        # "Cut by half" is a change, and no value.
        if v.change is None
    ]
    label, unit = _bilingual(figure.label), figure.unit.en
    if any(value.is_rate for value in figure.values):
        unit = f"% {unit}".rstrip()
    return {"id": figure.id, "label": label, "unit": unit, "values": values}
