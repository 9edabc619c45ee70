"""The checks of one segment in one table, and the check of segments against one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace

from ..editors.glossary import Glossary
from ..model import Bilingual, Finding, Sentence, Story
from .details import worded
from .exclusive_words import exclusive_words
from .figures import differing_dates, differing_figures
from .no_answer import error_page, padded, source_itself, unlike
from .omissions import lost_negation, missing_names
from .shape import leftover_arabic, repeated, truncated, unbalanced_quotes

SegmentCheck = Callable[[str, str], Bilingual | None]
"""Takes the Arabic and the English; returns what is wrong, or ``None``."""

SEGMENT_CHECKS: dict[str, SegmentCheck] = {
    "error_page": error_page,
    "source": source_itself,
    "leftover": leftover_arabic,
    "figures": differing_figures,
    "dates": differing_dates,
    "words": exclusive_words,
    "truncated": truncated,
    "padded": padded,
    "repeated": repeated,
    "quotes": unbalanced_quotes,
    "negation": lost_negation,
    "unlike": unlike,
}
NAMES_CHECK = "names"
"""The check that needs the glossary, besides those of the table."""
GRAVE = ("error_page", "source")
"""Findings of what is no translation at all: nothing else is worth saying beside them."""
SHORTEST_COMPARED = 4
"""Words of a translation that two segments do not share by chance."""


def findings(ar: str, en: str, glossary: Glossary) -> tuple[Finding, ...]:
    """Return everything the checks find in one translation, in the order of the table."""
    details = ((kind, check(ar, en)) for kind, check in SEGMENT_CHECKS.items())
    found = [Finding(kind, detail) for kind, detail in details if detail]
    # An error page lacks every figure and name of the Arabic, too: that would only be noise.
    if grave := tuple(finding for finding in found if finding.kind in GRAVE):
        return grave
    if names := missing_names(ar, en, glossary):
        found.append(Finding(NAMES_CHECK, names))
    return tuple(found)


def check_story(story: Story, glossary: Glossary) -> Story:
    """Return a story whose translated segments hold what the checks find in them."""
    same_english = _same_english(story)

    def checked(sentence: Sentence) -> Sentence:
        # A segment that is English in the article is its own translation.
        if sentence.en is None or sentence.lang == "en":
            return sentence
        found = findings(sentence.ar, sentence.en, glossary)
        if other := same_english.get(sentence.id):
            found = (*found, Finding("exchanged", worded("same_english", segment=other)))
        return replace(sentence, findings=found)

    return story.each(checked)


def _same_english(story: Story) -> Mapping[str, str]:
    """Return, by id, another segment with the same English and other Arabic: one is misplaced."""
    by_english: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in story.segments():
        if sentence.en and len(sentence.en.split()) >= SHORTEST_COMPARED:
            by_english[sentence.en].append(sentence)
    same: dict[str, str] = {}
    for group in by_english.values():
        for sentence in group:
            # The same Arabic twice (a pull quote) rightly has the same English twice.
            if others := [other.id for other in group if other.ar != sentence.ar]:
                same[sentence.id] = others[-1]
    return same
