"""The checks of a whole story: each segment by itself, and segments against one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from ..editors.glossary import Glossary
from ..model import Finding, Sentence, Story
from .checks import findings

SHORTEST_COMPARED = 4
"""Words of a translation that two passages do not share by chance."""


def check_story(story: Story, glossary: Glossary) -> Story:
    """Return a story whose translated segments say what the checks find in them."""
    same = _same_english(story)

    def checked(sentence: Sentence) -> Sentence:
        if sentence.en is None or sentence.lang == "en":
            return sentence
        found = findings(sentence.ar, sentence.en, glossary)
        other = same.get(sentence.id)
        doubled = (Finding("exchanged", f"the same English as {other}"),) if other else ()
        return replace(sentence, findings=(*found, *doubled))

    return story.each(checked)


def _same_english(story: Story) -> Mapping[str, str]:
    """Return, by id, another passage with the same English and other Arabic: one is the other's."""
    by_english: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in story.segments():
        if sentence.en and len(sentence.en.split()) >= SHORTEST_COMPARED:
            by_english[sentence.en].append(sentence)
    return {
        one.id: other.id
        for group in by_english.values()
        for one in group
        for other in group
        if one.ar != other.ar
    }
